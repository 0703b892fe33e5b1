"""One registry with its circuit breaker, rate limiter and retries, and the order in which they apply."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from verifier_client.cache import CachedRecord
from verifier_client.errors import Garbled, Refused, Throttled, Unavailable, VerifierError
from verifier_client.judgement import findings, standing_at
from verifier_client.models import PauseCause, RegistryPause
from verifier_client.pacing.circuit_breaker import CircuitBreaker
from verifier_client.pacing.rate_limiter import RateLimiter, asked_for_pause
from verifier_client.registries.http_status import READABLE, failure
from verifier_client.retries import retry
from verifier_client.transport import RegistryRequest, RegistryResponse

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from verifier_client.clock import Clock
    from verifier_client.id_extraction.identifiers import CertificateId
    from verifier_client.models import Lane, Record
    from verifier_client.observer import Observer
    from verifier_client.policy import Policy
    from verifier_client.registries import AnsweringRegistry
    from verifier_client.single_flight import SharedRequest
    from verifier_client.transport import Transport

MOST_REQUESTS = 3  # an assertion, its badge class, and the issuer's profile
# What may be sent back as a header (RFC 9110, 5.5): a control character makes HTTP clients refuse the next request.
_VISIBLE = re.compile("[!-~](?:[ -~]{0,510}[!-~])?")
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
        self._held_until = float("-inf")
        self._paused_since: datetime | None = None

    @property
    def pause(self) -> RegistryPause | None:
        """Why the registry gets no requests at the moment, None when it gets them."""
        if self._breaker.is_open:
            cause = PauseCause.KEPT_FAILING
        elif self._clock.monotonic() < self._held_until:
            cause = PauseCause.ASKED_FOR_IT
        else:
            return None
        about = self.registry.about
        return RegistryPause(about.name, about.title, cause, self._paused_since or self._clock.now())

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
            read = self._read(certificate, answers)
            if not isinstance(read, RegistryRequest):
                return self._cached(read, _validators(answers[0]))
            request = read
        raise Garbled(f"{request.registry} sends us round in circles.", registry=request.registry)

    def _read(
        self, certificate: CertificateId, answers: tuple[RegistryResponse, ...]
    ) -> Record | RegistryRequest | None:
        try:
            return self.registry.read(certificate, answers)
        except VerifierError:
            raise
        except Exception as error:
            title = self.registry.about.title
            raise Garbled(f"{title} sent something that cannot be read.", registry=title) from error

    async def _send(self, request: RegistryRequest, shared: SharedRequest, deadline: float) -> RegistryResponse:
        _require_waiter(shared, request)
        self._breaker.admit()
        if self._rate_limiter is not None:
            await self._wait_for_rate(self._rate_limiter, request, shared, deadline)
        elif (left := self._held_until - self._clock.monotonic()) > 0:
            raise Throttled(
                asked_for_pause(request.registry), registry=request.registry, retry_after=left, worth_retrying=False
            )
        try:
            answer = await self._carried(request, deadline)
        except (Throttled, Refused, Garbled) as error:
            self._breaker.succeeded()
            if error.retry_after and self._policy.longest_hold:
                error.retry_after = self._hold(error.retry_after)
            raise
        except Unavailable:
            self._breaker.failed()
            self._paused_since = self._paused_since or self._clock.now()
            raise
        except Exception as error:  # whatever else a transport raises stays with this one question
            self._breaker.withdrawn()
            what = f"{request.registry} could not be asked."
            raise Unavailable(what, registry=request.registry, worth_retrying=False) from error
        self._breaker.succeeded()
        self._paused_since = None
        return answer

    async def _carried(self, request: RegistryRequest, deadline: float) -> RegistryResponse:
        """Return a response that can be read."""
        answer = await self._transport.send(request, patience=deadline - self._clock.monotonic())
        if answer.status in READABLE:  # nearly always
            return answer
        with_key = any(name not in _WITHOUT_KEY for name, _value in request.headers)
        refusal = failure(answer, request.registry, self._clock.now(), with_key=with_key)
        if refusal is not None:
            raise refusal
        return answer

    def _hold(self, seconds: float) -> float:
        """Send nothing for as long as the registry asks, within reason; return for how many seconds."""
        seconds = min(seconds, self._policy.longest_hold)
        self._held_until = max(self._held_until, self._clock.monotonic() + seconds)
        self._paused_since = self._paused_since or self._clock.now()
        if self._rate_limiter is not None:
            self._rate_limiter.hold(seconds)
        return seconds

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
            return CachedRecord(record, now, seen, seen + self._policy.not_found_lifetime, validators)
        lifetime = self._policy.lifetimes[standing_at(record, now)]
        observed = tuple(findings(record, self.registry.about, now.date()))
        return CachedRecord(record, now, seen, seen + lifetime, validators, observed)


def _require_waiter(shared: SharedRequest, request: RegistryRequest) -> None:
    if not shared.is_wanted:
        raise Unavailable("Nobody waits for the answer any more.", registry=request.registry, worth_retrying=False)


def _validators(answer: RegistryResponse) -> tuple[tuple[str, str], ...]:
    """Return the headers that ask "has it changed since?" (RFC 9110, 13.1), as far as they can be sent back."""
    if answer.status != 200:
        return ()
    asked = (("If-None-Match", answer.headers.get("etag")), ("If-Modified-Since", answer.headers.get("last-modified")))
    return tuple((name, value) for name, value in asked if value and _VISIBLE.fullmatch(value))
