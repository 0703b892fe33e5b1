"""The sandbox as a transport: the limits of the network (time, size, redirects) without a network."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from verifier_client.clock import SystemClock
from verifier_client.policy import Policy
from verifier_client.sandbox.addresses import HOSTS
from verifier_client.sandbox.register import register
from verifier_client.sandbox.responses import SandboxRegistry
from verifier_client.transport import (
    REDIRECTS,
    RegistryResponse,
    redirects_elsewhere,
    redirects_too_often,
    timed_out,
    too_large,
    unreachable,
)

if TYPE_CHECKING:
    from datetime import date

    from verifier_client.clock import Clock
    from verifier_client.sandbox.responses import SandboxResponse
    from verifier_client.transport import RegistryRequest


class SandboxTransport:
    """Carries asks to the embedded register; see ``verifier_client.transport.Transport``."""

    def __init__(self, *, clock: Clock | None = None, policy: Policy | None = None) -> None:
        """
        Create the transport with the same limits as the network.

        Args:
            clock: What delays wait on; the machine's own when None.
            policy: Limits of size, time and redirects; the usual ones when None.
        """
        self._clock = clock or SystemClock()
        self._policy = policy or Policy()
        self._registrar: SandboxRegistry | None = None

    async def send(self, request: RegistryRequest, *, patience: float) -> RegistryResponse:
        """See the port."""
        deadline = self._clock.monotonic() + patience
        url = request.url
        for _hop in range(self._policy.redirects + 1):
            response = await self._once(request, url, deadline)
            if response.status not in REDIRECTS:
                return RegistryResponse(response.status, response.headers, response.body)
            target = urljoin(url, response.headers["location"])
            if _origin(target) != _origin(url):
                raise redirects_elsewhere(request.registry)
            url = target
        raise redirects_too_often(request.registry)

    async def aclose(self) -> None:
        """Nothing is held open."""

    async def _once(self, request: RegistryRequest, url: str, deadline: float) -> SandboxResponse:
        origin = _origin(url)
        if origin not in HOSTS:
            raise unreachable(request.registry)
        if self._registrar is None:
            self._registrar = SandboxRegistry(register(), today=self._today)
        headers = {name.lower(): value for name, value in request.headers}
        response = self._registrar.answer("GET", urlsplit(url).path, headers, origin=origin)
        await self._wait(request, response.delay, deadline)
        if response.cut:
            raise unreachable(request.registry)
        if len(response.body) + response.filler > self._policy.body_limit:
            raise too_large(request.registry, self._policy)
        return response

    async def _wait(self, request: RegistryRequest, delay: float, deadline: float) -> None:
        bearable = min(deadline - self._clock.monotonic(), self._policy.read_timeout)
        if bearable <= 0:
            raise timed_out(request.registry)
        if delay:
            await self._clock.sleep(min(delay, bearable))
        if delay > bearable:
            raise timed_out(request.registry)

    def _today(self) -> date:
        return self._clock.now().date()


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
