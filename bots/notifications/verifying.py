"""When a certificate is read again, by risk: daily near its end or in trouble, weekly otherwise. Pure."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from bots.notifications.calendars import shifted
from verifier_client import RegistryStatus

if TYPE_CHECKING:
    from datetime import date, datetime

    from bots.notifications.values import Reading

DAILY_BEFORE, DAILY_AFTER = 30, 14  # days around the end; the day before, of and after are always among them
WEEK = 7


def next_reading_on(reading: Reading, now: datetime, *, daily_before: int = DAILY_BEFORE) -> date:
    """
    Give the day (UTC) on which a round must read a certificate again, after an attempt at ``now``.

    A day and not a moment: "24 hours later" slips past a daily round by a minute and loses a day. Where a registry
    allows many readings, ``daily_before`` may grow (engine.md section 5: 120 days).
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
