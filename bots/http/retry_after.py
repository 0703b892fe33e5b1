"""How long somebody who was asked too often wants to be left alone: the rule that every surface follows."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from verifier_client import retry_after

if TYPE_CHECKING:
    from collections.abc import Mapping


def pause_asked_for(headers: Mapping[str, str], now: float) -> float | None:
    """
    Return the seconds that a response's ``Retry-After`` asks for, at most a day.

    Args:
        headers: the response's headers, whose names are found in any case.
        now: the time in seconds since 1970 (UTC), from which a date is counted.

    Returns:
        Seconds, or None where the header is missing or cannot be read.
    """
    return retry_after(headers.get("retry-after"), datetime.fromtimestamp(now, UTC))
