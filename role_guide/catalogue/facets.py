"""Facts about one certification by facet: what pages say, with sources, unknowns and contradictions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from role_guide.catalogue.catalogue import DATA, catalogue, cited, find, known
from role_guide.catalogue.models import Certification, Claim, Namesake, Stated
from role_guide.catalogue.schemas import LaddersTable
from role_guide.catalogue.toml_files import check, read_toml
from role_guide.facet import Facet

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

FILE = "ladders.toml"


_CLAIMS: dict[Facet, tuple[str, ...]] = {
    Facet.OVERVIEW: ("audience", "evidences", "does_not_evidence", "validity", "fee"),
    Facet.AUDIENCE: ("audience",),
    Facet.EVIDENCES: ("evidences", "does_not_evidence"),
    Facet.LIMITS: ("does_not_evidence",),
    Facet.ASSESSMENT: ("assessment", "retakes"),
    Facet.PREREQUISITES: ("pathways",),
    Facet.VALIDITY: ("validity",),
    Facet.RENEWAL: ("renewal", "renewal_effort"),
    Facet.COST: ("fee",),
    Facet.VERIFY_HOW: ("verification",),
    Facet.ISSUER: (),
    Facet.STANDING: ("accreditation",),
    Facet.NEXT: (),
}
WITH_NAMESAKES = frozenset({Facet.OVERVIEW, Facet.ISSUER, Facet.STANDING})


@dataclass(frozen=True, slots=True)
class Rung:
    """A step of a ladder: the certification before, the one after, and what a page says about the step."""

    before: Certification
    after: Certification
    claim: Stated


@dataclass(frozen=True, slots=True)
class FacetFacts:
    """
    What is known of one facet of one certification.

    ``claims`` are pairs of a catalogue key (``validity``, ``fee`` ...) and its claim, the most important first;
    ``rungs`` the steps to and from it (facet ``next``); ``namesakes`` what else goes by these letters.
    """

    certification: Certification
    facet: Facet
    claims: tuple[tuple[str, Claim], ...]
    rungs: tuple[Rung, ...] = ()
    namesakes: tuple[Namesake, ...] = ()


def facet_facts(code: str, facet: Facet = Facet.OVERVIEW) -> FacetFacts:
    """
    Say what is known of one facet of a certification.

    Args:
        code: the certification's code; case and the registered sign do not matter.
        facet: what is asked; without one, the overview.

    Returns:
        The claims of that facet with their sources; an unknown stands as such.

    Raises:
        UnknownCertification: if the catalogue has no such code.

    Source: the pages named in ``role_guide/data/sources.toml``, on the days named there.
    """
    certification = find(code)
    claims: list[tuple[str, Claim]] = []
    for key in _CLAIMS[facet]:
        found = getattr(certification, key)
        claims += [(key, claim) for claim in (found if isinstance(found, tuple) else (found,))]
    rungs = tuple(each for each in _rungs() if certification in {each.before, each.after})
    return FacetFacts(
        certification,
        facet,
        tuple(claims),
        rungs if facet is Facet.NEXT else (),
        certification.namesakes if facet in WITH_NAMESAKES else (),
    )


def certifications() -> tuple[Certification, ...]:
    """Return every certification of the catalogue, by issuer and then by code."""
    return tuple(sorted(catalogue().certifications, key=lambda each: (each.issuer_name, each.code)))


@cache
def _rungs() -> tuple[Rung, ...]:
    return load_rungs(DATA)


def load_rungs(data: Traversable) -> tuple[Rung, ...]:
    """
    Read ``ladders.toml``.

    Args:
        data: the folder that holds it.

    Returns:
        The steps in the file's order.

    Raises:
        DataFault: at the first code or source that is not known.
    """
    table = check(read_toml((data / FILE).read_text(encoding="utf-8"), file=FILE), LaddersTable, file=FILE)
    found = []
    for at, step in enumerate(table.steps):
        key = f"steps[{at}]"
        claim = Stated(step.text, cited(step.sources, file=FILE, key=key), basis=step.basis)
        found.append(Rung(known(step.start, file=FILE, key=key), known(step.to, file=FILE, key=key), claim))
    return tuple(found)
