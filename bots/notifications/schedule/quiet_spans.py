"""
Which watches certainly have nothing to tell yet: a bound so coarse that a database can ask it. Pure.

``due_notices`` decides; this only says of whom it need not be asked. A watch is at rest when its registry says nothing
but that the certificate stands, and nobody was ever told or did anything about it. Then only its end can be spoken of,
and not before the longest lead time, whatever its reader's calendar.
"""

from __future__ import annotations

from functools import cache

from bots.notifications.schedule.lead_times import LONGEST, lead_times
from role_guide import certifications
from verifier_client import RegistryStatus

AT_REST = frozenset({RegistryStatus.VALID, RegistryStatus.UNSAID})
_WEEK = 7  # a rung comes on the workday before it, and there is one in each week
READ_WITHIN = 2 * _WEEK  # days from a round to the day on which its digests are read, where nobody made a pause


@cache
def codes_at_rest() -> frozenset[str]:
    """Return the certifications of which nothing but their end is spoken of, "" for who has none."""
    maintained = lead_times().maintenance
    settled = [each for each in certifications() if each.issuer not in maintained]
    return frozenset({"", *(each.code for each in settled), *(each.display for each in settled)})


@cache
def quiet_days(*, own: bool) -> int:
    """Return how many days before its end a watch at rest is spoken of at the earliest; ``own`` by own lead times."""
    times = lead_times()
    return _WEEK + (LONGEST if own else max(*times.ladder, times.unknown_effort_days, *times.effort_days.values()))
