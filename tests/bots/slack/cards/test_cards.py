"""Block Kit from replies: limits and escaping, whatever a reply holds."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.conversation.model.replies import Action, ActionKind, Card, CopyPart, CopyText, Reply, Tone
from bots.slack.cards import cards
from bots.slack.cards import elements as blocks
from bots.slack.forms import modals
from bots.slack.model.destinations import FormKind
from tests.bots.slack.cards.block_kit_rules import problems, view_problems

nasty = st.one_of(
    st.sampled_from(
        ["<!channel>", "<@U123>", "*bold* _it_ ~s~ `c`", "@here", "https://a.example", "a@b.example",
            ":x:", "&amp;", "\u202eabc", "", " "]
    ),
    st.text(max_size=12).filter(lambda text: "None" not in text),
    st.sampled_from(["<" * 3000, "x&" * 1900, "long " * 900]),
)  # fmt: skip
actions = st.builds(
    Action, st.sampled_from(ActionKind), nasty, command=nasty, text=nasty,
    url=nasty.map(lambda text: f"https://x.example/{text}"),
)  # fmt: skip
to_copy = st.builds(
    CopyText, st.lists(st.builds(CopyPart, nasty, st.booleans()), max_size=4).map(tuple), nasty
)  # fmt: skip


def a_card(*given, **named):
    """Make a card: of which type its verdict is is known to type checkers alone, so hypothesis cannot look it up."""
    return Card(*given, **named)


all_cards = st.builds(
    a_card, nasty, st.sampled_from(Tone), nasty, nasty,
    facts=st.lists(st.tuples(st.sampled_from(["Holder", "Name"]), nasty), max_size=6).map(tuple),
    lines=st.lists(nasty, max_size=4).map(tuple), findings=st.lists(nasty, max_size=4).map(tuple),
    to_copy=st.none() | to_copy, provenance=nasty, limits=st.lists(nasty, max_size=6).map(tuple), next_step=nasty,
    actions=st.lists(actions, max_size=4).map(tuple),
)  # fmt: skip


@given(st.lists(all_cards, min_size=1, max_size=7), nasty, st.booleans())
def test_s41_every_reply_becomes_messages_that_slack_takes(several, summary, sharing):
    for message in cards.messages(Reply(tuple(several), summary), sharing=sharing):
        assert [] == problems(message.blocks)
        assert len(message.text) <= 3000
        assert not re.search(r"<[!@#]|@(?:here|channel|everyone)", message.text)


@given(st.text(alphabet="ab\n&< ", max_size=9000))
def test_nothing_is_lost_when_a_text_is_cut_into_pieces(text):
    pieces = blocks.pieces(text, 3000)

    assert all(0 < len(blocks.escape(piece)) <= 3000 for piece in pieces)
    assert "".join(text.split()) == "".join("".join(pieces).split())


def test_a_long_text_to_copy_is_quoted_in_parts_and_loses_nothing():
    found = blocks.to_copy([("<" * 9_000, True), ("a b " * 4_000, False)])
    runs = [[run["text"] for run in each["elements"][0]["elements"]] for each in found]

    assert "".join(text for texts in runs for text in texts) == "<" * 9_000 + "a b " * 4_000
    assert all(sum(map(len, texts)) <= blocks.QUOTED_TEXT for texts in runs)
    assert blocks.to_copy([("", True)]) == []


def test_fifty_full_cards_fit_into_messages_and_lose_nothing():
    several = tuple(
        Card(f"Certificate {n} is active.", facts=(("Holder", f"{n}-" + "x" * 900),), limits=("Limit.",))
        for n in range(50)
    )
    found = cards.messages(Reply(several, "50 certificates."), sharing=True)

    text = json.dumps([message.blocks for message in found])
    assert all(f"{n}-xxx" in text for n in range(50))
    assert [] == [problem for message in found for problem in problems(message.blocks)]
    assert all(len(message.blocks) <= cards.BLOCKS_IN_MESSAGE for message in found)


def test_a_command_too_long_for_a_button_is_written_out_and_never_cut():
    command = "verify AIDA-2026-1234 " + "x" * 2500
    card = Card("It is active.", actions=(Action(ActionKind.RUN, "Check again", command=command),))
    [message] = cards.messages(Reply((card,)), sharing=True)

    assert "actions" not in {block["type"] for block in message.blocks}
    assert "x" * 2500 in json.dumps(message.blocks)


@pytest.mark.parametrize(
    "text",
    [
        "For which role? Its title is enough.",
        "A human helps you here:",
        "The team of 2 does not cover “Small AI team (two to five people)” today.",
        "« Jane Doe » : indice faible…",
    ],
)
def test_a_headline_with_a_question_or_quotation_marks_is_bold(text):
    assert {"type": "mrkdwn", "text": f"*{text}*", "verbatim": True} == blocks.strong(text)


@pytest.mark.parametrize(
    "text", ["<!channel>", ":x:", "a *b*", "a ~b~", "`c`", "a_b", "a|b", "a & b", "[x](y)", "@here"]
)
def test_what_could_be_markup_is_never_bold(text):
    assert "plain_text" == blocks.strong(text)["type"]


def test_every_tone_has_its_own_sign():
    assert len(Tone) == len(set(cards.SIGNS.values())) == len(cards.SIGNS)


def test_s41_labels_are_short_and_windows_sound():
    home, _ = modals.home(modals.HomeContent(("PAI",), "us"))
    shown = [modals.form(), modals.progress(cards.notice("x"), form=FormKind.FILE), modals.to_copy("x" * 9000), home]

    assert [] == [problem for view in shown for problem in view_problems(view)]


def test_what_does_not_fit_into_a_window_is_handed_back():
    several = [cards.notice("x")] * 90
    view, rest = modals.with_answer(several)

    assert (15, []) == (len(rest), view_problems(view))
    assert "direct messages" in json.dumps(view)
