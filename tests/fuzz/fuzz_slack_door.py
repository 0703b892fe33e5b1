"""
Fuzz target for the Slack door: signed or not, whatever knocks gets one of five statuses, and nothing is raised.

Run by ``make fuzz``; needs atheris.
"""

import asyncio
import hashlib
import hmac
import json
import sys

import atheris

with atheris.instrument_imports(include=["bots.slack"]):
    from bots.slack.door import SlackDoor
    from bots.slack.inbound.interactions import click, submission
    from bots.slack.inbound.parser import command, event, shortcut

from slack_bolt.response import BoltResponse

from bots.conversation.desk import Desk
from verifier_client import VerifierClient

NOW, SECRET = 1_700_000_000, "made-up"
KINDS = ["application/json", "application/x-www-form-urlencoded", "text/plain", ""]
NAMES = [
    *(
        "type",
        "command",
        "text",
        "user",
        "user_id",
        "id",
        "team",
        "event",
        "view",
        "state",
        "values",
        "ids",
        "name",
        "on",
    ),
    *("value", "selected_date", "actions", "action_id", "message", "blocks", "attachments", "channel", "links", "url"),
    *(
        "domain",
        "container",
        "trigger_id",
        "response_url",
        "subtype",
        "channel_type",
        "ts",
        "tab",
        "unfurl_id",
        "source",
    ),
]
WORDS = ["U01ADA", "AIDA-2026-1234", "message", "app_mention", "link_shared", "app_home_opened", "im", "home", "modal"]
WORDS += ["message_action", "run:0", "share:1", "ask_holder:2", "verify_at_home", "https://x.example/AIDA-2026-1234"]
loop = asyncio.new_event_loop()
desk = Desk(VerifierClient.from_config(None))


async def inside(body):
    """Read the payload in every way there is: bolt would choose one of them."""
    command(body, desk.read)
    shortcut(body, desk.read)
    event(body, desk.read, bot="U0BOT", link_hosts=frozenset({"x.example"}))
    click(body, body, desk.read)
    submission(body, desk.read)
    return BoltResponse(status=200, body="")


door = SlackDoor(inside, signing_secret=SECRET, now=lambda: NOW)


def payload(provider, depth):
    """Make something of the shape that Slack sends, with anything anywhere."""
    match provider.ConsumeIntInRange(0, 6 if depth else 3):
        case 0:
            return provider.PickValueInList(WORDS)
        case 1:
            return provider.ConsumeUnicode(20)
        case 2:
            return provider.ConsumeInt(4)
        case 3:
            return provider.PickValueInList([None, True, False])
        case 4:
            return [payload(provider, depth - 1) for _ in range(provider.ConsumeIntInRange(0, 3))]
        case _:
            count = provider.ConsumeIntInRange(0, 8)
            return {provider.PickValueInList(NAMES): payload(provider, depth - 1) for _ in range(count)}


def knock(data):
    provider = atheris.FuzzedDataProvider(data)
    headers = {"Content-Type": provider.PickValueInList(KINDS)}
    is_signed = provider.ConsumeBool()
    if not is_signed:
        headers |= {
            "X-Slack-Signature": provider.ConsumeUnicode(40),
            "X-Slack-Request-Timestamp": provider.ConsumeUnicode(20),
        }
    raw = json.dumps(payload(provider, 4)).encode() if provider.ConsumeBool() else provider.ConsumeBytes(4096)
    if is_signed:
        digest = hmac.new(SECRET.encode(), f"v0:{NOW}:".encode() + raw, hashlib.sha256).hexdigest()
        headers |= {"X-Slack-Signature": f"v0={digest}", "X-Slack-Request-Timestamp": str(NOW)}
    response = loop.run_until_complete(door(raw, headers))
    if response.status not in {200, 400, 401, 413, 415} or b"Traceback" in response.body:
        raise RuntimeError(f"{response.status}: {response.body!r}")


if __name__ == "__main__":
    atheris.Setup(sys.argv, knock)
    atheris.Fuzz()
