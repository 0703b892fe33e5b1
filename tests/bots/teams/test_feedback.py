"""The thumbs below the guide's answers are counted; whose they were, and what was written with them, is not kept."""

import pytest

from tests.bots.teams.factories import teams

pytestmark = pytest.mark.anyio


def thumb(reaction, *, name="feedback"):
    return {
        "actionName": name,
        "actionValue": {"reaction": reaction, "feedback": '{"feedbackText":"Jane Doe is great"}'},
    }


async def test_answers_of_the_guide_take_feedback_and_verdicts_do_not():
    async with teams() as here:
        guided = await here.say("guide senior ML engineer who builds RAG for clients")
        verdict = await here.say("verify AIDA-2026-1234")

    assert guided[-1][1].channel_data == {"feedbackLoop": {"type": "default"}}
    assert all(not (activity.channel_data or {}).get("feedbackLoop") for _, activity in verdict)


async def test_a_thumb_is_counted_once_and_nothing_of_it_is_kept():
    seen = []
    async with teams(count_feedback=lambda surface, *, is_good: seen.append((surface, is_good))) as here:
        for reaction, number in (("like", "f1"), ("like", "f1"), ("dislike", "f2")):
            answer = await here.invoke("message/submitAction", thumb(reaction), id=number)
            assert answer.status == 200

    assert seen == [("teams", True), ("teams", False)]


@pytest.mark.parametrize(
    "value",
    [None, {}, "like", thumb("like", name="other"), thumb("love"), {"actionName": "feedback", "actionValue": []}],
)
async def test_what_is_no_thumb_is_answered_with_400_and_not_counted(value):
    seen = []
    async with teams(count_feedback=lambda *args, **fields: seen.append((args, fields))) as here:
        answer = await here.invoke("message/submitAction", value)

    assert (answer.status, seen) == (400, [])
