"""
The values of the catalogue: what issuers state about their certifications, each claim with its source and date.

What no page states is ``Unknown``, what pages state differently is ``Contradicted``; neither is settled here.
"""

from __future__ import annotations

from calendar import month_name
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date


class Kind(StrEnum):
    """Who can hold a certification: a person, or an organisation as a whole."""

    PERSON = "person"
    ORGANISATION = "organisation"


class Basis(StrEnum):
    """Whose word a statement is: the issuer's, somebody else's, or what we conclude from the issuer's words."""

    ISSUER = "issuer"
    THIRD_PARTY = "third_party"
    OUR_READING = "our_reading"


@dataclass(frozen=True, slots=True)
class Source:
    """A page, and the day on which it was read."""

    url: str
    read_on: date


@dataclass(frozen=True, slots=True)
class Stated:
    """
    What its sources say; ``short`` is the same in a few words, for tables and lists.

    ``value`` is the same in numbers where that makes sense: years of validity, or a fee in USD (``unit`` says
    which). ``topics`` are the subjects that an interview need not test again (or must test) because of it.
    """

    text: str
    sources: tuple[Source, ...]
    value: float | None = None
    unit: str = ""
    basis: Basis = Basis.ISSUER
    topics: tuple[str, ...] = ()
    short: str = ""
    state: Literal["stated"] = field(default="stated", init=False)


@dataclass(frozen=True, slots=True)
class Contradicted:
    """What sources say differently: every statement is shown, none is chosen."""

    statements: tuple[Stated, ...]
    state: Literal["contradicted"] = field(default="contradicted", init=False)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The pages of all statements."""
        return tuple(dict.fromkeys(source for statement in self.statements for source in statement.sources))


@dataclass(frozen=True, slots=True)
class Unknown:
    """
    What was looked for and not found, last on ``since``.

    ``unconfirmed`` is a weak hint (a draft, a reseller's copy), always shown as unconfirmed and never counted.
    """

    since: date
    unconfirmed: Stated | None = None
    state: Literal["unknown"] = field(default="unknown", init=False)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The pages of the hint, if there is one."""
        return self.unconfirmed.sources if self.unconfirmed else ()


Claim = Stated | Contradicted | Unknown


@dataclass(frozen=True, slots=True)
class Namesake:
    """Something else that goes by the same or nearly the same code; ``also`` is how its issuer is called besides."""

    code: str
    issuer: str
    kind: Kind | None
    claim: Stated
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Certification:
    """
    A kind of credential, as its issuer describes it.

    ``code`` is upper case for comparing, ``display`` as the issuer writes it. ``issuer`` is the short name,
    ``issuer_name`` the long one. ``becomes`` is the display code that a renewal turns it into, if any.
    """

    code: str
    display: str
    issuer: str
    issuer_name: str
    kind: Kind
    name: Claim
    audience: Claim
    evidences: tuple[Claim, ...]
    does_not_evidence: tuple[Claim, ...]
    assessment: Claim
    pathways: Claim
    retakes: Claim
    validity: Claim
    renewal: Claim
    renewal_effort: Claim
    fee: Claim
    verification: Claim
    accreditation: Claim
    namesakes: tuple[Namesake, ...] = ()
    becomes: str | None = None

    @property
    def title(self) -> str:
        """The full name where it is stated, the display code where not."""
        return self.name.text if isinstance(self.name, Stated) else self.display

    @property
    def validity_years(self) -> int | None:
        """Years of validity where they are stated without contradiction."""
        value = self.validity.value if isinstance(self.validity, Stated) else None
        return None if value is None else int(value)

    @property
    def fee_usd(self) -> float | None:
        """The fee in USD where it is stated without contradiction; 0 is free."""
        return self.fee.value if isinstance(self.fee, Stated) else None

    def claims(self) -> Iterator[tuple[str, Claim]]:
        """Yield every claim with the key under which its file holds it."""
        for key in SINGLE_CLAIMS:
            yield key, getattr(self, key)
        for key in ("evidences", "does_not_evidence"):
            for number, claim in enumerate(getattr(self, key)):
                yield f"{key}[{number}]", claim
        for number, namesake in enumerate(self.namesakes):
            yield f"namesakes[{number}]", namesake.claim


SINGLE_CLAIMS = (
    "name",
    "audience",
    "assessment",
    "pathways",
    "retakes",
    "validity",
    "renewal",
    "renewal_effort",
    "fee",
    "verification",
    "accreditation",
)


def in_words(claim: Claim) -> str:
    """Say a claim as text that cannot be taken for more than it is."""
    match claim:
        case Stated(text=text, basis=basis):
            return f"{text.rstrip('.')} ({_WHOSE[basis]})." if basis in _WHOSE else text
        case Contradicted(statements=statements):
            said = "; or: ".join(in_words(each).rstrip(".") for each in statements)
            return f"Sources contradict each other: {said}."
        case Unknown(since=since, unconfirmed=Stated(text=hint)):
            return f"Unknown (looked for on {day_in_words(since)}); unconfirmed: {hint}"
        case Unknown(since=since):
            return f"Unknown (looked for on {day_in_words(since)})."


def in_short(claims: Iterable[Claim]) -> str:
    """
    Say claims in a few words, as the gist of what ``in_words`` says of each.

    Args:
        claims: The claims of one aspect of a certification.

    Returns:
        The words without a full stop, and "" where nothing is known.
    """
    return "; ".join(filter(None, map(_short, claims)))


def sources_differ(claims: Iterable[Claim]) -> bool:
    """Say whether sources contradict each other in what ``in_short`` says of the claims."""
    return any(len(set(map(_short, claim.statements))) > 1 for claim in claims if isinstance(claim, Contradicted))


def _short(claim: Claim) -> str:
    match claim:
        case Stated(text=text, short=short):
            return short or text.rstrip(".")
        case Contradicted(statements=statements):
            return ", or ".join(dict.fromkeys(map(_short, statements)))
        case Unknown():
            return ""


_WHOSE = {Basis.OUR_READING: "our reading", Basis.THIRD_PARTY: "said by others than the issuer"}
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def day_in_words(day: date) -> str:
    """Write a day as people read it in every country: 20 November 2026."""
    return f"{day.day} {month_name[day.month]} {day.year}"


def years_in_words(years: int) -> str:
    """Write a number of years in words up to ten: "one year", "five years"."""
    number = _NUMBERS[years] if 0 <= years < len(_NUMBERS) else str(years)
    return f"{number} year{'' if years == 1 else 's'}"
