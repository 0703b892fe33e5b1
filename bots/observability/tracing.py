"""
Traces over OTLP, for those who set CERTDESK_OTLP_URL; nothing of OpenTelemetry is imported otherwise.

A span for each visit, verification and send. No attribute holds a person, a certificate or a message.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

from bots.config.settings import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opentelemetry.sdk.trace import TracerProvider

    from verifier_client import Freshness, Observer, Outcome

NOT_INSTALLED = (
    "CERTDESK_OTLP_URL is set, and what sends traces is not installed: pip install certdesk[tracing], or unset it."
)
A_SECOND = 1_000_000_000  # nanoseconds


class Tracing:
    """Makes spans; close it at the end, so that the last ones go out."""

    def __init__(self, provider: TracerProvider) -> None:
        """Make spans with ``provider``."""
        self._provider = provider
        self._tracer = provider.get_tracer("certdesk")

    @classmethod
    def to(cls, url: str) -> Self:
        """Send spans there, in the background; raises ``SettingsError`` when that is not installed."""
        try:
            from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415
            from opentelemetry.sdk.resources import Resource  # noqa: PLC0415
            from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
            from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415
        except ImportError:
            raise SettingsError(NOT_INSTALLED) from None
        provider = TracerProvider(resource=Resource({"service.name": "certdesk"}), shutdown_on_exit=False)
        provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=url)))
        return cls(provider)

    @contextmanager
    def request_span(self, what: str) -> Iterator[None]:
        """Span the work on something that came in; what fails is an error of that kind, without its words."""
        with self._tracer.start_as_current_span(
            "visit", attributes={"certdesk.what": what}, record_exception=False, set_status_on_exception=False
        ) as span:
            try:
                yield
            except Exception as error:
                span.set_attribute("error.type", type(error).__name__)
                raise

    def answered(self, registry: str, outcome: Outcome, freshness: Freshness, seconds: float) -> None:
        """Span a verification that ends now."""
        end = time.time_ns()
        about = {"registry": registry or "none", "outcome": outcome, "freshness": freshness}
        self._tracer.start_span(
            "verification",
            attributes={f"certdesk.{name}": str(value) for name, value in about.items()},
            start_time=end - int(seconds * A_SECOND),
        ).end(end)

    def sent(self, surface: str, result: str, seconds: float) -> None:
        """Span an attempt to send; see ``observed_sender.SendObserver``."""
        end = time.time_ns()
        attributes = {"certdesk.surface": surface, "certdesk.result": result}
        self._tracer.start_span("send", attributes=attributes, start_time=end - int(seconds * A_SECOND)).end(end)

    def close(self) -> None:
        """Send what is left, and stop; blocks."""
        self._provider.shutdown()


class Spanned:
    """An observer for whom each answer is a span, too; see ``verifier_client.observer.Observer``."""

    def __init__(self, observer: Observer, tracing: Tracing) -> None:
        """Hand everything on to ``observer``, and make spans with ``tracing``."""
        self._observer = observer
        self._tracing = tracing

    def answered(self, registry: str, outcome: Outcome, freshness: Freshness, seconds: float) -> None:
        """See the port."""
        self._observer.answered(registry, outcome, freshness, seconds)
        self._tracing.answered(registry, outcome, freshness, seconds)

    def looked_up(self, registry: str, *, hit: bool) -> None:
        """See the port."""
        self._observer.looked_up(registry, hit=hit)

    def retried(self, registry: str) -> None:
        """See the port."""
        self._observer.retried(registry)

    def paced(self, registry: str, seconds: float) -> None:
        """See the port."""
        self._observer.paced(registry, seconds)
