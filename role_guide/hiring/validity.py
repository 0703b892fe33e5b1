"""What a sentence claims about how long a certification is valid, where it says so, and what to say instead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from math import inf
from typing import TYPE_CHECKING

from role_guide.catalogue.models import years_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from role_guide.hiring.code_mentions import Mention

REACH = 160  # characters behind a code in which a claim is taken to be about it
NEAR = 12  # characters before a claim in which an article may stand
MOST = 100  # claims of one sentence that are read
ON_CLOSING_DATE = "valid on the closing date"

_WORDS = {"one": 1, "a": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10}
_NUMBER = rf"(?P<number>\d{{1,2}}|{'|'.join(_WORDS)})"
_LENGTH = rf"(?P<length>{_NUMBER}[\s-]*(?P<unit>years?|months?)\b(?!['\u2019]?\s*(?:of\b|experience\b|')))"
_VALID = r"(?:valid(?:ity)?|stands?|expir\w+|renew\w*|recertif\w*|lasts?|lapses?)"
_AFTER = re.compile(rf"\b(?P<verb>{_VALID})\W+(?:\w+\W+){{0,4}}?{_LENGTH}", re.IGNORECASE)
_BEFORE = re.compile(
    rf"(?:\ban?\s+)?\b{_LENGTH}\W+(?:\w+\W+){{0,2}}?(?P<noun>validity|certificat\w+|credential|term)\b", re.IGNORECASE
)
_OF = re.compile(
    rf"\b(?P<length>{_NUMBER}[\s-]*(?P<unit>years?|months?))['\u2019]?\s+(?:of\s+)?(?P<noun>certification|validity)\b"
    r"(?!\s+(?:experience|work|projects?))",
    re.IGNORECASE,
)
_YEARLY = re.compile(
    r"\b(?P<verb>renew\w*|recertif\w*)\W+(?:\w+\W+){0,3}?(?P<length>annually|yearly|every year|each year)\b",
    re.IGNORECASE,
)
_NOT_OF_CERTIFICATES = (
    r"(?!\W+(?:learn|value|position|contract|employment|role|job|staff|resid|hire|full|part|team|access|guarantee))"
)
_EVER = rf"(?:life-?(?:time|long)|permanent(?:ly)?|indefinite(?:ly)?){_NOT_OF_CERTIFICATES}"
_FOREVER = re.compile(
    rf"\b(?:(?P<never>(?:never|(?:does|do|will)(?: not|n['\u2019]t)) (?:expires?|lapses?))"
    rf"|(?P<phrase>{_EVER}[\s-]+valid|valid (?:for (?:an? |your )?(?:entire )?(?:life(?:time)?|ever)|forever|{_EVER}))"
    rf"|(?P<noun>{_EVER}\s+validity|validity for life)"
    rf"|(?P<adjective>{_EVER})|(?P<life>for life))\b",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"\b(?:an?|the|our|your|any|this|of|with)\s+$", re.IGNORECASE)
_LEADS = re.compile(r"^\W+(?:(?:valid|certif\w+|credentials?|of|the|an?)\W+){0,4}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ValidityClaim:
    """
    A claim of ``years`` of validity (``inf`` for ever) between two places of a sentence.

    ``known`` is what to write there where the true number of years is known (a template with ``{years}`` or
    ``{years_each}``), ``unknown`` what to write where it is not.
    """

    years: float
    start: int
    end: int
    known: str
    unknown: str


def validity_claims(mention: Mention) -> tuple[ValidityClaim, ...]:
    """Return what a sentence claims about the validity of the certification that it mentions."""
    sentence, end = mention.sentence, min(mention.reach, mention.end + REACH)
    return tuple(_apart([*_forever(sentence, mention), *_yearly(sentence, mention.end, end=end)]))


def claims_for_all(sentence: str) -> tuple[ValidityClaim, ...]:
    """Return the claims that certificates are valid for ever, in a sentence that is about no certain one."""
    return tuple(_for_ever(match) for match in islice(_FOREVER.finditer(sentence), MOST))


def _forever(sentence: str, mention: Mention) -> Iterator[ValidityClaim]:
    end = min(mention.reach, mention.end + REACH)
    for match in _FOREVER.finditer(sentence, max(0, mention.start - 60), end):
        if match.start() >= mention.end or _LEADS.match(sentence[match.end() : mention.start]):
            yield _for_ever(match)


def _for_ever(match: re.Match[str]) -> ValidityClaim:
    known, unknown = "valid for {years}", ON_CLOSING_DATE
    if match["never"]:
        is_one = re.search(r"\bdoes|s$", match[0], re.IGNORECASE)
        known, unknown = (f"{'is' if is_one else 'are'} {words}" for words in (known, unknown))
    elif match["noun"]:
        known, unknown = "validity of {years}", "validity on the closing date"
    elif match["adjective"] or _ARTICLE.search(match.string[max(0, match.start() - NEAR) : match.start()]):
        known = unknown = "valid"
    return ValidityClaim(inf, match.start(), match.end(), known, unknown)


def _yearly(sentence: str, start: int, *, end: int) -> Iterator[ValidityClaim]:
    for match in _YEARLY.finditer(sentence, start, end):
        yield _length(match, 1, known="every {years}")
    lengths = (_AFTER, _BEFORE, _OF)
    for match in (found for each in lengths for found in each.finditer(sentence, start, end)):
        number = float(_WORDS.get(match["number"].lower()) or match["number"])
        years = number / 12 if match["unit"].lower().startswith("month") else number
        yield _length(match, years, known="{years_each}" if "-" in match["length"] else "{years}")


def _length(match: re.Match[str], years: float, *, known: str) -> ValidityClaim:
    """Return the claim of a match: the length alone is put right, and all of it where the true length is not known."""
    start, end = match.span("length")
    groups = match.groupdict()
    head, tail = match[0][: start - match.start()], match[0][end - match.start() :]
    noun, verb = (groups.get("noun") or "").lower(), (groups.get("verb") or "").lower()
    if noun:
        unknown = "validity on the closing date" if noun == "validity" else f"{noun} {ON_CLOSING_DATE}"
    elif verb.startswith(("renew", "recertif")):
        unknown = f"{groups['verb']} as its issuer asks"
    else:
        unknown = f"is {ON_CLOSING_DATE}" if verb in {"stands", "expires", "lasts", "lapses"} else ON_CLOSING_DATE
    return ValidityClaim(years, match.start(), match.end(), f"{head}{known}{tail}", unknown)


def _apart(claims: list[ValidityClaim]) -> Iterator[ValidityClaim]:
    """Leave out what lies within a claim that came before it."""
    taken = 0
    for claim in sorted(claims, key=lambda each: (each.start, -each.end)):
        if claim.start >= taken:
            yield claim
            taken = claim.end


def corrected(claim: ValidityClaim, years: int | None) -> str:
    """
    Return what to write in place of a claim.

    Args:
        claim: The claim.
        years: How many years the certification is valid, None where that is not known.
    """
    if years is None:
        return claim.unknown
    in_words = years_in_words(years)
    return claim.known.replace("{years_each}", in_words.replace(" years", "-year").replace(" year", "-year")).replace(
        "{years}", in_words
    )
