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

HOUSE = 1.4  # what it weighs beside a single signal
_FIRMS = frozenset(
    "company firm enterprise organisation organization organisational organizational undertaking bank hospital insurer "
    "retailer utility group agency consultancy corporation corporate business institution unternehmen firma entreprise "
    "societe empresa organisme ministry authority university railway airline manufacturer publisher house supplier "
    "vendor provider integrator implementers studio boutique shop municipality city".split()
)
_INSIDE = frozenset(
    "itself themselves ourselves internal internally own inside users selbst eigenen eigene eigener eigenes intern interne "
    "internen propre propres nous-memes propios propia propio".split()
)
_OUTSIDE = frozenset(
    "client clients customer customers deliver delivers delivering sell sells supply supplies supplier suppliers vendor "
    "vendors consultancy agency integrator integrators implementer implementers provider reseller contractor others other "
    "kunden kundinnen clientes lieferant lieferanten anbieter fournisseur prestataire tender implement implements "
    "install installs".split()
)


def add_firms(to: Features, reading: Reading) -> None:
    """
    Add which way a firm's AI goes, if a firm is named.

    Args:
        to: the features so far.
        reading: what was read.
    """
    if _FIRMS.isdisjoint(reading.words):
        return
    spans: list[Span] = []
    found: set[str] = set()
    for sentence, stance in reading.sentences:
        for word, whose in zip(sentence, stance, strict=True):
            denied = whose is Stance.DENIED
            if word.text in _INSIDE or (word.text in _OUTSIDE and denied):
                found.add("out" if word.text in _INSIDE and denied else "in")
            elif word.text in _OUTSIDE:
                found.add("out")
            else:
                continue
            spans.append((word.start, word.end))
    if found:
        way = "+".join(sorted(found))
        to.add(f"house:{way}", tuple(spans), HOUSE)
        to.add(f"house:{way}:{reading.has('persons')}", tuple(spans))
        to.add(f"house:{way}:{reading.has('firm')}:{reading.has('enterprise')}", tuple(spans), HOUSE)
