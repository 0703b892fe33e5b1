"""
VerifierClient.verify: remembered? under way? else ask.

A question is routed by its ID's shape to one registry. A fresh record in memory is judged at once; otherwise the
question joins the flight of that ID, which asks the registry; the record is remembered and judged. When the registry
cannot answer, a copy that is not too old is judged and marked stale.
"""

from __future__ import annotations

import contextlib
import random
from functools import cached_property, partial
from typing import TYPE_CHECKING, Self

from verifier_client.cache import RecordCache, Sighting
from verifier_client.clock import Clock, SystemClock
from verifier_client.errors import Unavailable, UnknownIdentifier, VerifierError
from verifier_client.identifiers import CertificateId, Reading, read_text
from verifier_client.judgement import could_not_check, verdict_by_hand, verdict_of
from verifier_client.models import Freshness, Lane, Question, Verdict
from verifier_client.observer import NullObserver
from verifier_client.policy import SANDBOX_POLICY, Policy
from verifier_client.registries import About, ByHandRegistry
from verifier_client.registry_client import RegistryClient
from verifier_client.retries import pause_for, turn_by_turn
from verifier_client.routing import RegistryRouting, about_of
from verifier_client.single_flight import Flight, SingleFlight, as_they_land

if TYPE_CHECKING:
    import os
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
    from datetime import date

    from verifier_client.observer import Observer
    from verifier_client.registries import AnsweringRegistry
    from verifier_client.registries.badge_checker import BadgeChecker
    from verifier_client.registries.badges import BadgesRegistry
    from verifier_client.transport import Transport


class VerifierClient:
    """
    Asks the configured registries whether certificates stand.

    Use it as an async context manager, or call ``aclose`` at the end. One client serves any number of concurrent
    askers in one event loop.
    """

    def __init__(
        self,
        registries: Sequence[AnsweringRegistry | ByHandRegistry | BadgesRegistry],
        wire: Transport,
        *,
        policy: Policy | None = None,
        clock: Clock | None = None,
        jitter: Callable[[float, float], float] = random.uniform,
        observer: Observer | None = None,
    ) -> None:
        """Take everything that touches the world as an argument."""
        self._observer = observer or NullObserver()
        self.policy = policy or Policy()
        self._clock = clock or SystemClock()
        self._wire = wire
        self._flights: SingleFlight[Sighting] = SingleFlight()
        self._memory = RecordCache(self.policy.remembered_records, self.policy.stale_if_error, self._clock.monotonic)
        self._keepers = RegistryRouting(
            registries,
            partial(
                RegistryClient, wire=wire, policy=self.policy, clock=self._clock, jitter=jitter, observer=self._observer
            ),
        )

    @classmethod
    def from_config(
        cls,
        config: str | os.PathLike[str] | Mapping[str, object] | None = None,
        *,
        policy: Policy | None = None,
        clock: Clock | None = None,
        observer: Observer | None = None,
        wrap_transport: Callable[[Transport], Transport] = lambda transport: transport,
    ) -> Self:
        """
        Build a client from a TOML file, a mapping of the same shape, or the embedded sandbox when None.

        ``wrap_transport`` replaces the transport that it is given. Raises ``Misconfigured``: file, registry and key.
        """
        from verifier_client.configuration import load  # noqa: PLC0415 - not needed by injected registries

        policy, clock = policy or (SANDBOX_POLICY if config is None else Policy()), clock or SystemClock()
        registries, wire = load(config, policy=policy, clock=clock)
        return cls(registries, wrap_transport(wire), policy=policy, clock=clock, observer=observer)

    async def __aenter__(self) -> Self:
        """Return the client."""
        return self

    async def __aexit__(self, *_exc: object) -> None:
        """Close the client."""
        await self.aclose()

    async def aclose(self) -> None:
        """Let what is under way land, then close the wire."""
        await self._flights.drain()
        await self._wire.aclose()

    @property
    def registries(self) -> tuple[About, ...]:
        """Say which registries are configured."""
        return self._keepers.abouts

    @cached_property
    def badges(self) -> BadgeChecker:
        """Judge badges that come as files, by the operator's list of issuers."""
        from verifier_client.registries.badge_checker import BadgeChecker  # noqa: PLC0415 - only a badge needs it

        return BadgeChecker(self._keepers.badge_issuers, self._wire, self._clock, self.policy)

    @property
    def today(self) -> date:
        """Say which day it is, in UTC."""
        return self._clock.now().date()

    @property
    def resting(self) -> tuple[str, ...]:
        """Name the registries that are left alone at the moment because they kept failing."""
        return self._keepers.resting

    def read_text(self, text: str) -> Reading:
        """Read the IDs out of a text, with the badge links of the configured hosts, and what is left of it."""
        return read_text(text, badge_hosts=self._keepers.badge_hosts)

    def keepers_of(self, code: str) -> tuple[About, ...]:
        """Return the registries of the issuers that use a certification code; more than one must be asked about."""
        wanted = code.upper()
        return tuple(about for about in self.registries if wanted in about.codes)

    def how_by_hand(self, registry: str, code: str, *, holder: str | None = None) -> Verdict | None:
        """Return how a human checks a certification without an ID, or None when the registry answers machines."""
        keeper = self._keepers.by_name.get(registry)
        question = Question(code, holder=holder)
        if not isinstance(keeper, ByHandRegistry):
            return None
        return verdict_by_hand(question, keeper.about, keeper.how)

    async def verify(
        self,
        certificate: str | CertificateId,
        *,
        holder: str | None = None,
        on: date | None = None,
        fresh: bool = False,
        lane: Lane = Lane.INTERACTIVE,
    ) -> Verdict:
        """
        Say whether a certificate stands.

        ``holder`` is the name to compare, ``on`` the day it must stand on (default: today, UTC), ``fresh`` asks
        the registry even when a record is remembered.

        Raises ``UnknownIdentifier`` when the text is no ID or nobody configured keeps such IDs, and any other
        ``VerifierError`` when the registry did not say and no usable copy is remembered.
        """
        return await self._told(self._verify(certificate, holder, on, lane, fresh=fresh))

    async def _verify(
        self, certificate: str | CertificateId, holder: str | None, on: date | None, lane: Lane, *, fresh: bool
    ) -> Verdict:
        if isinstance(certificate, str):
            certificate = self._keepers.parse(certificate)
        keeper = self._keepers.of(certificate)
        question = Question(certificate.text, certificate, holder, on)
        if isinstance(keeper, ByHandRegistry):
            return verdict_by_hand(question, keeper.about, keeper.how)
        about = keeper.registry.about
        if (how := keeper.registry.only_by_hand(certificate)) is not None:
            return verdict_by_hand(question, about, how)
        key = (about.name, certificate.text)
        known = self._memory.recall(key)
        hit = known is not None and not fresh and self._clock.monotonic() < known.fresh_until
        self._observer.looked_up(about.name, hit=hit)
        if known is not None and hit:
            return self._judge(question, known, about, Freshness.REMEMBERED)
        try:
            sighting = await self._ask(key, certificate, keeper, known, lane)
        except Unavailable as error:
            if known is None or known.record is None:
                raise  # "not found" was true then; a stale one would turn an outage into "not found"
            return self._judge(question, known, about, Freshness.STALE, error)
        return self._judge(question, sighting, about, Freshness.LIVE)

    async def verify_many(
        self,
        certificates: Iterable[str | CertificateId | Question],
        *,
        holder: str | None = None,
        on: date | None = None,
        fresh: bool = False,
        lane: Lane = Lane.BACKGROUND,
    ) -> AsyncIterator[Verdict]:
        """
        Verify any number, a bounded number at once, in the order in which answers come.

        One bad ID never spoils the rest: what could not be checked is a verdict that says so. ``certificates`` is
        consumed as it goes, so memory stays flat; a ``Question`` among them has its own name and day.
        """
        turns = self.policy.attempts if lane is Lane.BACKGROUND else 0
        pause = partial(pause_for, clock=self._clock, longest=self.policy.background_patience)
        settling = (
            self._told(turn_by_turn(partial(self._settle, each, holder, on, lane, fresh=fresh), turns, pause))
            for each in certificates
        )
        async with contextlib.aclosing(as_they_land(settling, at_once=self.policy.bulk_at_once)) as landing:
            async for verdict in landing:
                yield verdict

    async def settle(
        self,
        certificate: str | CertificateId | Question,
        *,
        holder: str | None = None,
        on: date | None = None,
        fresh: bool = False,
        lane: Lane = Lane.INTERACTIVE,
    ) -> Verdict:
        """Verify, and turn a failure to answer into the verdict ``could_not_check``; raises nothing of ours."""
        return await self._told(self._settle(certificate, holder, on, lane, fresh=fresh))

    async def _settle(
        self,
        certificate: str | CertificateId | Question,
        holder: str | None,
        on: date | None,
        lane: Lane,
        *,
        fresh: bool,
    ) -> Verdict:
        if isinstance(certificate, Question):
            holder, on = certificate.holder, certificate.on
            certificate = certificate.certificate or certificate.text
        try:
            return await self._verify(certificate, holder, on, lane, fresh=fresh)
        except VerifierError as error:
            return self._could_not(certificate, holder, on, error)

    async def _told(self, asking: Awaitable[Verdict]) -> Verdict:
        began = self._clock.monotonic()
        verdict = await asking
        keeper = self._keepers.find(verdict.question.certificate)
        name = about_of(keeper).name if keeper else ""
        taken = self._clock.monotonic() - began
        self._observer.answered(name, verdict.outcome, verdict.provenance.freshness, taken)
        return verdict

    def _could_not(
        self, asked: str | CertificateId, holder: str | None, on: date | None, error: VerifierError
    ) -> Verdict:
        certificate: CertificateId | None = None
        with contextlib.suppress(UnknownIdentifier):
            certificate = self._keepers.parse(asked) if isinstance(asked, str) else asked
        keeper = self._keepers.find(certificate)
        question = Question(str(asked), certificate, holder, on)
        return could_not_check(question, error, about_of(keeper) if keeper else None)

    async def _ask(
        self,
        key: tuple[str, str],
        certificate: CertificateId,
        keeper: RegistryClient,
        known: Sighting | None,
        lane: Lane,
    ) -> Sighting:
        async def look_up(flight: Flight) -> Sighting:
            sighting = await keeper.look_up(certificate, flight, known)
            self._memory.keep(key, sighting)
            return sighting

        patience = self.policy.patience_of(lane)
        try:
            return await self._flights.join(key, look_up, lane=lane, patience=patience)
        except TimeoutError as error:
            title = keeper.registry.about.title
            what = f"{title} did not answer within {patience:g} seconds."
            raise Unavailable(what, registry=title) from error

    def _judge(
        self,
        question: Question,
        sighting: Sighting,
        about: About,
        freshness: Freshness,
        trouble: VerifierError | None = None,
    ) -> Verdict:
        if sighting.record is None and about.otherwise:
            otherwise = self._keepers.by_name[about.otherwise]
            if isinstance(otherwise, ByHandRegistry):
                return verdict_by_hand(question, otherwise.about, otherwise.how)
        now, age = self._clock.now(), self._clock.monotonic() - sighting.seen
        return verdict_of(question, sighting, about, now=now, age=age, freshness=freshness, trouble=trouble)
