"""Messages as they are composed at the moment of sending: what is made up says so, an offer says how it stands."""

from datetime import UTC, datetime

import pytest

from bots.conversation.model.replies import Tone
from bots.notifications.cards.composer import MessageComposer
from bots.notifications.cards.offer_replies import admin_offer_reply, declined_reply, offer_reply
from bots.notifications.message_details import OfferDetails
from bots.notifications.watch_marks import MarkKind, WatchMark
from tests.bots.notifications.digest_factories import digesting, notice

CERTIFICATE = "AIDA-2026-1234"
ASKED = OfferDetails(CERTIFICATE, "slack:T1:U1", "2026-11-20T09:00:00+00:00")


class Registers:
    """Registers of which one may be made up."""

    def __init__(self, *sandbox):
        self.registries = [self._About(each) for each in sandbox]

    class _About:
        def __init__(self, sandbox):
            self.sandbox = sandbox


@pytest.mark.parametrize(("registers", "is_said"), [((True, False), True), ((False,), False), ((), False)])
def test_a_digest_of_made_up_records_says_so_and_no_other(registers, is_said):
    [card] = MessageComposer(Registers(*registers), None, None).digest(digesting(notice())).cards

    assert is_said == card.banner.startswith("SANDBOX")


def mark(kind):
    return WatchMark(kind, "slack:T1:U1", datetime(2026, 11, 20, 9, tzinfo=UTC))


@pytest.mark.parametrize(
    ("stands", "tone", "commands"),
    [
        (mark(MarkKind.OFFERED), Tone.NEUTRAL, [f"accept {CERTIFICATE}", f"decline {CERTIFICATE}"]),
        (mark(MarkKind.ASSIGNED), Tone.GOOD, []),
        (mark(MarkKind.DECLINED), Tone.NEUTRAL, []),
        (None, Tone.NEUTRAL, []),
    ],
)
def test_an_offer_is_answered_while_it_stands_and_says_how_it_ended(stands, tone, commands):
    [card] = offer_reply(ASKED, "Ada", stands).cards
    [item] = card.groups[0].items
    [admin] = admin_offer_reply(ASKED, "Ada", stands and stands.kind).cards

    assert (tone, commands) == (card.tone, [each.command for each in item.actions])
    assert item.text.startswith(f"{CERTIFICATE}: ")
    assert (tone, bool(commands)) == (admin.tone, bool(admin.groups[0].items[0].actions))
    assert (bool(commands), bool(commands)) == (bool(card.next_step), bool(admin.next_step))


def test_who_asked_hears_of_a_no_and_can_ask_another():
    [card] = declined_reply(ASKED, "Ben").cards
    [item] = card.groups[0].items

    assert [f"assign {CERTIFICATE}"] == [each.command for each in item.actions]
    assert item.text.startswith(f"{CERTIFICATE}: ")
