"""
Leaves a failing registry alone for a while, then lets one probe through.

Own code: pybreaker, purgatory and circuitbreaker read the wall clock themselves, and none lets exactly one probe
through while the others are told when to come back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier_client.errors import LeftAlone

if TYPE_CHECKING:
    from collections.abc import Callable


class CircuitBreaker:
    """Closed while a registry answers, open after ``failures`` in a row for ``rest`` seconds."""

    def __init__(self, registry: str, *, failures: int, rest: float, monotonic: Callable[[], float]) -> None:
        """
        Create the breaker, closed.

        Args:
            registry: The registry's name, for messages.
            failures: How many failures in a row open it.
            rest: Seconds for which it stays open.
            monotonic: Returns seconds that only ever grow.
        """
        self._registry = registry
        self._limit = failures
        self._rest = rest
        self._monotonic = monotonic
        self._failed = 0
        self._open_until = 0.0
        self._probing_since: float | None = None

    @property
    def is_open(self) -> bool:
        """Whether questions are turned away at this moment."""
        return self._failed >= self._limit and self._monotonic() < self._open_until

    def admit(self) -> None:
        """
        Let a request pass.

        Raises:
            LeftAlone: While the breaker is open; with the seconds until it lets a request pass.
        """
        if self._failed < self._limit:
            return
        now = self._monotonic()
        wait = self._open_until - now
        if wait <= 0 and self._probe_is_free(now):
            self._probing_since = now
            return
        what = f"{self._registry} failed {self._failed} times in a row and is left alone for a moment."
        raise LeftAlone(what, registry=self._registry, retry_after=max(wait, 1.0), worth_retrying=False)

    def _probe_is_free(self, now: float) -> bool:
        # A probe that never came back must not keep the breaker open for ever.
        return self._probing_since is None or now - self._probing_since > self._rest

    def withdrawn(self) -> None:
        """Note that an admitted request was not sent after all: the next one may be the probe."""
        self._probing_since = None

    def succeeded(self) -> None:
        """Note that the registry answered, whatever it said."""
        self._failed = 0
        self._probing_since = None

    def failed(self) -> None:
        """Note that the registry did not answer."""
        self._failed += 1
        self._probing_since = None
        self._open_until = self._monotonic() + self._rest
