"""A receipt asked for in chat: offered where somebody signs, for what a registry answered, to the asker alone."""

from datetime import UTC, datetime

import pytest

from bots.conversation.desk import Desk
from bots.conversation.model.intents import Asker
from bots.conversation.plain_text import reply_as_text
from bots.conversation.text import receipts as phrases
from bots.security.signed_receipts import FIRST, read, receipts_in
from tests.bots.security.test_signed_receipts import SIGNER
from verifier_client import VerifierClient
from verifier_client.testing import ManualClock

pytestmark = pytest.mark.anyio
ADA = Asker("test", "T", "ada")


class Chain:
    """Signs as the first of its chain."""

    async def issue(self, verdict):
        at = datetime(2026, 11, 20, tzinfo=UTC)
        return SIGNER.issue(verdict, number=1, previous=FIRST, at=at, salt="5a")


@pytest.fixture
async def client():
    async with VerifierClient.from_config(None, clock=ManualClock()) as client:
        yield client


async def test_the_button_says_what_the_command_says_and_the_receipt_can_be_checked(client):
    desk = Desk(client, receipts=Chain())
    card = (await desk.answer(desk.read("verify AIDA-2026-1234 Jane Doe on 2026-12-01"), ADA)).cards[0]
    [button] = [action for action in card.unfolded().actions if action.label == phrases.RECEIPT]
    reply = await desk.answer(desk.read(button.command), ADA)
    text = reply_as_text(reply)
    wrapped = "\n".join(line.strip() for line in text.splitlines())
    [line] = receipts_in(wrapped[wrapped.index("-----BEGIN") : wrapped.index(phrases.HOW_TO_KEEP)].encode())

    assert "receipt AIDA-2026-1234 Jane Doe on 2026-12-01" == button.command
    assert {"certificate": "AIDA-2026-1234", "holder": "Jane Doe", "on": "2026-12-01"} == read(line).states["asked"]
    assert phrases.headline(1) in text
    assert ("receipt-1-AIDA-2026-1234.txt", (line,)) == (reply.file.name, receipts_in(reply.file.text.encode()))
    assert (reply.file.name in reply.file.instead.next_step, reply.file.instead.to_copy) == (True, None)
    assert SIGNER.fingerprint in text


async def test_it_is_offered_only_where_a_registry_answered_and_somebody_signs(client):
    signs, signs_not = Desk(client, receipts=Chain()), Desk(client)
    offered = {}
    for certificate in ("AIDA-2026-1234", "AIDA-2026-0404", "AIDA-2026-9503", "CAIP1900404-2026-01"):
        for desk in (signs, signs_not):
            [card] = (await desk.answer(desk.read(f"verify {certificate}"), ADA)).cards
            offered[certificate, desk] = phrases.RECEIPT in {action.label for action in card.unfolded().actions}

    assert {"AIDA-2026-1234", "AIDA-2026-0404"} == {
        certificate for (certificate, _), is_there in offered.items() if is_there
    }
    assert not any(offered[each] for each in offered if each[1] is signs_not)
    assert phrases.NOT_OFFERED in reply_as_text(await signs_not.answer(signs_not.read("receipt AIDA-2026-1234"), ADA))


async def test_one_at_a_time_and_never_without_an_id(client):
    desk = Desk(client, receipts=Chain())
    for words, sentence in (
        ("receipt", phrases.NEEDS_ID),
        ("receipt for Jane", phrases.NEEDS_ID),
        ("receipt AIDA-2026-1234 AIDA-2026-0404", phrases.ONE_AT_A_TIME),
    ):
        assert sentence in reply_as_text(await desk.answer(desk.read(words), ADA))


@pytest.mark.parametrize(
    ("certificate", "name"),
    [
        ("AIDA-2026-1234", "receipt-7-AIDA-2026-1234.txt"),
        ("https://badges.example/b/../../x y?z=ä", "receipt-7-https-badges.example-b-..-..-x-y-z.txt"),
        ("…", "receipt-7.txt"),
    ],
)
def test_a_receipts_file_has_a_name_that_every_system_takes(certificate, name):
    assert name == phrases.file_name(7, certificate)
