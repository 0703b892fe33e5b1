"""How patient, how persistent and how forgetful the client is: one frozen value with good defaults."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from verifier_client.models import Lane, Standing

if TYPE_CHECKING:
    from collections.abc import Mapping

MINUTE, HOUR, DAY = 60.0, 3600.0, 86400.0


def _lifetimes() -> Mapping[Standing, float]:
    return {
        Standing.ACTIVE: 10 * MINUTE,
        Standing.NOT_YET_VALID: 10 * MINUTE,
        Standing.SUSPENDED: 10 * MINUTE,
        Standing.UNKNOWN: MINUTE,
        Standing.EXPIRED: HOUR,
        Standing.EMERITUS: HOUR,
        Standing.REVOKED: HOUR,
    }


@dataclass(frozen=True, slots=True)
class Policy:
    """
    The defaults as a sentence.

    A person waits at most 2.5 s and a background job 30 s, over all attempts; up to 4 attempts are made, with
    pauses of full jitter below 0.2 s doubling to 5 s, or as long as the registry asks; after 5 failures in a
    row a registry is left alone for 20 s, then one probe goes first; a pause that a registry asks for is kept for 5
    minutes at most, and then asked about again; records are remembered for 10 minutes
    (an hour when they no longer stand), "not found" for 30 s, and a copy up to 7 days old is shown, marked,
    when its registry is down.

    All numbers are seconds unless they say otherwise; with a ``longest_hold`` of 0 no pause is kept.
    """

    patience: float = 2.5
    background_patience: float = 30.0
    attempts: int = 4
    pause: float = 0.2
    longest_pause: float = 5.0
    connect_timeout: float = 1.5
    read_timeout: float = 2.5
    breaker_failures: int = 5
    breaker_rest: float = 20.0
    longest_hold: float = 5 * MINUTE
    lifetimes: Mapping[Standing, float] = field(default_factory=_lifetimes)
    not_found_lifetime: float = 30.0
    stale_if_error: float = 7 * DAY
    remembered_records: int = 20_000
    body_limit: int = 1024 * 1024  # a badge may hold its picture
    redirects: int = 2
    bulk_at_once: int = 16
    connections: int = 100

    def patience_of(self, lane: Lane) -> float:
        """Return how long one question may take, in seconds, over all its attempts."""
        return self.patience if lane is Lane.INTERACTIVE else self.background_patience


# The sandbox's failures are scripted for single IDs: one that fails on purpose must not pause it for all.
SANDBOX_POLICY = Policy(breaker_failures=1_000, longest_hold=0.0)
