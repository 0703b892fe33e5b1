"""
Keeps a registry's published rate, people before background work.

Own code: aiolimiter, pyrate-limiter and limits have no second lane that yields to the first, and read the clock
themselves.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from msgspec import Struct

from verifier_client.errors import Throttled
from verifier_client.models import Lane

if TYPE_CHECKING:
    from collections.abc import Callable

    from verifier_client.clock import Clock

SHORTEST_WAIT, LONGEST_WAIT = 0.001, 0.25  # seconds between two looks into the bucket


def asked_for_pause(registry: str) -> str:
    """Say that a registry, given by its title, asked not to be asked for a while."""
    return f"{registry} asked for a pause."


class Rate(Struct, frozen=True):
    """At most ``requests`` in any ``seconds``, of which ``burst`` may come at once."""

    requests: int
    seconds: float
    burst: int

    @property
    def refill(self) -> float:
        """Tokens a second, such that a full bucket and the refill together never exceed the rate."""
        return (self.requests - self.burst) / self.seconds


class RateLimiter:
    """A token bucket. A person reserves the next token; background work takes what is left over."""

    def __init__(self, registry: str, rate: Rate, clock: Clock) -> None:
        """
        Create the limiter with a full bucket.

        Args:
            registry: The registry's name, for messages.
            rate: What the registry allows.
            clock: Wall time and monotonic time, in seconds.
        """
        self._registry = registry
        self._rate = rate
        self._clock = clock
        self._tokens = float(rate.burst)
        self._counted_at = clock.monotonic()
        self._held = 0.0
        self._queue: deque[object] = deque()
        # What background work must find in the bucket: a person's next question stays affordable.
        self._spare = min(1.0 + rate.burst / 2, float(rate.burst))

    def hold(self, seconds: float) -> None:
        """Send nothing for ``seconds``: the registry asked for it. The bucket does not fill meanwhile."""
        self._count()
        longer = max(self._clock.monotonic() + seconds - self._counted_at, 0.0)
        self._counted_at += longer
        self._held += longer

    async def admit(self, lane: Callable[[], Lane], deadline: float) -> None:
        """
        Wait for a token.

        Args:
            lane: Returns the lane of the request at this moment; asked again while it waits.
            deadline: Monotonic seconds by which the token must be there.

        Raises:
            Throttled: At once, when the token would come too late.
        """
        await self._wait_in_queue(lane, deadline)
        due = self._clock.monotonic() + self._wait_for(1.0) - self._held
        self._refuse_if_late(self._time_to(due), deadline)
        self._tokens -= 1.0
        while (wait := self._time_to(due)) > SHORTEST_WAIT:
            self._refuse_if_late(wait, deadline)
            await self._clock.sleep(wait)

    async def _wait_in_queue(self, lane: Callable[[], Lane], deadline: float) -> None:
        """Let background work wait, first come first served, until the bucket can spare a token."""
        place = object()
        self._queue.append(place)
        try:
            while lane() is Lane.BACKGROUND:
                wait = self._wait_for(self._spare)
                if wait <= 0 and self._queue[0] is place:
                    return
                self._refuse_if_late(wait, deadline)
                await self._clock.sleep(min(max(wait, SHORTEST_WAIT), LONGEST_WAIT))
        finally:
            self._queue.remove(place)

    def _time_to(self, due: float) -> float:
        """Return the seconds to a moment of the bucket's own time, which stands still while it is held."""
        return due + self._held - self._clock.monotonic()

    def _wait_for(self, tokens: float) -> float:
        self._count()
        until_end_of_hold = max(self._counted_at - self._clock.monotonic(), 0.0)
        return until_end_of_hold + max((tokens - self._tokens) / self._rate.refill, 0.0)

    def _count(self) -> None:
        now = self._clock.monotonic()
        if now > self._counted_at:
            grown = self._tokens + (now - self._counted_at) * self._rate.refill
            self._tokens = min(float(self._rate.burst), grown)
            self._counted_at = now

    def _refuse_if_late(self, wait: float, deadline: float) -> None:
        now = self._clock.monotonic()
        if now + wait > deadline:
            if self._counted_at > now:
                raise Throttled(
                    asked_for_pause(self._registry), registry=self._registry, retry_after=wait, worth_retrying=False
                )
            what = f"{self._registry} allows {self._rate.requests} questions in {self._rate.seconds:g} s."
            raise Throttled(what, registry=self._registry, retry_after=wait, worth_retrying=False)
