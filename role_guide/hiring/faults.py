"""Which rules speak about which sentence of a job description."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from role_guide.hiring.code_mentions import MOST_MENTIONS, Mention, mentions
from role_guide.hiring.review_rules import Fix, Rule, Rules, rules, same_letters
from role_guide.hiring.rewriting import Fault
from role_guide.hiring.validity import claims_for_all, validity_claims

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

TITLE_LINES = 3
FOR_ALL = "lifetime_claim"

_CERTIFICATES = re.compile(r"\b(?:certif(?:y|ication|icate|ied)\w*|credentials?|accreditations?)\b", re.IGNORECASE)


class Found(NamedTuple):
    """A sentence, the certifications that it names, and what is wrong with it."""

    sentence: str
    mentions: tuple[Mention, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class _Text:
    """What a rule may know of the whole text."""

    junior: bool
    equivalents: bool
    issuers: frozenset[str]
    book: Rules


@dataclass(frozen=True, slots=True)
class _Place:
    """A mention, and what a rule may look at besides the sentence itself."""

    mention: Mention
    heading: str
    following: str
    text: _Text


def found_faults(lines: Sequence[str], book: Rules, off: Collection[str]) -> list[Found]:
    """
    Return for each sentence what is wrong with it.

    Args:
        lines: The sentences of a text.
        book: The rules.
        off: Names of rules that are switched off.
    """
    active = tuple(book.active(off))
    equivalents = any(map(book.equivalent_anywhere.search, lines))
    text = _Text(_is_junior(lines, book), equivalents, book.issuers_in("\n".join(lines)), book)
    seen: Counter[str] = Counter()
    heading, found = "", []
    for line, following in pairwise([*lines, ""]):
        heading = line if _is_heading(line) else heading
        named = [mention for mention in mentions(line, book) if _is_read(mention, seen)]
        faults = [fault for each in named for fault in _of_mention(_Place(each, heading, following, text), active)]
        if not named:
            faults += [Fault(rule, None) for rule in active if rule.name == FOR_ALL and _claims_for_all(line)]
        found.append(Found(line, tuple(named), tuple(faults)))
    return found


def _is_read(mention: Mention, seen: Counter[str]) -> bool:
    seen[mention.certification.code] += 1
    return seen[mention.certification.code] <= MOST_MENTIONS


def _of_mention(place: _Place, active: Sequence[Rule]) -> Iterator[Fault]:
    for rule in active:
        if _speaks(rule, place):
            yield Fault(rule, place.mention)
            if rule.alone:
                return


def _claims_for_all(line: str) -> bool:
    return bool(_CERTIFICATES.search(line)) and bool(claims_for_all(line))


def _is_heading(line: str) -> bool:
    return len(line) <= 60 and (line.endswith(":") or bool(rules().required_heading.search(line)))


def _speaks(rule: Rule, place: _Place) -> bool:
    if place.mention.namesake is not None and rule.fix is not Fix.EQUIVALENT:
        return False  # of what the catalogue does not describe only the must is judged
    if rule.codes and place.mention.certification.display not in rule.codes:
        return False
    return _SPECIAL.get(rule.name, _words_decide)(rule, place)


def _words_decide(rule: Rule, place: _Place) -> bool:
    name = place.mention.certification.title  # "Certified AI Integrator" does not ask for anybody certified
    return rule.applies_to(place.mention.around.replace(name, "") if " " in name else place.mention.around)


def _over_asking(rule: Rule, place: _Place) -> bool:
    around = place.mention.around
    return (place.text.junior or bool(place.text.book.junior_title.search(around))) and not rule.excused(around)


def _no_equivalent(rule: Rule, place: _Place) -> bool:
    if place.text.equivalents or place.following.lower().startswith(("or ", "equivalent", "comparable")):
        return False
    around = place.mention.around
    under_heading = bool(place.text.book.required_heading.search(place.heading)) and not rule.excused(around)
    return under_heading or rule.applies_to(around)


def _wrong_validity(_rule: Rule, place: _Place) -> bool:
    years = place.mention.certification.validity_years
    return years is not None and any(claim.years != years for claim in validity_claims(place.mention))


def _unknown_validity(_rule: Rule, place: _Place) -> bool:
    return place.mention.certification.validity_years is None and bool(validity_claims(place.mention))


def _issuer_ambiguous(_rule: Rule, place: _Place) -> bool:
    certification = place.mention.certification
    return bool(same_letters(certification)) and certification.issuer not in place.text.issuers


def _issuer_missing(_rule: Rule, place: _Place) -> bool:
    certification = place.mention.certification
    return not same_letters(certification) and certification.issuer not in place.text.issuers


_SPECIAL: dict[str, Callable[[Rule, _Place], bool]] = {
    "over_asking": _over_asking,
    "no_equivalent": _no_equivalent,
    "wrong_validity": _wrong_validity,
    "unknown_validity": _unknown_validity,
    "issuer_ambiguous": _issuer_ambiguous,
    "issuer_missing": _issuer_missing,
}


def _is_junior(lines: Sequence[str], book: Rules) -> bool:
    title = " ".join(lines[:TITLE_LINES])
    if any(map(book.junior_anywhere.search, lines)):
        return True
    first = lines[0] if lines else ""
    said = book.junior_title.search(first) or (len(first) > 0 and book.junior_title.search(_heading(title)))
    return bool(said) and not book.not_junior_title.search(first)


def _heading(title: str) -> str:
    found = re.search(r"(?:title|position|role|job)\s*:\s*(.{0,120})", title, re.IGNORECASE)
    return found[1] if found else ""
