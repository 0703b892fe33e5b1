"""One registry with its manners: its breaker, its pace, its retries, and the order in which they apply."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from verifier_client.cache import Sighting
from verifier_client.circuit_breaker import CircuitBreaker
from verifier_client.errors import Garbled, Refused, Throttled, Unavailable
from verifier_client.http_status import failure
from verifier_client.judgement import standing_at
from verifier_client.rate_limiter import RateLimiter
from verifier_client.retries import persist
from verifier_client.transport import Answer, Ask

if TYPE_CHECKING:
    from collections.abc import Callable

    from verifier_client.clock import Clock
    from verifier_client.identifiers import CertificateId
    from verifier_client.models import Lane, Record
    from verifier_client.observer import Observer
    from verifier_client.policy import Policy
    from verifier_client.registries import AnsweringRegistry
    from verifier_client.single_flight import Flight
    from verifier_client.transport import Transport

STEPS = 3  # an assertion, its badge class, and the issuer's profile
_WITHOUT_KEY = {"Accept", "If-None-Match", "If-Modified-Since"}


class RegistryClient:
    """Asks one registry, gently."""

    def __init__(
        self,
        registry: AnsweringRegistry,
        wire: Transport,
        *,
        policy: Policy,
        clock: Clock,
        jitter: Callable[[float, float], float],
        observer: Observer,
    ) -> None:
        """Start with the breaker closed and the pace unused."""
        about = registry.about
        self.registry = registry
        self._wire = wire
        self._policy = policy
        self._clock = clock
        self._jitter = jitter
        self._observer = observer
        self._pacer = RateLimiter(about.title, about.rate, clock) if about.rate else None
        self._breaker = CircuitBreaker(
            about.title,
            failures=policy.breaker_failures,
            rest=policy.breaker_rest,
            monotonic=clock.monotonic,
        )

    @property
    def is_resting(self) -> bool:
        """Whether the registry is left alone at the moment because it kept failing."""
        return self._breaker.is_open

    async def look_up(self, certificate: CertificateId, flight: Flight, known: Sighting | None = None) -> Sighting:
        """
        Return what the registry says now; ``known`` lets it answer "unchanged".

        Raises ``VerifierError`` when it does not say.
        """
        deadline = self._clock.monotonic() + self._policy.patience_of(flight.lane)

        async def attempt() -> Sighting:
            return await self._walk(certificate, flight, deadline, known)

        return await persist(
            attempt,
            flight=flight,
            deadline=deadline,
            policy=self._policy,
            clock=self._clock,
            jitter=self._jitter,
            retried=partial(self._observer.retried, self.registry.about.name),
        )

    async def _walk(
        self, certificate: CertificateId, flight: Flight, deadline: float, known: Sighting | None
    ) -> Sighting:
        ask = self.registry.ask(certificate)
        unchanged_if = known if known is not None and known.validators else None
        if unchanged_if is not None:
            ask = Ask(ask.registry, ask.url, ask.headers + unchanged_if.validators)
        answers: tuple[Answer, ...] = ()
        for _step in range(STEPS):
            answer = await self._send(ask, flight, deadline)
            if answer.status == 304 and unchanged_if is not None:
                return self._sighting(unchanged_if.record, unchanged_if.validators)
            unchanged_if = None  # only the first request asked so
            answers = (*answers, answer)
            read = self.registry.read(certificate, answers)
            if not isinstance(read, Ask):
                return self._sighting(read, _validators(answers[0]))
            ask = read
        raise Garbled(f"{ask.registry} sends us round in circles.", registry=ask.registry)

    async def _send(self, ask: Ask, flight: Flight, deadline: float) -> Answer:
        _wanted(flight, ask)
        self._breaker.admit()
        if self._pacer is not None:
            await self._keep_pace(self._pacer, ask, flight, deadline)
        try:
            answer = await self._wire.send(ask, patience=deadline - self._clock.monotonic())
            with_key = any(name not in _WITHOUT_KEY for name, _value in ask.headers)
            error = failure(answer, ask.registry, self._clock.now(), with_key=with_key)
            if error is not None:
                raise error
        except (Throttled, Refused, Garbled) as error:
            self._breaker.succeeded()
            if self._pacer is not None and error.retry_after:
                self._pacer.hold(error.retry_after)
            raise
        except Unavailable:
            self._breaker.failed()
            raise
        self._breaker.succeeded()
        return answer

    async def _keep_pace(self, pacer: RateLimiter, ask: Ask, flight: Flight, deadline: float) -> None:
        def lane() -> Lane:
            _wanted(flight, ask)
            return flight.lane

        began = self._clock.monotonic()
        try:
            await pacer.admit(lane, deadline)
            self._observer.paced(self.registry.about.name, self._clock.monotonic() - began)
            _wanted(flight, ask)
        except Unavailable:
            self._breaker.withdrawn()
            raise

    def _sighting(self, record: Record | None, validators: tuple[tuple[str, str], ...]) -> Sighting:
        now, seen = self._clock.now(), self._clock.monotonic()
        if record is None:
            lifetime = self._policy.not_found_lifetime
        else:
            lifetime = self._policy.lifetimes[standing_at(record, now)]
        return Sighting(record, now, seen, seen + lifetime, validators)


def _wanted(flight: Flight, ask: Ask) -> None:
    if not flight.wanted:
        raise Unavailable("Nobody waits for the answer any more.", registry=ask.registry, again=False)


def _validators(answer: Answer) -> tuple[tuple[str, str], ...]:
    """Return the headers that ask "has it changed since?" (RFC 9110, 13.1)."""
    if answer.status != 200:
        return ()
    headers = answer.headers
    found = []
    if (etag := headers.get("etag")) and etag.isascii():
        found.append(("If-None-Match", etag))
    if (modified := headers.get("last-modified")) and modified.isascii():
        found.append(("If-Modified-Since", modified))
    return tuple(found)
