"""The door for Teams: who comes in, with what, and how everybody else is told to go."""

import json
import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


async def test_a_megabyte_is_refused():
    teams = Teams()

    assert 400 == (await teams.post(b" " * 1_000_000))[0]
    assert 200 == (await teams.post(text="a" * 100_000))[0]


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
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
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
