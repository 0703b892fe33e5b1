"""Reviews a job description's use of certifications: each remark quotes the words, gives a reason and a rewrite."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from role_guide.catalogue.models import Source, Stated, Unknown
from role_guide.errors import WrongVariant
from role_guide.hiring.code_mentions import Mention, mentions
from role_guide.hiring.job_description import named
from role_guide.hiring.review_rules import Rule, Rules, Severity, rules
from role_guide.hiring.validity import claimed_years
from role_guide.markup import sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

LONGEST_QUOTE = 240
TITLE_LINES = 3
MOST_MENTIONS = 100


@dataclass(frozen=True, slots=True)
class Remark:
    """What a sentence gets wrong about a certification; ``quote`` is the asker's own words."""

    rule: str
    severity: Severity
    code: str
    quote: str
    reason: str
    rewrite: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """A mention, and what a rule may look at besides the sentence itself."""

    mention: Mention
    heading: str
    following: str
    junior: bool
    equivalents: bool
    issuers: frozenset[str]
    book: Rules


def review_job_description(text: str, *, off: Collection[str] = ()) -> tuple[Remark, ...]:
    """
    Return the remarks on a job advertisement in the order of its sentences, each rule once for each certification.

    Args:
        text: The advertisement.
        off: Names of rules that are switched off.

    Raises:
        WrongVariant: When there is no rule of that name; the message lists them.
    """
    book = rules()
    if unknown := sorted(set(off) - set(book.names())):
        raise WrongVariant(f"There is no rule {unknown[0]!r}. Rules: {', '.join(book.names())}.")
    active = tuple(book.active(off))
    remarks: dict[tuple[str, str], Remark] = {}
    for place in _places(sentences(text), book):
        for rule in active:
            if _speaks(rule, place):
                remarks.setdefault((rule.name, place.mention.certification.code), _remark(rule, place.mention))
                if rule.alone:
                    break
    return tuple(remarks.values())


def _places(lines: list[str], book: Rules) -> Iterator[_Place]:
    issuers, junior = book.issuers_in("\n".join(lines)), _is_junior(lines, book)
    equivalents = any(map(book.equivalent_anywhere.search, lines))
    seen: Counter[str] = Counter()
    heading = ""
    for line, following in pairwise([*lines, ""]):
        heading = line if _is_heading(line) else heading
        for mention in mentions(line, book):
            seen[mention.certification.code] += 1
            if seen[mention.certification.code] <= MOST_MENTIONS:
                yield _Place(mention, heading, following, junior, equivalents, issuers, book)


def _is_heading(line: str) -> bool:
    return len(line) <= 60 and (line.endswith(":") or bool(rules().required_heading.search(line)))


def _speaks(rule: Rule, place: _Place) -> bool:
    if rule.codes and place.mention.certification.display not in rule.codes:
        return False
    return _SPECIAL.get(rule.name, _words_decide)(rule, place)


def _words_decide(rule: Rule, place: _Place) -> bool:
    return rule.applies_to(place.mention.around)


def _over_asking(rule: Rule, place: _Place) -> bool:
    around = place.mention.around
    return (place.junior or bool(place.book.junior_title.search(around))) and not rule.excused(around)


def _no_equivalent(rule: Rule, place: _Place) -> bool:
    if place.equivalents or place.following.lower().startswith(("or ", "equivalent", "comparable")):
        return False
    around = place.mention.around
    under_heading = bool(place.book.required_heading.search(place.heading)) and not rule.excused(around)
    return under_heading or rule.applies_to(around)


def _wrong_validity(_rule: Rule, place: _Place) -> bool:
    years, claimed = place.mention.certification.validity_years, claimed_years(place.mention)
    return years is not None and claimed is not None and claimed != years


def _unknown_validity(_rule: Rule, place: _Place) -> bool:
    return place.mention.certification.validity_years is None and claimed_years(place.mention) is not None


def _issuer_ambiguous(_rule: Rule, place: _Place) -> bool:
    return bool(_others(place.mention)) and place.mention.certification.issuer not in place.issuers


def _issuer_missing(_rule: Rule, place: _Place) -> bool:
    return not _others(place.mention) and place.mention.certification.issuer not in place.issuers


_SPECIAL: dict[str, Callable[[Rule, _Place], bool]] = {
    "over_asking": _over_asking,
    "no_equivalent": _no_equivalent,
    "wrong_validity": _wrong_validity,
    "unknown_validity": _unknown_validity,
    "issuer_ambiguous": _issuer_ambiguous,
    "issuer_missing": _issuer_missing,
}


def _others(mention: Mention) -> list[str]:
    certification = mention.certification
    return [each.issuer for each in certification.namesakes if each.code == certification.display]


def _remark(rule: Rule, mention: Mention) -> Remark:
    certification = mention.certification
    years, validity = certification.validity_years, certification.validity
    words = {
        "code": certification.display,
        "title": certification.title,
        "issuer": certification.issuer_name,
        "named": named(certification),
        "years": "one year" if years == 1 else f"{years} years",
        "since": validity.since.isoformat() if isinstance(validity, Unknown) else "",
        "others": " and ".join(_others(mention)),
    }
    reason, rewrite = rule.reason.format_map(words), rule.rewrite.format_map(words)
    return Remark(
        rule.name, rule.severity, certification.display, _quote(mention), reason, rewrite, _sources(mention, rule)
    )


def _quote(mention: Mention) -> str:
    sentence = mention.sentence
    if len(sentence) <= LONGEST_QUOTE:
        return sentence
    start = max(0, min(mention.start - LONGEST_QUOTE // 2, len(sentence) - LONGEST_QUOTE))
    return f"{'…' if start else ''}{sentence[start : start + LONGEST_QUOTE].strip()}…"


def _sources(mention: Mention, rule: Rule) -> tuple[Source, ...]:
    certification = mention.certification
    if rule.name.endswith("validity"):
        return certification.validity.sources
    if rule.name.startswith("issuer"):
        pages = [page for each in certification.namesakes for page in each.claim.sources]
        return tuple(dict.fromkeys([*certification.name.sources, *pages]))
    claims = (certification.audience, *certification.does_not_evidence)
    return tuple(dict.fromkeys(page for claim in claims if isinstance(claim, Stated) for page in claim.sources))


def _is_junior(lines: list[str], book: Rules) -> bool:
    title = " ".join(lines[:TITLE_LINES])
    if any(map(book.junior_anywhere.search, lines)):
        return True
    first = lines[0] if lines else ""
    said = book.junior_title.search(first) or (len(first) > 0 and book.junior_title.search(_heading(title)))
    return bool(said) and not book.not_junior_title.search(first)


def _heading(title: str) -> str:
    found = re.search(r"(?:title|position|role|job)\s*:\s*(.{0,120})", title, re.IGNORECASE)
    return found[1] if found else ""
