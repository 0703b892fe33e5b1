"""One attempt to send an event: signed so that others can check it, to one address, which may not lead elsewhere."""

import socket
from datetime import UTC, datetime

import pytest
from standardwebhooks import Webhook as Check

from bots.config.webhook_checks import new_secret
from bots.conversation.model.intents import Asker
from bots.http.transport import HttpxTransport, PrivateAddress, PublicResolver
from bots.notifications.message_models import InDoubt, LookBack, NotSent, Sent, Unreachable
from bots.webhooks import sender as sending
from bots.webhooks.events import event_text
from bots.webhooks.sender import WebhookSender
from tests.bots.webhooks.receiver import SECRET, Receiver, is_signed

pytestmark = pytest.mark.anyio
NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
TO = Asker("webhook", "slack", "T1")
EVENT = event_text("msg_1", "test", {"says": "Zoë"}, NOW)
OTHER = new_secret()


def sender_to(url, *secrets, transport=None):
    return WebhookSender(transport or HttpxTransport(), url, secrets=secrets or (SECRET,), now=lambda: NOW)


async def sent(*answers, secrets=(SECRET,)):
    async with Receiver().open() as receiver:
        receiver.answers += answers
        sender = sender_to(receiver.url, *secrets)
        result = await sender.send(TO, EVENT)
        await sender.aclose()
    return result, receiver


async def test_an_event_arrives_signed_under_its_own_id():
    result, receiver = await sent()

    assert Sent("msg_1") == result
    assert [{"id": "msg_1", "type": "test", "timestamp": NOW.isoformat(), "data": {"says": "Zoë"}}] == receiver.events


async def test_while_a_secret_is_changed_who_knows_either_can_check():
    _, receiver = await sent(secrets=(OTHER, SECRET))

    assert ["msg_1"] == receiver.names


class Recording:
    """A transport that keeps what it should carry."""

    def __init__(self):
        self.requests = []

    async def send(self, request):
        self.requests.append(request)
        raise PrivateAddress


async def test_the_signature_holds_for_this_event_and_no_other():
    transport = Recording()
    await sender_to("https://ats.example/hook", transport=transport).send(TO, EVENT)
    [request] = transport.requests

    assert is_signed(request.headers, request.body)
    assert not is_signed(request.headers, request.body + b" ")
    assert not is_signed(request.headers | {"webhook-id": "msg_2"}, request.body)
    assert not is_signed(request.headers, request.body, OTHER)
    moment = str(int(datetime.now(UTC).timestamp()))
    signature = Check(SECRET).sign("msg_1", datetime.fromtimestamp(int(moment), UTC), EVENT)
    fresh = request.headers | {"webhook-timestamp": moment, "webhook-signature": signature}
    assert "test" == Check(SECRET).verify(request.body, fresh)["type"]


@pytest.mark.parametrize(
    ("status", "headers", "result"),
    [
        (200, {}, Sent("msg_1")),
        (301, {"Location": "https://evil.example"}, NotSent(sending.REDIRECTED)),
        (307, {"Location": "/hook"}, NotSent(sending.REDIRECTED)),
        (401, {}, NotSent("the receiver answered 401")),
        (410, {}, Unreachable(sending.GONE)),
        (429, {"Retry-After": "7"}, NotSent("the receiver answered 429", 7.0)),
        (503, {}, NotSent("the receiver answered 503")),
    ],
)
async def test_what_the_receiver_says_decides_what_becomes_of_the_event(status, headers, result):
    found, receiver = await sent((status, headers))

    assert result == found
    assert 1 == len(receiver.requests)


async def test_who_cannot_be_reached_certainly_got_nothing():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/hook"
        sender = sender_to(url)
        found = await sender.send(TO, EVENT)
        await sender.aclose()

    assert NotSent(sending.NOT_REACHED) == found


class HangsUp:
    """A transport on which the answer never comes."""

    async def send(self, _request):
        from bots.http.transport import NoResponse

        raise NoResponse("no response in time")


async def test_where_no_answer_comes_nobody_knows_and_a_repeat_has_the_same_id():
    sender = sender_to("https://ats.example/hook", transport=HangsUp())

    assert isinstance(await sender.send(TO, EVENT), InDoubt)
    assert LookBack.ABSENT is await sender.look_back(TO, "key", since=NOW)


PRIVATE = ["127.0.0.1", "10.1.2.3", "169.254.169.254", "192.168.0.1", "100.64.0.1", "0.0.0.0", "[::1]", "[fd00::1]"]


@pytest.mark.parametrize("host", [*PRIVATE, "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "localhost"])
async def test_a_private_address_is_refused_with_a_sentence(host):
    sender = sender_to(f"http://{host}:9/hook", transport=HttpxTransport.to_public_hosts())
    found = await sender.send(TO, EVENT)
    await sender.aclose()

    assert NotSent(sending.PRIVATE) == found


class Named:
    """A resolver that knows one name."""

    def __init__(self, *addresses):
        self.addresses = addresses

    async def resolve(self, host, port, family):
        return [
            {"hostname": host, "host": each, "port": port, "family": family, "proto": 0, "flags": 0}
            for each in self.addresses
        ]


async def test_a_name_leads_to_its_public_addresses_only():
    resolver = PublicResolver(Named("10.0.0.1", "93.184.215.14", "::1"))

    assert ["93.184.215.14"] == [each["host"] for each in await resolver.resolve("ats.example", 443)]
    with pytest.raises(OSError, match="private"):
        await PublicResolver(Named("10.0.0.1")).resolve("ats.example", 443)


async def test_only_so_many_events_are_on_their_way_at_once():
    sender = sender_to("https://ats.example/hook")
    sender._under_way = sending.AT_ONCE

    assert sending.BUSY == await sender.turn(TO)
