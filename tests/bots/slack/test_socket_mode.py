"""Socket Mode against a small WebSocket server: the same answers, no signing secret, and a connection that is kept."""

import asyncio

import pytest

from bots.app.container import build_container
from bots.config.settings import Settings, SettingsError
from bots.slack.socket_mode import MAX_SILENCE, SocketMode
from tests.bots.slack.fakes import ADA, CHANNEL, TEAM, TOKEN, FakeSlack, workspace

pytestmark = pytest.mark.anyio

APP_TOKEN = "xapp-not-a-real-token"


@pytest.fixture
async def slack():
    async with workspace(slack_signing_secret=None, slack_app_token=APP_TOKEN) as running:
        running.socket = await running.slack.sockets.get()
        yield running


async def send(slack, kind, payload, envelope="E1"):
    await slack.socket.send_json(
        {"type": kind, "envelope_id": envelope, "payload": payload, "accepts_response_payload": True}
    )
    acknowledged = await asyncio.wait_for(slack.slack.socket_messages.get(), 5)
    await slack.container.background_tasks.drain(5)
    return acknowledged


async def test_a_command_is_acknowledged_and_answered(slack):
    payload = {
        "command": "/verify",
        "text": "AIDA-2026-1234 Jane Doe",
        "user_id": ADA,
        "team_id": TEAM,
        "channel_id": CHANNEL,
    }
    acknowledged = await send(
        slack, "slash_commands", payload | {"response_url": slack.slack.link(), "trigger_id": "1.1"}
    )

    assert {"envelope_id": "E1"} == acknowledged
    assert "AIDA-2026-1234 is active." in slack.slack.of("response_url")[0]["text"]


async def test_an_event_redelivered_over_the_socket_is_answered_once(slack):
    event = {"type": "message", "channel_type": "im", "channel": "D1", "user": ADA, "text": "help", "ts": "1.1"}
    payload = {"type": "event_callback", "event_id": "Ev1", "team_id": TEAM, "event": event}
    for number in range(2):
        assert {"envelope_id": f"E{number}"} == await send(slack, "events_api", payload, f"E{number}")

    assert 1 == len(slack.slack.of("chat.postMessage"))


async def test_errors_of_the_form_travel_in_the_acknowledgement(slack):
    view = {"id": "V1", "type": "modal", "callback_id": "verify_certificate", "state": {"values": {}}}
    acknowledged = await send(slack, "interactive", {"type": "view_submission", "user": {"id": ADA}, "view": view})

    assert ("errors", ["ids"]) == (acknowledged["payload"]["response_action"], list(acknowledged["payload"]["errors"]))


async def test_what_cannot_be_read_is_acknowledged_all_the_same(slack):
    assert {"envelope_id": "E1"} == await send(slack, "interactive", {"type": "view_submission", "view": None})


async def test_there_is_no_http_door_without_a_signing_secret(slack):
    assert 404 == (await slack.client.post("/slack/events", data=b"a=1")).status


async def test_readiness_tells_of_a_lost_connection(slack):
    assert 200 == (await slack.client.get("/readyz")).status
    [surface] = slack.container.surfaces
    await surface.stop_listening()
    response = await slack.client.get("/readyz")

    assert (503, {"slack": "Socket Mode is not connected"}) == (response.status, (await response.json())["troubles"])


async def test_slack_s_wish_to_disconnect_is_followed_by_a_new_connection(slack):
    await slack.socket.send_json({"type": "disconnect", "reason": "refresh_requested"})
    slack.socket = await asyncio.wait_for(slack.slack.sockets.get(), 5)

    await test_what_cannot_be_read_is_acknowledged_all_the_same(slack)


async def test_a_connection_that_stays_silent_is_made_anew(slack):
    """It looks alive and delivers nothing: only what was last heard tells."""
    [surface] = slack.container.surfaces
    now = [0.0]
    never = asyncio.Event()

    async def sleep(_seconds):
        await never.wait()

    async def dispatch(_body):
        raise AssertionError

    socket = SocketMode(dispatch, surface._app.client, monotonic=lambda: now[0], sleep=sleep)
    await socket.open(APP_TOKEN)
    first = await asyncio.wait_for(slack.slack.sockets.get(), 5)
    now[0] = MAX_SILENCE - 1
    assert await socket.check() is False
    now[0] = 2 * MAX_SILENCE
    looked = await socket.check()
    second = await asyncio.wait_for(slack.slack.sockets.get(), 5)
    await socket.close()

    assert (True, True) == (looked, first is not second)


async def test_a_refused_app_token_stops_the_start_with_a_sentence():
    slack = FakeSlack()
    slack.answers["apps.connections.open"] = {"ok": False, "error": "not_allowed_token_type"}
    async with slack.open():
        house = build_container(
            Settings.from_env(slack_bot_token=TOKEN, slack_app_token=APP_TOKEN, slack_api_url=slack.api)
        )
        [surface] = house.surfaces
        with pytest.raises(SettingsError, match="CERTDESK_SLACK_APP_TOKEN") as error:
            await surface.start()
        await surface.stop_listening()
        await surface.close()
        await house.verifier.aclose()

    assert "not_allowed_token_type" in str(error.value)
    assert APP_TOKEN not in str(error.value)
