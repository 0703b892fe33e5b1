"""Turns: acknowledged first, answered in the background, invokes in their response; what breaks is said so."""

import asyncio
import json

import httpx
import pytest
from botbuilder.core import MessageFactory, TurnContext
from botbuilder.schema import (
    Activity,
    AdaptiveCardInvokeResponse,
    ConversationParameters,
    ExpectedReplies,
    HeroCard,
)
from botbuilder.schema.teams import MessagingExtensionResponse, MessagingExtensionResult

from bots.conversation.text.verdicts import WENT_WRONG
from bots.teams.inbound.activity_json import read_activity, write
from bots.teams.model.errors import Malformed, Rejected, Unreachable
from tests.bots.teams.fakes import (
    CHANNEL,
    MESSAGE,
    SERVICE,
    TENANT,
    Echo,
    Teams,
    activity,
    invoke,
    invoke_response,
    settled,  # noqa: F401 - a fixture
)

pytestmark = pytest.mark.anyio


async def test_a_message_is_acknowledged_before_it_is_answered():
    teams = Teams()

    assert (200, None) == await teams.post()
    assert ([], 1) == (teams.bot.activities, len(teams.background_tasks))
    await teams.settle()
    assert ["echo: hello"] == teams.microsoft.texts


async def test_an_answer_goes_below_the_question_to_who_asked():
    teams = Teams()
    await teams.post(conversation=CHANNEL)
    await teams.settle()
    call = teams.microsoft.calls[0]
    body = json.loads(call.content)

    assert str(call.url).endswith("/19%3Ateam%40thread.tacv2%3Bmessageid%3D1/activities/1700000000001")
    assert ("1700000000001", "29:ada", "28:bot") == (body["replyToId"], body["recipient"]["id"], body["from"]["id"])
    assert "application/json" == call.headers["content-type"]


async def test_t10_one_typing_comes_before_the_answer_in_a_personal_chat():
    teams = Teams(Echo(times=3))
    await teams.post()
    await teams.settle()

    assert ["typing", "message", "message", "message"] == [kind for _, kind, _ in teams.microsoft.said]


@pytest.mark.parametrize("kind", ["channel", "groupChat", None])
async def test_t20_no_typing_where_others_read_along(kind):
    teams = Teams()
    await teams.post(conversation=CHANNEL | {"conversationType": kind})
    await teams.settle()

    assert ["message"] == [kind for _, kind, _ in teams.microsoft.said]


@pytest.mark.parametrize("kind", ["conversationUpdate", "installationUpdate", "messageReaction", "event", "typing"])
async def test_no_typing_for_what_is_no_message(kind):
    teams = Teams()
    await teams.post(type=kind)
    await teams.settle()

    assert (1, []) == (len(teams.bot.activities), teams.microsoft.calls)


async def test_a_typing_that_fails_does_not_keep_the_answer_back():
    teams = Teams()
    teams.microsoft.connector = [httpx.Response(502)]
    await teams.post()
    await teams.settle()

    assert ["echo: hello"] == teams.microsoft.texts


class Answers:
    """Answers every invoke with the same."""

    def __init__(self, body, status=200):
        self.response = invoke_response(body, status)

    async def on_turn(self, context):
        await context.send_activity(self.response)


CARD = {"type": "AdaptiveCard", "version": "1.5", "body": []}
RESULT = MessagingExtensionResponse(compose_extension=MessagingExtensionResult(type="message", text="hé"))
REFRESHED = AdaptiveCardInvokeResponse(status_code=200, type="application/vnd.microsoft.card.adaptive", value=CARD)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (CARD, CARD),
        (None, None),
        (RESULT, {"composeExtension": {"type": "message", "text": "hé"}}),
        (REFRESHED, {"statusCode": 200, "type": "application/vnd.microsoft.card.adaptive", "value": CARD}),
        ([HeroCard(title="x")], [{"title": "x"}]),
    ],
)
async def test_the_answer_to_an_invoke_may_be_plain_or_the_library_s(body, expected):
    """The stock adapter serialises a second time and answers 500 to all of these."""
    teams = Teams(Answers(body))
    value = {"action": {"type": "Action.Execute", "verb": "recheck"}, "trigger": "manual"}

    assert (200, expected) == await teams.post(invoke("adaptiveCard/action", value))
    assert [] == teams.microsoft.calls


async def test_an_invoke_that_breaks_is_a_200_whatever_it_is_called():
    """botbuilder uses this name for turns that the bot itself begins, whose errors are raised."""
    assert 200 == (await Teams().post(type="invoke", name="ContinueConversation", text="break"))[0]
    assert 200 == (await Teams().post(type="event", name="ContinueConversation", text="break"))[0]


async def test_an_invoke_answers_with_the_bot_s_own_status():
    assert (412, {"a": 1}) == await Teams(Answers({"a": 1}, 412)).post(invoke("task/fetch", {}))


async def test_an_invoke_that_nobody_answers_is_not_implemented():
    assert (501, None) == await Teams(Silent()).post(invoke("something/else", None))


class Silent:
    async def on_turn(self, context):
        pass


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("composeExtension/break", {"composeExtension": {"type": "message", "text": WENT_WRONG}}),
        ("task/break", {"task": {"type": "message", "value": WENT_WRONG}}),
        (
            "break",
            {
                "statusCode": 500,
                "type": "application/vnd.microsoft.error",
                "value": {"code": "InternalServerError", "message": WENT_WRONG},
            },
        ),
    ],
)
async def test_an_invoke_that_breaks_is_a_200_with_a_sentence(name, expected):
    """A 500 would only make Teams ask again."""
    assert (200, expected) == await Teams().post(invoke(name, {}))


async def test_a_message_that_breaks_is_a_200_and_an_apology():
    teams = Teams()

    assert (200, None) == await teams.post(text="break")
    await teams.settle()
    assert [WENT_WRONG] == teams.microsoft.texts


async def test_an_event_that_breaks_asks_nobody_for_pardon(caplog):
    teams = Teams()
    await teams.post(type="installationUpdate", text="break")
    await teams.settle()

    assert [] == teams.microsoft.calls
    assert "a Teams installationUpdate failed: RuntimeError" in caplog.text


@pytest.mark.parametrize(
    ("answer", "said", "kind"),
    [
        (httpx.Response(403, json={"error": {"code": "MessageWritesBlocked"}}), ["echo: hello"], "Unreachable"),
        (httpx.Response(413), ["echo: hello"], "Rejected"),
        (httpx.Response(502), ["echo: hello", WENT_WRONG], "InDoubt"),
    ],
)
async def test_what_could_not_be_delivered_is_on_record_and_said_where_that_can_arrive(answer, said, kind):
    teams = Teams()
    teams.microsoft.connector = [answer]
    await teams.post(conversation=CHANNEL)
    await teams.settle()

    assert (said, [kind]) == (teams.microsoft.texts, [each for each, _ in teams.records.kinds])


async def test_an_apology_that_does_not_arrive_is_on_record_as_well():
    teams = Teams()
    teams.microsoft.connector = [httpx.Response(502), httpx.Response(403)]
    await teams.post(conversation=CHANNEL)
    await teams.settle()

    assert ["InDoubt", "Unreachable"] == [each for each, _ in teams.records.kinds]


async def test_expected_replies_come_in_the_response():
    teams = Teams()
    status, body = await teams.post(deliveryMode="expectReplies")

    assert (200, ["echo: hello"], []) == (status, [each["text"] for each in body["activities"]], teams.microsoft.calls)


async def test_messages_are_updated_and_deleted():
    class Changes:
        async def on_turn(self, context):
            sent = await context.send_activity("first")
            changed = MessageFactory.text("second")
            changed.id = sent.id
            await context.update_activity(changed)
            await context.delete_activity(sent.id)

    teams = Teams(Changes())
    await teams.post(conversation=CHANNEL)
    await teams.settle()

    assert ["POST", "PUT", "DELETE"] == [method for method, _, _ in teams.microsoft.said]
    assert {"m1"} == {str(call.url).rpartition("/")[2] for call in teams.microsoft.calls[1:]}


def reference(service_url=SERVICE):
    return TurnContext.get_conversation_reference(read_activity(MESSAGE | {"serviceUrl": service_url}))


async def say(context):
    await context.send_activity("expires soon")


async def test_the_bot_speaks_first_in_a_known_conversation_without_typing():
    teams = Teams()
    await teams.adapter.continue_conversation(reference(), say)

    assert [("POST", "message", "expires soon")] == teams.microsoft.said
    assert str(teams.microsoft.calls[0].url).endswith("/v3/conversations/a%3A1/activities")


@pytest.mark.parametrize("url", ["https://evil.example/", "http://smba.trafficmanager.net/", None])
async def test_it_speaks_first_to_listed_hosts_only(url):
    teams = Teams()
    with pytest.raises(Rejected, match="ServiceUrlNotAllowed"):
        await teams.adapter.continue_conversation(reference(url), say)

    assert ([], 0, 1) == (teams.microsoft.calls, teams.microsoft.token.call_count, len(teams.records.all))


async def test_who_speaks_first_hears_what_did_not_arrive():
    teams = Teams()
    teams.microsoft.connector = [httpx.Response(403, json={"error": {"code": "ConversationBlockedByUser"}})]
    with pytest.raises(Unreachable, match="ConversationBlockedByUser"):
        await teams.adapter.continue_conversation(reference(), say)

    assert [("Unreachable", "ConversationBlockedByUser")] == teams.records.kinds


async def test_a_conversation_can_be_opened():
    teams = Teams()
    teams.microsoft.connector = [httpx.Response(201, json={"id": "a:new", "activityId": "7"})]
    asked = ConversationParameters(is_group=False, tenant_id=TENANT)
    await teams.adapter.create_conversation("app", say, asked, "msteams", SERVICE)

    assert [None, "message"] == [kind for _, kind, _ in teams.microsoft.said]
    assert "/v3/conversations/a%3Anew/activities/7" in str(teams.microsoft.calls[1].url)


async def test_24_turns_of_two_sends_wait_for_the_connector_side_by_side():
    """A connector that takes a second takes two for all of them, not two for each."""
    teams = Teams(Echo(times=2))
    arrived, all_there, gate = [], asyncio.Event(), asyncio.Event()

    async def slow(_request):
        arrived.append(1)
        if len(arrived) == 24:
            all_there.set()
        await gate.wait()
        return httpx.Response(201, json={"id": "1"})

    teams.microsoft.connector = [slow] * 24
    for number in range(24):
        await teams.post(conversation=CHANNEL | {"id": f"19:{number}"})
    await asyncio.wait_for(all_there.wait(), 5)
    gate.set()
    await teams.settle()

    assert (48, 1) == (len(teams.microsoft.calls), teams.microsoft.token.call_count)
    assert [] == teams.clock.naps


async def test_hundreds_of_turns_ask_for_one_token_and_look_once_for_keys():
    teams = Teams()
    for number in range(300):
        await teams.post(conversation=CHANNEL | {"id": f"19:{number}"})
    await teams.settle()

    assert (300, 1) == (len(teams.microsoft.calls), teams.microsoft.token.call_count)
    assert 1 == teams.microsoft.jwks.call_count


FULL = MESSAGE | {
    "type": "conversationUpdate",
    "localTimestamp": "2026-11-20T10:00:00+01:00",
    "conversation": {"id": "a:1", "isGroup": True, "tenantId": TENANT, "conversationType": "channel", "more": {"x": 1}},
    "membersAdded": [{"id": "28:bot"}, {"id": "29:ada", "name": "Ada", "aadObjectId": "0"}],
    "reactionsAdded": [{"type": "like"}],
    "attachments": [{"contentType": "text/html", "content": "<p>x</p>"}, {"contentType": "x", "content": {"a": [1]}}],
    "entities": [{"type": "mention", "text": "<at>x</at>", "mentioned": {"id": "28:bot", "name": "x"}}],
    "channelData": {"tenant": {"id": TENANT}, "team": {"id": "19:t"}},
    "value": {"a": None, "b": [{"c": 1.5}]},
    "replyToId": "5",
    "somethingNew": [1],
}


async def test_activities_are_read_as_the_library_reads_them():
    ours, theirs = read_activity(FULL), Activity().deserialize(json.loads(json.dumps(FULL)))
    for each in (ours, theirs):
        each.timestamp = None  # msrest cuts it to milliseconds

    assert theirs == ours
    assert theirs.entities[0].additional_properties == ours.entities[0].additional_properties


async def test_activities_are_written_as_the_library_writes_them():
    found = read_activity(FULL)
    found.timestamp = found.local_timestamp = None
    found.attachments = [MessageFactory.text("x"), *found.attachments][1:]
    replies = ExpectedReplies(activities=[found])

    assert (found.serialize(), replies.serialize()) == (write(found), write(replies))


async def test_what_has_no_place_in_json_is_an_error():
    with pytest.raises(TypeError):
        write({"a": object()})


@pytest.mark.parametrize(
    "changes",
    [{"conversation": []}, {"conversation": {"id": {}}}, {"suggestedActions": 5}, {"listenFor": "x"}, {"summary": {}}],
)
async def test_what_cannot_be_read_is_malformed(changes):
    with pytest.raises(Malformed):
        read_activity(activity(**changes))
