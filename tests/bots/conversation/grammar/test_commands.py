"""Typed words become intents, the same on every surface."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.conversation.grammar.commands import read
from bots.conversation.model.dates import read_day
from bots.conversation.model.intents import Unclear, Verify, VerifyCode
from bots.conversation.model.talk_intents import AskBack, Help
from bots.conversation.talk.unclear import unclear_card
from tests.bots.conversation.every_intent import EVERY_INTENT
from verifier_client import VerifierClient
from verifier_client.testing import ManualClock

CLIENT = VerifierClient.from_config(None, clock=ManualClock())


def said(text, command=None):
    return read(text, CLIENT, command=command)


def ids(intent):
    return [certificate.text for certificate in intent.ids]


@pytest.mark.parametrize(
    ("text", "found", "holder"),
    [
        ("AIDA-2026-1234", ["AIDA-2026-1234"], None),
        ("aida-2026-1234 Jane Doe", ["AIDA-2026-1234"], "Jane Doe"),
        ("Jane Doe AIDA-2026-1234", ["AIDA-2026-1234"], "Jane Doe"),
        ("AIDA-2026-1234 for Jane Doe", ["AIDA-2026-1234"], "Jane Doe"),
        ("AIDA-2026-1234, name: O’Brien, Seán", ["AIDA-2026-1234"], "O’Brien, Seán"),
        ('AIDA-2026-1234 "Jane Doe"', ["AIDA-2026-1234"], "Jane Doe"),
        ("AIDA-2026-1234 Sammy Davis Jr.", ["AIDA-2026-1234"], "Sammy Davis Jr"),
        ("AIDA-2026-1234 CPAP-2025-AB12", ["AIDA-2026-1234", "CPAP-2025-AB12"], None),
        ("AIDA-2026-1234 and CPAP-2025-AB12, both Jane Doe", ["AIDA-2026-1234", "CPAP-2025-AB12"], "Jane Doe"),
        ("AIDA-2026-1234 Nguyễn Thị Thanh Trà", ["AIDA-2026-1234"], "Nguyễn Thị Thanh Trà"),
        ("AIDA-2026-1234 何美玲", ["AIDA-2026-1234"], "何美玲"),
        ("AIDA-2026-1234 <!channel>", ["AIDA-2026-1234"], None),
    ],
)
def test_a_command_names_ids_and_a_holder(text, found, holder):
    intent = said(text, "verify")

    assert isinstance(intent, Verify)
    assert (found, holder) == (ids(intent), intent.holder)


@pytest.mark.parametrize("text", ["verify {} Jane Doe", "is {} Jane Doe's?", "Jane Doe sent us {}, please check"])
def test_a_name_beside_a_badge_of_a_configured_host_is_compared(text):
    badge = "https://badges.sandbox.certdesk.example/public/assertions/sandbox-aie-active"
    intent = said(text.format(badge))

    assert ([badge], "Jane Doe") == (ids(intent), intent.holder)


@pytest.mark.parametrize("verb", ["verify", "Verify", "/verify", "certverify", "check", "verify:"])
def test_the_verb_may_be_typed(verb):
    intent = said(f"{verb} AIDA-2026-1234 Jane Doe")

    assert (["AIDA-2026-1234"], "Jane Doe") == (ids(intent), intent.holder)


@pytest.mark.parametrize(
    ("text", "on", "fresh", "holder"),
    [
        ("AIDA-2026-1234 on 2026-12-01", date(2026, 12, 1), False, None),
        ("AIDA-2026-1234 Jane Doe on 2026-12-01 fresh", date(2026, 12, 1), True, "Jane Doe"),
        ("AIDA-2026-1234 Jane Doe on 1 December 2026", date(2026, 12, 1), False, "Jane Doe"),
        ("AIDA-2026-1234 --on 2026-12-01 --fresh", date(2026, 12, 1), True, None),
        ("AIDA-2026-1234 fresh", None, True, None),
        ("AIDA-2026-1234 Max Bauer fresh", None, True, "Max Bauer"),
        ("AIDA-2026-1234 Will Law on 2026-12-01", date(2026, 12, 1), False, "Will Law"),
        ("AIDA-2026-1234 Anna Fresh Miller", None, False, "Anna Fresh Miller"),
    ],
)
def test_day_and_fresh_are_taken_out_of_the_name(text, on, fresh, holder):
    intent = said(text, "verify")

    assert (on, fresh, holder) == (intent.on, intent.fresh, intent.holder)


@pytest.mark.parametrize("day", ["01/12/2026", "2026-13-01", "2026-02-30", "1 J 2026"])
def test_a_day_that_is_ambiguous_somewhere_is_refused(day):
    assert read_day(day) is None
    assert isinstance(said(f"AIDA-2026-1234 on {day}", "verify"), Unclear)


@pytest.mark.parametrize(
    ("words", "on"),
    [
        ("on 12.01.2026", date(2026, 1, 12)),
        ("at 2028-12-01", date(2028, 12, 1)),
        ("until 2028-12-01", date(2028, 12, 1)),
        ("for 1 December 2028", date(2028, 12, 1)),
        ("am 1. Dezember 2028", date(2028, 12, 1)),
        ("tomorrow", CLIENT.today + timedelta(days=1)),
    ],
)
def test_days_are_read_as_people_write_them_and_are_no_names(words, on):
    intent = said(f"AIDA-2026-1234 {words}", "verify")

    assert (on, None) == (intent.on, intent.holder)


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("can you verify AIDA-2026-1234 for Jane Doe please?", "Jane Doe"),
        ("is AIDA-2026-1234 real?", None),
        ("what about AIDA-2026-1234, the holder: Jane Doe", "Jane Doe"),
        ("please look at AIDA-2026-1234 for me", None),
        ("is AIDA-2026-1234 good, and AIDA-2026-1234 again, for Jane Doe", "Jane Doe"),
    ],
)
def test_from_a_sentence_only_a_capitalised_name_after_for_is_taken(text, holder):
    intent = said(text)

    assert (["AIDA-2026-1234"], holder) == (ids(intent), intent.holder)


@pytest.mark.parametrize(
    "text", ["", "\u3000", "\x85 \u2003", "   ", "help", "HELP!", "?", "hi", "Hello", "verify help", "```", "verify"]
)
def test_nothing_and_greetings_get_help(text):
    assert isinstance(said(text), Help)


@pytest.mark.parametrize(("text", "code"), [("CAIP", "CAIP"), ("aie", "AIE"), ("CAiEP®", "CAIEP")])
def test_a_code_is_no_certificate(text, code):
    intent = said(text, "verify")

    assert VerifyCode(code) == intent


def test_an_issuer_can_be_chosen_for_a_code():
    assert VerifyCode("CAIP", "Jane Doe", "pecb") == said("verify CAIP Jane Doe from pecb")


@pytest.mark.parametrize("text", ["AIDA-2026-", "CAIS-2026-1234 x", "Jane Doe", "1234"])
def test_what_is_no_id_gets_usage(text):
    assert isinstance(said(text, "verify"), Unclear | VerifyCode | AskBack)


@pytest.mark.parametrize("text", ["AIDA_2026_1234", "AIDA20261234 Jane Doe", "AIDA-2026-XXXX"])
def test_what_looks_like_an_id_and_is_none_is_named_as_it_was_written(text):
    assert (text.split()[0],) == said(text, "verify").unread


@pytest.mark.parametrize("text", ["verfy AIDA", "veriffy this"])
def test_a_typo_is_offered_the_nearest_command(text):
    assert "verify" == said(text).nearest


def test_very_long_texts_are_refused_with_a_sentence():
    intent = said("AIDA-2026-1234 " * 100_000)

    assert "1,500,000 characters" in intent.problem


def test_a_very_long_word_is_no_name():
    assert said("AIDA-2026-1234 " + "x" * 201, "verify").holder is None


@given(st.text(max_size=300))
def test_any_text_is_read(text):
    """Whatever is typed becomes an intent, and never an exception."""
    assert isinstance(said(text), EVERY_INTENT)
    assert isinstance(said(text, "verify"), EVERY_INTENT)


def test_a_day_that_is_none_is_quoted_as_typed_and_what_an_id_is_is_not_explained():
    intent = read("verify AIDA-2026-1234 on 31 February 2026", CLIENT)
    card = unclear_card(intent, "slack")

    assert card.headline.startswith("“31 February 2026” is not a day that can be read")
    assert card.lines == ("Write it like: /verify AIDA-2026-1234 Jane Doe",)
