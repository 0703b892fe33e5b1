"""From a file to a verdict, for whoever has the operator's list and the network's seam."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
        """``issuers`` are those whose documents may be loaded and whose badges count."""
        self._issuers = TrustedIssuers(
            TrustedIssuer(one.identifier, one.title, one.hosts, one.achievements) for one in issuers
        )
        self._memory = DocumentMemory(transport, clock)
        self._clock = clock
        self._policy = policy

    async def check(self, data: bytes, *, on: date | None = None, lane: Lane = Lane.INTERACTIVE) -> BadgeVerdict:
        """
        Say whether the badge in a file stands: a picture with a baked badge, JSON, or a signed token.

        ``on`` is the day it must stand on (default: this moment, UTC); ``lane`` says who waits, and so for how long
        documents may take to load. Raises ``Unreadable`` when there is no badge in ``data``; its message is for people.
        """
        held = read_badge(data)
        patience = self._policy.patience_of(lane)
        documents = AllowedDocuments(self._memory, self._issuers.hosts_for(held), patience=patience)
        now = self._clock.now()
        judgement = await judge_held(held, documents=documents, now=now)
        return badge_verdict(judgement, self._issuers, now=now, on=on, read_at=documents.read_at)
