"""
Whether a firm that is to be certified uses AI itself or delivers it to others.

Basis: rule 11 of ``docs/role-guide.md``: a supplier or consultancy, or a firm's own use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from role_guide.matching.negation import Stance

if TYPE_CHECKING:
    from role_guide.matching.features.builder import Features, Span
    from role_guide.matching.signals import Reading
    from role_guide.matching.tokens import Sentence

WEIGHT = 1.4  # what it weighs beside a single signal
NEAR = 5  # words after "for" in which that stands whom the question is about
SHORTEST = 5  # letters of a plural
_WORDS = {
    "firms": "company firm enterprise organisation organization organisational organizational undertaking bank "
    "hospital insurer retailer utility group agency consultancy corporation corporate business "
    "institution unternehmen firma entreprise societe empresa organisme ministry authority university "
    "railway airline manufacturer publisher house supplier vendor provider integrator implementers studio "
    "boutique shop municipality city",
    "inside": "ourselves internal internally own inside users selbst eigenen eigene eigener eigenes intern interne "
    "internen propre propres propios propia propio",
    "outside": "client clients customer customers deliver delivers delivering sell sells supply supplies supplier "
    "suppliers vendor vendors consultancy agency integrator integrators implementer implementers provider "
    "reseller contractor others other kunden kundinnen clientes lieferant lieferanten anbieter "
    "fournisseur prestataire tender implement implements install installs",
    "selves": "itself themselves us ourselves",
    "nothing": "nothing none no nobody",
    "for": "for of suits suit fits fit should does can which what certify to",
    "persons": "engineer engineers lead leads head manager managers developer developers consultant consultants "
    "adviser advisers advisor colleague colleagues partner partners person people everybody everyone each "
    "all she he her him them they programmers director architect architects owner staff",
    "ones": "our its own their his her my the this these a an all years months",
}
_FIRMS, _INSIDE, _OUTSIDE, _SELVES, _NOTHING, _FOR, _PERSONS, _ONES = (
    frozenset(words.split()) for words in _WORDS.values()
)
_OPPOSITE = {"in": "out", "out": "in"}


def add_firms(to: Features, reading: Reading) -> None:
    """
    Add which way a firm's AI goes, if a firm is named.

    Args:
        to: the features so far.
        reading: what was read.
    """
    if _FIRMS.isdisjoint(reading.words):
        return
    _add_whom(to, reading)
    spans: list[Span] = []
    found: set[str] = set()
    for sentence, stance in reading.sentences:
        for at, word in enumerate(sentence):
            way = _way(sentence, at)
            if way:
                denied = stance[at] is Stance.DENIED or (way == "out" and _NOTHING.intersection(_next(sentence, at)))
                found.add(_OPPOSITE[way] if denied else way)
                spans.append((word.start, word.end))
    if found:
        way = "+".join(sorted(found))
        to.add(f"house:{way}", tuple(spans), WEIGHT)
        to.add(f"house:{way}:{reading.has('persons')}", tuple(spans))
        to.add(f"house:{way}:{reading.has('firm')}:{reading.has('enterprise')}", tuple(spans), WEIGHT)


def _add_whom(to: Features, reading: Reading) -> None:
    """Add whom the question is about, if a firm speaks for one of its people: "for our senior engineers"."""
    for sentence, _ in reading.sentences:
        for at, word in enumerate(sentence[:-1]):
            if word.text in _FOR:
                whom, end = _meant(sentence[at + 1 : at + 1 + NEAR])
                if whom:
                    to.add(f"for:{whom}", ((word.start, end),), WEIGHT)


def _meant(words: Sentence) -> tuple[str, int]:
    """Give whom the first words name, a person or a firm, and where the name ends; a mark ends them."""
    for word in words:
        if word.text in _PERSONS or word.text in _FIRMS:
            return "person" if word.text in _PERSONS else "firm", word.end
        if word.mark:
            break
    return "", 0


def _way(sentence: Sentence, at: int) -> str:
    """Say which way one word points, if any: "for itself", "for dental practices"."""
    text = sentence[at].text
    if text == "for":
        following = _next(sentence, at)
        if not _SELVES.isdisjoint(following[:1]):
            return "in"
        several = any(len(word) >= SHORTEST and word.endswith("s") and word not in _SELVES for word in following)
        return "out" if several and _ONES.isdisjoint(following) else ""
    return "in" if text in _INSIDE else "out" if text in _OUTSIDE else ""


def _next(sentence: Sentence, at: int) -> list[str]:
    return [word.text for word in sentence[at + 1 : at + 3]]
