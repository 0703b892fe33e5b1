"""What a file lists is verified in its order, said in its order, and kept when somebody stops halfway."""

import asyncio

import pytest

from bots.conversation.files.batch import FULL_CARDS, BatchVerification
from bots.conversation.model.file_listing import FileListing, ListedCertificate
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
    overview = bulk.reply().overview

    assert [(done, 6) for done in range(1, 7)] == reported
    assert overview.headline == (
        "6 certificates: 1 revoked in another name, 1 not found, 1 not checked, 1 to check by hand, "
        "2 active, 1 of them in another name."
    )
    assert ("One page holds no text.",) == overview.gist
    assert [
        ("CPAP-2026-6660 (row 2)", "revoked", "Tobias Grünwald-Strauß, not Jane Doe"),
        ("AIDA-2026-0404 (row 3)", "no record", ""),
        ("AIDA-2026-9503 (row 4)", "unchecked", ""),
        ("CAIP1900404-2026-01 (row 5)", "check by hand", ""),
        ("AIDA-2026-1234 (row 6)", "active until 2 Mar 2028", "Jane Doe: agrees"),
        ("AIDA-2026-1234 (row 7)", "active until 2 Mar 2028", "Jane Doe, not John Smith"),
    ] == [row.cells for row in overview.table.rows]


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
    overview = bulk.reply().overview

    assert "Stopped: 1 of 6 certificates were verified, the others were not asked about." == overview.first
    assert ("AIDA-2026-0404 (row 3)", "not asked", "") == overview.table.rows[1].cells


async def test_of_150_certificates_the_exceptions_are_shown_the_rest_is_counted_and_the_details_have_every_one():
    several = [ListedCertificate(CertificateId.parse("AIDA-2026-1234"), "Jane Doe", f"row {at}") for at in range(150)]
    several[70] = ListedCertificate(CertificateId.parse("CPAP-2026-6660"), None, "row 70")
    async with VerifierClient.from_config(None, clock=ManualClock()) as client:
        bulk = BatchVerification(client, FileListing(tuple(several)))
        await bulk.run()
    overview, listed = bulk.reply().overview, bulk.reply(lists_all=True).overview

    assert "150 certificates: 149 active, 1 revoked." == overview.headline
    assert "149 more, all active." in overview.gist
    assert ["CPAP-2026-6660 (row 70)"] == [row.cells[0] for row in overview.table.rows]
    assert (None, 150) == (overview.details, len(listed.details.lines))
