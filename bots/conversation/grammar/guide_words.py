"""The words around codes and roles: courtesies, for whom a comparison is, and in which form a clause is wanted."""

from __future__ import annotations

import re

_ASIDES = (
    r"please|pls|plz|thanks|thank\s+you|thx|ty|cheers|side\s+by\s+side|(?:for|to)\s+(?:me|us)|bitte|danke|"
    r"(?:für|fuer)\s+(?:mich|uns)|svp|stp|s['\u2019]il\s+(?:vous|te)\s+pla[iî]t|merci|pour\s+(?:moi|nous)|por\s+favor|"
    r"porfa|gracias|para\s+(?:m[ií]|nosotros)"
)
_ASIDE_AT_END = re.compile(rf"[\s,;:.!?]+(?:{_ASIDES})[\s.!?]*$", re.IGNORECASE)
_PURPOSE = re.compile(
    r"(?:^|\s)(?:for|as|because|since|so|if|when|in|on|which|what|who|für|fuer|weil|wenn|pour|car|si|para|porque)\s",
    re.IGNORECASE,
)
_CLAUSE = r"(?:clause|wording|text|line|sentence)"
_WISH = re.compile(
    r"(?:\bas\s+|\bals\s+|\bcomme\s+|\bcomo\s+)?\b(?:preferred|preferabl[ey]|(?:we(?:'d|\u2019d|\s+would)?\s+)?prefer(?:s|ring)?|"
    rf"(?:nice|good)[\s-]to[\s-]haves?(?!\s+(?:an?|the|some|your)\s+(?:\w+\s+)?{_CLAUSE})|"
    r"an?\s+(?:big\s+)?(?:plus|bonus|advantage|wish)|optional(?:ly)?|desirable|advantageous|"
    r"not\s+(?:a\s+must|required|mandatory|compulsory)|no\s+must|w(?:ü|ue)nschenswert|von\s+vorteil|gerne?\s+gesehen|"
    r"keine?\s+(?:muss|pflicht)|bevorzugt|souhait(?:é|ée|able)s?|un\s+(?:atout|plus)|facultati(?:f|ve)|appréciée?s?|"
    r"deseables?|se\s+valorar[aá]|opcional|preferible(?:mente)?|un\s+punto\s+a\s+favor)(?!\w)",
    re.IGNORECASE,
)
_SUPPLY = re.compile(
    r"\b(?:(?:an?|our|the)\s+)?(?:(?:procurement|supplier|vendor|tender|rf[pqi])s?\s+(?:clause|wording|text|contract|agreement|"
    r"document|condition)s?|tenders?|rf[pqi]|lieferantenklausel|lieferantenvertrag|appel\s+d['\u2019]offres|licitaci[oó]n)(?!\w)",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:not|no\s+longer|more\s+than|rather\s+than|instead\s+of|nicht|statt|pas|no)\s+"
    r"(?:(?:just|only|merely|simply|nur|seulement|s[oó]lo)\s+)?(?:an?\s+)?$",
    re.IGNORECASE,
)


def without_asides(words: str) -> str:
    """Return words without the courtesies behind them: "please", "for me", "thanks"."""
    while found := _ASIDE_AT_END.search(words):
        words = words[: found.start()]
    return words


def before_purpose(words: str) -> str:
    """Return what stands before a clause that says what for: "CAIP CAIM for a hiring manager"."""
    found = _PURPOSE.search(words)
    return words if found is None else words[: found.start()]


def wanted_variant(words: str) -> tuple[str, str]:
    """
    Return the words without those that say in which form a clause is wanted, and the form.

    Args:
        words: a wish for a clause, such as "CPAP for a data scientist, nice to have".

    Returns:
        The words, and ``preferred``, ``procurement``, or nothing where neither is said.
    """
    for variant, said in (("preferred", _WISH), ("procurement", _SUPPLY)):
        for found in said.finditer(words):
            if not _DENIED.search(words[: found.start()]):
                rest = f"{words[: found.start()]} {words[found.end() :]}"
                return " ".join(re.sub(r"[\s,;:(]+$", "", rest).split()), variant
    return words, ""
