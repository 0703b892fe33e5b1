"""One odd certificate among many keeps nobody from being told of the others, in the same round."""

from itertools import cycle

import pytest

from bots.app.fresh_readings import Readings
from bots.notifications.message_models import MessageState
from tests.bots.notifications.fakes import MONDAY, notice_process
from tests.bots.notifications.odd_answers import ODD_ANSWERS, registry
from tests.verifier_client.factories import client_over
from verifier_client import CertificateId, VerifierClient
from verifier_client.testing import FakeTransport, ManualClock

pytestmark = pytest.mark.anyio
TWO_YEARS_LATER = MONDAY.replace(year=2028, month=2, day=1)  # 30 days before all the usual ones end


def numbered(count):
    return [f"AIDA-2026-{number:04}" for number in range(count)]


async def told_in_one_round(count, odd):
    """Run one round over so many certificates; return those that were read in order and those that were told."""
    async with notice_process(now=TWO_YEARS_LATER) as here:
        transport = FakeTransport(registry(odd))
        client = client_over(transport, clock=ManualClock(TWO_YEARS_LATER))
        here.use(Readings(client, VerifierClient.from_config(None)), client)
        await here.watch(*map(CertificateId.parse, numbered(count)))
        await here.run_round()
        sent = await here.ledger.listed((MessageState.SENT,), limit=100)
        notices = [notice for message in sent for notice in await here.ledger.notices(message.key)]
        states = await here.store.rounds.states([notice.key.watch for notice in notices])
        await client.aclose()
    certificates = {each.state.watch.id: each.state.watch.certificate for each in states}
    return {certificates[notice.key.watch] for notice in notices if notice.end is not None}


@pytest.mark.parametrize("name", ODD_ANSWERS)
async def test_whatever_a_registry_says_of_some_all_others_are_told_in_the_same_round(name):
    """Ten in a row are odd, more than a registry may fail before it is left alone."""
    odd = numbered(40)[10:20]
    told = await told_in_one_round(40, dict.fromkeys(odd, ODD_ANSWERS[name]))

    assert set() == set(numbered(40)) - set(odd) - told


async def test_of_a_thousand_with_fifty_odd_ones_the_others_are_told_in_one_round():
    odd = dict(zip(numbered(1000)[475:525], cycle(ODD_ANSWERS.values()), strict=False))
    told = await told_in_one_round(1000, odd)

    assert 950 == len(told - odd.keys())
