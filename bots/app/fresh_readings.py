"""The registries as rounds ask them: fresh, and behind people who wait for an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.notifications import canary
from verifier_client import Lane

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable

    from verifier_client import CertificateId, RegistryPause, Verdict, VerifierClient


class Readings:
    """The registries as rounds ask them: fresh, behind people; the canary's is always at hand."""

    def __init__(self, verifier: VerifierClient, sandbox: VerifierClient) -> None:
        """Ask ``verifier`` for all certificates but the canary's, which ``sandbox`` knows."""
        self._verifier = verifier
        self._sandbox = sandbox

    @property
    def pauses(self) -> tuple[RegistryPause, ...]:
        """See the port."""
        return self._verifier.pauses

    async def verdicts(self, certificates: Iterable[CertificateId]) -> AsyncIterator[Verdict]:
        """See the port."""
        wanted = list(certificates)
        birds = [each for each in wanted if each == canary.IN_SANDBOX]
        for client, theirs in (
            (self._sandbox, birds),
            (self._verifier, [each for each in wanted if each not in birds]),
        ):
            async for verdict in client.verify_many(theirs, fresh=True, lane=Lane.BACKGROUND, persistent=True):
                yield verdict
