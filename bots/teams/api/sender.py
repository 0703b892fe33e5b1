"""
Notices on their way to a person's own chat with the bot. Teams cannot be asked afterwards whether one arrived.

Nobody is written to who has not met the bot: the conversation is the one kept at installation, none is ever created.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bots.conversation.text import delivery as phrases
from bots.http.messages import TIMEOUT
from bots.notifications import message_models as messages
from bots.notifications.message_models import LookBack, NotSent, SendResult
from bots.runtime.json_access import object_at, text_at
from bots.teams.api.connector import Connector
from bots.teams.cards import elements
from bots.teams.cards.digest_cards import permanent_cards
from bots.teams.model.errors import InDoubt, NotNow, Rejected, Undelivered, Unreachable

if TYPE_CHECKING:
    from datetime import datetime

    from bots.conversation.model.intents import Asker
    from bots.conversation.model.replies import Reply
    from bots.runtime.json_access import Payload
    from bots.runtime.ports import ConversationReferences, StoredReference
    from bots.runtime.rate_limit import RateLimiter
    from bots.teams.api.connector import ServiceConnection

LONGEST_WAIT = 10.0  # seconds for one's turn; then it is tried again later
LONGEST_PAUSE = OPERATORS_PAUSE = 900.0  # seconds
REMOVED = frozenset({"ConversationNotFound", "BotNotInConversationRoster", "Status404", "Status410"})
CAUSES = {
    "ConversationBlockedByUser": phrases.BLOCKED,
    "MessageWritesBlocked": phrases.BLOCKED,
    "BotDisabledByAdmin": phrases.TURNED_OFF,
}


class TeamsSender:
    """The ``Sender`` over the connector and the conversations kept at installation."""

    def __init__(
        self,
        connection: ServiceConnection,
        references: ConversationReferences,
        *,
        rate_limiter: RateLimiter,
        time_limit: float = TIMEOUT,
    ) -> None:
        """
        Send notices over the connector.

        Args:
            connection: what all connectors share.
            references: where people's conversations are stored.
            rate_limiter: the notices' own share of what Teams allows.
            time_limit: seconds for a call.
        """
        self._connection = connection
        self._references = references
        self._rate_limiter = rate_limiter
        self._time_limit = time_limit

    def render(self, reply: Reply, *, key: str) -> str:
        """See the port; it is an activity and the key that its reference is made of."""
        shown = permanent_cards(reply, also=phrases.reference(key))
        summary = reply.summary or (reply.cards[0].headline if reply.cards else "")
        activity = {
            "type": "message",
            "attachmentLayout": "list",
            "attachments": [{"contentType": elements.ADAPTIVE_CARD, "content": card} for card in shown],
            "summary": elements.clean(summary),
        }
        return json.dumps({"key": key, "activity": activity}, sort_keys=True, separators=(",", ":"))

    async def turn(self, to: Asker) -> NotSent | None:
        """See the port."""
        found = await self._references.of_person(to.surface, to.tenant, to.person)
        if found is None:
            return None
        for rate_limiter in (self._rate_limiter, self._connection.rate_limiter):
            wait = rate_limiter.reserve(found.conversation, found.tenant, most=LONGEST_WAIT)
            if wait is None:
                return NotSent(phrases.TOO_MANY_WAIT, after=LONGEST_WAIT)
            if wait:
                await self._connection.sleep(wait)
        return None

    async def send(self, to: Asker, payload: str, *, repeated: bool = False) -> SendResult:
        """See the port."""
        found = await self._references.of_person(to.surface, to.tenant, to.person)
        address = _address(found)
        if found is None or not (text_at(address, "serviceUrl") and text_at(address, "conversation")):
            return messages.Unreachable(phrases.NEVER_MET)
        frozen = json.loads(payload)
        activity = _marked(frozen) if repeated else frozen["activity"]
        sending = await self._send(address, found.tenant, activity)
        if isinstance(sending, messages.Unreachable) and sending.cause == phrases.NO_CHAT:
            await self._references.forget(found.surface, found.tenant, found.conversation)
        return sending

    async def update(self, to: Asker, message: str, payload: str) -> bool:
        """See the port."""
        found = await self._references.of_person(to.surface, to.tenant, to.person)
        address = _address(found)
        where = text_at(address, "conversation")
        if found is None or not (where and text_at(address, "serviceUrl")):
            return False
        whole = {
            **json.loads(payload)["activity"],
            "from": {"id": text_at(address, "bot")},
            "conversation": {"id": where},
        }
        connector = Connector(self._connection, text_at(address, "serviceUrl"), tenant=found.tenant, write=_as_it_is)
        try:
            await connector.update_activity(where, message, {**whole, "id": message})
        except Undelivered:
            return False
        return True

    async def look_back(self, to: Asker, key: str, *, since: datetime) -> messages.Sent | LookBack:  # noqa: ARG002
        """See the port; in a personal chat a bot reads nothing."""
        return LookBack.CANNOT

    async def _send(self, address: Payload, tenant: str, activity: Payload) -> SendResult:
        where = text_at(address, "conversation")
        whole = {**activity, "from": {"id": text_at(address, "bot")}, "conversation": {"id": where}}
        connector = Connector(self._connection, text_at(address, "serviceUrl"), tenant=tenant, write=_as_it_is)
        try:
            sent = await connector.send_once(where, whole, time_limit=self._time_limit)
        except Undelivered as error:
            return _outcome(error)
        return messages.Sent(sent.id)


def _outcome(error: Undelivered) -> SendResult:
    match error:
        case Unreachable(cause=cause) if cause in REMOVED:
            return messages.Unreachable(phrases.NO_CHAT)
        case Unreachable(cause=cause):
            return messages.Unreachable(CAUSES.get(cause, phrases.NOT_ALLOWED))
        case InDoubt(cause="NoAnswer"):
            return messages.InDoubt(phrases.NO_ANSWER)
        case InDoubt(cause=cause):
            return messages.InDoubt(phrases.unclear(cause))
        case NotNow(cause="NoConnection"):
            return NotSent(phrases.NOT_CONNECTED)
        case NotNow(cause="NoToken" | "StaleToken", retry_after=after):
            return NotSent(phrases.NO_TOKEN, after=after)
        case NotNow(retry_after=after):
            pause = min(after or 0.0, LONGEST_PAUSE)
            return NotSent(phrases.slow_down(pause), after=pause or None)
        case Rejected(cause=cause) if cause.startswith("TokenRefused"):
            return NotSent(phrases.TOKEN_REFUSED, after=OPERATORS_PAUSE)
        case _:
            return NotSent(phrases.refused(error.cause), after=OPERATORS_PAUSE)


def _address(found: StoredReference | None) -> Payload:
    """Read where to write; nothing when what is stored cannot be read."""
    try:
        return object_at(json.loads(found.address)) if found is not None else {}
    except ValueError:
        return {}


def _marked(frozen: dict[str, Any]) -> dict[str, Any]:
    """Put above the card that it may be a repeat."""
    line, activity = phrases.repeated(text_at(frozen, "key")), frozen["activity"]
    for attachment in activity["attachments"][:1]:
        card = attachment["content"]
        card["body"] = [*elements.paragraphs(line, subtle=True, size="Small"), *card["body"]]
        card["fallbackText"] = f"{elements.escape(line)}\n{card['fallbackText']}"
    return {**activity, "summary": f"{activity['summary']} ({phrases.reference(text_at(frozen, 'key'))})"}


def _as_it_is(value: Any) -> Any:
    return value
