"""From a file, or from what is kept of one, to a verdict: by the operator's list and the network's seam."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from msgspec import structs

from verifier_client.badges.inspection import inspect_issuer
from verifier_client.badges.judge import judge_held, read_badge
from verifier_client.badges.kept import judge_kept, kept_badge
from verifier_client.badges.linked_data.expansion import PINNED_ONLY
from verifier_client.badges.models import Status
from verifier_client.badges.resources import Resources
from verifier_client.badges.trust import TrustedIssuers, hosts_of
from verifier_client.badges.verdict import badge_verdict
from verifier_client.cache import CachedRecord
from verifier_client.errors import Garbled, Refused, Unavailable, UnknownIdentifier, VerifierError
from verifier_client.models import Lane, Outcome, Record, RegistryStatus
from verifier_client.registries.badge_documents import AllowedDocuments, DocumentMemory

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from verifier_client.badges.kept import KeptBadges
    from verifier_client.badges.models import BadgeJudgement
    from verifier_client.badges.verdict import BadgeVerdict
    from verifier_client.clock import Clock
    from verifier_client.id_extraction.identifiers import CertificateId
    from verifier_client.models import TrustedIssuer
    from verifier_client.policy import Policy
    from verifier_client.registries import About
    from verifier_client.registries.badges import BadgesRegistry
    from verifier_client.transport import Transport

_STATUS = {Status.REVOKED: RegistryStatus.REVOKED, Status.SUSPENDED: RegistryStatus.SUSPENDED}


class BadgeChecker:
    """Judges badges by the lists of issuers; what was loaded for one is remembered for the next."""

    def __init__(
        self,
        tables: Iterable[BadgesRegistry],
        transport: Transport,
        clock: Clock,
        policy: Policy,
        kept: KeptBadges | None = None,
    ) -> None:
        """
        Create the checker with no documents remembered.

        Args:
            tables: The lists of those whose documents may be loaded and whose badges count.
            transport: Carries the requests for documents.
            clock: Wall time and monotonic time.
            policy: How long documents may take to load.
            kept: Keeps the badges that are watched, None where none are.
        """
        listed = [(table.about, one) for table in tables for one in table.issuers]
        self._issuers = TrustedIssuers(one for _about, one in listed)
        self._about_issuer = {one.identifier: structs.replace(about, title=one.title) for about, one in listed}
        self._memory = DocumentMemory(transport, clock, policy)
        self._clock = clock
        self._policy = policy
        self._kept = kept

    async def drain(self) -> None:
        """Wait until no document is being read."""
        await self._memory.drain()

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
        documents = self._documents(self._issuers.hosts_for(held), lane)
        now = self._clock.now()
        judgement = await judge_held(held, documents=documents, now=now, lists=self._memory.lists)
        verdict = badge_verdict(judgement, self._issuers, now=now, on=on, read_at=documents.read_at)
        proven = verdict.outcome is Outcome.FOUND and verdict.issuer is not None
        return replace(verdict, kept=kept_badge(held, judgement)) if proven else verdict

    async def recheck(
        self, certificate: CertificateId, *, lane: Lane, fresh: bool = False
    ) -> tuple[CachedRecord, About]:
        """
        Return what the issuer of a badge that is kept says of it now, and who that is.

        Args:
            certificate: Names the badge as ``KeptBadge.reference`` does.
            lane: Who waits.
            fresh: Whether a person wants all documents read again; a round takes what it has just read.

        Raises:
            VerifierError: When nothing can be said of it.
        """
        kept = await self._kept.find(certificate.text) if self._kept is not None else None
        if kept is None:
            what = f"{certificate.text} is not kept here, or not any more."
            raise UnknownIdentifier(what, advice="Send the badge itself again.")
        issuer = self._issuers.find(kept.facts.issuer)
        if issuer is None:
            what = "The badge's issuer is not on the list of issuers any more."
            advice = "Ask the people who run Certdesk whether that issuer is to be trusted."
            raise Refused(what, registry="Badges", advice=advice)
        anew = fresh and lane is Lane.INTERACTIVE
        documents = self._documents(hosts_of(issuer), lane, fresh=anew)
        now = self._clock.now()
        judgement = await judge_kept(kept, documents=documents, now=now, lists=self._memory.lists)
        if not judgement.denied and (error := _error_in(judgement, issuer)) is not None:
            raise error
        checked_at = documents.read_at.get(judgement.status.source, now)
        record = None if judgement.denied else _record(certificate, judgement, issuer)
        seen = self._clock.monotonic() - max(0.0, (now - checked_at).total_seconds())
        return CachedRecord(record, checked_at, seen, 0.0), self._about_issuer[issuer.identifier]

    async def inspect_issuers(self, lane: Lane = Lane.INTERACTIVE) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """
        Read each issuer's key document and lists; return its title, and what is wrong with them in sentences.

        ``lane`` says who waits.
        """
        issuers = tuple(self._issuers.by_identifier.values())
        faults = await asyncio.gather(*(self._inspect(issuer, lane) for issuer in issuers))
        return tuple((issuer.title, tuple(found)) for issuer, found in zip(issuers, faults, strict=True))

    async def _inspect(self, issuer: TrustedIssuer, lane: Lane) -> list[str]:
        documents = self._documents(hosts_of(issuer), lane)
        resources = Resources(documents, PINNED_ONLY, self._clock.now(), self._memory.lists)
        return await inspect_issuer(issuer, resources)

    def _documents(self, hosts: frozenset[str], lane: Lane, *, fresh: bool = False) -> AllowedDocuments:
        return AllowedDocuments(self._memory, hosts, lane=lane, patience=self._policy.patience_of(lane), fresh=fresh)


def _error_in(judgement: BadgeJudgement, issuer: TrustedIssuer) -> VerifierError | None:
    """Say why nothing can be said of a kept badge, None where something can."""
    status = judgement.status
    if judgement.contradicted:
        return Garbled(status.reason or "The badge's host and its issuer disagree.", registry=issuer.title)
    unclear = status.status is Status.UNDETERMINED
    if unclear or (status.status is not Status.REVOKED and not judgement.issuer_proven):
        return Unavailable(status.reason or "Who issued the badge could not be confirmed.", registry=issuer.title)
    return None


def _record(certificate: CertificateId, judgement: BadgeJudgement, issuer: TrustedIssuer) -> Record | None:
    facts = judgement.facts
    if facts is None:
        return None
    certification = issuer.certification_of(facts.achievement)
    stands = RegistryStatus.UNSAID if certification is not None else RegistryStatus.UNKNOWN
    return Record(
        certificate,
        _STATUS.get(judgement.status.status, stands),
        certification=certification,
        issued_on=facts.valid_from.date() if facts.valid_from else None,
        expires_on=facts.valid_until.date() if facts.valid_until else None,
        reason=judgement.status.issuer_reason or None,
        unlisted_class=None if certification is not None else facts.achievement,
        begins_at=facts.valid_from,
        ends_at=facts.valid_until,
    )
