"""
Brings events to the one address that was configured, signed as https://www.standardwebhooks.com describes.

An event keeps its ``webhook-id`` over all attempts: who gets it twice knows it by that. standardwebhooks was taken
because receivers check with the same library; it needs nothing else.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from standardwebhooks import Webhook

from bots.conversation.plain_text import reply_as_text
from bots.http.messages import HttpRequest
from bots.http.retry_after import pause_asked_for
from bots.http.transport import NoResponse, NotConnected, PrivateAddress
from bots.notifications.message_models import InDoubt, LookBack, NotSent, Sent, Unreachable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bots.conversation.model.intents import Asker
    from bots.conversation.model.replies import Reply
    from bots.http.messages import HttpResponse
    from bots.http.transport import Transport
    from bots.notifications.message_models import SendResult
    from bots.runtime.clock import Now

SURFACE = "webhook"
AT_ONCE = 10  # events on their way from one process
BUSY = NotSent("others are on their way to the receiver", 1.0)
NOT_REACHED = "the receiver cannot be reached"
PRIVATE = "the receiver's address is private: set CERTDESK_WEBHOOK_PRIVATE=true if it may be"
REDIRECTED = "the receiver redirects, which is not followed: set CERTDESK_WEBHOOK_URL to where it leads"
GONE = "the receiver wants no more events (410)"
MOST_BYTES = 64 * 1024  # of a response, of which nothing is read
TIMEOUT = 10.0  # seconds


class WebhookSender:
    """Sends events; see ``notifications.ports.Sender``."""

    def __init__(self, transport: Transport, url: str, *, secrets: Sequence[str], now: Now) -> None:
        """
        Send to one address.

        Args:
            transport: carries the calls.
            url: the address.
            secrets: each event is signed with all of them, so that a receiver may change to a new one.
            now: the time in UTC.
        """
        self._transport = transport
        self._url = url
        self._signers = tuple(map(Webhook, secrets))
        self._now = now
        self._under_way = 0

    def render(self, reply: Reply, *, key: str) -> str:
        """See the port; events are no replies, and what is none of them says so in words."""
        return json.dumps({"id": key, "type": "message", "data": {"text": reply_as_text(reply)}})

    async def turn(self, to: Asker) -> NotSent | None:  # noqa: ARG002 - there is one receiver
        """See the port."""
        return BUSY if self._under_way >= AT_ONCE else None

    async def send(self, to: Asker, payload: str, *, repeated: bool = False) -> SendResult:  # noqa: ARG002
        """See the port."""
        name = str(json.loads(payload)["id"])
        request = HttpRequest(
            "POST", self._url, self._headers(name, payload), payload.encode(), timeout=TIMEOUT, max_bytes=MOST_BYTES
        )
        self._under_way += 1
        try:
            response = await self._transport.send(request)
        except PrivateAddress:
            return NotSent(PRIVATE)
        except NotConnected:
            return NotSent(NOT_REACHED)
        except NoResponse as error:
            return InDoubt(f"the receiver said nothing: {error}")
        finally:
            self._under_way -= 1
        return self._result(name, response)

    async def update(self, to: Asker, message: str, payload: str) -> bool:  # noqa: ARG002
        """See the port: what was sent is not changed."""
        return False

    async def look_back(self, to: Asker, key: str, *, since: datetime) -> Sent | LookBack:  # noqa: ARG002
        """See the port: a receiver cannot be asked and need not be, as it knows a repeated event by its ID."""
        return LookBack.ABSENT

    async def aclose(self) -> None:
        """Close every connection."""
        await self._transport.aclose()

    def _headers(self, name: str, payload: str) -> dict[str, str]:
        now = self._now()
        return {
            "Content-Type": "application/json",
            "webhook-id": name,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": " ".join(each.sign(name, now, payload) for each in self._signers),
        }

    def _result(self, name: str, response: HttpResponse) -> SendResult:
        if 200 <= response.status < 300:
            return Sent(name)
        if response.status == 410:
            return Unreachable(GONE)
        if 300 <= response.status < 400:
            return NotSent(REDIRECTED)
        return NotSent(
            f"the receiver answered {response.status}", pause_asked_for(response.headers, self._now().timestamp())
        )
