"""What an HTTP status means before any body is read: go on, try again, or tell the operator."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from verifier_client.errors import Garbled, Refused, Throttled, Unavailable, VerifierError

if TYPE_CHECKING:
    from datetime import datetime

    from verifier_client.transport import RegistryResponse

LONGEST_WAIT = 86_400.0
READABLE = frozenset({200, 304, 404, 410})  # an adapter says what these mean
TRY_AGAIN = frozenset({502, 503, 504})


def failure(answer: RegistryResponse, registry: str, now: datetime, *, with_key: bool = True) -> VerifierError | None:
    """
    Return the error that a status stands for, or None when the answer can be read (RFC 9110, 15).

    Args:
        answer: The response.
        registry: The registry's title, for messages.
        now: The time of day, in UTC.
        with_key: Whether the request carried a key of ours, which the registry may not accept.
    """
    status = answer.status
    if status in READABLE:
        return None
    if status in {401, 403}:
        why = "does not accept our key" if with_key else "does not answer us"
        what = f"{registry} {why} (HTTP {status})."
        return Refused(what, registry=registry)
    wait = retry_after(answer.headers.get("retry-after"), now)
    if status == 429:
        return Throttled(f"{registry} asks us to slow down.", registry=registry, retry_after=wait)
    if status >= 500:
        what = f"{registry}'s registry is out of order (HTTP {status})."
        return Unavailable(what, registry=registry, retry_after=wait, worth_retrying=status in TRY_AGAIN)
    return Garbled(f"{registry} answered HTTP {status}, which its contract does not name.", registry=registry)


def retry_after(value: str | None, now: datetime) -> float | None:
    """
    Read a ``Retry-After`` header (RFC 9110, 10.2.3).

    Args:
        value: Seconds or an HTTP date; None when there is no header.
        now: The time of day, in UTC.

    Returns:
        Seconds from now, 0 to 86,400, or None when it cannot be read.
    """
    if not value:
        return None
    try:
        seconds = float(value)
    except ValueError:
        from email.utils import parsedate_to_datetime  # noqa: PLC0415 - 5 ms that only a date needs

        try:
            seconds = (parsedate_to_datetime(value) - now).total_seconds()
        except (ValueError, TypeError):
            return None
    if not math.isfinite(seconds):
        return None
    return min(max(seconds, 0.0), LONGEST_WAIT)
