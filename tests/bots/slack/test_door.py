"""The front door: who is let in, and what is said to everybody else; the negative matrix of docs/why.md."""

import asyncio
import io
import json
import logging

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_bolt.response import BoltResponse

from bots.slack.door import LONGEST_BODY, SlackDoor
from tests.bots.slack.fakes import ADA, SECRET, signed

NOW = 1_700_000_000
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Inside:
    def __init__(self):
        self.seen = []

    async def __call__(self, body):
        self.seen.append(body)
        return BoltResponse(status=200, body="in")


def knock(raw, headers):
    inside = Inside()
    response = asyncio.run(SlackDoor(inside, signing_secret=SECRET, now=lambda: NOW)(raw, headers))
    return (response.status, response.headers, response.body), inside.seen


def signed_form(raw, moment=str(NOW), **more):
    return signed(raw, moment=moment) | FORM | more


def test_s21_a_signed_request_comes_in():
    (status, _, body), seen = knock(b"command=%2Fverify&text=hi", signed_form(b"command=%2Fverify&text=hi"))

    assert (200, b"in", [{"command": "/verify", "text": "hi"}]) == (status, body, seen)


def test_header_names_may_be_written_in_any_case():
    raw = b"a=1"
    (status, *_), _ = knock(raw, {name.upper(): value for name, value in signed_form(raw).items()})

    assert 200 == status


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, 401),
        (FORM, 401),
        (signed(b"a=1", secret="another", moment=str(NOW)) | FORM, 401),
        (signed_form(b"a=2"), 401),
        (signed_form(b"a=1", moment=str(NOW - 301)), 401),
        (signed_form(b"a=1", moment=str(NOW + 301)), 401),
        (signed_form(b"a=1") | {"X-Slack-Request-Timestamp": "yesterday"}, 401),
        (signed_form(b"a=1") | {"X-Slack-Request-Timestamp": ""}, 401),
        (signed_form(b"a=1") | {"X-Slack-Request-Timestamp": "-1"}, 401),
        (signed_form(b"a=1") | {"X-Slack-Request-Timestamp": "1e9"}, 401),
        (signed_form(b"a=1") | {"X-Slack-Request-Timestamp": "٣٤٥"}, 401),
        (signed_form(b"a=1") | {"X-Slack-Request-Timestamp": "9" * 5000}, 401),
        (signed_form(b"a=1") | {"X-Slack-Signature": ""}, 401),
        (signed_form(b"a=1") | {"X-Slack-Signature": "v0=ééé"}, 401),
        (signed_form(b"a=1") | {"X-Slack-Signature": "v0=\udcff"}, 401),
        (signed_form(b"a=1") | {"Content-Type": "text/xml"}, 415),
        (signed_form(b"a=1") | {"Content-Type": ""}, 415),
    ],
)
def test_who_is_not_slack_is_turned_away_briefly(headers, expected):
    (status, _, body), seen = knock(b"a=1", headers)

    assert (expected, [], ["error"]) == (status, seen, list(json.loads(body)))
    assert len(body) < 100


JSON = {"Content-Type": "application/json; charset=utf-8"}


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"\xff\xfe", FORM),
        (b"", FORM),
        (b"", JSON),
        (b"[]", JSON),
        (b'"text"', JSON),
        (b"null", JSON),
        (b"{", JSON),
        (b"[" * 100_000, JSON),
        (b'{"a":' + b"9" * 5000 + b"}", JSON),
        (b"payload=", FORM),
        (b"payload=%5B%5D", FORM),
        (b"payload=%7B", FORM),
        (b"&".join(b"a=1" for _ in range(500)), FORM),
    ],
)
def test_a_signed_body_that_cannot_be_read_is_refused(raw, kind):
    (status, *_), seen = knock(raw, signed(raw, moment=str(NOW)) | kind)

    assert (400, []) == (status, seen)


@pytest.mark.parametrize("seconds", [-301, -300, 0, 300, 301])
def test_a_signature_holds_for_five_minutes_before_and_after(seconds):
    moment = str(NOW + seconds)

    assert (200 if abs(seconds) <= 300 else 401) == knock(b"a=1", signed_form(b"a=1", moment=moment))[0][0]


def test_a_megabyte_is_the_most_that_is_looked_at():
    """What is longer is refused before its signature is."""
    longest = b"a=" + b"a" * (1024 * 1024 - 2)

    assert 200 == knock(longest, signed_form(longest))[0][0]
    assert (413, b'{"error": "body too large"}') == knock(longest + b"a", {})[0][::2]


def test_two_hundred_fields_are_the_most_of_a_form():
    fields = [f"f{number}=".encode() for number in range(201)]
    most, more = b"&".join(fields[:200]), b"&".join(fields)

    assert [200] == [len(each) for each in knock(most, signed_form(most))[1]]
    assert 400 == knock(more, signed_form(more))[0][0]


def test_a_moment_of_more_digits_than_any_has_is_none():
    long = "0" * 2 + str(NOW)  # twelve digits
    assert 200 == knock(b"a=1", signed_form(b"a=1", moment=long))[0][0]
    assert 401 == knock(b"a=1", signed_form(b"a=1", moment=f"0{long}"))[0][0]


def test_slack_s_unsigned_look_at_the_address_is_answered_with_nothing_and_nobody_else_s():
    look = b"ssl_check=1&token="

    assert (200, b"", []) == (*(answer := knock(look + b"x", FORM))[0][::2], answer[1])
    assert 200 == knock(look + b"x" * (199 - len(look)), FORM)[0][0]
    assert 401 == knock(look + b"x" * (200 - len(look)), FORM)[0][0]
    assert 401 == knock(b"token=x&ssl_check=1", FORM)[0][0]


@pytest.mark.parametrize(
    ("raw", "headers", "status", "why"),
    [
        (b"\xff", FORM, 400, "body is not UTF-8"),
        (b"a=1", FORM, 401, "not from Slack"),
        (b"a=1", signed(b"a=1", moment=str(NOW)), 415, "content type is neither JSON nor a form"),
        (b"[]", signed(b"[]", moment=str(NOW)) | JSON, 400, "body is not a JSON object or a form"),
    ],
)
def test_why_a_request_is_refused_is_said_in_a_few_words_and_logged_so(raw, headers, status, why, caplog):
    caplog.set_level(logging.INFO, logger="bots")
    (said, _, body), _ = knock(raw, headers)

    assert (status, {"error": why}) == (said, json.loads(body))
    assert [f"a request to the Slack door was refused: {status} {why}"] == [
        each.getMessage() for each in caplog.records if each.name == "bots.slack.door"
    ]


def test_what_the_inside_answers_goes_out_whole():
    async def inside(_body):
        return BoltResponse(status=201, body="naïve \ud800", headers={"x-a": ["1", "2"], "x-b": []})

    door = SlackDoor(inside, signing_secret=SECRET, now=lambda: NOW)
    answer = asyncio.run(door(b"{}", signed(b"{}", moment=str(NOW)) | JSON))

    assert (201, "naïve ?") == (answer.status, answer.body.decode())
    assert "1" == answer.headers["x-a"]
    assert "x-b" not in answer.headers


def test_a_field_named_payload_is_read_as_json_and_an_empty_field_is_kept():
    payload, form = b"payload=%7B%22type%22%3A+%22x%22%7D&token=t", b"command=/verify&text="

    assert [{"type": "x"}] == knock(payload, signed_form(payload))[1]
    assert [{"command": "/verify", "text": ""}] == knock(form, signed_form(form))[1]


def test_nothing_of_a_refused_request_is_logged(caplog):
    caplog.set_level(logging.DEBUG)
    knock(b"text=Jane+Doe", signed(b"text=Jane+Doe", secret="wrong", moment=str(NOW)) | FORM)

    assert "401" in caplog.text
    assert not any(secret in caplog.text for secret in ("Jane", "v0=", SECRET))


@given(
    raw=st.binary(max_size=200),
    headers=st.dictionaries(
        st.sampled_from(["X-Slack-Signature", "x-slack-request-timestamp", "Content-Type", "Other"]),
        st.text(max_size=30),
    ),
    is_signed=st.booleans(),
)
def test_whatever_knocks_is_answered(raw, headers, is_signed):
    (status, _, body), _ = knock(raw, headers | (signed_form(raw) if is_signed else {}))

    assert status in {200, 400, 401, 413, 415}
    assert b"Traceback" not in body


# --- the whole way in: door, bolt, inbound ---

_leaf = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.text(max_size=8).filter(lambda text: "None" not in text),
    st.just(ADA),
    st.just("U0BOT"),
)
_value = st.recursive(
    _leaf,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["id", "type", "text", "user", "view", "state", "values", "ids", "value", "action_id", "url"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)
_payloads = st.dictionaries(
    st.sampled_from([
        "type", "command", "text", "user_id", "user", "actions", "view", "event", "message", "channel", "container",
        "trigger_id", "response_url", "callback_id", "team", "team_id", "event_id", "api_app_id",
        "is_enterprise_install", "authorizations", "enterprise", "token", "challenge",
    ]),
    _value | st.sampled_from([
        "block_actions", "view_submission", "view_closed", "message_action", "shortcut", "event_callback",
        "url_verification", "block_suggestion", "workflow_step_edit", "interactive_message", "/verify",
    ]),
    max_size=8,
)  # fmt: skip


@pytest.mark.anyio
async def test_whatever_slack_signs_is_acknowledged(slack):
    """Any JSON object: never a 404 or 500, which Slack would send again, and never an exception in the log."""
    examples = []

    @settings(max_examples=50, deadline=None, database=None, derandomize=True)
    @given(_payloads)
    def collect(payload):
        examples.append(payload)

    collect()
    for payload in examples:
        response = await slack.post(json.dumps(payload), "application/json")
        assert (200, payload) == (response.status, payload)
    await slack.container.background_tasks.drain(5)


@pytest.mark.anyio
@pytest.mark.parametrize(
    "payload",
    [
        {"type": "block_actions"},
        {"type": "block_actions", "actions": [], "user": {"id": ADA}},
        {"type": "block_actions", "actions": [None], "user": {"id": ADA}},
        {"type": "block_actions", "actions": [{"action_id": 7, "type": "button"}], "user": None},
        {"type": "view_submission", "view": None},
        {
            "type": "view_submission",
            "view": {"callback_id": "verify_certificate", "type": "modal"},
            "user": {"id": ADA},
        },
        {"type": "view_closed", "view": {"callback_id": "verify_certificate"}},
        {"type": "message_action", "callback_id": "verify_message", "user": {"id": ADA}},
        {"type": "shortcut", "callback_id": "verify_certificate"},
        {"type": "event_callback", "event": {"type": "something_new"}},
        {"type": "event_callback", "event": None},
        {"type": "workflow_step_edit", "callback_id": "x"},
        {"command": "/verify"},
        {},
    ],
)
async def test_malformed_payloads_are_acknowledged(slack, payload):
    response = await slack.post(json.dumps(payload) if payload else b"{}", "application/json")
    await slack.container.background_tasks.drain(5)

    assert 200 == response.status


@pytest.mark.anyio
async def test_the_address_is_verified(slack):
    raw = json.dumps({"type": "url_verification", "challenge": "abc"})
    response = await slack.post(raw, "application/json")

    assert (200, {"challenge": "abc"}) == (response.status, await response.json())


@pytest.mark.anyio
async def test_the_server_turns_away_what_is_too_large_and_names_no_version(slack):
    response = await slack.client.post("/slack/events", data=io.BytesIO(b"a" * (LONGEST_BODY + 1)))

    assert (413, "certdesk") == (response.status, response.headers["Server"])
    assert "certdesk" == (await slack.client.get("/nowhere")).headers["Server"]
