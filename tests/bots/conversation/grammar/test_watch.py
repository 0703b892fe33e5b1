"""What words about watching mean, and which sentences only begin like them."""

from datetime import date, time
from time import perf_counter as time_now

import anyio
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bots.conversation.grammar.commands import read
from bots.conversation.model import watch_intents as wanted
from bots.conversation.model.command_names import SENTENCE, WATCHING_WORDS
from bots.conversation.model.intents import Guide, Unclear, Verify
from bots.conversation.model.invitation_codes import ALPHABET, new_code, spelled, typed
from tests.bots.conversation.factories import A, B, desk_with_stores
from verifier_client import CertificateId, VerifierClient
from verifier_client.testing import ManualClock

pytestmark = pytest.mark.anyio
ID, OTHER = CertificateId.parse(A), CertificateId.parse(B)
FIRST = date(2027, 3, 1)
SAID = {
    f"watch {A}": wanted.Watch((ID,)),
    f"watch {A}, {B} for Jane Doe": wanted.Watch((ID, OTHER), "Jane Doe"),
    f"watch {A} Jane van der Doe": wanted.Watch((ID,), "Jane van der Doe"),
    f"watch out, {A} is new": wanted.Watch((ID,)),
    f"watch {A} team Risk until 2027-03-01 for Jane Doe": wanted.Watch((ID,), "Jane Doe", "Risk", until=FIRST),
    f"watch {A} until 1 March 2027 because for the team until Oslo": wanted.Watch(
        (ID,), purpose="for the team until Oslo", until=FIRST
    ),
    f"unwatch {A}": wanted.Unwatch((ID,)),
    "unwatch all": wanted.UnwatchAll(),
    "unwatch all yes": wanted.UnwatchAll(sure=True),
    "watches": wanted.ListWatches(),
    "watches 3": wanted.ListWatches(3),
    "watches 0": wanted.ListWatches(),
    f"snooze {A}": wanted.Snooze((ID,)),
    f"snooze {A} 10 days": wanted.Snooze((ID,), 10),
    f"Snooze {A} for 2w": wanted.Snooze((ID,), 14),
    f"snooze {A} until 2027-03-01": wanted.Snooze((ID,), until=FIRST),
    f"ack {A}": wanted.Acknowledge((ID,)),
    "ack": wanted.Acknowledge(),
    "acknowledge all": wanted.Acknowledge(),
    f"assign {A}": wanted.Assign(ID),
    f"assign {A} to Rita Lead": wanted.Assign(ID, "Rita Lead"),
    f"assign {A} to <@U02BOB>": wanted.Assign(ID, person="U02BOB"),
    f"assign {A} <@U02BOB|bob>": wanted.Assign(ID, person="U02BOB"),
    f"assign {A} to": wanted.Assign(ID),
    f"deputy {A}": wanted.SetDeputy(ID),
    "fallback": wanted.SetFallback(),
    "claim k3f9 2qxt".replace(" 2", "-2"): wanted.AcceptInvitation("k3f9-2qxt"),
    "links 2": wanted.ListInvitations(2),
    "link Rita Lead": wanted.InvitePerson("Rita Lead"),
    "unlink Rita Lead": wanted.UnlinkPerson("Rita Lead"),
    "notify": wanted.ChangePreferences(),
    "notify off": wanted.ChangePreferences(opted_out=True),
    "resume": wanted.ChangePreferences(opted_out=False),
    "resume my notices": wanted.ChangePreferences(opted_out=False),
    "unpause please": wanted.ChangePreferences(opted_out=False),
    "notifications on again": wanted.ChangePreferences(opted_out=False),
    "start the reminders again": wanted.ChangePreferences(opted_out=False),
    "start the reminders at 9": wanted.ChangePreferences(opens=time(9), closes=time(17)),
    "notifications": wanted.ChangePreferences(),
    "notify at 9.30-17": wanted.ChangePreferences(opens=time(9, 30), closes=time(17)),
    "notify at 09:00 to 17:00 Europe/Berlin": wanted.ChangePreferences(
        opens=time(9), closes=time(17), zone="Europe/Berlin"
    ),
    "notify at 9-17 Berlin": wanted.ChangePreferences(opens=time(9), closes=time(17), zone="Europe/Berlin"),
    "notify at 9 Berlin time": wanted.ChangePreferences(opens=time(9), closes=time(17), zone="Europe/Berlin"),
    "notify at 9am-5pm, New York": wanted.ChangePreferences(opens=time(9), closes=time(17), zone="America/New_York"),
    "notify at 0-24 UTC": wanted.ChangePreferences(opens=time(0), closes=time(23, 59), zone="UTC"),
    "notify at 08:00-24:00": wanted.ChangePreferences(opens=time(8), closes=time(23, 59)),
    "notify at 20": wanted.ChangePreferences(opens=time(20), closes=time(23, 59)),
    "notify zone Berlin": wanted.ChangePreferences(zone="Europe/Berlin"),
    "notify days mon, wed,friday": wanted.ChangePreferences(workdays=frozenset({1, 3, 5})),
    "notify days sat-mon": wanted.ChangePreferences(workdays=frozenset({6, 7, 1})),
    "notify alerts 0": wanted.ChangePreferences(alerts_a_day=0),
    "rules": wanted.ListRules(),
    "rule Risk and Audit 120, 60 -1 save": wanted.SetRule("Risk and Audit", (120, 60, -1), save=True),
    "rule Team 7 standard": wanted.SetRule("Team 7"),
    "rule Risk profile Growing": wanted.SetProfile("Risk", "growing"),
    f"ends {A} 2027-03-01": wanted.EnterEndDate(ID, FIRST),
    f"tell me {A} Jane Doe on 2027-03-01": wanted.RequestCallback(ID, "Jane Doe", FIRST),
    "import 0123456789ABCDEF": wanted.ImportRoster("0123456789abcdef"),
    "help watching": wanted.HelpWatching(),
}
UNCLEAR = (
    "unwatch",
    f"watch {A} until soon",
    f"watch {A} because {'x' * 201}",
    f"snooze {A} some time",
    f"assign {A} {B}",
    "assign",
    f"ends {A}",
    "notify sometimes",
    "notify days someday",
    "notify days mon-tue-wed",
    "notify at 25:00-26:00",
    "notify at 24-8",
    "notify at 9 when nobody is about",
    "rule",
    "import roster",
    "link",
)
PROSE = (
    "Deputy head of AI engineering",
    "Link building specialist for a machine learning team at large",
    "Rule engine developer for machine learning",
    "Assign me a machine learning role",
    "Tell me which certification fits a machine learning engineer",
    "Claim adjuster with machine learning",
    "Import clerk and machine learning engineer",
)


@pytest.fixture
async def verifier():
    async with VerifierClient.from_config(None, clock=ManualClock()) as client:
        yield client


async def test_what_each_command_means(verifier):
    assert SAID == {words: read(words, verifier) for words in SAID}


async def test_what_cannot_be_read_says_how_it_is_written(verifier):
    for words in UNCLEAR:
        intent = read(words, verifier)

        assert isinstance(intent, Unclear), words
        assert len(intent.problem) > 10


async def test_very_long_words_take_no_time(verifier):
    for words in (
        "rule " + "1 " * 90_000 + "x",
        "rule a" + " " * 190_000 + "b",
        "rule R " + "9" * 5000,
        "watch" + " for" * 9000,
    ):
        began = time_now()
        read(words, verifier)
        assert time_now() - began < 5, words[:20]


async def test_a_sentence_that_only_begins_like_a_command_is_left_to_the_guide(verifier):
    assert [] == [words for words in PROSE if not isinstance(read(words, verifier), Guide | Unclear)]
    assert isinstance(read(f"Link Smith {A}", verifier, command="verify"), Verify)
    assert isinstance(read(f"watch {A}", verifier, command=SENTENCE), Verify)


words = st.text(max_size=25) | st.sampled_from([A, f"{A} {B}", "all", "until", "for", "-1 30", "at 9-17", "2099-01-01"])


@given(
    said=st.lists(
        st.tuples(st.sampled_from(sorted(WATCHING_WORDS)), st.lists(words, max_size=4)), min_size=3, max_size=6
    )
)
@settings(deadline=None)
def test_whatever_follows_a_command_is_answered(said):
    async def answers():
        async with desk_with_stores(letters="K3F92QXTM") as here:  # more than a code has: no two are the same
            return [await here.reply(" ".join((command, *rest))) for command, rest in said]

    for reply in anyio.run(answers):
        assert all(card.headline for card in reply.cards)


@given(text=st.text(st.sampled_from(ALPHABET), min_size=8, max_size=8), made=st.randoms(use_true_random=False))
def test_a_code_is_read_however_it_is_typed(text, made):
    code = new_code(made.choice)

    assert code == typed(spelled(code).lower()) == typed(f" {spelled(code)} ")
    assert text == typed(spelled(text))
    assert typed(text[:7]) is typed(text + "A") is typed(text[:7] + "0") is None
