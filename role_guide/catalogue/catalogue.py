"""The catalogue of certifications: read once from ``data/``, on the first question that needs it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from role_guide.catalogue.models import (
    SINGLE_CLAIMS,
    Certification,
    Claim,
    Contradicted,
    Namesake,
    Source,
    Stated,
    Unknown,
)
from role_guide.catalogue.schemas import CertificationTable, ClaimTable, NamesakeTable, SourceTable, StatementTable
from role_guide.catalogue.toml_files import check, read_toml
from role_guide.errors import DataFault, UnknownCertification, WrongCount

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from importlib.resources.abc import Traversable

DATA = Path(__file__).parents[1] / "data"  # importlib.resources would bring zipfile, shutil and tempfile along
_SIGNS = dict.fromkeys(map(ord, "®™℠"), " ")


@dataclass(frozen=True, slots=True)
class DueClaim:
    """A claim whose sources were read too long ago: which file to open, and which page to read again."""

    certification: str
    key: str
    read_on: date
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All certifications in alphabetical order of their codes, and the pages that they rest on by short name."""

    certifications: tuple[Certification, ...]
    sources: Mapping[str, Source]

    def codes(self) -> tuple[str, ...]:
        """The display codes."""
        return tuple(certification.display for certification in self.certifications)

    def find(self, code: str) -> Certification:
        """Return the certification with this very code, or raise ``UnknownCertification``."""
        wanted = plain(code)
        for certification in self.certifications:
            if certification.code == wanted:
                return certification
        raise UnknownCertification(code, self.codes())

    def due(self, days: int, today: date) -> Iterator[DueClaim]:
        """
        Yield the claims that were last read or looked for too long ago.

        Args:
            days: How many days a reading counts.
            today: The current day, in UTC.
        """
        for certification in self.certifications:
            for key, claim in certification.claims():
                read_on = last_read(claim)
                if (today - read_on).days > days:
                    yield DueClaim(certification.display, key, read_on, claim.sources)


@cache
def catalogue() -> Catalogue:
    """Return the catalogue that comes with the package."""
    return load(DATA)


def find(code: str) -> Certification:
    """Return the certification with this very code; case and registered sign do not matter, letters do."""
    return catalogue().find(code)


def find_all(codes: Iterable[str], *, at_least: int, at_most: int) -> tuple[Certification, ...]:
    """
    Return the certifications of several codes, each once, in the order asked.

    Args:
        codes: Codes, or a text that is split at commas.
        at_least: How many codes must be given.
        at_most: How many codes may be given.
    """
    asked = codes.split(",") if isinstance(codes, str) else list(codes)
    different = list(dict.fromkeys(map(plain, asked)))
    if not at_least <= len(different) <= at_most:
        wanted = f"{at_least} to {at_most}" if at_least < at_most else str(at_least)
        raise WrongCount(f"Give {wanted} different codes at once, not {len(different)}.")
    return tuple(find(code) for code in dict(zip(map(plain, asked), asked, strict=True)).values())


def namesakes(code: str) -> tuple[Namesake, ...]:
    """Return what else goes by this code, so that a bare code is never taken for an issuer."""
    return find(code).namesakes


def claims_older_than(days: int, today: date) -> tuple[DueClaim, ...]:
    """
    Return the claims that are due for re-reading, oldest first.

    Args:
        days: How many days a reading counts.
        today: The current day, in UTC.
    """
    return tuple(sorted(catalogue().due(days, today), key=lambda due: due.read_on))


def plain(code: str) -> str:
    """Return a code as it is compared: upper case, one blank between words, without signs; nothing else changes."""
    bare = " ".join(code.translate(_SIGNS).split())
    return bare.upper() if bare.isascii() else bare


def last_read(claim: Claim) -> date:
    """Return the day on which the oldest page of a claim was read, or an unknown was last looked for."""
    return claim.since if isinstance(claim, Unknown) else min(source.read_on for source in claim.sources)


def known(code: str, *, file: str, key: str) -> Certification:
    """
    Return the certification that a data file names.

    Args:
        code: A certification's code, such as ``CAIM``.
        file: The name of the data file, for messages.
        key: Where it stands in the file, for messages.

    Raises:
        DataFault: When it names none.
    """
    try:
        return find(code)
    except UnknownCertification as error:
        raise DataFault(file, "", key, f"{code!r} is no code of the catalogue") from error


def cited(names: Sequence[str], *, file: str, key: str) -> tuple[Source, ...]:
    """
    Return the pages that a data file names by their short names.

    Args:
        names: Short names of pages.
        file: The name of the data file, for messages.
        key: Where it stands in the file, for messages.
    """
    pages = catalogue().sources
    for name in names:
        if name not in pages:
            raise DataFault(file, "", f"{key}.sources", f"{name!r} is not in sources.toml")
    return tuple(pages[name] for name in names)


def load(data: Traversable) -> Catalogue:
    """Read ``sources.toml`` and ``certifications/*.toml`` below ``data``; raise ``DataFault`` at the first fault."""
    sources = read_sources(data)
    entries = sorted((data / "certifications").iterdir(), key=lambda entry: entry.name)
    found = [_certification(entry, sources) for entry in entries if entry.name.endswith(".toml")]
    seen: dict[str, str] = {}
    for file, certification in found:
        if certification.code in seen:
            raise DataFault(file, certification.code, "code", f"is used by {seen[certification.code]} already")
        seen[certification.code] = file
    for file, certification in found:
        if certification.becomes is not None and plain(certification.becomes) not in seen:
            raise DataFault(file, certification.code, "becomes", "is no code of the catalogue")
    return Catalogue(tuple(sorted((item for _, item in found), key=lambda item: item.code)), sources)


def read_sources(data: Traversable) -> dict[str, Source]:
    """Read ``sources.toml``: short names to pages."""
    tables = read_toml((data / "sources.toml").read_text(encoding="utf-8"), file="sources.toml")
    checked = check(tables, dict[str, SourceTable], file="sources.toml")
    return {name: Source(table.url, table.read_on) for name, table in checked.items()}


def _certification(entry: Traversable, sources: Mapping[str, Source]) -> tuple[str, Certification]:
    file = f"certifications/{entry.name}"
    table = check(read_toml(entry.read_text(encoding="utf-8"), file=file), CertificationTable, file=file)
    reader = _Reader(file, table.code, sources)
    if plain(table.display) != table.code:
        raise DataFault(file, table.code, "display", "must be the code up to case")
    certification = Certification(
        code=table.code,
        display=table.display,
        issuer=table.issuer,
        issuer_name=table.issuer_name,
        kind=table.kind,
        **{key: reader.claim(getattr(table, key), key) for key in SINGLE_CLAIMS},
        evidences=reader.claims(table.evidences, "evidences"),
        does_not_evidence=reader.claims(table.does_not_evidence, "does_not_evidence"),
        namesakes=tuple(reader.namesake(each, f"namesakes[{at}]") for at, each in enumerate(table.namesakes)),
        becomes=table.becomes,
    )
    return file, certification


@dataclass(frozen=True, slots=True)
class _Reader:
    """Turns one file's tables into claims."""

    file: str
    code: str
    sources: Mapping[str, Source]

    def claims(self, tables: list[ClaimTable], key: str) -> tuple[Claim, ...]:
        return tuple(self.claim(table, f"{key}[{number}]") for number, table in enumerate(tables))

    def claim(self, table: ClaimTable, key: str) -> Claim:
        given = [table.text is not None, table.contradicted is not None, table.unknown_since is not None]
        if sum(given) != 1:
            raise self._fault(key, "needs exactly one of text, contradicted, unknown_since")
        if table.unconfirmed is not None and table.unknown_since is None:
            raise self._fault(f"{key}.unconfirmed", "belongs to unknown_since only")
        if table.text is None and (table.sources or table.short or table.topics or table.value is not None):
            raise self._fault(key, "short, sources, value and topics belong to text, or to each statement")
        if table.contradicted is not None:
            pairs = enumerate(table.contradicted)
            return Contradicted(tuple(self._stated(each, f"{key}.contradicted[{at}]") for at, each in pairs))
        if table.unknown_since is not None:
            hint = self._stated(table.unconfirmed, f"{key}.unconfirmed") if table.unconfirmed else None
            return Unknown(table.unknown_since, hint)
        return self._stated(table, key)

    def namesake(self, table: NamesakeTable, key: str) -> Namesake:
        claim = Stated(table.text, self._pages(table.sources, key), basis=table.basis)
        return Namesake(table.code, table.issuer, table.kind, claim, tuple(table.also))

    def _stated(self, table: StatementTable | ClaimTable, key: str) -> Stated:
        pages = self._pages(table.sources, key)
        return Stated(
            table.text or "", pages, table.value, table.unit, table.basis, tuple(table.topics), short=table.short
        )

    def _pages(self, names: list[str], key: str) -> tuple[Source, ...]:
        if not names:
            raise self._fault(f"{key}.sources", "names no source: no fact without source and date")
        for name in names:
            if name not in self.sources:
                raise self._fault(f"{key}.sources", f"{name!r} is not in sources.toml")
        return tuple(self.sources[name] for name in names)

    def _fault(self, key: str, what: str) -> DataFault:
        return DataFault(self.file, self.code, key, what)
