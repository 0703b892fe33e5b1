"""A wire that ends in the sandbox: the manners of the network (time, size, redirects) without a network."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from verifier_client.clock import SystemClock
from verifier_client.policy import Policy
from verifier_client.sandbox.addresses import HOSTS
from verifier_client.sandbox.answering import Registrar
from verifier_client.sandbox.register import register
from verifier_client.transport import (
    REDIRECTS,
    Answer,
    late,
    leads_elsewhere,
    redirects_too_often,
    too_large,
    unreachable,
)

if TYPE_CHECKING:
    from datetime import date

    from verifier_client.clock import Clock
    from verifier_client.sandbox.answering import Told
    from verifier_client.transport import Ask


class SandboxTransport:
    """Carries asks to the embedded register; see ``verifier_client.transport.Wire``."""

    def __init__(self, *, clock: Clock | None = None, policy: Policy | None = None) -> None:
        """Wait on ``clock``, and keep the same limits as the network would."""
        self._clock = clock or SystemClock()
        self._policy = policy or Policy()
        self._registrar: Registrar | None = None

    async def send(self, ask: Ask, *, patience: float) -> Answer:
        """Answer from the register; see ``Wire.send``."""
        deadline = self._clock.monotonic() + patience
        url = ask.url
        for _hop in range(self._policy.redirects + 1):
            told = await self._once(ask, url, deadline)
            if told.status not in REDIRECTS:
                return Answer(told.status, told.headers, told.body)
            target = urljoin(url, told.headers["location"])
            if _origin(target) != _origin(url):
                raise leads_elsewhere(ask.registry)
            url = target
        raise redirects_too_often(ask.registry)

    async def aclose(self) -> None:
        """Nothing is held open."""

    async def _once(self, ask: Ask, url: str, deadline: float) -> Told:
        origin = _origin(url)
        if origin not in HOSTS:
            raise unreachable(ask.registry)
        if self._registrar is None:
            self._registrar = Registrar(register(), today=self._today)
        headers = {name.lower(): value for name, value in ask.headers}
        told = self._registrar.answer("GET", urlsplit(url).path, headers, origin=origin)
        await self._wait(ask, told.delay, deadline)
        if told.cut:
            raise unreachable(ask.registry)
        if len(told.body) + told.filler > self._policy.body_limit:
            raise too_large(ask.registry, self._policy)
        return told

    async def _wait(self, ask: Ask, delay: float, deadline: float) -> None:
        bearable = min(deadline - self._clock.monotonic(), self._policy.read_timeout)
        if bearable <= 0:
            raise late(ask.registry)
        if delay:
            await self._clock.sleep(min(delay, bearable))
        if delay > bearable:
            raise late(ask.registry)

    def _today(self) -> date:
        return self._clock.now().date()


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
