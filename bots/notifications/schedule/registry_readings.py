"""What a round's attempt to read a registry adds to what was known: pure, so that a status keeps its first moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from bots.notifications.models import EnteredEndDate, Facts, RegistryReading
from bots.notifications.schedule.calendars import shifted
from verifier_client import Outcome, RegistryStatus

if TYPE_CHECKING:
    from datetime import date, datetime


if TYPE_CHECKING:
    from datetime import date, datetime

    from verifier_client import Record, Verdict


def reading_after(reading: RegistryReading, verdict: Verdict, now: datetime) -> RegistryReading:
    """Give what is known after a fresh verdict; a stale copy counts as a failure to read. ``now`` in UTC."""
    match verdict.outcome:
        case Outcome.FOUND if verdict.record is not None and verdict.error is None:
            return reading_of_record(reading, verdict.record, now)
        case Outcome.NOT_FOUND if verdict.error is None:
            return replace(reading, read_at=now, failing_since=None, gone_since=reading.gone_since or now)
        case Outcome.CHECK_BY_HAND:
            return replace(reading, by_hand_since=reading.by_hand_since or now, failing_since=None)
        case _:
            return replace(reading, failing_since=reading.failing_since or now)


def reading_of_record(reading: RegistryReading, record: Record, now: datetime) -> RegistryReading:
    """Give what is known after a record was read."""
    before = reading.facts if reading.by_hand_since is None else None
    since = before.since if before and before.status is record.status else now
    kind = record.certification
    facts = Facts(
        status=record.status,
        since=since,
        code=kind.code if kind else "",
        issuer=kind.issuer if kind else "",
        expires_on=record.expires_on,
        issued_on=record.issued_on,
        previous_end=_previous(before, record.expires_on),
        successor=record.superseded_by,
    )
    return RegistryReading(facts, read_at=now)


def may_enter(reading: RegistryReading) -> bool:
    """Say whether a person may enter an end: no registry can be asked, or nobody knows yet whether one can."""
    never_read = reading.facts is None and reading.failing_since is None and reading.gone_since is None
    return reading.by_hand_since is not None or never_read


def entered_end_date(reading: RegistryReading, expires_on: date, now: datetime) -> EnteredEndDate:
    """Give what a person enters; ``reading`` is what was told in their organisation until then."""
    return EnteredEndDate(expires_on, now, _previous(reading.facts, expires_on))


def organisation_reading(reading: RegistryReading, end: EnteredEndDate | None, *, code: str = "") -> RegistryReading:
    """
    Give what is told in an organisation: what the registries said, and the end entered there where none says one.

    Once a registry answers, it alone counts. The result is for the organisation's eyes, never to be kept as read.
    """
    answered_once = reading.facts is not None or reading.gone_since is not None
    if end is None or (reading.by_hand_since is None and answered_once):
        return reading
    facts = Facts(
        status=RegistryStatus.UNSAID,
        since=end.at,
        code=code,
        issuer=reading.facts.issuer if reading.facts else "",
        expires_on=end.expires_on,
        previous_end=end.previous_end,
    )
    return RegistryReading(
        facts,
        read_at=end.at,
        failing_since=_after(reading.failing_since, end.at),
        gone_since=_after(reading.gone_since, end.at),
        by_hand_since=reading.by_hand_since or end.at,
    )


def _previous(before: Facts | None, end: date | None) -> date | None:
    """Give the end before this one; an end that did not change keeps the one before it."""
    if before is None:
        return None
    return before.previous_end if before.expires_on in {None, end} else before.expires_on


def _after(moment: datetime | None, at: datetime) -> datetime | None:
    """Give a moment only if it came after: what was entered settles what went wrong before."""
    return moment if moment is not None and moment > at else None


DAILY_BEFORE, DAILY_AFTER = 30, 14  # days around the end; the day before, of and after are always among them


WEEK = 7


def next_reading_on(reading: RegistryReading, now: datetime, *, daily_before: int = DAILY_BEFORE) -> date:
    """
    Give the day (UTC) on which a round must read a certificate again, after an attempt at ``now``.

    A day and not a moment: "24 hours later" slips past a daily round by a minute and loses a day. Where a registry
    allows many readings, ``daily_before`` may grow (docs/notifications.md: 120 days).
    """
    today = now.astimezone(UTC).date()
    tomorrow, facts = shifted(today, 1), reading.facts
    if reading.by_hand_since is not None:
        return shifted(today, WEEK)
    in_trouble = reading.failing_since is not None or reading.gone_since is not None or facts is None
    if facts is None or in_trouble or facts.status is RegistryStatus.SUSPENDED:
        return tomorrow
    week = today + timedelta(days=WEEK)
    if facts.expires_on is None or facts.status is RegistryStatus.REVOKED:
        return week
    first = shifted(facts.expires_on, -max(daily_before, 2))
    if today > shifted(facts.expires_on, DAILY_AFTER):
        return week
    return max(tomorrow, min(week, first))
