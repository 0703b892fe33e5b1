"""Fakes that keep the ports' promises: a clock that moves only when told, and a wire that answers from a script."""

from __future__ import annotations

import asyncio
import inspect
import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from verifier_client.transport import Answer, Ask

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verifier_client.badges.linked_data.expansion import Expander

Line = Answer | Exception | Callable[[Ask], Answer | Awaitable[Answer]]
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
    A ``Wire`` that answers from a script, one line per ask; the last line is repeated for ever.

    A line is an answer, an exception to raise, or a function (plain or async) that is given the ask. What was
    asked is in ``asks``, with the patience in ``patience``.
    """

    def __init__(self, *script: Line) -> None:
        """Take at least one line."""
        if not script:
            raise ValueError("a FakeWire needs at least one line")
        self._script = script
        self.asks: list[Ask] = []
        self.patience: list[float] = []
        self.closed = False

    async def send(self, ask: Ask, *, patience: float) -> Answer:
        """Follow the script; see ``Wire.send``."""
        line = self._script[min(len(self.asks), len(self._script) - 1)]
        self.asks.append(ask)
        self.patience.append(patience)
        if isinstance(line, Exception):
            raise line
        if isinstance(line, Answer):
            return line
        told = line(ask)
        return await told if inspect.isawaitable(told) else told

    async def aclose(self) -> None:
        """Note it."""
        self.closed = True


def json_answer(document: object, *, status: int = 200, **headers: str) -> Answer:
    """Return an answer whose body is ``document``; ``retry_after="1"`` becomes the header ``retry-after``."""
    named = {name.replace("_", "-").lower(): value for name, value in headers.items()}
    return Answer(status, {"content-type": "application/json", **named}, json.dumps(document).encode())


_EXAMPLES = "https://www.w3.org/ns/credentials/examples/v2"


@cache
def _test_expander() -> Expander:
    """Also know W3C's vocabulary of examples, which gives every name a meaning and so is never in the product."""
    from verifier_client.badges.linked_data.expansion import Expander  # noqa: PLC0415 - only who judges badges needs it

    return Expander({_EXAMPLES: {"@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}}})


async def judge_badge(data: bytes, *, documents: Mapping[str, bytes], now: datetime) -> dict[str, str]:
    """
    Judge the badge in a file, with no other documents than ``documents`` (by address), at the moment ``now``.

    Returns ``signature`` (holds, broken, none, undetermined), ``issuer_proven`` (yes, no), ``status`` (active,
    revoked, suspended, undetermined, none), ``dates`` (within, expired, not_yet, none) and ``readable`` (yes, no).
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
