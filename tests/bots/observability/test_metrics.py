"""What /metrics and /readyz say after real questions; no figure holds a person or a certificate."""

import re

import pytest

from bots.storage.store import Store
from tests.bots.slack.fakes import workspace
from tests.bots.storage.databases import fresh

pytestmark = pytest.mark.anyio


def value(text, name, **labels):
    """Return one figure."""
    for line in text.splitlines():
        found = re.fullmatch(r"(\w+)(?:\{(.*)\})? (\S+)", line)
        if found and found[1] == name and dict(re.findall(r'(\w+)="([^"]*)"', found[2] or "")) == labels:
            return float(found[3])
    return None


async def test_figures_follow_what_people_do(tmp_path):
    store = await Store.open(fresh(tmp_path))
    async with workspace(store) as slack:
        await slack.slash("AIDA-2026-1234 Jane Doe")
        await slack.slash("AIDA-2026-1234 Jane Doe")
        await slack.slash("AIDA-2026-9999")
        await slack.post("text=hi", **{"X-Slack-Signature": "v0=forged"})
        scraped = await slack.client.get("/metrics")
        text = await scraped.text()
        ready = await (await slack.client.get("/readyz")).json()
    await store.close()

    asked = {"registry": "pai", "outcome": "found"}
    assert "text/plain" in scraped.headers["Content-Type"]
    assert 1 == value(text, "certdesk_verifications_total", **asked, freshness="live")
    assert 1 == value(text, "certdesk_verifications_total", **asked, freshness="remembered")
    assert 1 == value(text, "certdesk_verifications_total", **asked | {"outcome": "not_found"}, freshness="live")
    assert (1, 2) == tuple(
        value(text, "certdesk_cache_lookups_total", registry="pai", result=result) for result in ("hit", "miss")
    )
    assert (3, 1) == tuple(
        value(text, "certdesk_acknowledgement_seconds_count", surface="slack", status=status)
        for status in ("200", "401")
    )
    assert (0, 0, 0, 0) == tuple(
        value(text, f"certdesk_{name}")
        for name in ("inbox_unkept_total", "answers_under_way", "messages_oldest_seconds", "messages_stuck")
    )
    assert 0 == value(text, "certdesk_registry_resting", registry="pai")
    assert (True, 0, [], {"read": None, "sweep": None}) == (
        ready["ready"], ready["oldest_message_seconds"], ready["resting"], ready["round_age_seconds"],
    )  # fmt: skip
    assert [] == [word for word in ("AIDA", "Jane", "U01ADA", "T01AIDA") if word in text]
