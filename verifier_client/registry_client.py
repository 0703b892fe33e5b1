"""One registry with its circuit breaker, rate limiter and retries, and the order in which they apply."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from verifier_client.cache import CachedRecord
from verifier_client.circuit_breaker import CircuitBreaker
from verifier_client.errors import Garbled, Refused, Throttled, Unavailable
from verifier_client.http_status import failure
from verifier_client.judgement import standing_at
from verifier_client.rate_limiter import RateLimiter
from verifier_client.retries import retry
from verifier_client.transport import RegistryRequest, RegistryResponse

if TYPE_CHECKING:
    from collections.abc import Callable

    from verifier_client.clock import Clock
    from verifier_client.id_extraction.identifiers import CertificateId
    from verifier_client.models import Lane, Record
    from verifier_client.observer import Observer
    from verifier_client.policy import Policy
    from verifier_client.registries import AnsweringRegistry
    from verifier_client.single_flight import SharedRequest
    from verifier_client.transport import Transport

MOST_REQUESTS = 3  # an assertion, its badge class, and the issuer's profile
_WITHOUT_KEY = {"Accept", "If-None-Match", "If-Modified-Since"}


class RegistryClient:
    """Asks one registry, within its rate and not while it keeps failing."""

    def __init__(
        self,
        registry: AnsweringRegistry,
        transport: Transport,
        *,
        policy: Policy,
        clock: Clock,
        jitter: Callable[[float, float], float],
        observer: Observer,
    ) -> None:
        """
        Create the client of one registry, its breaker closed and its rate unused.

        Args:
            registry: The adapter.
            transport: Carries requests to the registries.
            policy: Deadlines, limits and lifetimes.
            clock: Wall time and monotonic time, in seconds.
            jitter: Draws a number between two bounds; random unless a test decides.
            observer: Is told of what happens, for figures.
        """
        about = registry.about
        self.registry = registry
        self._transport = transport
        self._policy = policy
        self._clock = clock
        self._jitter = jitter
        self._observer = observer
        self._rate_limiter = RateLimiter(about.title, about.rate, clock) if about.rate else None
        self._breaker = CircuitBreaker(
            about.title,
            failures=policy.breaker_failures,
            rest=policy.breaker_rest,
            monotonic=clock.monotonic,
        )

    @property
    def is_paused(self) -> bool:
        """Whether the registry gets no requests at the moment because it kept failing."""
        return self._breaker.is_open

    async def look_up(
        self, certificate: CertificateId, shared: SharedRequest, known: CachedRecord | None = None
    ) -> CachedRecord:
        """
        Return what the registry says now.

        Args:
            certificate: The ID that was asked for.
            shared: Who waits for the answer.
            known: What it said before, which lets it answer "unchanged".

        Raises:
            VerifierError: When the registry does not say.
        """
        deadline = self._clock.monotonic() + self._policy.patience_of(shared.lane)

        async def attempt() -> CachedRecord:
            return await self._request_until_read(certificate, shared, deadline, known)

        return await retry(
            attempt,
            shared=shared,
            deadline=deadline,
            policy=self._policy,
            clock=self._clock,
            jitter=self._jitter,
            retried=partial(self._observer.retried, self.registry.about.name),
        )

    async def _request_until_read(
        self, certificate: CertificateId, shared: SharedRequest, deadline: float, known: CachedRecord | None
    ) -> CachedRecord:
        request = self.registry.request(certificate)
        unchanged_if = known if known is not None and known.validators else None
        if unchanged_if is not None:
            request = RegistryRequest(request.registry, request.url, request.headers + unchanged_if.validators)
        answers: tuple[RegistryResponse, ...] = ()
        for _step in range(MOST_REQUESTS):
            answer = await self._send(request, shared, deadline)
            if answer.status == 304 and unchanged_if is not None:
                return self._cached(unchanged_if.record, unchanged_if.validators)
            unchanged_if = None  # only the first request asked so
            answers = (*answers, answer)
            read = self.registry.read(certificate, answers)
            if not isinstance(read, RegistryRequest):
                return self._cached(read, _validators(answers[0]))
            request = read
        raise Garbled(f"{request.registry} sends us round in circles.", registry=request.registry)

    async def _send(self, request: RegistryRequest, shared: SharedRequest, deadline: float) -> RegistryResponse:
        _require_waiter(shared, request)
        self._breaker.admit()
        if self._rate_limiter is not None:
            await self._wait_for_rate(self._rate_limiter, request, shared, deadline)
        try:
            answer = await self._transport.send(request, patience=deadline - self._clock.monotonic())
            with_key = any(name not in _WITHOUT_KEY for name, _value in request.headers)
            error = failure(answer, request.registry, self._clock.now(), with_key=with_key)
            if error is not None:
                raise error
        except (Throttled, Refused, Garbled) as error:
            self._breaker.succeeded()
            if self._rate_limiter is not None and error.retry_after:
                self._rate_limiter.hold(error.retry_after)
            raise
        except Unavailable:
            self._breaker.failed()
            raise
        self._breaker.succeeded()
        return answer

    async def _wait_for_rate(
        self, rate_limiter: RateLimiter, request: RegistryRequest, shared: SharedRequest, deadline: float
    ) -> None:
        def lane() -> Lane:
            _require_waiter(shared, request)
            return shared.lane

        began = self._clock.monotonic()
        try:
            await rate_limiter.admit(lane, deadline)
            self._observer.paced(self.registry.about.name, self._clock.monotonic() - began)
            _require_waiter(shared, request)
        except Unavailable:
            self._breaker.withdrawn()
            raise

    def _cached(self, record: Record | None, validators: tuple[tuple[str, str], ...]) -> CachedRecord:
        now, seen = self._clock.now(), self._clock.monotonic()
        if record is None:
            lifetime = self._policy.not_found_lifetime
        else:
            lifetime = self._policy.lifetimes[standing_at(record, now)]
        return CachedRecord(record, now, seen, seen + lifetime, validators)


def _require_waiter(shared: SharedRequest, request: RegistryRequest) -> None:
    if not shared.is_wanted:
        raise Unavailable("Nobody waits for the answer any more.", registry=request.registry, again=False)


def _validators(answer: RegistryResponse) -> tuple[tuple[str, str], ...]:
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
