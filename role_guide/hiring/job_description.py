"""A clause for a job description or a tender: never without "or equivalent evidence", and honest about limits."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from role_guide.catalogue.catalogue import cited, find
from role_guide.catalogue.models import (
    Certification,
    Claim,
    Contradicted,
    Kind,
    Source,
    Stated,
    Unknown,
    day_in_words,
    in_words,
    years_in_words,
)
from role_guide.errors import WrongVariant
from role_guide.hiring.clauses import FILE, clauses, level_of
from role_guide.levels import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_ROLE = 120
Member = TypeVar("Member", bound=StrEnum)


class Variant(StrEnum):
    """Where a clause will stand: a must, a wish, or a demand on a supplier."""

    REQUIRED = "required"
    PREFERRED = "preferred"
    PROCUREMENT = "procurement"


@dataclass(frozen=True, slots=True)
class Clause:
    """
    A clause to copy, and what its writer should know.

    ``text`` asks for the certification and ``verification`` says how it is checked: together they are the clause.
    ``limit`` and ``cautions`` are for the person who writes it and never a part of the clause.
    """

    certification: Certification
    role: str
    variant: Variant
    level: Level
    text: str
    verification: str
    limit: str
    cautions: tuple[str, ...]
    sources: tuple[Source, ...]

    @property
    def to_copy(self) -> str:
        """Return the clause alone: what belongs into the job description, and nothing else."""
        return f"{self.text} {self.verification}"


def job_description(
    code: str, role: str = "", *, variant: Variant | str = Variant.REQUIRED, level: Level | str | None = None
) -> Clause:
    """
    Return the clause of a job advertisement that asks for a certification.

    Args:
        code: A certification's code, such as ``CAIM``.
        role: The role in any words.
        variant: The form of the clause.
        level: The level, None to read it from the role.

    Raises:
        UnknownCertification: When the catalogue has no such code.
        WrongVariant: When a person would be asked for what organisations have.
    """
    certification = find(code)
    variant = _member(Variant, variant)
    if certification.kind is Kind.ORGANISATION and variant is not Variant.PROCUREMENT:
        raise WrongVariant(
            f"{certification.display} is held by organisations, not by persons: ask a supplier for it (procurement)."
        )
    role = shortened(role)
    level = level_of(role) if level is None else _member(Level, level)
    how = clauses().verification[certification.issuer]
    return Clause(
        certification,
        role,
        variant,
        level,
        _text(certification, role, variant, level=level),
        " ".join([how.text, *_valid(certification)]),
        _limit(certification),
        tuple(_cautions(certification, level, variant)),
        _sources(certification, cited(how.sources, file=FILE, key="verification")),
    )


def shortened(role: str) -> str:
    """Return a role on one line and at most ``LONGEST_ROLE`` characters long, whatever was pasted."""
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in role[: 4 * LONGEST_ROLE]).split())
    return line if len(line) <= LONGEST_ROLE else line[: LONGEST_ROLE - 1].rstrip() + "…"


def named(certification: Certification) -> str:
    """Return a certification with its full name and issuer, since a code alone names neither."""
    known = certification.title != certification.display
    title = f"{certification.title}, " if known else ""
    return f"{certification.display} ({title}{certification.issuer_name})"


def _member(kind: type[Member], value: str) -> Member:
    try:
        return kind(value)
    except ValueError:
        raise WrongVariant(f"{value!r} is none of: {', '.join(kind)}.") from None


def _text(certification: Certification, role: str, variant: Variant, *, level: Level) -> str:
    table = clauses()
    organisation = certification.kind is Kind.ORGANISATION
    opening = table.openings["procurement_organisation" if organisation else variant.value]
    filled = opening.format_map(
        {"role": role or "this role", "certification": named(certification), "equivalent": _equivalent(certification)}
    )
    sentence = "" if organisation or level is Level.ANY else table.levels[level.value].sentence
    return f"{filled} {sentence}".rstrip()


def _equivalent(certification: Certification) -> str:
    phrases = clauses().equivalents
    found = [phrases[topic] for topic in covered(certification) if topic in phrases]
    return "; or ".join(found[:2]) or phrases["otherwise"]


def covered(certification: Certification) -> tuple[str, ...]:
    """
    Return the topics that a certification evidences by every account of its issuer.

    Where accounts contradict each other, only what all of them support counts.
    """
    topics: dict[str, None] = {}
    for claim in certification.evidences:
        match claim:
            case Stated(topics=named_topics):
                topics.update(dict.fromkeys(named_topics))
            case Contradicted(statements=(first, *rest)):
                agreed = [topic for topic in first.topics if all(topic in other.topics for other in rest)]
                topics.update(dict.fromkeys(agreed))
            case _:
                pass
    return tuple(topics)


def _valid(certification: Certification) -> Iterator[str]:
    years = certification.validity_years
    if years is not None:
        yield clauses().sentences["valid"].format(years=years_in_words(years))


def _limit(certification: Certification) -> str:
    sentence = "limit_organisation" if certification.kind is Kind.ORGANISATION else "limit"
    return (
        clauses()
        .sentences[sentence]
        .format(evidences=_together(certification.evidences), not_evidenced=_together(certification.does_not_evidence))
    )


def _together(claims: tuple[Claim, ...]) -> str:
    known = [claim for claim in claims if not isinstance(claim, Unknown)]
    return " ".join(map(in_words, known or claims))


def _cautions(certification: Certification, level: Level, variant: Variant) -> Iterator[str]:
    sentences, code = clauses().sentences, certification.display
    junior = level is Level.JUNIOR and variant is not Variant.PROCUREMENT
    if junior and code in clauses().needs_experience:
        yield sentences["no_experience_asked"].format(code=code)
    if any(isinstance(claim, Contradicted) for claim in certification.evidences):
        yield sentences["contradicted_assessment"].format(code=code)
    if isinstance(certification.validity, Unknown):
        yield sentences["unknown_validity"].format(code=code, since=day_in_words(certification.validity.since))
    if isinstance(certification.audience, Unknown):
        yield sentences["draft_audience"].format(code=code)
    if others := [each.issuer for each in certification.namesakes if each.code == code]:
        yield sentences["namesakes"].format(others=" and ".join(others))


def _sources(certification: Certification, verification: tuple[Source, ...]) -> tuple[Source, ...]:
    claims = (*certification.evidences, *certification.does_not_evidence, certification.name, certification.validity)
    return tuple(dict.fromkeys([source for claim in claims for source in claim.sources] + list(verification)))
