"""Two to four certifications side by side: what is unknown stays unknown, and nothing is ranked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from role_guide.catalogue.catalogue import DATA, cited, find_all, known
from role_guide.catalogue.models import Certification, Claim, Kind, Stated, in_short, in_words
from role_guide.catalogue.schemas import ContrastsTable
from role_guide.catalogue.toml_files import check, read_toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from importlib.resources.abc import Traversable

FEWEST, MOST = 2, 4


class Aspect(StrEnum):
    """The rows of a comparison."""

    AUDIENCE = "audience"
    EVIDENCES = "evidences"
    DOES_NOT_EVIDENCE = "does_not_evidence"
    ASSESSMENT = "assessment"
    PATHWAYS = "pathways"
    VALIDITY = "validity"
    RENEWAL = "renewal"
    RENEWAL_EFFORT = "renewal_effort"
    FEE = "fee"
    VERIFICATION = "verification"
    ACCREDITATION = "accreditation"


@dataclass(frozen=True, slots=True)
class Cell:
    """What is known of one certification in one row, in words and as claims with their sources."""

    text: str
    claims: tuple[Claim, ...]

    @property
    def short(self) -> str:
        """What is known, in a few words; "" where nothing is."""
        return in_short(self.claims)


@dataclass(frozen=True, slots=True)
class Row:
    """One aspect, with one cell for each certification in the order asked."""

    aspect: Aspect
    cells: tuple[Cell, ...]

    @property
    def is_known(self) -> bool:
        """Whether anything is known of any of the certifications."""
        return any(cell.short for cell in self.cells)

    @property
    def differs(self) -> bool:
        """Whether the certifications differ in what is known."""
        return len({cell.short for cell in self.cells}) > 1


@dataclass(frozen=True, slots=True)
class Contrast:
    """How issuers themselves tell two certifications apart: a word for each side, and a sentence."""

    sides: tuple[tuple[str, str], ...]
    claim: Stated


@dataclass(frozen=True, slots=True)
class Comparison:
    """Certifications in the order asked; ``contrasts`` comes first, ``cautions`` are what the letters may hide."""

    certifications: tuple[Certification, ...]
    contrasts: tuple[Contrast, ...]
    rows: tuple[Row, ...]
    cautions: tuple[str, ...]


def compare(codes: Iterable[str]) -> Comparison:
    """Put two to four certifications side by side, or raise ``UnknownCertification`` or ``WrongCount``."""
    chosen = find_all(codes, at_least=FEWEST, at_most=MOST)
    asked = {certification.display for certification in chosen}
    contrasts = tuple(each for each in _contrasts() if {side for side, _ in each.sides} <= asked)
    rows = tuple(Row(aspect, tuple(_cell(each, aspect) for each in chosen)) for aspect in Aspect)
    return Comparison(chosen, contrasts, rows, tuple(_cautions(chosen)))


def _cell(certification: Certification, aspect: Aspect) -> Cell:
    found = getattr(certification, aspect.value)
    claims: tuple[Claim, ...] = found if isinstance(found, tuple) else (found,)
    return Cell(" ".join(map(in_words, claims)), claims)


def _cautions(chosen: tuple[Certification, ...]) -> Iterator[str]:
    organisations = [each.display for each in chosen if each.kind is Kind.ORGANISATION]
    if 0 < len(organisations) < len(chosen):
        yield f"{' and '.join(organisations)}: held by an organisation, the others by a person."
    for certification in chosen:
        others = [each.issuer for each in certification.namesakes if each.code == certification.display]
        if others:
            also = " and ".join(others)
            yield f"{certification.display} here means {certification.issuer}'s; the same letters are used by {also}."


@cache
def _contrasts() -> tuple[Contrast, ...]:
    return load_contrasts(DATA)


def load_contrasts(data: Traversable) -> tuple[Contrast, ...]:
    """Read ``contrasts.toml`` below ``data``; raise ``DataFault`` at the first fault."""
    file = "contrasts.toml"
    table = check(read_toml((data / file).read_text(encoding="utf-8"), file=file), ContrastsTable, file=file)
    found = []
    for at, each in enumerate(table.contrasts):
        sides = tuple(
            (known(code, file=file, key=f"contrasts[{at}].sides").display, word) for code, word in each.sides.items()
        )
        found.append(Contrast(sides, Stated(each.text, cited(each.sources, file=file, key=f"contrasts[{at}]"))))
    return tuple(found)
