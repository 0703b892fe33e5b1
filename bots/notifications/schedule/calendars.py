"""A manager's calendar: workdays and hours in a time zone, over clock changes; the only file that knows zoneinfo."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bots.notifications.models import ManagerId

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

MONDAY_TO_FRIDAY = frozenset({1, 2, 3, 4, 5})
SHORTEST_HOURS = timedelta(hours=3)  # clocks skip up to two (Troll station): a day's hours must never vanish
NOBODY = ManagerId("")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Manager:
    """
    Who reads notices, and when.

    ``workdays`` are ISO weekdays (Monday is 1); digests come from ``opens`` until before ``closes`` in ``zone``.
    ``alerts_a_day`` is the budget above which suspensions wait for the digest (revocations never do).
    ``urgent_any_time``: revocations and suspensions come at once, outside the hours too. ``paused_until`` is the first
    day with hours again after a pause, None without one.
    """

    id: ManagerId
    zone: str = "UTC"
    workdays: frozenset[int] = MONDAY_TO_FRIDAY
    opens: time = time(9)
    closes: time = time(17)
    alerts_a_day: int = 3
    urgent_any_time: bool = True
    heartbeat: bool = True
    paused_until: date | None = None

    def __post_init__(self) -> None:
        """Refuse a calendar in which nothing could ever be read."""
        ZoneInfo(self.zone)
        if not self.workdays or not self.workdays <= frozenset(range(1, 8)):
            raise ValueError("Give at least one workday, as numbers from 1 (Monday) to 7 (Sunday).")
        if self.opens.tzinfo or self.closes.tzinfo:
            raise ValueError("Give the hours without a time zone: they are read in the manager's.")
        if timedelta(hours=self.closes.hour, minutes=self.closes.minute) < SHORTEST_HOURS + timedelta(
            hours=self.opens.hour, minutes=self.opens.minute, seconds=self.opens.second
        ):
            raise ValueError("Give hours of three hours or more on one day, such as 09:00 to 17:00.")

    def is_paused(self, day: date) -> bool:
        """Say whether a day lies in a pause."""
        return self.paused_until is not None and day < self.paused_until

    def works_on(self, day: date) -> bool:
        """Say whether a day is a workday."""
        return day.isoweekday() in self.workdays

    def local(self, moment: datetime) -> datetime:
        """Give a moment as this manager's clocks show it."""
        return moment.astimezone(ZoneInfo(self.zone))

    def is_open(self, moment: datetime) -> bool:
        """Say whether a digest may come at this moment."""
        local = self.local(moment)
        return (
            self.works_on(local.date())
            and not self.is_paused(local.date())
            and self.opens <= local.time() < self.closes
        )


def is_zone(name: str) -> bool:
    """Say whether a time zone is known by that name, such as Europe/Berlin."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def open_from(manager: Manager, now: datetime, *, closed: Collection[date] = ()) -> datetime:
    """
    Give the first moment (UTC) from ``now`` on within the manager's hours, on no day of ``closed``.

    Hours that a clock change skips move forward by what it skips; hours that it repeats count the second time
    for who comes too early in it.
    """
    if manager.paused_until is not None and manager.is_paused(manager.local(now).date()):
        now = opening(manager, manager.paused_until)
    if closed:
        return _search(manager, now, closed)
    return _open_from(manager.zone, manager.workdays, manager.opens, manager.closes, now)


@lru_cache(maxsize=4096)
def _open_from(zone: str, workdays: frozenset[int], opens: time, closes: time, now: datetime) -> datetime:
    """Search once for all who keep the same hours: a round asks this for each watch, at one moment."""
    return _search(Manager(NOBODY, zone, workdays, opens, closes), now, ())


def _search(manager: Manager, now: datetime, closed: Collection[date]) -> datetime:
    today = manager.local(now).date()
    if manager.is_open(now) and today not in closed:
        return now.astimezone(UTC)
    for day in _days_from(today):
        if not manager.works_on(day) or day in closed:
            continue
        for fold in (0, 1):
            moment = max(now.astimezone(UTC), _moment(manager, day, fold=fold))
            if manager.is_open(moment) and manager.local(moment).date() == day:
                return moment
    raise OverflowError("The calendar has come to its end.")  # pragma: no cover


def reading_day(manager: Manager, now: datetime) -> date:
    """Give the manager's day on which a digest planned now would be read at the earliest."""
    return manager.local(open_from(manager, now)).date()


def opening(manager: Manager, day: date) -> datetime:
    """Give the moment (UTC) at which the manager's hours begin on a day."""
    return _moment(manager, day, fold=0)


def workday_until(manager: Manager, day: date) -> date:
    """Give the last workday up to and including ``day``."""
    while not manager.works_on(day) and day > date.min:
        day -= _DAY
    return day


def workday_from(manager: Manager, day: date) -> date:
    """Give the first workday from ``day`` on."""
    while not manager.works_on(day) and day < date.max:
        day += _DAY
    return day


def workdays_after(manager: Manager, day: date, count: int) -> date:
    """Give the ``count``-th workday after ``day``."""
    for _ in range(count):
        day = workday_from(manager, shifted(day, 1))
    return day


def shifted(day: date, days: int) -> date:
    """Give the day so many days later, never beyond the calendar: "9999-12-31" stands for "never" in registries."""
    ordinal = day.toordinal() + days
    return date.fromordinal(min(max(ordinal, 1), date.max.toordinal()))


def in_year(day: date, year: int) -> date:
    """Give a day's anniversary in another year; that of 29 February is 28 February where there is none."""
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


def _moment(manager: Manager, day: date, *, fold: int) -> datetime:
    wall = datetime.combine(day, manager.opens, tzinfo=ZoneInfo(manager.zone))
    return wall.replace(fold=fold).astimezone(UTC)


def _days_from(day: date) -> Iterator[date]:
    while day < date.max:
        yield day
        day += _DAY
