"""What every kind of payload says in the same way: who asks, where to answer, and which delivery it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bots.conversation.model.intents import Asker, Guidance, Intent
from bots.runtime.json_access import text_at
from bots.slack.model.destinations import (
    Destination,
    DirectMessage,
    ResponseUrl,
)
from bots.slack.model.message_text import as_typed

if TYPE_CHECKING:
    from bots.conversation.model.ports import IntentParser
    from bots.runtime.json_access import Payload

_USER = re.compile(r"[UW][A-Z0-9]{2,30}")


def read_words(text: str, read: IntentParser, command: str | None = None) -> Intent:
    """Read a person's words; what the guide quotes is what they typed and not what Slack made of it."""
    intent = read(text, command=command)
    return read(as_typed(text), command=command) if isinstance(intent, Guidance) else intent


def interaction_asker(body: Payload) -> Asker | None:
    """Return who clicked, submitted or chose; None when the payload names nobody."""
    team = text_at(body, "team", "id") or text_at(body, "user", "team_id") or text_at(body, "enterprise", "id")
    return asker_of(text_at(body, "user", "id"), team)


def asker_of(person: str, team: str) -> Asker | None:
    """Return the asker with this user ID in this workspace; None when that is no user ID."""
    return Asker("slack", team, person) if _USER.fullmatch(person) else None


def response_url_or_direct(
    person: str, url: str, channel: str, thread: str = "", *, replaces: bool = False
) -> Destination:
    """Return where a command or a click is answered: by its ``response_url``, else in the direct message."""
    return ResponseUrl(person, url, channel, thread, replaces) if url else DirectMessage(person)


def idempotency_keys(kind: str, body: Payload, field: str) -> tuple[str, ...]:
    """Return the key that tells a second delivery by this field; none where the field is empty."""
    value = text_at(body, field)
    return (f"slack:{kind}:{value}",) if value else ()
