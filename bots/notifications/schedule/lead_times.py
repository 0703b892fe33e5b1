"""How long before its end a certificate is spoken of: by the catalogue, by assumption, or by a team's own ladder."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

import role_guide
from bots.notifications.schedule.calendars import in_year, shifted

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from bots.notifications.models import Facts
    from role_guide import Certification

GUARDS = (1, 0, -1)  # the day before, the day itself and the day after: in every ladder, past every snooze
LONGEST, LATEST = 3 * 366, -366
_MONTH = 31


@dataclass(frozen=True, slots=True)
class Ladder:
    """
    Days before the end on which a manager is told (negative: after it); the guards always belong to it.

    ``effort_days`` is what a renewal takes: the last safe day to start is so many days before the end. It is
    ``assumed`` unless the catalogue states the effort; the number of days is ours in any case. ``maintenance``
    are the days before each yearly anniversary, empty where none is known of. ``becomes`` is what a renewal
    turns it into.
    """

    days: tuple[int, ...]
    effort_days: int
    assumed: bool = True
    maintenance: tuple[int, ...] = ()
    becomes: str | None = None
    own: bool = False

    def rungs(self, facts: Facts) -> tuple[int, ...]:
        """Give the rungs for one certificate, farthest first; none before half of its own life is over."""
        half = None
        if facts.expires_on and facts.issued_on and facts.issued_on < facts.expires_on:
            half = (facts.expires_on - facts.issued_on).days // 2
        return _rungs(self.days, None if self.own else self.effort_days, half)

    def start_by(self, end: date) -> date:
        """Give the last safe day to start a renewal."""
        return shifted(end, -self.effort_days)


@lru_cache(maxsize=1024)
def _rungs(days: tuple[int, ...], effort_days: int | None, half: int | None) -> tuple[int, ...]:
    """Sort them once for all certificates of one kind and length."""
    rungs = set(days) if effort_days is None else {*days, effort_days}
    if half is not None:
        rungs = {rung for rung in rungs if rung <= half}
    return tuple(sorted(rungs | set(GUARDS), reverse=True))


@dataclass(frozen=True, slots=True)
class LeadTimes:
    """``lead_times.toml``: all numbers are days."""

    ladder: tuple[int, ...]
    unknown_effort_days: int
    effort_days: dict[str, int]
    maintenance: dict[str, tuple[int, ...]]


@cache
def lead_times() -> LeadTimes:
    """Read the data that comes with the package."""
    text = (files("bots.notifications") / "data" / "lead_times.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    return LeadTimes(
        tuple(table["ladder"]),
        table["unknown_effort_days"],
        table["effort_days"],
        {issuer: tuple(each["ladder"]) for issuer, each in table["maintenance"].items()},
    )


def ladder_for(facts: Facts | None, own: Iterable[int] | None = None) -> Ladder:
    """Give the ladder for a certificate, with a team's own days where it set some."""
    return _ladder(facts.code if facts else "", facts.issuer if facts else "", None if own is None else own_days(own))


def own_days(days: Iterable[int]) -> tuple[int, ...]:
    """Check a team's own days, farthest first; raise ``ValueError`` that says what is wrong."""
    wanted = tuple(sorted(set(days), reverse=True))
    if not wanted:
        raise ValueError("Give at least one number of days, such as 90, 30, 7.")
    if wanted[0] > LONGEST or wanted[-1] < LATEST:
        raise ValueError(f"Give days from {LONGEST} before the end to {-LATEST} after it (written {LATEST}).")
    return wanted


@cache
def _ladder(code: str, issuer: str, own: tuple[int, ...] | None) -> Ladder:
    times = lead_times()
    certification = _catalogued(code, issuer)
    known = certification is not None and isinstance(certification.renewal_effort, role_guide.Stated)
    effort = times.effort_days.get(certification.code) if certification is not None and known else None
    return Ladder(
        days=times.ladder if own is None else own,
        effort_days=times.unknown_effort_days if effort is None else effort,
        assumed=effort is None,
        maintenance=times.maintenance.get(certification.issuer, ()) if certification else (),
        becomes=certification.becomes if certification else None,
        own=own is not None,
    )


def _catalogued(code: str, issuer: str) -> Certification | None:
    """Find a certification; a code that another issuer uses as well is not taken for ours (CAIP has three)."""
    try:
        certification = role_guide.find(code)
    except role_guide.UnknownCertification:
        return None
    ours = {"", certification.issuer.casefold(), certification.issuer_name.casefold()}
    return certification if issuer.casefold() in ours else None


def anniversary(facts: Facts, day: date) -> date | None:
    """
    Give the next yearly anniversary of issue from ``day`` on, None where there is none before the end.

    Without a date of issue that of the end is counted. What falls within a month of the end is the renewal's.
    """
    start = facts.issued_on or facts.expires_on
    if start is None:
        return None
    coming = in_year(start, day.year)
    if coming < day:
        coming = in_year(start, min(day.year + 1, 9999))
    too_early = facts.issued_on is not None and coming <= facts.issued_on
    if too_early:
        coming = in_year(start, min(start.year + 1, 9999))
    end = facts.expires_on
    return None if coming < day or (end is not None and shifted(end, -_MONTH) < coming) else coming
