"""Traces: a span for each visit, verification and send, in the right order, and nobody in them."""

import re
import sys
from datetime import UTC, datetime

import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from bots.app.container import build_container
from bots.config.settings import Settings, SettingsError
from bots.conversation.model.intents import Asker
from bots.notifications.message_models import Unreachable
from bots.observability.metrics import Metrics
from bots.observability.observed_sender import ObservedSender
from bots.observability.tracing import NOT_INSTALLED, Spanned, Tracing
from bots.runtime.background_tasks import BackgroundTasks
from verifier_client import Freshness, Outcome, VerifierClient

pytestmark = pytest.mark.anyio
DRAWN = r'"(?:trace_id|span_id|parent_id|service.instance.id|start_time|end_time)": "[\w:.-]+"'  # may hold any digits


@pytest.fixture
def spans():
    exporter, provider = InMemorySpanExporter(), TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    tracing = Tracing(provider)
    yield tracing, exporter.get_finished_spans
    tracing.close()


async def test_a_verification_is_part_of_the_visit_that_asked_and_nobody_is_in_it(spans):
    tracing, finished = spans
    background_tasks = BackgroundTasks(span=tracing.request_span)
    async with VerifierClient.from_config(None, observer=Spanned(Metrics(), tracing)) as client:

        async def request_span():
            await client.settle("AIDA-2026-1234", holder="Jane Doe")
            raise ValueError("Jane Doe")

        background_tasks.start(request_span(), what="slack command")
        await background_tasks.drain(5)

    verification, visited = finished()
    assert visited.context.span_id == verification.parent.span_id
    assert {"certdesk.what": "slack command", "error.type": "ValueError"} == dict(visited.attributes)
    assert {
        "certdesk.registry": "pai", "certdesk.outcome": "found", "certdesk.freshness": "live",
    } == dict(verification.attributes)  # fmt: skip
    said = "".join(re.sub(DRAWN, "", span.to_json()) for span in (visited, verification))
    assert [] == [word for word in ("Jane", "1234") if word in said]


class Phone:
    """A sender that reaches nobody."""

    def render(self, reply, *, key):
        return f"{reply} {key}"

    async def turn(self, _to):
        return None

    async def send(self, _to, _payload, **_how):
        return Unreachable("blocked")

    async def look_back(self, _to, key, *, since):
        return f"{key} {since:%Y}"


async def test_a_send_is_a_span_with_what_came_of_it(spans):
    tracing, finished = spans
    sender, ada = ObservedSender(Phone(), "teams", [tracing]), Asker("teams", "T9", "29:ada")
    sent = await sender.send(ada, "Jane Doe's certificate runs out")
    others = (
        sender.render("r", key="k"),
        await sender.turn(ada),
        await sender.look_back(ada, "k", since=datetime(2026, 1, 1, tzinfo=UTC)),
    )

    [span] = finished()
    assert (Unreachable("blocked"), ("r k", None, "k 2026")) == (sent, others)
    assert {"certdesk.surface": "teams", "certdesk.result": "unreachable"} == dict(span.attributes)


async def test_a_span_lasts_as_long_as_what_it_is_about_took(spans):
    tracing, finished = spans
    tracing.answered("", Outcome.FOUND, Freshness.LIVE, 2.5)
    tracing.sent("slack", "sent", 0.25)

    verification, sent = finished()
    assert [2_500_000_000, 250_000_000] == [each.end_time - each.start_time for each in (verification, sent)]
    assert "none" == verification.attributes["certdesk.registry"]
    assert ("verification", "send") == (verification.name, sent.name)


def test_what_is_missing_stops_the_start(monkeypatch):
    monkeypatch.setitem(sys.modules, "opentelemetry.exporter.otlp.proto.http.trace_exporter", None)
    given = {"teams_allow_anonymous": True, "otlp_url": "http://127.0.0.1:1/v1/traces"}

    with pytest.raises(SettingsError, match=re.escape(NOT_INSTALLED)):
        build_container(Settings.from_env(**given))
