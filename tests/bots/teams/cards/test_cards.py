"""Adaptive Cards from replies: Teams' limits, and words that stay words, whatever a reply holds."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.conversation.desk import Desk
from bots.conversation.model.intents import Asker
from bots.conversation.model.replies import Action, ActionKind, Card, CopyPart, CopyText, Reply, Tone
from bots.conversation.verify.overview import MOST_EXCEPTIONS, CheckedCertificate, overview_card
from bots.conversation.verify.verdict_cards import verdict_card
from bots.teams.cards import cards, elements
from bots.teams.cards.cards import CardOptions
from bots.teams.forms import task_modules
from bots.teams.model.requests import ShowForm
from tests.bots.teams.cards.adaptive_card_rules import problems
from tests.bots.teams.factories import shown
from verifier_client import VerifierClient
from verifier_client.sandbox.register import cards as register
from verifier_client.testing import ManualClock

MARKUP = [
    "[x](http://evil.example)", "**bold**", "_it_ ~~s~~ `c`", "<at>Ada</at>", "<!channel>", "&lt;b&gt;", "a\\*b",
    "# heading", "- item", "1. item", "+ item", "> quote", "---", "| a | b |", "{{DATE(2026-01-01T00:00:00Z)}}", "{{{",
    "https://evil.example", "www.evil.example", "evil.example/x", "![i](https://e.example/i.png)", "<script>x</script>",
    "\u202eevil", "\u200fabc\u2066", "line\n# heading\n- item", "    code", "مريم", "李小龙", "Zoë O'Brien-Smith", "😀",
    "\ud800", "",
]  # fmt: skip
nasty = st.one_of(
    st.sampled_from(MARKUP),
    st.text(max_size=12).filter(lambda text: "None" not in text),
    st.sampled_from(["<" * 9000, "x& " * 3000, "long " * 2000]),
)
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
    facts=st.lists(st.tuples(st.sampled_from(["Holder", "Name", "a*b"]), nasty), max_size=6).map(tuple),
    lines=st.lists(nasty, max_size=4).map(tuple), findings=st.lists(nasty, max_size=4).map(tuple),
    to_copy=st.none() | to_copy, provenance=nasty, limits=st.lists(nasty, max_size=6).map(tuple), next_step=nasty,
    actions=st.lists(actions, max_size=8).map(tuple),
)  # fmt: skip


@given(st.lists(all_cards, min_size=1, max_size=7), nasty, st.booleans())
def test_t22_every_reply_becomes_cards_that_teams_takes(several, summary, window):
    reply = Reply(tuple(several), summary)
    found = [card for message in cards.messages(reply) for card in message.cards]
    found.append(cards.single_card(reply, CardOptions(window=window, share=True, command="verify x", back="verify y")))

    # "View" is the conversation's own label; here labels are made up
    assert [] == [problem for card in found for problem in problems(card) if "leaves" not in problem]


def test_a_text_to_copy_keeps_its_lines_and_marks_what_changed():
    text = CopyText(
        (CopyPart("You know Python.\n- "), CopyPart("AIDA, or equivalent", is_marked=True), CopyPart("\n- SQL"))
    )
    [message] = cards.messages(Reply((Card("Rewritten.", to_copy=text),)))
    [box] = [
        each for each in message.cards[0]["body"] if each.get("style") == "emphasis" and "heading" not in str(each)
    ]

    assert ["You know Python.", "- AIDA, or equivalent", "- SQL"] == [
        "".join(run["text"] for run in line["inlines"]) for line in box["items"]
    ]
    assert ["AIDA, or equivalent"] == [
        run["text"] for line in box["items"] for run in line["inlines"] if run.get("highlight")
    ]


@pytest.mark.parametrize("name", MARKUP)
def test_law_7_no_name_is_ever_markup(name):
    card = Card(
        "It is active.", Tone.GOOD, facts=(("Holder", name), ("Issuer", "PAI")), lines=(name,), findings=(name,)
    )
    [found] = cards.messages(Reply((card,)))[0].cards
    said = {part.strip() for part in re.split(r"\n|Holder: |Note: ", shown([found]))}
    visible = elements.clean(name).replace("{{{", "{\u2060{\u2060{").replace("{{D", "{\u2060{D")

    assert [] == problems(found)
    assert {line.strip() for line in visible.splitlines()} <= said | {""}


def test_a_plain_name_stands_in_a_table_and_one_with_markup_in_words():
    plain, marked = (elements.facts((("Holder", name), ("Issuer", "PAI"))) for name in ("Jane Doe", "*Jane*"))

    assert ["FactSet"] == [element["type"] for element in plain]
    assert ["RichTextBlock", "FactSet"] == [element["type"] for element in marked]


@pytest.mark.parametrize("text", ["**a** [b](c)", "1. a\n- b\n# c", "<at>x</at> & `y`"])
def test_t32_the_fallback_text_is_escaped(text):
    found = elements.escape(text)

    assert text == re.sub(r"\\([^\w\s])", r"\1", found)
    assert not re.search(r"(?<!\\)[*_`\[\]<>&]|(?m:^\s*(?:-|#|1\.))", found)


@pytest.fixture(scope="module")
def replies():
    """What is said about every certificate of the sandbox, in one reply each."""
    import asyncio

    async def ask():
        async with VerifierClient.from_config(None, clock=ManualClock()) as client:
            desk = Desk(client)
            asked = [f"verify {card.id} [Jane](http://evil.example)" for card in register()] + [
                "verify AIDA-2026-1234 Jane Doe",
                "help",
                "verfy",
            ]
            return [await desk.answer(desk.read(text), Asker("test")) for text in asked]

    return asyncio.run(ask())


def test_t32_every_card_of_the_sandbox_keeps_the_schema_and_says_its_tone_in_words(replies):
    tones = set()
    for reply in replies:
        [message] = cards.messages(reply)
        [found] = message.cards
        tones.add(reply.cards[0].tone)

        assert [] == problems(found)
        assert cards.SIGNS[reply.cards[0].tone] in shown([found])
        assert message.summary
    assert set(Tone) == tones


def test_every_tone_has_its_own_sign():
    assert len(Tone) == len(set(cards.SIGNS.values())) == len(cards.SIGNS) == len(cards.STYLES)


def test_the_sandbox_says_so_first(replies):
    assert shown(list(cards.messages(replies[0])[0].cards)).startswith("🧪 SANDBOX")


def test_t22_of_many_certificates_the_exceptions_are_a_table_with_one_choice_and_the_rest_is_counted(replies):
    verdicts = [verdict for reply in replies for verdict in reply.verdicts]
    every = [CheckedCertificate(each.question.text, each) for each in verdicts]
    exceptions = [each for each in every if each.tone is not Tone.GOOD][:MOST_EXCEPTIONS]
    reply = Reply(tuple(map(verdict_card, verdicts)), overview=overview_card(every))
    found = [card for message in cards.messages(reply) for card in message.cards]
    body = [element for card in found for element in card["body"]]
    [table] = [element for element in body if element["type"] == "Table"]
    [choice] = [each for element in body for each in element.get("items", []) if each["type"] == "Input.ChoiceSet"]

    assert [] == [problem for card in found for problem in problems(card)]
    assert len(exceptions) + 1 == len(table["rows"])
    assert len(exceptions) == len(choice["choices"])
    assert f"{len(every) - len(exceptions)} more" in shown(found)
    assert 1 == shown(found).count("SANDBOX")


def test_t22_what_does_not_fit_one_card_is_counted():
    several = tuple(Card(f"Line {n}.", lines=("words " * 500,)) for n in range(40))
    found = cards.single_card(Reply(several), CardOptions(window=True))
    spread = cards.messages(Reply(several[:5]))

    assert [] == problems(found)
    assert re.search(r"… and \d+ more: ask for fewer at once", shown([found]))
    assert all(f"Line {n}." in shown([card for message in spread for card in message.cards]) for n in range(5))


def test_one_very_long_answer_is_several_cards_with_the_buttons_at_the_end():
    again = Action(ActionKind.RUN, "Check again", command="verify AIDA-2026-1234")
    card = Card("A review.", lines=tuple(f"{n} " + "x" * 3000 for n in range(60)), actions=(again,))
    found = [each for message in cards.messages(Reply((card,))) for each in message.cards]

    assert [] == [problem for each in found for problem in problems(each)]
    assert all(f"{n} xxx" in shown(found) for n in range(60))
    assert [False] * (len(found) - 1) + [True] == ["actions" in each for each in found]


def test_t22_more_than_six_buttons_are_written_out():
    several = tuple(Action(ActionKind.RUN, f"Choice {n}", command=f"guide choice {n}") for n in range(9))
    [found] = cards.messages(Reply((Card("Which one?", actions=several),)))[0].cards

    assert [] == problems(found)
    assert all(f"Choice {n}" in json.dumps(found) for n in range(9))


def test_a_text_to_copy_without_line_breaks_is_split_where_it_does_not_fit_and_nothing_is_lost():
    text = CopyText(tuple(CopyPart(f"{n}" + "<" * 9000) for n in range(9)))
    several = [card for each in cards.messages(Reply((Card("Rewritten.", to_copy=text),))) for card in each.cards]

    assert [] == [problem for card in several for problem in problems(card)]
    assert 81_000 == sum(map(str(shown(several)).count, "<"))


@pytest.mark.parametrize("label", ["<" * 9000, "long " * 2000])
def test_a_fact_with_a_label_of_any_length_fits_a_card(label):
    several = (Card("Line.", facts=tuple((f"{n}{label}", "value") for n in range(4))),)

    assert [] == problems(cards.single_card(Reply(several), CardOptions()))
    assert [] == [problem for each in cards.messages(Reply(several))[0].cards for problem in problems(each)]


def test_a_command_too_long_for_a_button_is_written_out_and_never_cut():
    card = Card("It is active.", actions=(Action(ActionKind.RUN, "Check again", command="verify " + "x" * 2500),))
    [found] = cards.messages(Reply((card,)))[0].cards

    assert "actions" not in found
    assert "x" * 2500 in shown([found])


def test_t08_a_page_without_https_is_shown_and_no_button():
    card = Card("By hand.", actions=(Action(ActionKind.OPEN, "View at the registry", url="http://plain.example/x"),))
    [found] = cards.messages(Reply((card,)))[0].cards

    assert "actions" not in found
    assert "http://plain.example/x" in shown([found])


@pytest.mark.parametrize("guide", [True, False])
def test_t32_forms_have_labels_and_say_what_is_missing(guide):
    typed = (("ids", "x" * 30_000), ("name", "*" * 300), ("wish", "nothing"), ("text", "\u202e" + "y" * 30_000))
    for wish in (ShowForm(guide=guide), ShowForm(guide=guide, typed=typed, problem="**No** ID in that.")):
        found = task_modules.form(wish)["task"]["value"]

        assert [] == problems(found["card"]["content"])
        assert found["title"]


def test_headings_of_a_comparison_stand_out():
    card = Card("Side by side.", lines=("How to verify:", "• CAIP: ask.", "• CAIM: ask.", "Next: this one is none:"))
    body = cards.single_card(Reply((card,)), cards.CHAT)["body"]

    assert ["How to verify:"] == [each["text"] for each in body if each.get("weight") == "Bolder"]
