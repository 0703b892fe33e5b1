"""
Reviews a job description's use of certifications, and rewrites it.

Each remark quotes the words, gives a reason and says what to write instead; the rewritten text has no such fault.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from role_guide.catalogue.models import Namesake, Source, Stated
from role_guide.errors import WrongVariant
from role_guide.hiring.faults import Found, found_faults
from role_guide.hiring.other_certifications import other_certifications
from role_guide.hiring.review_rules import Rule, Severity, rules
from role_guide.hiring.rewriting import rewritten
from role_guide.markup import Piece, pieces

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from role_guide.hiring.code_mentions import Mention

LONGEST_QUOTE = 240
WORST_FIRST = tuple(Severity)


@dataclass(frozen=True, slots=True)
class Remark:
    """What a sentence gets wrong about a certification (``code``, "" for all of them), and what to write instead."""

    rule: str
    severity: Severity
    code: str
    quote: str
    reason: str
    rewrite: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence in the asker's own words, its remarks with the worst first, and the sentence as it is rewritten."""

    quote: str
    remarks: tuple[Remark, ...]
    rewritten: str

    @property
    def severity(self) -> Severity:
        """The severity of the worst remark."""
        return self.remarks[0].severity


@dataclass(frozen=True, slots=True)
class TextPart:
    """A part of the rewritten text; ``is_changed`` where it says something else than the text that was given."""

    text: str
    is_changed: bool


@dataclass(frozen=True, slots=True)
class Review:
    """
    What is wrong with a text, and the text without it.

    ``remarks`` stand in the order of the text, each rule once for each certification; ``parts`` put together are the
    whole rewritten text; ``others`` are certifications that the catalogue does not describe, as the text writes them.
    """

    remarks: tuple[Remark, ...]
    passages: tuple[Passage, ...]
    parts: tuple[TextPart, ...]
    others: tuple[str, ...]

    @property
    def rewritten(self) -> str:
        """The whole text, rewritten."""
        return "".join(part.text for part in self.parts)


def review_job_description(text: str, *, off: Collection[str] = ()) -> Review:
    """
    Return the remarks on a job advertisement, and the advertisement rewritten.

    Args:
        text: The advertisement.
        off: Names of rules that are switched off.

    Raises:
        WrongVariant: When there is no rule of that name; the message lists them.
    """
    book = rules()
    if unknown := sorted(set(off) - set(book.names())):
        raise WrongVariant(f"There is no rule {unknown[0]!r}. Rules: {', '.join(book.names())}.")
    read = pieces(text)
    lines = [piece.sentence for piece in read]
    found = found_faults(lines, book, off)
    parts = tuple(_parts(read, found))
    grouped = _grouped(found)
    passages = [
        Passage(_quote(each), remarks, part.text)
        for each, remarks, part in zip(found, grouped, parts[1::2], strict=True)
        if remarks
    ]
    return Review(
        tuple(remark for remarks in grouped for remark in remarks),
        tuple(sorted(passages, key=lambda each: WORST_FIRST.index(each.severity))),
        parts,
        tuple(dict.fromkeys((*other_certifications(lines), *_namesakes(found)))),
    )


def _namesakes(found: Sequence[Found]) -> Iterator[str]:
    """Name the certifications of other issuers that share their letters with one of the catalogue."""
    others = (mention.namesake for each in found for mention in each.mentions)
    return (f"{other.code} ({other.issuer})" for other in others if other)


def _parts(read: Sequence[Piece], found: Sequence[Found]) -> Iterator[TextPart]:
    asked: set[str] = set()
    for piece, each in zip(read, found, strict=True):
        yield TextPart(piece.before, is_changed=False)
        new = rewritten(piece.sentence, each.faults, asked) if each.faults else piece.sentence
        yield TextPart(new, is_changed=new != piece.sentence)
        asked |= {mention.certification.code for mention in each.mentions if mention.namesake is None}


def _grouped(found: Sequence[Found]) -> list[tuple[Remark, ...]]:
    """Return the remarks of each sentence, worst first; what was said of a certification before is not said again."""
    said: set[tuple[str, tuple[str, Namesake | None] | None]] = set()
    grouped = []
    for each in found:
        remarks = []
        for rule, mention in each.faults:
            about = (mention.certification.code, mention.namesake) if mention else None
            if (rule.name, about) not in said:
                said.add((rule.name, about))
                remarks.append(_remark(rule, mention, _quote(each, mention)))
        grouped.append(tuple(sorted(remarks, key=lambda remark: WORST_FIRST.index(remark.severity))))
    return grouped


def _remark(rule: Rule, mention: Mention | None, quote: str) -> Remark:
    certification = mention.certification if mention else None
    namesake = mention.namesake if mention else None
    reason, rewrite = (rule.filled(each, certification, namesake) for each in (rule.reason, rule.rewrite))
    code = certification.display if certification else ""
    sources = tuple(dict.fromkeys(_sources(mention, rule))) if mention else ()
    return Remark(rule.name, rule.severity, code, quote, reason, rewrite, sources)


def _quote(found: Found, mention: Mention | None = None) -> str:
    sentence = found.sentence
    if len(sentence) <= LONGEST_QUOTE:
        return sentence
    if mention is None:
        mention = next((fault.mention for fault in found.faults if fault.mention), None)
    at = mention.start if mention else 0
    start = max(0, min(at - LONGEST_QUOTE // 2, len(sentence) - LONGEST_QUOTE))
    return f"{'…' if start else ''}{sentence[start : start + LONGEST_QUOTE].strip()}…"


def _sources(mention: Mention, rule: Rule) -> Iterable[Source]:
    certification = mention.certification
    if mention.namesake is not None:
        return mention.namesake.claim.sources
    if rule.name.endswith("validity"):
        return certification.validity.sources
    if rule.name.startswith("issuer"):
        pages = [page for each in certification.namesakes for page in each.claim.sources]
        return [*certification.name.sources, *pages]
    claims = (certification.audience, *certification.does_not_evidence)
    return [page for claim in claims if isinstance(claim, Stated) for page in claim.sources]
