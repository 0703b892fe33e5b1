"""Where no registry answers machines, people get the exact page, the steps, and no request is made."""

import pytest

from tests.verifier_client.factories import NOT_THERE, PAI, client_over, pai_answer, scripted
from verifier_client import Outcome, UnknownIdentifier
from verifier_client.testing import FakeTransport

pytestmark = pytest.mark.anyio
TABLES = {
    "pai": {**PAI, "otherwise": "pai_page"},
    "pai_page": {"preset": "pai_by_hand", "ids": []},
    "pecb": {"preset": "pecb"},
    "artiba": {"preset": "artiba"},
    "certnexus": {"preset": "certnexus"},
    "aipa": {"preset": "aipa"},
}
PECB_ID = "CAIP1234567-2026-03"


@pytest.fixture
def transport():
    return FakeTransport(pai_answer())


@pytest.fixture
def client(transport):
    return client_over(transport, **TABLES)


async def test_a_pecb_number_leads_to_the_form_and_its_steps(client, transport):
    verdict = await client.verify(PECB_ID, holder="Jane Doe")

    assert (Outcome.CHECK_BY_HAND, "PECB") == (verdict.outcome, verdict.provenance.registry)
    assert "family name" in " ".join(verdict.by_hand.steps)
    assert verdict.by_hand.page.startswith("https://help.pecb.com/")
    assert (None, None, None) == (verdict.record, verdict.standing, verdict.agreement)
    assert [] == transport.requests


async def test_fresh_and_on_change_nothing_about_it(client, transport):
    plain = await client.verify(PECB_ID)
    fresh = await client.verify(PECB_ID, fresh=True)

    assert plain == fresh
    assert [] == transport.requests


async def test_every_by_hand_source_is_named_and_dated(client):
    for name, code in [("pecb", "CAIM"), ("artiba", "AIE"), ("certnexus", "CAIP"), ("pai_page", "AIDA")]:
        how = client.how_by_hand(name, code).by_hand

        assert how.steps
        assert how.source.startswith("https://")
        assert how.read_on.year >= 2026


async def test_a_code_without_a_number_is_explained_for_the_issuers_that_answer_humans(client):
    verdict = client.how_by_hand("artiba", "AIE", holder="Jane Doe")

    assert (Outcome.CHECK_BY_HAND, "AIE", "Jane Doe") == (
        verdict.outcome,
        verdict.question.text,
        verdict.question.holder,
    )
    assert client.how_by_hand("pai", "AIDA") is None
    assert client.how_by_hand("nobody", "AIDA") is None


async def test_a_code_of_several_issuers_names_them_all(client):
    """CAIP has three: which one is asked, never guessed."""
    assert ["pecb", "certnexus", "aipa"] == [about.name for about in client.registries_of("caip")]
    assert [] == list(client.registries_of("XYZ"))


async def test_not_found_leads_to_the_page_where_the_table_says_otherwise():
    client, transport, _ = scripted(NOT_THERE, **TABLES)
    verdict = await client.verify("AIDA-2026-0404")

    assert Outcome.CHECK_BY_HAND is verdict.outcome
    assert 1 == len(transport.requests)


async def test_an_id_that_nobody_keeps_is_said_so():
    client, transport, _ = scripted(pai_answer())
    with pytest.raises(UnknownIdentifier, match=f"No configured registry keeps IDs like {PECB_ID}"):
        await client.verify(PECB_ID)

    assert [] == transport.requests
