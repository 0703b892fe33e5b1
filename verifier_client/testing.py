"""Fakes of the ports: a clock that moves only when asked to, and a transport that answers from a script."""

from __future__ import annotations

import asyncio
import inspect
import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from verifier_client.transport import RegistryRequest, RegistryResponse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verifier_client.badges.linked_data.expansion import Expander

ScriptedResponse = (
    RegistryResponse | Exception | Callable[[RegistryRequest], RegistryResponse | Awaitable[RegistryResponse]]
)
"""One line of a ``FakeTransport``'s script."""


class ManualClock:
    """A ``Clock`` that stands still; ``sleep`` moves it on at once and is noted in ``slept``."""

    def __init__(self, now: datetime = datetime(2026, 11, 20, 9, tzinfo=UTC)) -> None:
        """Start at ``now``, with monotonic time at zero."""
        self._now = now
        self._monotonic = 0.0
        self.slept: list[float] = []

    def now(self) -> datetime:
        """Return the time of day, in UTC."""
        return self._now

    def monotonic(self) -> float:
        """Return the seconds that have passed since the start."""
        return self._monotonic

    async def sleep(self, seconds: float) -> None:
        """Move on by ``seconds`` without waiting, and let others run."""
        self.slept.append(seconds)
        self.advance(seconds)
        await asyncio.sleep(0)

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self._now += timedelta(seconds=seconds)
        self._monotonic += seconds

    def jump(self, now: datetime) -> None:
        """Set the time of day without letting time pass, as an operator or a time server may."""
        self._now = now


class FakeTransport:
    """
    A ``Transport`` that answers from a script, one entry per request; the last is repeated for ever.

    A line is an answer, an exception to raise, or a function (plain or async) that is given the ask. What was
    asked is in ``requests``, with the patience in ``patience``.
    """

    def __init__(self, *script: ScriptedResponse) -> None:
        """
        Create the transport.

        Args:
            *script: At least one response; the last is repeated for ever.
        """
        if not script:
            raise ValueError("a FakeTransport needs at least one response")
        self._script = script
        self.requests: list[RegistryRequest] = []
        self.patience: list[float] = []
        self.closed = False

    async def send(self, request: RegistryRequest, *, patience: float) -> RegistryResponse:
        """See the port."""
        line = self._script[min(len(self.requests), len(self._script) - 1)]
        self.requests.append(request)
        self.patience.append(patience)
        if isinstance(line, Exception):
            raise line
        if isinstance(line, RegistryResponse):
            return line
        response = line(request)
        return await response if inspect.isawaitable(response) else response

    async def aclose(self) -> None:
        """Note it."""
        self.closed = True


def json_response(document: object, *, status: int = 200, **headers: str) -> RegistryResponse:
    """
    Return a response whose body is a JSON document.

    Args:
        document: The body.
        status: The HTTP status.
        **headers: ``retry_after="1"`` becomes the header ``retry-after``.
    """
    named = {name.replace("_", "-").lower(): value for name, value in headers.items()}
    return RegistryResponse(status, {"content-type": "application/json", **named}, json.dumps(document).encode())


_EXAMPLES = "https://www.w3.org/ns/credentials/examples/v2"


@cache
def _test_expander() -> Expander:
    """Also know W3C's vocabulary of examples, which gives every name a meaning and so is never in the product."""
    from verifier_client.badges.linked_data.expansion import Expander  # noqa: PLC0415 - only who judges badges needs it

    return Expander({_EXAMPLES: {"@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}}})


async def judge_badge(data: bytes, *, documents: Mapping[str, bytes], now: datetime) -> dict[str, str]:
    """
    Judge the badge in a file without a network.

    Args:
        data: The file.
        documents: The only documents that there are, by address.
        now: The moment of judgement.

    Returns:
        ``signature`` (holds, broken, none, undetermined), ``issuer_proven`` (yes, no), ``status`` (active, revoked,
        suspended, undetermined, none), ``dates`` (within, expired, not_yet, none) and ``readable`` (yes, no).
    """
    from verifier_client.badges import HeldDocuments, judge_file  # noqa: PLC0415

    judged = await judge_file(data, documents=HeldDocuments(documents), now=now, expander=_test_expander())
    return {
        "signature": judged.signature.signature.value,
        "issuer_proven": "yes" if judged.issuer_proven else "no",
        "status": judged.status.status.value,
        "dates": judged.dates.value,
        "readable": "no" if judged.facts is None else "yes",
    }
