"""
What /metrics shows; prometheus-client was taken because its text form is what every collector reads.

No label holds a person, a certificate or a message.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.notifications.message_models import MessageState
from bots.runtime.lazy_import import lazily

with lazily("prometheus_client"):  # its web servers; the first scrape loads them with its text form
    import prometheus_client.values  # noqa: F401 - what its metrics take from the package: a part that is there
    from prometheus_client.metrics import Counter, Gauge, Histogram
    from prometheus_client.registry import CollectorRegistry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bots.notifications.health import Health
    from verifier_client import Freshness, Outcome

QUICK = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 3.0)  # seconds; a platform waits for three
ANSWERED = (0.001, 0.01, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 30.0)
PACED = (0.01, 0.1, 0.5, 1.0, 2.5, 10.0, 60.0)


class Metrics:
    """The figures of one process; those of the ledger and the rounds are the whole installation's."""

    def __init__(self) -> None:
        """Start at zero, in a registry of its own."""
        self._registry = CollectorRegistry()
        self._of_verifying()
        self._of_talking()
        self._of_watching()

    def _of_verifying(self) -> None:
        self._verifications = self._counter(
            "certdesk_verifications_total",
            "Questions answered, by outcome, registry and freshness.",
            "outcome", "registry", "freshness",
        )  # fmt: skip
        self._taken = self._histogram(
            "certdesk_verification_seconds", "From a question to its verdict.", ANSWERED, "registry"
        )
        self._lookups = self._counter(
            "certdesk_cache_lookups_total",
            "Questions that a remembered record answered (hit), or that the registry was asked (miss).",
            "registry", "result",
        )  # fmt: skip
        self._retries = self._counter(
            "certdesk_registry_retries_total", "Attempts to ask a registry after the first.", "registry"
        )
        self._waits = self._histogram(
            "certdesk_pace_wait_seconds", "What requests waited to keep a registry's pace.", PACED, "registry"
        )
        self._resting = self._gauge(
            "certdesk_registry_resting",
            "1 while a registry gets no requests: it keeps failing, or asked for a pause.",
            "registry",
        )

    def _of_talking(self) -> None:
        self._acknowledged = self._histogram(
            "certdesk_acknowledgement_seconds", "From a request to our response.", QUICK, "surface", "status"
        )
        self._unkept = self._counter(
            "certdesk_inbox_unkept_total",
            "Requests that the database did not take down in time: a process that is killed loses them.",
        )
        self._unkept_so_far = 0
        self._under_way = self._gauge("certdesk_answers_under_way", "Answers that are being worked on.")
        self._feedback = self._counter(
            "certdesk_feedback_total", "Thumbs below the guide's answers, by surface.", "surface", "thumb"
        )
        self._sends = self._counter(
            "certdesk_sends_total", "Attempts to send a message, by surface and what came of them.", "surface", "result"
        )

    def _of_watching(self) -> None:
        self._round = self._gauge("certdesk_round_age_seconds", "Seconds since the last round ended.", "round")
        self._canary = self._gauge("certdesk_canary_age_seconds", "Seconds since the canary's last notice arrived.")
        self._messages = self._gauge("certdesk_messages", "Messages in the ledger, by state.", "state")
        self._waiting = self._gauge(
            "certdesk_messages_oldest_seconds", "How long the oldest message that is due waits."
        )
        self._stuck = self._gauge("certdesk_messages_stuck", "Messages that should have been sent half an hour ago.")
        self._notices = self._gauge("certdesk_notices", "Notices told, and those acknowledged.", "kind")

    def answered(self, registry: str, outcome: Outcome, freshness: Freshness, seconds: float) -> None:
        """See the port."""
        self._verifications.labels(outcome, registry or "none", freshness).inc()
        self._taken.labels(registry or "none").observe(seconds)

    def looked_up(self, registry: str, *, hit: bool) -> None:
        """See the port."""
        self._lookups.labels(registry, "hit" if hit else "miss").inc()

    def retried(self, registry: str) -> None:
        """See the port."""
        self._retries.labels(registry).inc()

    def paced(self, registry: str, seconds: float) -> None:
        """See the port."""
        self._waits.labels(registry).observe(seconds)

    def acknowledged(self, surface: str, status: int, seconds: float) -> None:
        """Count a request to a surface's door, and how long its sender waited."""
        self._acknowledged.labels(surface, status).observe(seconds)

    def feedback(self, surface: str, *, is_good: bool) -> None:
        """Count a thumb below an answer."""
        self._feedback.labels(surface, "up" if is_good else "down").inc()

    def sent(self, surface: str, result: str, _seconds: float) -> None:
        """Count an attempt to send; see ``observed_sender.SendObserver``."""
        self._sends.labels(surface, result).inc()

    def show(
        self,
        *,
        under_way: int,
        registries: Iterable[str],
        resting: Iterable[str],
        unkept: int,
        health: Health | None,
    ) -> tuple[bytes, str]:
        """Return all of it as text, and its content type; without ``health`` the ledger's figures stay as they were."""
        from prometheus_client import CONTENT_TYPE_LATEST, generate_latest  # noqa: PLC0415 - for who scrapes

        self._under_way.set(under_way)
        self._unkept.inc(unkept - self._unkept_so_far)
        self._unkept_so_far = unkept
        tired = set(resting)
        for name in registries:
            self._resting.labels(name).set(name in tired)
        if health is not None:
            self._watching(health)
        return generate_latest(self._registry), CONTENT_TYPE_LATEST

    def _watching(self, health: Health) -> None:
        for walk, age in health.round_ages.items():
            self._round.labels(walk).set(float("nan") if age is None else age)
        self._canary.set(float("nan") if health.canary_age is None else health.canary_age)
        for state in MessageState:
            self._messages.labels(state).set(health.messages.get(state, 0))
        self._stuck.set(health.stuck)
        self._waiting.set(health.oldest)
        self._notices.labels("told").set(health.notices)
        self._notices.labels("acknowledged").set(health.acknowledged)

    def _counter(self, name: str, about: str, *labels: str) -> Counter:
        return Counter(name, about, labels, registry=self._registry)

    def _histogram(self, name: str, about: str, buckets: tuple[float, ...], *labels: str) -> Histogram:
        return Histogram(name, about, labels, buckets=buckets, registry=self._registry)

    def _gauge(self, name: str, about: str, *labels: str) -> Gauge:
        return Gauge(name, about, labels, registry=self._registry)
