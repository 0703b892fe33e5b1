"""What a file lists is verified in its order, said in its order, and kept when somebody stops halfway."""

import asyncio

import pytest

from bots.conversation.files.batch import FULL_CARDS, BatchVerification
from bots.conversation.model.file_listing import FileListing, ListedCertificate
from bots.conversation.plain_text import reply_as_text
from verifier_client import CertificateId, VerifierClient
from verifier_client.testing import ManualClock

pytestmark = pytest.mark.anyio
CARDS = [
    ("CPAP-2026-6660", "Jane Doe"),
    ("AIDA-2026-0404", None),
    ("AIDA-2026-9503", None),
    ("CAIP1900404-2026-01", "Ada Example"),
    ("AIDA-2026-1234", "Jane Doe"),
    ("AIDA-2026-1234", "John Smith"),
]


def listing(count=None):
    items = [
        ListedCertificate(CertificateId.parse(text), name, f"row {at}") for at, (text, name) in enumerate(CARDS, 2)
    ]
    return FileListing(tuple(items[:count]), ("One page holds no text.",))


async def test_many_have_a_line_each_in_the_files_order_and_outcomes_never_blur():
    reported = []
    async with VerifierClient.from_config(None, clock=ManualClock()) as client:
        bulk = BatchVerification(client, listing())
        await bulk.run(lambda done, total: reported.append((done, total)))
    text = reply_as_text(bulk.reply())

    assert [(done, 6) for done in range(1, 7)] == reported
    assert text.startswith(
        "6 certificates: 1 revoked, in another name, 1 not found, 1 could not check, 1 check by hand, "
        "2 active, 1 of them in another name. One page"
    )
    assert [
        "row 2: CPAP-2026-6660 (Jane Doe): revoked; the name differs.",
        "row 3: AIDA-2026-0404: no such record at its registry.",
        "row 4: AIDA-2026-9503: could not be checked.",
        "row 5: CAIP1900404-2026-01 (Ada Example): to be checked by hand.",
        "row 6: AIDA-2026-1234 (Jane Doe): active; until 2 March 2028; the name agrees.",
        "row 7: AIDA-2026-1234 (John Smith): active; until 2 March 2028; the name differs.",
    ] == [line.removeprefix("  • ") for line in text.splitlines() if line.startswith("  •")]


async def test_a_few_have_their_own_cards():
    async with VerifierClient.from_config(None, clock=ManualClock()) as client:
        bulk = BatchVerification(client, listing(FULL_CARDS))
        await bulk.run()

    assert [text for text, _ in CARDS[:FULL_CARDS]] == [verdict.question.text for verdict in bulk.reply().verdicts]
    assert all(("In the file", f"row {at}") in card.facts for at, card in enumerate(bulk.reply().cards, 2))


class Slow:
    """Answers the first question, and then nobody."""

    def __init__(self, client):
        self._client = client
        self.record_answer = asyncio.Event()

    async def verify_many(self, certificates, **_how):
        for certificate in certificates:
            yield await self._client.settle(certificate)
            self.record_answer.set()
            await asyncio.Event().wait()


async def test_who_stops_keeps_what_is_done_and_is_told_what_is_not():
    async with VerifierClient.from_config(None, clock=ManualClock()) as client:
        slow = Slow(client)
        bulk = BatchVerification(slow, listing())
        run = asyncio.create_task(bulk.run())
        await slow.record_answer.wait()
        run.cancel()
        with pytest.raises(asyncio.CancelledError):
            await run
    text = reply_as_text(bulk.reply())

    assert text.startswith("Stopped: 1 of 6 certificates were verified, the others were not asked about.")
    assert "row 3: AIDA-2026-0404: not asked." in text
