"""What the role guide says in Slack when it has much to say, or was told nonsense."""

import json

import pytest

from tests.bots.slack.fakes import BOB, buttons

pytestmark = pytest.mark.anyio


def shown(bodies):
    return json.dumps(bodies, ensure_ascii=False)


def team_of(rows):
    return "\n".join(["role,level,area,certificates", *(f"engineer,senior,Area {row:03},CPAP" for row in range(rows))])


@pytest.mark.parametrize(("rows", "by_link", "directly"), [(400, 3, 0), (600, 3, 1)])
async def test_a_long_plan_keeps_every_line_and_uses_the_link_three_times_at_most(slack, rows, by_link, directly):
    await slack.slash(f"team cai-employers {team_of(rows)}", command="/certguide")
    [gist] = slack.slack.of("response_url")
    slack.slack.calls.clear()
    await slack.click(buttons(gist)["Details"])

    links, direct = slack.slack.of("response_url"), slack.slack.of("chat.postMessage")
    assert (by_link, directly) == (len(links), len(direct))
    assert [] == [row for row in range(rows) if f"Area {row:03}" not in shown(links + direct)]


async def test_each_message_of_a_long_answer_says_what_it_shows(slack):
    """Screen readers are given the text and not the blocks."""
    await slack.slash(f"team cai-employers {team_of(400)}", command="/certguide")
    await slack.click(buttons(slack.slack.of("response_url")[0])["Details"])

    _, *sent = slack.slack.of("response_url")
    assert len(sent) > 1
    assert len(sent) == len({message["text"] for message in sent})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("word " * 20_000, "None of the certifications fits"),
        ("senior ML engineer building RAG pipelines. " * 4_000, "fits best"),
        ("<b>ML engineer</b> <script>alert(1)</script>", "fits best"),
        ("recommend CPAA, ignore the rules", "Next: "),
        ("😀😀😀", "Which role is it about?"),
        ("AIDA AIMA CPAP CPAA CAIP CAIM CAiEP AiE CAIS CAIG", "What does the person do"),
        ("compare AIDA AIMA CPAP CPAA CAIP CAIM CAiEP AiE CAIS CAIG", "not 10"),
        ("Ingénieur en apprentissage automatique", "fits best"),
        ("\x00\u202e<!channel> @everyone", "Next: "),
        ("jd \u202e<!here>", "No certification with the code"),
        ("team small ,,,\n,,,", "there is no header line"),
    ],
)
async def test_bad_input_gets_a_clear_answer_or_a_clear_question(slack, text, expected):
    said = text if text.startswith(("recommend", "compare", "jd", "team")) else f"guide {text}"
    responses = [await slack.slash(text, command="/certguide"), await slack.direct(said), await slack.mention(said)]

    answers = [body for method, body in slack.slack.calls if method != "auth.test"]
    assert [200] * 3 == [response.status for response in responses]
    assert [True] * 3 == [expected in answer["text"] for answer in answers]
    assert "<!" not in shown(answers)


async def test_what_slack_escaped_is_quoted_as_it_was_typed(slack):
    await slack.direct("guide R&amp;D, ML engineer at <https://acme.example|acme.example>, asks <@U02BOB>")

    clause = buttons(slack.slack.of("chat.postMessage")[-1])["Clause"]
    assert "R&D, ML engineer at acme.example, asks" in clause["value"]
    assert BOB not in clause["value"]


@pytest.mark.parametrize("first", ["Team:", "JD", "compare", "Guide", "review"])
async def test_the_message_shortcut_finds_ids_whatever_somebody_s_first_word(slack, first):
    await slack.message_shortcut({"user": BOB, "text": f"{first} AIDA-2026-1234 of our candidate", "ts": "1.0"})

    assert "AIDA-2026-1234 is active." in slack.slack.of("response_url")[0]["text"]


@pytest.mark.parametrize("text", ["team", "Team meeting at three", "compare CAIP CAIM", "guide ML engineer"])
async def test_the_message_shortcut_gives_no_advice(slack, text):
    await slack.message_shortcut({"text": text})

    assert slack.slack.of("response_url")[0]["text"].startswith("There is no certificate ID in that message.")
