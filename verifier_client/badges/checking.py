"""From a file to a verdict, for whoever has the operator's list and the network's seam."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier_client.badges.allowed_documents import AllowedDocuments, DocumentMemory
from verifier_client.badges.judge import judge_held, read_badge
from verifier_client.badges.trust import TrustedIssuer, TrustedIssuers
from verifier_client.badges.verdict import badge_verdict

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from verifier_client.badges.trust import ListedIssuer
    from verifier_client.badges.verdict import BadgeVerdict
    from verifier_client.clock import Clock
    from verifier_client.transport import Transport


class BadgeChecker:
    """Judges badges by one list of issuers; what was loaded for one is remembered for the next."""

    def __init__(self, issuers: Iterable[ListedIssuer], transport: Transport, clock: Clock) -> None:
        """``issuers`` are those whose documents may be loaded and whose badges count."""
        self._issuers = TrustedIssuers(
            TrustedIssuer(one.identifier, one.title, one.hosts, one.achievements) for one in issuers
        )
        self._memory = DocumentMemory(transport, clock)
        self._clock = clock

    async def check(self, data: bytes, *, on: date | None = None, patience: float) -> BadgeVerdict:
        """
        Return the verdict on the badge in ``data``, within ``patience`` seconds.

        ``on`` is the day it must stand on (default: now, UTC). Raises ``Unreadable`` when there is no badge.
        """
        held = read_badge(data)
        documents = AllowedDocuments(self._memory, self._issuers.hosts_for(held), patience=patience)
        now = self._clock.now()
        judgement = await judge_held(held, documents=documents, now=now)
        return badge_verdict(judgement, self._issuers, now=now, on=on, read_at=documents.read_at)
