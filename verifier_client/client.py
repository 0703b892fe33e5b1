"""
The client of all registries: one certificate, or any number of them.

A question is routed by its ID's shape to one registry (``routing.py``) and answered by ``verification.py``; here stand
what a caller configures and how many certificates are verified at once.
"""

from __future__ import annotations

import contextlib
import random
from functools import cached_property, partial
from typing import TYPE_CHECKING, Self

from verifier_client.bulk import Bulk, turn_by_turn
from verifier_client.clock import Clock, SystemClock
from verifier_client.id_extraction.identifiers import CertificateId, Reading, read_text
from verifier_client.judgement import verdict_by_hand
from verifier_client.models import Lane, Question, Verdict
from verifier_client.observer import NullObserver
from verifier_client.policy import SANDBOX_POLICY, Policy
from verifier_client.registries import About, ByHandRegistry
from verifier_client.registry_client import RegistryClient
from verifier_client.routing import RegistryRouting, about_of
from verifier_client.verification import Verification

if TYPE_CHECKING:
    import os
    from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
    from datetime import date

    from verifier_client.badges.kept import KeptBadges
    from verifier_client.cache import CachedRecord
    from verifier_client.models import RegistryPause
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
        transport: Transport,
        *,
        policy: Policy | None = None,
        clock: Clock | None = None,
        jitter: Callable[[float, float], float] = random.uniform,
        observer: Observer | None = None,
        kept_badges: KeptBadges | None = None,
    ) -> None:
        """
        Create the client of some registries.

        Args:
            registries: The adapters, each of which answers for other kinds of ID.
            transport: Carries requests to the registries.
            policy: Deadlines, limits and lifetimes; the usual ones when None.
            clock: Wall time and monotonic time; the machine's own when None.
            jitter: Draws a number between two bounds; random unless a test decides.
            observer: Is told of what happens, for figures.
            kept_badges: Keeps the badges that are watched, None where none are.
        """
        self._kept_badges = kept_badges
        self._observer = observer or NullObserver()
        self.policy = policy or Policy()
        self._clock = clock or SystemClock()
        self._jitter = jitter
        self._transport = transport
        self._routing = RegistryRouting(
            registries,
            partial(
                RegistryClient,
                transport=transport,
                policy=self.policy,
                clock=self._clock,
                jitter=jitter,
                observer=self._observer,
            ),
        )
        self._verification = Verification(
            self._routing,
            policy=self.policy,
            clock=self._clock,
            observer=self._observer,
            recheck_badge=self._recheck_badge,
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
        kept_badges: KeptBadges | None = None,
    ) -> Self:
        """
        Create a client from a TOML file, a mapping of the same shape, or the embedded sandbox.

        Args:
            config: The path or mapping, None for the sandbox.
            policy: Deadlines, limits and lifetimes; the usual ones when None.
            clock: Wall time and monotonic time; the machine's own when None.
            observer: Is told of what happens, for figures.
            wrap_transport: Replaces the transport that it is given, to count or to change what is sent.
            kept_badges: Keeps the badges that are watched, None where none are.

        Raises:
            Misconfigured: With the file, the registry and the key that are wrong.
        """
        from verifier_client.configuration import load  # noqa: PLC0415 - not needed by injected registries

        policy, clock = policy or (SANDBOX_POLICY if config is None else Policy()), clock or SystemClock()
        registries, transport = load(config, policy=policy, clock=clock)
        return cls(
            registries,
            wrap_transport(transport),
            policy=policy,
            clock=clock,
            observer=observer,
            kept_badges=kept_badges,
        )

    async def __aenter__(self) -> Self:
        """Return the client."""
        return self

    async def __aexit__(self, *_exc: object) -> None:
        """Close the client."""
        await self.aclose()

    async def aclose(self) -> None:
        """Wait for the requests under way, then close the transport."""
        await self._verification.drain()
        if "badges" in vars(self):  # it was needed
            await self.badges.drain()
        await self._transport.aclose()

    @property
    def registries(self) -> tuple[About, ...]:
        """The registries that are configured."""
        return self._routing.descriptions

    @cached_property
    def badges(self) -> BadgeChecker:
        """The checker of badges that come as files, by the operator's list of issuers."""
        from verifier_client.registries.badge_checker import BadgeChecker  # noqa: PLC0415 - only a badge needs it

        return BadgeChecker(self._routing.badges, self._transport, self._clock, self.policy, self._kept_badges)

    @property
    def today(self) -> date:
        """The current day, in UTC."""
        return self._clock.now().date()

    @property
    def pauses(self) -> tuple[RegistryPause, ...]:
        """The registries that get no requests at the moment, and why."""
        return self._routing.pauses

    def read_text(self, text: str) -> Reading:
        """Read the IDs out of a text, with the badge links of the configured hosts, and what is left of it."""
        return read_text(text, badge_hosts=self._routing.badge_hosts)

    def registries_of(self, code: str) -> tuple[About, ...]:
        """Return the registries of the issuers that use a certification code; more than one must be asked about."""
        wanted = code.upper()
        return tuple(about for about in self.registries if wanted in about.codes)

    def how_by_hand(self, registry: str, code: str, *, holder: str | None = None) -> Verdict | None:
        """
        Return how a person checks a certification without an ID.

        Args:
            registry: The registry's name in the configuration.
            code: A certification's code, such as ``CAIM``.
            holder: The name to compare with the holder's, or None to compare none.

        Returns:
            The verdict that says where to look, or None when the registry answers machines.
        """
        routed = self._routing.by_name.get(registry)
        question = Question(code, holder=holder)
        if not isinstance(routed, ByHandRegistry):
            return None
        return verdict_by_hand(question, routed.about, routed.how)

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
        Return whether a certificate stands.

        Args:
            certificate: An ID, or a text that is one.
            holder: The name to compare with the holder's, or None to compare none.
            on: The day on which it must stand, None for today in UTC.
            fresh: Whether the registry is asked even when a record is remembered.
            lane: Whether a person waits or a job; it decides deadline and precedence.

        Raises:
            UnknownIdentifier: When the text is no ID, or no configured registry has such IDs.
            VerifierError: When the registry does not say and no usable copy is remembered.
        """
        began = self._clock.monotonic()
        return self._observed(await self._verification.verify(certificate, holder, on, lane, fresh=fresh), began)

    async def verify_many(
        self,
        certificates: Iterable[str | CertificateId | Question],
        *,
        holder: str | None = None,
        on: date | None = None,
        fresh: bool = False,
        lane: Lane = Lane.BACKGROUND,
        persistent: bool = False,
    ) -> AsyncIterator[Verdict]:
        """
        Verify any number of certificates and yield the verdicts in the order in which they are known.

        One bad ID never spoils the rest: what could not be checked is a verdict that says so.

        Args:
            certificates: IDs, texts, or questions with a name and a day of their own; read as it goes, so that memory
                stays flat.
            holder: The name to compare for those that bring none.
            on: The day for those that bring none, None for today in UTC.
            fresh: Whether the registry is asked even when a record is remembered.
            lane: Whether a person waits or a job; it decides deadline and precedence.
            persistent: Whether what a failing registry was not asked is asked again once that has rested, which may
                take a minute: a few that fail then keep nobody else from being checked.
        """
        turns = self.policy.attempts if lane is Lane.BACKGROUND else 0

        async def settle(each: str | CertificateId | Question) -> Verdict:
            ask = partial(self._verification.settle, each, holder, on, lane, fresh=fresh)
            began = self._clock.monotonic()
            return self._observed(await turn_by_turn(ask, turns, clock=self._clock, policy=self.policy), began)

        bulk = Bulk(settle, self.policy, self._clock, self._jitter)
        verdicts = bulk.persistent(certificates) if persistent else bulk.once(certificates)
        async with contextlib.aclosing(verdicts):
            async for verdict in verdicts:
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
        """
        Return the verdict, ``could_not_check`` where ``verify`` raises an error.

        Args:
            certificate: An ID, a text that is one, or a question with a name and a day of its own.
            holder: The name to compare with the holder's, or None to compare none.
            on: The day on which it must stand, None for today in UTC.
            fresh: Whether the registry is asked even when a record is remembered.
            lane: Whether a person waits or a job; it decides deadline and precedence.
        """
        began = self._clock.monotonic()
        return self._observed(await self._verification.settle(certificate, holder, on, lane, fresh=fresh), began)

    async def _recheck_badge(self, badge: CertificateId, lane: Lane, *, fresh: bool) -> tuple[CachedRecord, About]:
        return await self.badges.recheck(badge, lane=lane, fresh=fresh)

    def _observed(self, verdict: Verdict, began: float) -> Verdict:
        routed = self._routing.find(verdict.question.certificate)
        name = about_of(routed).name if routed else ""
        taken = self._clock.monotonic() - began
        self._observer.answered(name, verdict.outcome, verdict.provenance.freshness, taken)
        return verdict
