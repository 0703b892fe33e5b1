"""Profiles: which certifications a team should hold, by PAI's recipes or by the user's own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from role_guide.catalogue.catalogue import DATA, catalogue, find
from role_guide.catalogue.models import Kind, Source
from role_guide.catalogue.schemas import NeedTable, ProfileTable
from role_guide.catalogue.toml_files import check, read_toml
from role_guide.errors import DataFault, TeamFault, TooLong, UnknownCertification
from role_guide.levels import Level
from role_guide.markup import LONGEST
from role_guide.teams.team_tables import Duty, Person

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


@dataclass(frozen=True, slots=True)
class Need:
    """
    What those who match must hold: ``everybody`` of them, or ``at_least`` so many, one of ``codes``.

    With ``or_designation`` the organisation may hold that instead; ``client_facing`` needs count only where the
    team's work is so.
    """

    text: str
    codes: tuple[str, ...]
    duty: Duty | None = None
    levels: frozenset[Level] = frozenset()
    everybody: bool = False
    at_least: int = 0
    per_area: bool = False
    client_facing: bool = False
    or_designation: str | None = None

    def matches(self, person: Person) -> bool:
        """Return whether somebody's work and level are meant."""
        return (self.duty is None or self.duty in person.duties) and (not self.levels or person.level in self.levels)


@dataclass(frozen=True, slots=True)
class Profile:
    """
    A recipe for a team; ``besides`` is what it asks that no certificate shows.

    ``differs_from`` names the profiles in which the same issuer says it differently.
    """

    name: str
    title: str
    needs: tuple[Need, ...]
    issuer: str = ""
    sources: tuple[Source, ...] = ()
    fewest: int = 1
    most: int | None = None
    differs_from: tuple[str, ...] = ()
    besides: tuple[str, ...] = ()


@cache
def profiles() -> tuple[Profile, ...]:
    """Return the profiles that come with the package, by name."""
    return load_profiles(DATA)


def profile_named(name: str) -> Profile:
    """Return a profile that comes with the package, or say which there are."""
    for profile in profiles():
        if profile.name == name.strip().lower():
            return profile
    names = ", ".join(profile.name for profile in profiles())
    raise TeamFault(f"There is no profile {name[:40]!r}. Profiles: {names}.")


def read_profile(text: str) -> Profile:
    """Read the user's own profile in TOML; it needs no sources."""
    if len(text) > LONGEST:
        raise TooLong(f"The profile has {len(text):,} characters; at most {LONGEST:,} are read.")
    try:
        return _profile(text, "profile")
    except DataFault as error:
        raise TeamFault(f"P{str(error).removeprefix('p')}") from error


def load_profiles(data: Traversable) -> tuple[Profile, ...]:
    """Read ``profiles/*.toml`` below ``data``; ours must name their sources."""
    found = []
    for entry in sorted((data / "profiles").iterdir(), key=lambda entry: entry.name):
        file = f"profiles/{entry.name}"
        profile = _profile(entry.read_text(encoding="utf-8"), file)
        if not profile.sources:
            raise DataFault(file, "", "sources", "names no source: no fact without source and date")
        if f"{profile.name}.toml" != entry.name:
            raise DataFault(file, "", "name", "must be the file's")
        found.append(profile)
    return tuple(found)


def _profile(text: str, file: str) -> Profile:
    table = check(read_toml(text, file=file), ProfileTable, file=file)
    pages = catalogue().sources
    for name in table.sources:
        if name not in pages:
            raise DataFault(file, "", "sources", f"{name!r} is not in sources.toml")
    return Profile(
        table.name,
        table.title,
        tuple(_need(each, file, f"needs[{at}]") for at, each in enumerate(table.needs)),
        table.issuer,
        tuple(pages[name] for name in table.sources),
        fewest=table.people.fewest if table.people else 1,
        most=table.people.most if table.people else None,
        differs_from=tuple(table.differs_from),
        besides=tuple(table.besides),
    )


def _need(table: NeedTable, file: str, key: str) -> Need:
    if not table.all and table.at_least is None:
        raise DataFault(file, "", key, "needs all = true, or at_least = a number")
    try:
        levels = frozenset(map(Level, table.levels))
    except ValueError as error:
        raise DataFault(file, "", f"{key}.levels", f"levels are {', '.join(Level)}") from error
    return Need(
        table.text,
        tuple(_code(code, Kind.PERSON, file, key=f"{key}.codes") for code in table.codes),
        Duty(table.duty) if table.duty else None,
        levels,
        everybody=table.all,
        at_least=table.at_least or 0,
        per_area=table.per_area,
        client_facing=table.when == "client_facing",
        or_designation=_code(table.or_designation, Kind.ORGANISATION, file, key=f"{key}.or_designation")
        if table.or_designation
        else None,
    )


def _code(code: str, kind: Kind, file: str, *, key: str) -> str:
    try:
        certification = find(code)
    except UnknownCertification as error:
        raise DataFault(file, "", key, str(error).rstrip(".")) from error
    if certification.kind is not kind:
        raise DataFault(
            file,
            certification.display,
            key,
            f"is held by {'a person' if kind is Kind.ORGANISATION else 'an organisation'}",
        )
    return certification.display
