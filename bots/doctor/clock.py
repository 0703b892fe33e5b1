"""Whether this machine's clock is right: Slack's signatures and Microsoft's tokens end within minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.doctor.findings import Finding, fault, ok, warning

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import timedelta

    from bots.doctor.context import DoctorContext

WARN_S, BREAKS_S = 60, 300
_SET = "Set this machine's clock, best by NTP."


async def clock(context: DoctorContext) -> Iterable[Finding]:
    """Compare it with the clocks of whoever answered; the nearest counts, as theirs may be wrong, too."""
    if not context.clock_offsets:
        return [ok("Not compared: nobody outside was asked, or nobody gave the time.")]
    who, ahead = min(context.clock_offsets.items(), key=lambda each: abs(each[1]))
    seconds = abs(ahead.total_seconds())
    if seconds >= BREAKS_S:
        return [fault(f"{_differs(ahead, who)}: Slack's signatures are refused from 300 seconds on.", _SET)]
    if seconds > WARN_S:
        return [warning(f"{_differs(ahead, who)}.", _SET)]
    return [ok(f"Within {WARN_S} seconds of {who}.")]


def _differs(ahead: timedelta, who: str) -> str:
    seconds = ahead.total_seconds()
    return f"This machine's clock is {abs(seconds):.0f} seconds {'ahead of' if seconds > 0 else 'behind'} {who}"
