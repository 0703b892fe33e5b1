"""From a file to a verdict, for whoever has the operator's list and the network's seam."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from verifier_client.badges.documents import load_object
from verifier_client.badges.errors import Undetermined
from verifier_client.badges.judge import judge_held, read_badge
from verifier_client.badges.trust import TrustedIssuer, TrustedIssuers
from verifier_client.badges.verdict import badge_verdict
from verifier_client.models import Lane
from verifier_client.registries.badge_documents import AllowedDocuments, DocumentMemory

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from verifier_client.badges.trust import ListedIssuer
    from verifier_client.badges.verdict import BadgeVerdict
    from verifier_client.clock import Clock
    from verifier_client.policy import Policy
    from verifier_client.transport import Transport


class BadgeChecker:
    """Judges badges by one list of issuers; what was loaded for one is remembered for the next."""

    def __init__(self, issuers: Iterable[ListedIssuer], transport: Transport, clock: Clock, policy: Policy) -> None:
        """
        Create the checker with no documents remembered.

        Args:
            issuers: Those whose documents may be loaded and whose badges count.
            transport: Carries the requests for documents.
            clock: Wall time and monotonic time.
            policy: How long documents may take to load.
        """
        self._issuers = TrustedIssuers(
            TrustedIssuer(one.identifier, one.title, one.hosts, one.achievements) for one in issuers
        )
        self._memory = DocumentMemory(transport, clock)
        self._clock = clock
        self._policy = policy

    async def check(self, data: bytes, *, on: date | None = None, lane: Lane = Lane.INTERACTIVE) -> BadgeVerdict:
        """
        Return the verdict on the badge in a file: a picture with a baked badge, JSON, or a signed token.

        Args:
            data: The file.
            on: The day that the badge must stand on, None for this moment; in UTC.
            lane: Who waits, and so for how long documents may take to load.

        Raises:
            Unreadable: When there is no badge in the file; its message is for people.
        """
        held = read_badge(data)
        patience = self._policy.patience_of(lane)
        documents = AllowedDocuments(self._memory, self._issuers.hosts_for(held), patience=patience)
        now = self._clock.now()
        judgement = await judge_held(held, documents=documents, now=now)
        return badge_verdict(judgement, self._issuers, now=now, on=on, read_at=documents.read_at)

    async def reach_issuers(self, lane: Lane = Lane.INTERACTIVE) -> tuple[tuple[str, str], ...]:
        """
        Look whether each issuer's key document can be read; return its title, and what is wrong (empty for nothing).

        An identifier that is its own key needs no document. ``lane`` says who waits.
        """
        looking = (self._error_of(issuer, lane) for issuer in self._issuers.by_identifier.values())
        return tuple(await asyncio.gather(*looking))

    async def _error_of(self, issuer: TrustedIssuer, lane: Lane) -> tuple[str, str]:
        address = issuer.key_address
        documents = AllowedDocuments(self._memory, issuer.all_hosts, patience=self._policy.patience_of(lane))
        try:
            document = await load_object(documents, address, "The key document") if address else {}
        except Undetermined as error:
            return issuer.title, str(error)
        other = address and document.get("id") != issuer.identifier
        return issuer.title, "The key document is that of another identifier." if other else ""
