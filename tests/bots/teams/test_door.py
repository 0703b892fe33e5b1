"""The door for Teams: who comes in, with what, and how everybody else is told to go."""

import json
import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.teams import door
from bots.teams.api.keys import KeysUnavailable
from tests.bots.teams.fakes import (
    APP,
    JSON,
    SERVICE,
    TENANT,
    Teams,
    activity,
    invoke,
    settled,  # noqa: F401 - a fixture
)

pytestmark = pytest.mark.anyio

MALFORMED = {
    "no JSON": b"{",
    "not UTF-8": b'{"type": "\xff"}',
    "a list": b"[]",
    "a text": b'"message"',
    "null": b"null",
    "empty": b"",
    "NaN": json.dumps(activity(value=1)).replace("1", "NaN").encode(),
    "deep": b"[" * 100_000,
    "deep value": json.dumps(activity()).replace('"hello"', '{"a":' * 50_000 + "1" + "}" * 50_000).encode(),
    "no type": activity(type=None),
    "type no text": activity(type=5),
    "blank type": activity(type=" "),
    "no channelId": activity(channelId=None),
    "channelId no text": activity(channelId={"id": "msteams"}),
    "no serviceUrl": activity(serviceUrl=None),
    "serviceUrl no text": activity(serviceUrl=["https://smba.trafficmanager.net"]),
    "no conversation": activity(conversation=None),
    "conversation no object": activity(conversation="a:1"),
    "conversation without id": activity(conversation={"conversationType": "personal"}),
    "conversation id no text": activity(conversation={"id": {"a": 1}}),
    "text no text": activity(text={"a": 1}),
    "from no object": activity(**{"from": "29:ada"}),
    "from nobody": activity(**{"from": None}),
    "from somebody without an id": activity(**{"from": {"name": "Ada", "id": " "}}),
    "a press of nobody": invoke("adaptiveCard/action", {"action": {"type": "Action.Execute"}}) | {"from": {}},
    "recipient no object": activity(recipient=["28:bot"]),
    "channelData no object": activity(channelData="tenant"),
    "entities no list": activity(entities={"type": "mention"}),
    "entities of texts": activity(entities=["mention"]),
    "members of numbers": activity(type="conversationUpdate", membersAdded=[1]),
    "attachments no list": activity(attachments="card"),
    "a name that is a list": activity(**{"from": {"id": ["29:ada"]}}),
    "a flag that is a text": activity(conversation={"id": "a:1", "isGroup": "perhaps", "tenantId": TENANT}),
    "card action without value": invoke("adaptiveCard/action", None),
    "card action with a text": invoke("adaptiveCard/action", "recheck"),
    "card action without action": invoke("adaptiveCard/action", {}),
    "card action by submit": invoke("adaptiveCard/action", {"action": {"type": "Action.Submit"}}),
    "card action with a list": invoke("adaptiveCard/action", {"action": {"type": "Action.Execute", "data": [1]}}),
    "card action with a number": invoke("adaptiveCard/action", {"action": {"type": "Action.Execute", "verb": 1}}),
    "search without value": invoke("composeExtension/query", None),
    "link without value": invoke("composeExtension/queryLink", None),
    "task without value": invoke("task/fetch", []),
}


@pytest.mark.parametrize("body", MALFORMED.values(), ids=MALFORMED)
async def test_what_is_malformed_is_a_400_and_never_reaches_the_bot(body, caplog):
    caplog.set_level(logging.DEBUG)
    teams = Teams()
    status, answer = await teams.post(body)
    await teams.settle()

    assert (400, ["error"]) == (status, list(answer))
    assert ([], []) == (teams.bot.activities, teams.microsoft.calls)
    assert not {"Traceback", "29:ada"} & set(caplog.text.split())


@pytest.mark.parametrize(
    "kind", ["", "text/plain", "application/x-www-form-urlencoded", "text/json", "application/xml"]
)
async def test_another_content_type_is_refused(kind):
    teams = Teams()

    assert 400 == (await teams.post(headers={"Authorization": f"Bearer {teams.token()}", "Content-Type": kind}))[0]
    assert 400 == (await teams.door(b"{}", {})).status


async def test_a_content_type_may_name_its_charset_and_headers_come_in_any_case():
    teams = Teams()
    headers = {"authorization": f"bearer {teams.token()}", "Content-Type": "Application/JSON; charset=utf-8"}

    assert 200 == (await teams.post(headers=headers))[0]


WHY = {
    "no JSON": "body is not JSON",
    "NaN": "body is not JSON",
    "a list": "body is not a JSON object",
    "blank type": "no type",
    "no channelId": "no channelId",
    "no serviceUrl": "no serviceUrl",
    "no conversation": "no conversation",
    "conversation id no text": "no conversation.id",
    "text no text": "text is not a text",
    "from no object": "from is not an object",
    "from somebody without an id": "no from.id",
    "a press of nobody": "no from.id",
    "recipient no object": "recipient is not an object",
    "entities of texts": "entities is not a list of objects",
    "attachments no list": "attachments is not a list of objects",
    "card action without value": "invoke without a value",
    "search without value": "invoke without a value",
    "task without value": "invoke without a value",
    "card action without action": "card action without an Action.Execute",
    "card action by submit": "card action without an Action.Execute",
    "card action with a list": "card action with wrong data",
    "card action with a number": "card action with wrong data",
}


@pytest.mark.parametrize("name", WHY)
async def test_what_is_malformed_is_named(name, caplog):
    caplog.set_level(logging.INFO, logger="bots")

    assert (400, {"error": WHY[name]}) == await Teams().post(MALFORMED[name])
    assert f"a request to the Teams door was refused: 400 {WHY[name]}" in caplog.messages


@pytest.mark.parametrize("name", [*door.TEXTS, *door.OBJECTS, *door.LISTS])
async def test_each_field_that_is_relied_on_is_looked_at(name):
    """A number is none of the shapes that a text, an object or a list of objects has."""
    status, answer = await Teams().post(activity(**{name: 7}))

    assert 400 == status
    assert answer["error"].startswith(f"{name} is not a")


@pytest.mark.parametrize("kind", ["message", "messageUpdate", "messageDelete", "invoke", "conversationUpdate"])
async def test_who_speaks_has_an_identity_of_either_kind(kind):
    named = [{"id": "29:ada"}, {"aadObjectId": "00000000-0000-0000-0000-00000000000a"}, {"id": "", "aadObjectId": 7}]
    said = [(await Teams().post(activity(**{"type": kind, "from": each})))[0] for each in named]

    assert 400 not in said[:2]
    assert (400 == said[2]) is (kind != "conversationUpdate")


async def test_an_identifier_of_two_thousand_characters_is_one_and_a_longer_one_is_none():
    long = {"id": "a" * 2048, "tenantId": TENANT}

    assert 200 == (await Teams().post(activity(conversation=long)))[0]
    assert (400, {"error": "no conversation.id"}) == await Teams().post(
        activity(conversation={**long, "id": "a" * 2049})
    )


async def test_half_a_megabyte_is_the_most_that_is_read():
    teams = Teams()
    room = 512 * 1024 - len(json.dumps(activity(text="")).encode())

    assert 200 == (await teams.post(json.dumps(activity(text="a" * room)).encode()))[0]
    assert (400, {"error": "body too large"}) == await teams.post(json.dumps(activity(text="a" * (room + 1))).encode())


async def test_while_the_keys_cannot_be_read_the_bot_framework_is_asked_to_come_back():
    class NoKeys:
        async def check(self, _activity, _headers):
            raise KeysUnavailable("away")

    answer = await door.TeamsDoor(None, NoKeys())(json.dumps(activity()).encode(), JSON)

    assert (503, {"error": "the keys cannot be read just now"}) == (answer.status, json.loads(answer.body))
    assert "5" == answer.headers["retry-after"]


@pytest.mark.parametrize(
    "changes",
    [
        {"type": "strange"},
        {"type": "messageReaction", "reactionsAdded": [{"type": "like"}]},
        {"type": "conversationUpdate", "membersAdded": [{"id": "28:bot"}]},
        {"type": "installationUpdate", "action": "add"},
        {"text": None, "value": {"act": "recheck"}},
        {"text": ""},
        {"timestamp": "yesterday", "id": None, "recipient": None},
        {"type": "conversationUpdate", "from": {}},
        {"text": "\ud800", "somethingNew": {"a": [1]}},
    ],
)
async def test_what_is_well_formed_is_acknowledged_whatever_it_is(changes):
    teams = Teams()

    assert (200, None) == await teams.post(**changes)
    await teams.settle()

    assert 1 == len(teams.bot.activities)


async def test_no_token_no_name_and_no_body_reach_the_log(caplog):
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, logger="bots")  # whatever a command before set it to
    teams = Teams()
    token = teams.token()
    await teams.post(headers={"Authorization": f"Bearer {token}"}, text="break")
    await teams.settle()
    await teams.post(headers={"Authorization": f"Bearer {token[:-9]}"})
    await teams.post(headers={"Authorization": f"Basic {token}"})
    await teams.post(invoke("composeExtension/break", {"commandId": "Ada Lovelace"}))
    await teams.post(b'{"text": "Ada Lovelace"')

    quoted = [word for word in ("Ada", "Lovelace", token[:20], "token-1", "Traceback", APP) if word in caplog.text]
    assert [] == quoted
    assert "401" in caplog.text


async def test_an_answer_is_given_in_the_response_to_an_invoke_only():
    teams = Teams()
    value = {"action": {"type": "Action.Execute", "verb": "recheck", "data": {"id": "AIDA-2026-1234"}}}

    assert (200, value) == await teams.post(invoke("adaptiveCard/action", value))
    assert (200, None) == await teams.post()
    assert [] == teams.microsoft.calls
    await teams.settle()

    assert ["echo: hello"] == teams.microsoft.texts


async def test_the_sender_of_an_unsigned_request_learns_nothing_else():
    teams = Teams()
    response = await teams.door(json.dumps(activity(serviceUrl=SERVICE)).encode(), JSON)

    assert (401, {"error": "not from the Bot Framework"}) == (response.status, json.loads(response.body))
    assert {"content-type": "application/json"} == response.headers


JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=5).filter(lambda text: "None" not in text),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
FIELDS = st.sampled_from(
    [*activity(), "value", "name", "action", "membersAdded", "relatesTo", "attachments", "deliveryMode"]
)


@given(
    changes=st.dictionaries(FIELDS, JSON_VALUES, max_size=4), kind=st.sampled_from(["message", "invoke", "event", None])
)
async def test_whatever_comes_is_answered_and_nothing_is_a_500(changes, kind):
    teams = Teams(Silent())
    status, _ = await teams.post(activity() | ({"type": kind} if kind else {}) | changes)
    await teams.settle()

    assert status in {200, 400, 401, 501}


class Silent:
    async def on_turn(self, context):
        pass
