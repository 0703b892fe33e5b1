"""
One certificate from question to verdict: remembered, else asked for together with whoever asks meanwhile.

A record that is still fresh is judged at once. Otherwise the question joins the request for that ID that is under way,
or starts it; the answer is remembered and judged. When the registry cannot answer, a copy that is not too old is judged
and marked stale.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Protocol

from verifier_client.cache import CachedRecord, RecordCache
from verifier_client.errors import Unavailable, UnknownIdentifier, VerifierError
from verifier_client.id_extraction.identifiers import IdKind
from verifier_client.judgement import could_not_check, verdict_by_hand, verdict_of
from verifier_client.models import Freshness, Lane, Question, Verdict
from verifier_client.registries import About, ByHandRegistry
from verifier_client.routing import RegistryRouting, about_of
from verifier_client.single_flight import SharedRequest, SingleFlight

if TYPE_CHECKING:
    from datetime import date

    from verifier_client.clock import Clock
    from verifier_client.id_extraction.identifiers import CertificateId
    from verifier_client.observer import Observer
    from verifier_client.policy import Policy
    from verifier_client.registry_client import RegistryClient


class RecheckBadge(Protocol):
    """Judges a badge that is kept."""

    async def __call__(self, badge: CertificateId, lane: Lane, *, fresh: bool) -> tuple[CachedRecord, About]:
        """
        Return what its issuer says of it now, and who that is.

        Args:
            badge: Its name.
            lane: Who waits.
            fresh: Whether documents are read even when they are remembered.

        Raises:
            VerifierError: When nothing can be said of it.
        """
        ...


class Verification:
    """Answers questions about certificates from what is remembered and from the registries."""

    def __init__(
        self,
        routing: RegistryRouting,
        *,
        policy: Policy,
        clock: Clock,
        observer: Observer,
        recheck_badge: RecheckBadge,
    ) -> None:
        """
        Create the verification with nothing remembered.

        Args:
            routing: The configured registries.
            policy: Deadlines, and how much is remembered how long.
            clock: Wall time and monotonic time.
            observer: Is told of each look into the cache.
            recheck_badge: Judges a badge that is kept.
        """
        self._recheck_badge = recheck_badge
        self._routing = routing
        self._policy = policy
        self._clock = clock
        self._observer = observer
        self._in_progress: SingleFlight[CachedRecord] = SingleFlight()
        self._cache = RecordCache(policy.remembered_records, policy.stale_if_error, clock.monotonic)

    async def drain(self) -> None:
        """Wait until no request is under way."""
        await self._in_progress.drain()

    async def verify(
        self, certificate: str | CertificateId, holder: str | None, on: date | None, lane: Lane, *, fresh: bool
    ) -> Verdict:
        """
        Return the verdict on a certificate.

        Args:
            certificate: An ID, or a text that is one.
            holder: The name to compare, None for no comparison.
            on: The day on which the certificate must stand, None for today in UTC.
            lane: How long a registry may take, and who goes first.
            fresh: Whether the registry is asked even when a record is remembered.

        Raises:
            VerifierError: When the text is no ID, or the registry does not say and no usable copy is remembered.
        """
        if isinstance(certificate, str):
            certificate = self._routing.parse(certificate)
        question = Question(certificate.text, certificate, holder, on)
        if certificate.kind is IdKind.KEPT_BADGE:
            read, issuer = await self._recheck_badge(certificate, lane, fresh=fresh)
            is_live = self._clock.monotonic() - read.seen < 1
            return self._judge(question, read, issuer, Freshness.LIVE if is_live else Freshness.REMEMBERED)
        routed = self._routing.of(certificate)
        if isinstance(routed, ByHandRegistry):
            return verdict_by_hand(question, routed.about, routed.how)
        about = routed.registry.about
        if (how := routed.registry.only_by_hand(certificate)) is not None:
            return verdict_by_hand(question, about, how)
        key = (about.name, certificate.text)
        known = self._cache.get(key)
        hit = known is not None and not fresh and self._clock.monotonic() < known.fresh_until
        self._observer.looked_up(about.name, hit=hit)
        if known is not None and hit:
            return self._judge(question, known, about, Freshness.REMEMBERED)
        try:
            cached = await self._ask(key, certificate, routed, known, lane)
        except Unavailable as error:
            if known is None or known.record is None:
                raise  # "not found" was true then; a stale one would turn an outage into "not found"
            return self._judge(question, known, about, Freshness.STALE, error)
        return self._judge(question, cached, about, Freshness.LIVE)

    async def settle(
        self,
        certificate: str | CertificateId | Question,
        holder: str | None,
        on: date | None,
        lane: Lane,
        *,
        fresh: bool,
    ) -> Verdict:
        """
        Return the verdict, ``could_not_check`` where ``verify`` raises an error.

        Args:
            certificate: An ID, a text that is one, or a question with a name and a day of its own.
            holder: The name to compare, None for no comparison.
            on: The day on which the certificate must stand, None for today in UTC.
            lane: How long a registry may take, and who goes first.
            fresh: Whether the registry is asked even when a record is remembered.
        """
        if isinstance(certificate, Question):
            holder, on = certificate.holder, certificate.on
            certificate = certificate.certificate or certificate.text
        try:
            return await self.verify(certificate, holder, on, lane, fresh=fresh)
        except VerifierError as error:
            return self._could_not(certificate, holder, on, error)

    def _could_not(
        self, asked: str | CertificateId, holder: str | None, on: date | None, error: VerifierError
    ) -> Verdict:
        certificate: CertificateId | None = None
        with contextlib.suppress(UnknownIdentifier):
            certificate = self._routing.parse(asked) if isinstance(asked, str) else asked
        routed = self._routing.find(certificate)
        question = Question(str(asked), certificate, holder, on)
        return could_not_check(question, error, about_of(routed) if routed else None)

    async def _ask(
        self,
        key: tuple[str, str],
        certificate: CertificateId,
        routed: RegistryClient,
        known: CachedRecord | None,
        lane: Lane,
    ) -> CachedRecord:
        async def look_up(shared: SharedRequest) -> CachedRecord:
            cached = await routed.look_up(certificate, shared, known)
            self._cache.put(key, cached)
            return cached

        patience = self._policy.patience_of(lane)
        try:
            return await self._in_progress.join(key, look_up, lane=lane, patience=patience)
        except TimeoutError as error:
            title = routed.registry.about.title
            what = f"{title} did not answer within {patience:g} seconds."
            raise Unavailable(what, registry=title) from error

    def _judge(
        self,
        question: Question,
        cached: CachedRecord,
        about: About,
        freshness: Freshness,
        error: VerifierError | None = None,
    ) -> Verdict:
        if cached.record is None and about.otherwise:
            otherwise = self._routing.by_name[about.otherwise]
            if isinstance(otherwise, ByHandRegistry):
                return verdict_by_hand(question, otherwise.about, otherwise.how)
        now, age = self._clock.now(), self._clock.monotonic() - cached.seen
        return verdict_of(question, cached, about, now=now, age=age, freshness=freshness, error=error)
