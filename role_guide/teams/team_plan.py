"""
A team against a profile: the gap now, the cheapest next steps, and the month in which coverage breaks.

People are rows without names; nothing here orders them, and steps say how many, or which rows lack what everybody
needs.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from role_guide.catalogue.catalogue import catalogue, find
from role_guide.teams.team_profiles import Need, Profile, profile_named
from role_guide.teams.team_tables import Held, Team, read_team

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, slots=True)
class Coverage:
    """
    How a need stands today.

    ``rows`` are those who match, ``lacking`` the ones of them who hold none of the codes, ``missing`` how many more
    holders it takes. A need that does not apply counts as met.
    """

    need: Need
    area: str
    applies: bool
    rows: tuple[int, ...]
    lacking: tuple[int, ...]
    held: int
    missing: int

    @property
    def met(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing


@dataclass(frozen=True, slots=True)
class Step:
    """
    ``count`` people earn ``code``: the ``rows`` themselves where all of them lack it, some of them where not.

    ``fee_usd`` is for one person, None where it is not known.
    """

    code: str
    count: int
    rows: tuple[int, ...]
    fee_usd: float | None
    area: str
    need: str


@dataclass(frozen=True, slots=True)
class Break:
    """
    The first day within twelve months ``on`` which a need lacks more than it does today, if nobody renews.

    ``missing`` is how many holders it then lacks; ``met_until_then`` says whether it is met today.
    """

    need: str
    area: str
    on: date
    missing: int
    met_until_then: bool
    expiring: tuple[tuple[int, str], ...]

    @property
    def month(self) -> str:
        """The month, like 2027-03."""
        return f"{self.on:%Y-%m}"


@dataclass(frozen=True, slots=True)
class TeamPlan:
    """The answer: ``cost_usd`` adds up the known fees, ``unknown_fees`` names the codes without one."""

    profile: Profile
    today: date
    people: int
    coverage: tuple[Coverage, ...]
    steps: tuple[Step, ...]
    cost_usd: float
    unknown_fees: tuple[str, ...]
    breaks: tuple[Break, ...]
    notes: tuple[str, ...]

    @property
    def covered(self) -> bool:
        """Whether every need is met today."""
        return all(each.met for each in self.coverage)

    @property
    def breaks_in(self) -> str | None:
        """The first month in which coverage breaks, if it does within twelve."""
        return min((each.month for each in self.breaks), default=None)


def team_plan(team: Team | str, profile: Profile | str, *, today: date) -> TeamPlan:
    """
    Return what a team has and lacks against a profile.

    Args:
        team: The team, or its TOML or CSV text.
        profile: The profile, or the name of one of the Production AI Institute's.
        today: The current day, in UTC.

    Raises:
        TeamFault: With the line or row that is wrong.
        TooLong: When the text is longer than is read.
    """
    team = read_team(team) if isinstance(team, str) else team
    profile = profile_named(profile) if isinstance(profile, str) else profile
    coverage = tuple(_coverage(team, profile, today))
    steps = tuple(_steps(team, coverage, today))
    return TeamPlan(
        profile,
        today,
        len(team.people),
        coverage,
        steps,
        sum(step.count * step.fee_usd for step in steps if step.fee_usd is not None),
        tuple(sorted({step.code for step in steps if step.fee_usd is None})),
        tuple(_breaks(team, coverage, today)),
        tuple(_notes(team, profile, coverage)),
    )


def _coverage(team: Team, profile: Profile, on: date) -> Iterator[Coverage]:
    areas = list(dict.fromkeys(person.area for person in team.people if person.area)) or [""]
    for need in profile.needs:
        for area in areas if need.per_area else [""]:
            yield _cover(team, need, area, on=on)


def _cover(team: Team, need: Need, area: str, *, on: date, gained: Iterable[tuple[int, str]] = ()) -> Coverage:
    asked = [person for person in team.people if need.matches(person) and area in {"", person.area}]
    more = {row for row, code in gained if code in need.codes}
    lacking = tuple(
        person.row for person in asked if person.row not in more and not _holds(person.held, need.codes, on)
    )
    held = len(asked) - len(lacking)
    designated = need.or_designation is not None and _holds(team.designations, (need.or_designation,), on)
    applies = not designated and (team.client_facing or not need.client_facing)
    missing = max(len(lacking) if need.everybody else 0, need.at_least - held) if applies else 0
    return Coverage(need, area, applies or designated, tuple(each.row for each in asked), lacking, held, missing)


def _holds(held: tuple[Held, ...], codes: tuple[str, ...], on: date) -> bool:
    counted = {find(each.code).display for each in held if each.stands(on)}
    return any(code in counted or _successor(code) in counted for code in codes)


def _successor(code: str) -> str | None:
    return find(code).becomes


def _steps(team: Team, coverage: tuple[Coverage, ...], today: date) -> Iterator[Step]:
    gained: list[tuple[int, str]] = []
    for first in sorted(coverage, key=lambda each: not each.need.everybody):
        now = _cover(team, first.need, first.area, on=today, gained=gained)
        if now.met:
            continue
        code = min(first.need.codes, key=_price)
        gained += [(row, code) for row in now.lacking[: now.missing]]
        yield Step(code, now.missing, now.lacking, find(code).fee_usd, first.area, first.need.text)


def _price(code: str) -> tuple[bool, float]:
    fee = find(code).fee_usd
    return (fee is None, fee or 0.0)


def _breaks(team: Team, coverage: tuple[Coverage, ...], today: date) -> Iterator[Break]:
    ends = sorted({held.expires for held in _all_held(team) if held.expires and today <= held.expires})
    for each in coverage:
        for end in ends:
            on = end + timedelta(days=1)
            missing = _cover(team, each.need, each.area, on=on).missing if on < _year_after(today) else 0
            if missing > each.missing:
                expiring = tuple(_expiring(team, each, end))
                yield Break(each.need.text, each.area, on, missing, each.met, expiring)
                break


def _expiring(team: Team, coverage: Coverage, end: date) -> Iterator[tuple[int, str]]:
    codes = {*coverage.need.codes, *filter(None, map(_successor, coverage.need.codes))}
    for person in team.people:
        if person.row in coverage.rows:
            yield from ((person.row, held.code) for held in person.held if held.expires == end and held.code in codes)


def _all_held(team: Team) -> Iterator[Held]:
    yield from team.designations
    for person in team.people:
        yield from person.held


def _year_after(today: date) -> date:
    try:
        return today.replace(year=today.year + 1)
    except ValueError:
        return date(today.year + 1, 3, 1)


def _notes(team: Team, profile: Profile, coverage: tuple[Coverage, ...]) -> Iterator[str]:
    size = len(team.people)
    if size < profile.fewest or (profile.most is not None and size > profile.most):
        yield f"The profile is written for {profile.fewest} to {profile.most} people; the team has {size}."
    for other in profile.differs_from:
        yield f"The issuer says it differently elsewhere: look at the profile {other} too."
    for text in profile.besides:
        yield f"Asked besides, and shown by no certificate: {text}"
    for each in coverage:
        where = f" ({each.area})" if each.area else ""
        if each.applies and not each.rows:
            yield f"Nobody in the team is meant by: {each.need.text}{where}."
        elif each.missing > len(each.lacking):
            yield f"The team has too few people for: {each.need.text}{where}."
    endless = sorted({held.code for held in _all_held(team) if held.expires is None})
    if endless:
        yield f"No last day is given for {', '.join(endless)}: counted as standing all year."
    unknown = [each.display for each in catalogue().certifications if each.validity_years is None]
    used = sorted({code for need in profile.needs for code in need.codes if code in unknown})
    if used:
        yield f"How long {', '.join(used)} is valid is not known: ask the issuer for the last day."
