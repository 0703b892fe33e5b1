"""Badges that came as files and are watched: read by their list in a round, and a revocation is told at once."""

import pytest

from bots.app.notifier import Readings
from tests.bots.notifications.fakes import OWEN, RITA, NoticeProcess, notice_process
from tests.verifier_client.badges.issuing import LIST_URL
from tests.verifier_client.badges.test_kept import issued, listed
from tests.verifier_client.badges.test_verdict import TABLES, as_bytes, serving
from verifier_client import CertificateId, VerifierClient
from verifier_client.configuration import build
from verifier_client.testing import ManualClock

pytestmark = pytest.mark.anyio


class Registries(Readings):
    """The real client, as rounds ask it, over documents that may change."""

    registries = pauses = ()


async def test_a_revocation_is_told_at_once_to_all_who_watch_it():
    """Three badges on one list, two people: one reading in each round."""
    documents, clock = listed(), ManualClock()
    transport = serving(documents)
    async with notice_process() as there:
        badges = there.store.watch_stores.badges
        tables = build(TABLES, environ={}, sandbox=False)
        client = VerifierClient(tables, transport, clock=clock, kept_badges=badges)
        here = NoticeProcess(there.store, there.clock, Registries(client, client), there.platform)
        names = []
        for index in ("5", "6", "7"):
            verdict = await client.badges.check(as_bytes(issued(index, validUntil="2028-01-01T00:00:00Z")))
            await badges.keep(verdict.kept)
            names.append(verdict.kept.reference)
        ids = list(map(CertificateId.parse, names))
        await here.watch(*ids)
        await here.watch(ids[0], owner=OWEN)
        await here.run_round()
        quiet = list(here.texts)
        documents.update(listed(5))
        clock.advance(86_400)
        there.clock.forward(days=7)  # what ends long from now is read once a week
        await here.run_round()
        told = here.texts[len(quiet) :]

    assert [] == [text for text in quiet if "revoked" in text]
    assert 2 == len([text for text in told if names[0] in text and "revoked" in text])
    assert {RITA.person, OWEN.person} == {person for person, text, _ in there.platform.arrived if "revoked" in text}
    assert 2 == [request.url for request in transport.requests].count(LIST_URL)
