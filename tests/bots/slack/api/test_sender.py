"""Notices on their way: what Slack's answers mean for the ledger, and the look back."""

import json
import logging
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime

import aiohttp
import pytest
from aiohttp.test_utils import unused_port

from bots.conversation.model.intents import Asker
from bots.conversation.model.replies import Card, Reply
from bots.conversation.text import delivery as phrases
from bots.notifications.message_models import InDoubt, LookBack, NotSent, Sent, Unreachable
from bots.slack.api.sender import SlackSender
from bots.slack.api.web_api import SlackConnection, WebApi
from bots.slack.api.workspaces import Bot, SingleWorkspace, Workspace
from tests.bots.slack.fakes import ADA, BOB, DIRECT, TEAM, TOKEN, FakeSlack, workspace

pytestmark = pytest.mark.anyio
SOMEBODY, KEY = Asker("slack", TEAM, ADA), "dig:slack:T01AIDA:U01ADA:2026-11-20"
SINCE = datetime(2026, 11, 20, 9, tzinfo=UTC)
DIGEST = Reply((Card("One certificate needs you"),))


class Clock:
    def __init__(self):
        self.time, self.naps = 0.0, []

    def now(self):
        return self.time

    async def sleep(self, seconds):
        self.naps.append(seconds)
        self.time += seconds


@asynccontextmanager
async def sending(*, url=None, time_limit=5.0):
    """A sender, the fake Slack that it speaks to, and its clock."""
    slack, clock = FakeSlack(), Clock()
    async with slack.open(), aiohttp.ClientSession() as session:
        sender = SlackSender(monotonic=clock.now, sleep=clock.sleep, time_limit=time_limit)
        one = Workspace.open(SlackConnection.over(session, slack.api), TOKEN, Bot())
        web_api = WebApi(SlackConnection.over(session, url or slack.api), TOKEN)
        sender.connect(SingleWorkspace(replace(one, web_api=web_api)))
        yield sender, slack, clock
    assert slack.problems == []


async def outcome(answer, **given):
    async with sending(**given) as (sender, slack, _):
        slack.answers["chat.postMessage"] = answer
        return await sender.send(SOMEBODY, sender.render(DIGEST, key=KEY))


async def test_the_sender_of_a_running_surface_reaches_the_person_and_only_after_its_start():
    async with workspace() as here:
        sender = here.container.surfaces[0].sender
        payload = sender.render(DIGEST, key=KEY)
        sent = await sender.send(SOMEBODY, payload)
        body = here.slack.of("chat.postMessage")[0]

    assert isinstance(sent, Sent)
    assert sent.provider_id
    assert (ADA, False, False) == (body["channel"], body["unfurl_links"], body["unfurl_media"])
    assert {"event_type": "certdesk_notice", "event_payload": {"key": KEY}} == body["metadata"]
    assert json.loads(payload) == {name: value for name, value in body.items() if name != "channel"}
    assert NotSent(phrases.NOT_STARTED) == await SlackSender(monotonic=Clock().now).send(SOMEBODY, payload)


async def test_the_same_reply_is_the_same_payload():
    sender = SlackSender(monotonic=Clock().now)

    assert sender.render(DIGEST, key=KEY) == sender.render(DIGEST, key=KEY)
    assert sender.render(DIGEST, key=KEY) != sender.render(DIGEST, key="another")


async def test_a_message_that_may_be_a_repeat_says_so_with_the_name_of_the_first():
    async with sending() as (sender, slack, _):
        payload = sender.render(DIGEST, key=KEY)
        await sender.send(SOMEBODY, payload, repeated=True)
        body = slack.of("chat.postMessage")[0]

    assert phrases.repeated(KEY) in json.dumps(body["blocks"][0])
    assert phrases.repeated(KEY) in body["text"]
    assert phrases.reference(KEY) in payload


REFUSED = {
    "channel_not_found": Unreachable(phrases.NOT_KNOWN),
    "user_not_found": Unreachable(phrases.NOT_KNOWN),
    "user_disabled": Unreachable(phrases.LEFT),
    "is_archived": Unreachable(phrases.NO_CHAT),
    "not_in_channel": Unreachable(phrases.NO_CHAT),
    "cannot_dm_bot": Unreachable(phrases.NOT_ALLOWED),
    "messages_tab_disabled": NotSent(phrases.TAB_DISABLED, after=900),
    "token_revoked": NotSent(phrases.TOKEN_REFUSED, after=900),
    "invalid_auth": NotSent(phrases.TOKEN_REFUSED, after=900),
    "account_inactive": NotSent(phrases.TOKEN_REFUSED, after=900),
    "invalid_blocks": NotSent("the platform refused the message (invalid_blocks)", after=900),
    "ratelimited": NotSent("the platform asked for a pause of 30 seconds", after=30),
    "internal_error": InDoubt("the platform failed while it took the message (internal_error)"),
    "fatal_error": InDoubt("the platform failed while it took the message (fatal_error)"),
    "request_timeout": InDoubt("the platform failed while it took the message (request_timeout)"),
    "service_unavailable": InDoubt("the platform failed while it took the message (service_unavailable)"),
    "Ada Lovelace <ada@example.org>": InDoubt(phrases.NOT_READABLE),
}


async def test_every_refusal_has_its_outcome_and_quotes_nobody():
    async with sending() as (sender, slack, _):
        slack.answers["chat.postMessage"] = [{"ok": False, "error": code} for code in REFUSED]
        payload = sender.render(DIGEST, key=KEY)
        found = {code: await sender.send(SOMEBODY, payload) for code in REFUSED}

    assert found == REFUSED


async def test_every_status_and_every_kind_of_silence_has_its_outcome():
    slow, cut = InDoubt(phrases.NO_ANSWER), "the platform failed while it took the message"
    expected = [
        (await outcome((429, {"Retry-After": "7"})), NotSent("the platform asked for a pause of 7 seconds", after=7)),
        (await outcome((429, {"Retry-After": "86400"})), NotSent(phrases.slow_down(900), after=900)),
        (await outcome((429, {})), NotSent(phrases.slow_down(30), after=30)),
        (await outcome((408, {})), InDoubt(f"{cut} (408)")),
        (await outcome((503, {})), InDoubt(f"{cut} (503)")),
        (await outcome((404, {})), NotSent("the platform refused the message (status 404)", after=900)),
        (await outcome("cut"), slow),
        (await outcome("hang", time_limit=0.1), slow),
        (await outcome({}, url=f"http://127.0.0.1:{unused_port()}/"), NotSent(phrases.NOT_CONNECTED)),
        (await outcome({}, url="http://no-such-host.invalid/"), NotSent(phrases.NOT_CONNECTED)),
    ]

    assert [found for found, _ in expected] == [meant for _, meant in expected]


async def test_a_tls_handshake_that_fails_sent_nothing():
    async with sending() as (_, slack, _clock):
        secure = slack.api.replace("http://", "https://")

        assert NotSent(phrases.NOT_CONNECTED) == await outcome({}, url=secure)


async def test_a_create_is_never_repeated_by_itself():
    async with sending() as (sender, slack, _):
        slack.answers["chat.postMessage"] = ["cut", (503, {}), (429, {"Retry-After": "0"})]
        for _ in range(3):
            await sender.send(SOMEBODY, sender.render(DIGEST, key=KEY))

        assert 3 == len(slack.calls)


async def test_one_person_hears_at_most_once_a_second_and_the_workspace_four_times():
    async with sending() as (sender, slack, clock):
        payload = sender.render(DIGEST, key=KEY)
        for person in (ADA, ADA, *(f"U0{number}" for number in range(7))):
            assert await sender.turn(Asker("slack", TEAM, person)) is None
            await sender.send(Asker("slack", TEAM, person), payload)
        assert [1.0] == [pytest.approx(nap, abs=0.01) for nap in clock.naps[:1]]
        assert 9 == len(slack.calls)
        assert clock.time >= 2.0
        for _ in range(11):
            sender._pace.reserve(SOMEBODY.key, TEAM, most=1e9)

        assert NotSent(phrases.TOO_MANY_WAIT, after=10) == await sender.turn(SOMEBODY)


def marked(key, ts):
    return {"ts": ts, "metadata": {"event_type": "certdesk_notice", "event_payload": {"key": key}}}


async def test_what_arrived_is_found_by_its_key_on_any_page():
    async with sending() as (sender, slack, _):
        slack.answers["conversations.open"] = {"channel": {"id": DIRECT}}
        first = {"messages": [{"ts": "9.1"}, marked("other", "9.2")], "response_metadata": {"next_cursor": "more"}}
        slack.answers["conversations.history"] = [first, {"messages": [marked(KEY, "9.3")]}, {"messages": []}]
        found = await sender.look_back(SOMEBODY, KEY, since=SINCE)
        absent = await sender.look_back(SOMEBODY, KEY, since=SINCE)
        asked = slack.of("conversations.history")

    assert (Sent("9.3"), LookBack.ABSENT) == (found, absent)
    assert 1 == len(slack.of("conversations.open"))
    assert {"channel": DIRECT, "include_all_metadata": "true"}.items() <= asked[0].items()
    assert (f"{SINCE.timestamp() - 5:.6f}", "more") == (asked[0]["oldest"], asked[1]["cursor"])


async def test_what_arrived_without_its_metadata_is_found_all_the_same():
    async with sending() as (sender, slack, _):
        await sender.send(SOMEBODY, sender.render(DIGEST, key=KEY))
        kept = {"ts": "9.4", "blocks": slack.of("chat.postMessage")[0]["blocks"]}
        slack.answers["conversations.history"] = {"messages": [kept]}
        found = [await sender.look_back(SOMEBODY, key, since=SINCE) for key in (KEY, "another")]

    assert [Sent("9.4"), LookBack.ABSENT] == found


async def test_the_conversation_that_slack_named_need_not_be_opened():
    async with sending() as (sender, slack, _):
        await sender.send(SOMEBODY, sender.render(DIGEST, key=KEY))
        await sender.look_back(SOMEBODY, KEY, since=SINCE)

    assert ["chat.postMessage", "conversations.history"] == [name for name, _ in slack.calls]


async def test_without_the_optional_scopes_slack_cannot_be_asked():
    missing = {"ok": False, "error": "missing_scope"}
    async with sending() as (sender, slack, _):
        slack.answers["conversations.open"] = missing
        unopened = await sender.look_back(SOMEBODY, KEY, since=SINCE)
        slack.answers |= {"conversations.open": {"channel": {"id": DIRECT}}, "conversations.history": missing}

        assert [LookBack.CANNOT] * 2 == [unopened, await sender.look_back(SOMEBODY, KEY, since=SINCE)]


async def test_a_look_back_that_slack_puts_off_is_not_asked_again_before_its_time():
    async with sending() as (sender, slack, clock):
        slack.answers["conversations.open"] = {"channel": {"id": DIRECT}}
        slack.answers["conversations.history"] = [(429, {"Retry-After": "60"}), (503, {}), "cut", {"messages": []}]
        looks = [await sender.look_back(SOMEBODY, KEY, since=SINCE) for _ in range(3)]
        asked = len(slack.of("conversations.history"))
        clock.time += 61
        looks += [await sender.look_back(Asker("slack", TEAM, BOB), KEY, since=SINCE) for _ in range(3)]

    assert ([LookBack.LATER] * 5 + [LookBack.ABSENT], 1) == (looks, asked)


async def test_too_long_a_conversation_is_not_called_empty():
    async with sending() as (sender, slack, _):
        slack.answers["conversations.open"] = {"channel": {"id": DIRECT}}
        slack.answers["conversations.history"] = {"messages": [], "response_metadata": {"next_cursor": "more"}}

        assert LookBack.CANNOT is await sender.look_back(SOMEBODY, KEY, since=SINCE)


async def test_s23_no_token_and_no_person_is_written_into_the_log(caplog):
    caplog.set_level(logging.DEBUG)
    for answer in ("cut", (503, {}), {"ok": False, "error": "user_not_found"}):
        await outcome(answer)

    assert not any(secret in caplog.text for secret in (TOKEN, ADA, "needs you"))
