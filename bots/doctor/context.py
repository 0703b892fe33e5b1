"""Whom the checks look at: the settings, and the ways out, over which the time of others is overheard."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from bots.teams.api.transport import Call, HttpxTransport, NeverLeft, NoAnswer
from verifier_client.policy import Policy
from verifier_client.transport import HttpxTransport as RegistryWire

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime, timedelta

    from bots.config.settings import Settings
    from bots.teams.api.transport import Answer
    from verifier_client.transport import Answer as RegistryAnswer
    from verifier_client.transport import Ask

PATIENCE = 3.0  # seconds for one call
POLICY = Policy(patience=PATIENCE, attempts=1)


@dataclass(slots=True)
class DoctorContext:
    """What is examined; ``clocks`` holds how far this machine's clock is before that of whoever answered."""

    settings: Settings
    now: Callable[[], datetime]
    online: bool = True
    public_url: str | None = None
    clocks: dict[str, timedelta] = field(default_factory=dict)

    def overhear(self, who: str, headers: Mapping[str, str]) -> None:
        """Note the time that an answer gives."""
        try:
            theirs = parsedate_to_datetime(headers.get("date", ""))
            self.clocks[who] = self.now() - theirs
        except (ValueError, TypeError):  # no date, or one without a zone
            return


class Line:
    """Calls to chat platforms and to our own address; use it as an async context manager."""

    def __init__(self, patient: DoctorContext) -> None:
        """Take who is to hear the time."""
        self._patient = patient
        self._wire = HttpxTransport()

    async def __aenter__(self) -> Self:
        """Return the line."""
        return self

    async def __aexit__(self, *_exc: object) -> None:
        """Close every connection."""
        await self._wire.aclose()

    async def send(self, call: Call) -> Answer:
        """See ``bots.teams.api.transport.Wire``."""
        answer = await self._wire.send(replace(call, patience=min(call.patience, PATIENCE)))
        self._patient.overhear(urlsplit(call.url).hostname or call.url, answer.headers)
        return answer

    async def aclose(self) -> None:
        """See ``bots.teams.api.transport.Wire``."""
        await self._wire.aclose()

    async def ask(self, method: str, url: str, **headers: str) -> Answer | None:
        """Return an answer, or None when there is none."""
        try:
            return await self.send(Call(method, url, headers))
        except (NeverLeft, NoAnswer):
            return None


class OverheardRegistries:
    """The registries' wire, overheard; see ``verifier_client.transport.Wire``."""

    def __init__(self, patient: DoctorContext) -> None:
        """Take who is to hear the time."""
        self._patient = patient
        self._wire = RegistryWire(POLICY)

    async def send(self, ask: Ask, *, patience: float) -> RegistryAnswer:
        """See the port."""
        answer = await self._wire.send(ask, patience=patience)
        self._patient.overhear(ask.registry, answer.headers)
        return answer

    async def aclose(self) -> None:
        """See the port."""
        await self._wire.aclose()


def object_in(answer: Answer) -> dict[str, Any]:
    """Return the JSON object of an answer, or an empty one."""
    try:
        found = json.loads(answer.body)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
