"""Time as an argument: what the client reads and waits on, so that tests can hold it still."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Wall time for dates, monotonic time for lifetimes (a wall clock may jump), and a way to wait."""

    def now(self) -> datetime:
        """Return the time of day, in UTC."""
        ...

    def monotonic(self) -> float:
        """Return seconds that only ever grow."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        ...


# Linux's monotonic clock stands still while the machine sleeps, and a record would outlive its day; BOOTTIME goes on.
_CLOCK = getattr(time, "CLOCK_BOOTTIME", None)


def monotonic_seconds() -> float:
    """Return seconds that only ever grow, and that grow while the machine sleeps where its system counts them."""
    return time.monotonic() if _CLOCK is None else time.clock_gettime(_CLOCK)


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """Return the time of day, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return seconds that only ever grow."""
        return monotonic_seconds()

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)
