"""
Which certifications a message is about: by code or by full name, in any case, without those that are ruled out.

Codes differ by one letter and none is ever corrected into another. Some codes are words or other things as well (aida
is an opera, a cpap a machine, "aie" a French verb); what stands around them decides.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from verifier_client import late_pattern as pattern

if TYPE_CHECKING:
    from collections.abc import Mapping

_FOLDER = f"{__file__.rpartition('text')[0]}data"
_ARTICLE = r"(?:(?:the|an?|de[nmr]|das|die|le|la|l|el|du|about|for|of)\s+)?[\"'“„«*_(]*"
_RULED_OUT = pattern(
    r"(?:\b(?:not|nicht|pas|no|instead\s+of|rather\s+than|statt|anstatt|anstelle\s+von|au\s+lieu\s+d[eu]|en\s+vez\s+de|"
    rf"en\s+lugar\s+de|forget|vergiss|oublie|olvida)\s+{_ARTICLE})$",
    re.IGNORECASE,
)
_SAID_WRONG = pattern(
    r"\b(?:wrote|typed|said|put|schrieb|geschrieben|tippte|ecrit|écrit|escribi|escribí)\s+$", re.IGNORECASE
)
_CORRECTION = pattern(
    r"^\W*\s*(?:\b(?:no|nee?|nein|non|nope|oops|sorry|pardon|perdon|perdón|wait|actually|correction|rather|quatsch|"
    r"i\s+mean|i\s+meant|meant|mean|ich\s+meine?|meinte|ich|je\s+veux\s+dire|quiero\s+decir|digo|quise\s+decir|"
    r"war\s+falsch|sondern|mais|sino)\b\W*){1,4}(?:the|den|le|el)?\W*$",
    re.IGNORECASE,
)
_LEAVE = pattern(rf"\b(?:leave|leaving|keep|lass|lassen|laisse|laissez|deja|dejen)\s+{_ARTICLE}$", re.IGNORECASE)
_OUT = pattern(r"\s+(?:out|aside|weg|raus|au[sß]en\s+vor|de\s+c[oô]t[eé]|fuera|aparte)\b", re.IGNORECASE)
_CORRECTS = pattern(
    r"\b(?:sorry|oops|mean|meant|meine?|meinte|pardon|perd[oó]n|wait|correction|quatsch|digo|dire|decir)\b",
    re.IGNORECASE,
)
_JOINED = pattern(r"^\s*(?:or|nor|oder|noch|ou|ni|o|/|,)\s*(?:the\s+)?$", re.IGNORECASE)
_WHY = pattern(
    r"\b(?:why|warum|wieso|pourquoi|por\s*qu[eé]|same|gleich|m[eê]me|mism[oa]|difference|vs|versus)\b", re.IGNORECASE
)
_ELSEWHERE = {
    "CPAP": r"\b(?:machine|mask|masks|hose|device|sleep\w*|apn\w+|snor\w+|masque|maske|ger[aä]t|schlaf\w*|schlauch|"
    r"m[aá]quina|mascarilla|appareil|sommeil|filter|humidifier|pressure|doctor|pharmacy|nasal|breath\w*)\b",
    "AIDA": r"\b(?:opera|oper|op[eé]ra|verdi|cruise\w*|kreuzfahrt\w*|schiff|ship|musical|marketing|funnel|attention|"
    r"formel|reise|cabin|kabine|crucero|croisi[eè]re|prima|perla|nova)\b",
    "CAE": r"\b(?:cambridge|english|englisch|anglais|ingl[eé]s|c1|advanced|toefl|ielts|simulation|aerospace)\b",
    "CAI": r"\b(?:alpin\w*|hik\w+|refuge|rifugio|club)\b",
    "CAIA": r"\b(?:hedge|private\s+equity|cfa)\b",
    "CAIS": r"\b(?:ships?)\b",
}
_EVERYDAY = {
    "aie": (r"(?:\b(?:j|je|n|ne|qu|que|tu|il|elle|on)\s*['’]?\s*)$", r"(?!)"),  # noqa: RUF001
    "cae": (r"(?:\b(?:se|me|te|nos|le|no)\s+)$", r"\s+(?:en|el|la|los|las|un|una|mal|bien|por|sobre)\b"),
    "cai": (r"(?:\b(?:mot|cac|nhung)\s+)$", r"(?!)"),
}
"""Codes that are words of another language in lower case: what stands before or behind them then."""
_SURNAME = pattern(r"\s+(?!(?:I|Is|And|Or|Cert|Exam|Holder|For|Vs)\b)[A-ZÀ-Þ][a-zß-ÿ'’-]+")  # noqa: RUF001


_MOST = 40
"""Mentions that are read of one message."""
_LATIN = r"A-Za-z0-9_\u00c0-\u052f"
"""Letters that a code never touches; scripts that write words without blanks may stand right beside it."""


class Mention:
    """A certification where it is named: its display code, from where to where in the text."""

    __slots__ = ("code", "end", "start")

    def __init__(self, code: str, start: int, end: int) -> None:
        self.code = code
        self.start = start
        self.end = end


class NamedCertifications:
    """
    The certifications that a text names.

    ``codes`` are those meant, ``negated`` those ruled out ("AIMA, not AIDA"), both as display codes in order of first
    appearance; ``mentions`` is where all of them stand; ``elsewhere`` says that a code's letters mean something else.
    """

    def __init__(
        self,
        codes: tuple[str, ...] = (),
        negated: tuple[str, ...] = (),
        mentions: tuple[Mention, ...] = (),
        *,
        elsewhere: bool = False,
    ) -> None:
        self.codes = codes
        self.negated = negated
        self.mentions = mentions
        self.elsewhere = elsewhere


def find_certifications(text: str) -> NamedCertifications:
    """
    Find the certifications that a text names by code or full name.

    Args:
        text: a message without certificate IDs (an ID's letters name no certification by themselves).
    """
    lowered = text.lower()
    in_full = _FULL_NAME.search(lowered) is not None and _OF_FULL_NAMES.search(lowered) is not None
    if not in_full and not any(letters in lowered for letters in _letters()):
        return NamedCertifications()
    found: list[Mention] = []
    elsewhere: dict[str, bool] = {}
    for each in islice(_written(in_full=in_full).finditer(text), _MOST):
        code = _names()[_key(each[0])]
        if code not in elsewhere:
            elsewhere[code] = _is_elsewhere(code, text)
        if not elsewhere[code] and not _is_other_word(each, text):
            found.append(Mention(code, each.start(), each.end()))
    out = _ruled_out(found, text)
    codes = tuple(dict.fromkeys(each.code for each in found if each.code not in out))
    negated = tuple(code for code in dict.fromkeys(each.code for each in found) if code in out)
    return NamedCertifications(codes, negated, tuple(found), elsewhere=any(elsewhere.values()))


def codes_and_names() -> Mapping[str, tuple[str, ...]]:
    """Return all display codes with the full names by which they are found."""
    rows = {}
    with open(f"{_FOLDER}/certifications.txt", encoding="utf-8") as file:  # noqa: PTH123 - quicker than pathlib
        for line in file:
            code, _, names = line.partition(":")
            if names and not line.startswith("#"):
                rows[code] = tuple(name.strip() for name in names.split(";"))
    return rows


@cache
def _names() -> dict[str, str]:
    return {_key(name): code for code, names in codes_and_names().items() for name in (code, *names)}


@cache
def _letters() -> tuple[str, ...]:
    """Return the letters without which a text names no certification by its code."""
    return tuple(code.lower().rpartition(" ")[2] for code in codes_and_names())


@cache
def _written(*, in_full: bool) -> re.Pattern[str]:
    """One pattern for all codes, with the full names too where the text may hold one."""
    names = sorted(_names(), key=len, reverse=True)
    forms = [_form(key) for key in names if in_full or " " not in key or key == "senior aie"]
    return re.compile(rf"(?<![{_LATIN}@#&-])(?i:{'|'.join(forms)})(?:'?[sS])?(?![{_LATIN}&]|-?\d|-[xX])")


def _form(key: str) -> str:
    """How a name may be written: "AI" written out, "certified" cut short or with a slip."""
    words = [_WORDS.get(word, word) for word in key.split()] if " " in key else [key]
    return r"[\s-]+".join(words)


_WORDS = {
    "ai": r"(?:a\.?i\.?|artificial\s+intelligence)",
    "certified": r"(?:certif\w*|certifed|chartered)",
}
_FULL_NAME = pattern(r"\b(?:cert|chart|pai|ai\s|artificial|a\.i)")
_OF_FULL_NAMES = pattern(r"\ba\.?i\b|artificial|enterprise")
"""One of these is in every full name."""


def _key(name: str) -> str:
    """Bring a name into the form by which it is looked up."""
    text = " ".join(re.sub(r"[\s-]+", " ", name.lower().replace("’", "'")).split())  # noqa: RUF001
    text = re.sub(r"artificial intelligence|a\.i\.?", "ai", text)
    text = re.sub(r"\b(?:certif\w*|certifed|chartered)\b", "certified", text) if " " in text else text
    if text.endswith(("s", "'s")) and text not in _KNOWN_S:
        text = text.removesuffix("s").removesuffix("'")
    return text


_KNOWN_S = {"cais"}


def _is_elsewhere(code: str, text: str) -> bool:
    pattern = _ELSEWHERE.get(code)
    if pattern is None or not re.search(pattern, text, re.IGNORECASE):
        return False
    return (
        re.search(
            r"\b(?:isn'?t|or\s+is|or\s+the|same|another|different|confus\w*|mix\w*|not\s+the)\b", text, re.IGNORECASE
        )
        is None
    )


def _is_other_word(found: re.Match[str], text: str) -> bool:
    word = found[0]
    if word in _EVERYDAY:
        before, behind = _EVERYDAY[word]
        said = re.search(before, text[: found.start()], re.IGNORECASE) or re.match(
            behind, text[found.end() :], re.IGNORECASE
        )
        return said is not None
    return word == "Aida" and _SURNAME.match(text, found.end()) is not None


def _ruled_out(found: list[Mention], text: str) -> set[str]:
    """The codes of mentions that are negated or corrected, unless that would leave none."""
    out = {each.code for each in found if _is_left_out(each, text)}
    if out and {each.code for each in found} - out:
        return out
    if len({each.code for each in found}) < 2 or (_WHY.search(text) and not _CORRECTS.search(text)):
        return set()
    for before, each in zip([None, *found], found, strict=False):
        between = text[before.end if before else 0 : each.start]
        if _is_ruled_out(each, text, after_one=before is not None and before.code in out, between=between):
            out.add(each.code)
        elif before and before.code != each.code and _CORRECTION.match(between) and _CORRECTS.search(between):
            out.add(before.code)
    return out if {each.code for each in found} - out else set()


def _is_left_out(each: Mention, text: str) -> bool:
    """Say whether a mention is put aside: "leave CAIG out of it"."""
    before, behind = text[max(0, each.start - 24) : each.start], text[each.end : each.end + 16]
    return _LEAVE.search(before) is not None and _OUT.match(behind) is not None


def _is_ruled_out(each: Mention, text: str, *, after_one: bool, between: str) -> bool:
    """Say whether words before a mention rule it out, or it is joined by "or" to one that is."""
    before = text[max(0, each.start - 60) : each.start]
    if _RULED_OUT.search(before) or (_SAID_WRONG.search(before) and _CORRECTS.search(text)):
        return True
    return after_one and _JOINED.match(between) is not None and between.strip() != ","
