"""
An interview kit: what certificates already evidence is not asked again, and what they leave open is asked.

A rubric says what to listen for. It has no marks, and nothing here adds up to a score of a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from role_guide.catalogue.catalogue import DATA, catalogue, find_all, known
from role_guide.catalogue.models import Certification, Claim, Contradicted, Stated, Unknown
from role_guide.catalogue.schemas import QuestionsTable
from role_guide.catalogue.toml_files import check, read_toml
from role_guide.errors import DataFault
from role_guide.hiring.job_description import covered, shortened
from role_guide.hiring.patterns import Pattern, any_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from importlib.resources.abc import Traversable

FILE = "questions.toml"
MOST_CODES, MOST_QUESTIONS = 4, 8


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject of interviews."""

    name: str
    title: str
    always: bool
    words: Pattern


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask, and at most six things to listen for; ``codes`` if it is for holders of these only."""

    topic: str
    ask: str
    rubric: tuple[str, ...]
    codes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Evidenced:
    """A topic that needs no second test, by which certification, and on whose word."""

    topic: str
    certification: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Kit:
    """An interview: ``evidenced`` is not asked again, ``limits`` is what the certificates leave open."""

    certifications: tuple[Certification, ...]
    role: str
    evidenced: tuple[Evidenced, ...]
    limits: tuple[tuple[str, Claim], ...]
    questions: tuple[Question, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """All topics and questions."""

    topics: Mapping[str, Topic]
    questions: tuple[Question, ...]


NOTES = (
    "Check first that each certificate stands today and belongs to the candidate: an expired one evidences the past.",
    "The rubric says what to listen for. Write down what was said; give no marks, and add nothing up.",
)
DISPUTED = "{code}: the issuer's pages disagree on what stands behind it, so hands-on work is asked about."


def interview_kit(codes: Iterable[str], role: str = "") -> Kit:
    """
    Return an interview kit for holders of certifications.

    Args:
        codes: One to four codes.
        role: The role in any words, None for no role.
    """
    chosen = find_all(codes, at_least=1, at_most=MOST_CODES)
    role = shortened(role)
    evidenced = tuple(_evidenced(chosen))
    limits = tuple((each.display, claim) for each in chosen for claim in each.does_not_evidence)
    return Kit(chosen, role, evidenced, limits, tuple(_questions(chosen, role, evidenced)), tuple(_notes(chosen)))


def _evidenced(chosen: tuple[Certification, ...]) -> Iterator[Evidenced]:
    for certification in chosen:
        for topic in covered(certification):
            claims = tuple(claim for claim in certification.evidences if topic in _topics(claim))
            yield Evidenced(book().topics[topic].title, certification.display, claims)


def _questions(chosen: tuple[Certification, ...], role: str, evidenced: tuple[Evidenced, ...]) -> Iterator[Question]:
    held = {each.display for each in chosen}
    done = {each.topic for each in evidenced}
    wanted = [topic for topic in _wanted(chosen, role) if topic.title not in done]
    for topic in wanted[:MOST_QUESTIONS]:
        fitting = [
            each for each in book().questions if each.topic == topic.name and (not each.codes or each.codes & held)
        ]
        yield fitting[0]


def _wanted(chosen: tuple[Certification, ...], role: str) -> list[Topic]:
    """Return the topics to ask about: what always matters, what the role names, what the certificates leave open."""
    topics = book().topics
    left_open = [topic for each in chosen for claim in each.does_not_evidence for topic in _topics(claim)]
    always = [topic for topic in topics.values() if topic.always]
    named = [topic for topic in topics.values() if topic.words.search(role)]
    if role:
        named_or_always = {topic.name for topic in (*always, *named)}
        left_open = [topic for topic in left_open if topic in named_or_always]
    return list(dict.fromkeys([*always[:1], *named, *(topics[topic] for topic in left_open), *always]))


def _topics(claim: Claim) -> tuple[str, ...]:
    match claim:
        case Stated(topics=topics):
            return topics
        case Contradicted(statements=statements):
            return tuple(topic for statement in statements for topic in statement.topics)
        case Unknown(unconfirmed=hint):
            return hint.topics if hint else ()


def _notes(chosen: tuple[Certification, ...]) -> Iterator[str]:
    yield from NOTES
    for certification in chosen:
        if any(isinstance(claim, Contradicted) for claim in certification.evidences):
            yield DISPUTED.format(code=certification.display)


@cache
def book() -> Book:
    """Return the topics and questions that come with the package."""
    return load_book(DATA)


def load_book(data: Traversable) -> Book:
    """Read ``questions.toml`` below ``data``; every topic of the catalogue must have a question for anybody."""
    table = check(read_toml((data / FILE).read_text(encoding="utf-8"), file=FILE), QuestionsTable, file=FILE)
    questions = tuple(
        Question(
            each.topic,
            each.ask,
            tuple(each.rubric),
            frozenset(known(code, file=FILE, key=f"questions[{at}].codes").display for code in each.codes),
        )
        for at, each in enumerate(table.questions)
    )
    for at, question in enumerate(questions):
        if question.topic not in table.topics:
            raise DataFault(FILE, "", f"questions[{at}].topic", f"{question.topic!r} is no topic")
    open_to_all = {question.topic for question in questions if not question.codes}
    for name in table.topics:
        if name not in open_to_all:
            raise DataFault(FILE, "", f"topics.{name}", "has no question")
    _known_topics(table)
    topics = {
        name: Topic(name, each.title, each.always, any_of(each.words, file=FILE, key=f"topics.{name}.words"))
        for name, each in table.topics.items()
    }
    return Book(topics, questions)


def _known_topics(table: QuestionsTable) -> None:
    for certification in catalogue().certifications:
        for claim in (*certification.evidences, *certification.does_not_evidence):
            for topic in _topics(claim):
                if topic not in table.topics:
                    raise DataFault(FILE, certification.display, f"topics.{topic}", "is missing")
