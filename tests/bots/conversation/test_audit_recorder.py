"""The audit says who did what with which certificate, and what came of it; never whose it is, and never a score."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from bots.conversation.audit_recorder import AuditRecorder
from bots.conversation.model import watch_intents as wanted
from bots.conversation.model.replies import Reply
from bots.conversation.quota import Quota, QuotaRule
from tests.bots.conversation.factories import ANNA, A, B, desk_with_stores
from verifier_client import CertificateId

pytestmark = pytest.mark.anyio
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


class Book:
    """An audit that is read back."""

    def __init__(self):
        self.entries = []

    async def append(self, *entries):
        self.entries += entries

    @property
    def lines(self):
        return [(each.action, each.certificate, each.outcome) for each in self.entries]


async def test_what_people_do_is_written_down_without_any_name():
    book = Book()
    async with desk_with_stores(recorder=AuditRecorder(book, lambda: NOW)) as keeps:
        for words in (
            f"verify {A} {B} AIDA-2026-1235",
            f"verify {A} Jane Doe",
            f"watch {A} for Jane Doe team Risk because client work",
            f"watch {B} until 2020-01-01",
            f"ack {A} {B}",
            f"assign {A} to Rita Lead",
            "link Rita Lead",
            "notify alerts 2",
            "rule Risk 60 30",
            "rule Risk 60 30 save",
            "unwatch all",
            "unwatch all yes",
        ):
            await keeps.reply(words)
        for only_looks in ("help", "watches", "notify", "rules", "links", "guide senior ML engineer", "hello"):
            await keeps.reply(only_looks)

    assert [
        ("verify", A, "found active"),
        ("verify", B, "found active"),
        ("verify", "AIDA-2026-1235", "not_found"),
        ("verify", A, "found active"),
        ("watch", A, "done"),
        ("watch", B, "refused"),
        ("acknowledge", A, "partly"),
        ("acknowledge", B, "partly"),
        ("assign", A, "done"),
        ("link", "", "refused"),
        ("notify", "", "done"),
        ("rule", "", "done"),
        ("unwatch all", "", "done"),
    ] == book.lines
    assert {(ANNA, NOW)} == {(each.who, each.at) for each in book.entries}
    assert not any(word in repr(book.entries) for word in ("Jane", "Rita", "Risk", "client"))


ONE, TWO = CertificateId.parse(A), CertificateId.parse(B)
OF_SEVERAL = (wanted.Watch, wanted.Unwatch, wanted.Snooze, wanted.Acknowledge, wanted.TakeBackAcknowledgement)
OF_ONE = (wanted.Assign, wanted.AcceptOffer, wanted.DeclineOffer, wanted.SetDeputy, wanted.RequestCallback)
NAMED = [
    *((kind((ONE, TWO)), [A, B]) for kind in OF_SEVERAL),
    *((kind(ONE), [A]) for kind in OF_ONE),
    (wanted.EnterEndDate(ONE, NOW.date()), [A]),
    (wanted.SetFallback(), [""]),
]


@pytest.mark.parametrize(("intent", "certificates"), NAMED, ids=lambda each: type(each).__name__)
async def test_each_certificate_that_an_intent_names_has_its_line(intent, certificates):
    book = Book()
    await AuditRecorder(book, lambda: NOW).record_answer(intent, Reply(()), ANNA)

    assert certificates == [certificate for _, certificate, _ in book.lines]


async def test_what_was_refused_for_haste_is_written_down_too():
    book = Book()
    slow = Quota(QuotaRule(2, 60), lambda: 0.0)
    async with desk_with_stores(recorder=AuditRecorder(book, lambda: NOW), quota=slow) as keeps:
        for _ in range(4):
            await keeps.reply(f"verify {A}")

    assert {("verify", A, "found active"): 2, ("verify", "", "refused"): 2} == Counter(book.lines)


async def test_whoever_asks_to_be_forgotten_is_asked_back_first_and_their_wish_leaves_no_line_of_them():
    book = Book()
    async with desk_with_stores(recorder=AuditRecorder(book, lambda: NOW)) as keeps:
        await keeps.reply(f"watch {A}")
        asked = await keeps.card("forget me")
        kept = await keeps.text_of_reply("watches")
        done = await keeps.press(asked, "Forget me")
        left = await keeps.text_of_reply("watches")
        prose = await keeps.text_of_reply("forget it")

    assert (True, True, True) == ("Forget all that I keep" in asked.headline, A in kept, "You watch no" in left)
    assert (("Watches", "1"),) == done.facts
    assert "Forgotten on 20 November 2026 at 12:00 UTC" in done.headline
    assert [("watch", A, "done")] == book.lines
    assert "Forgotten" not in prose
