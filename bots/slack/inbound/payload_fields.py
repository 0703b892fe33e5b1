"""What every kind of payload says in the same way: who asks, where to answer, and which delivery it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bots.conversation.model.intents import Asker, Guidance, Intent
from bots.runtime.json_access import object_at, text_at
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
    home, author_home = text_at(body, "team", "id"), text_at(body, "user", "team_id")
    stranger = bool(home and author_home and home != author_home)
    place = text_at(body, "channel", "id") or text_at(body, "container", "channel_id")
    return asker_of(text_at(body, "user", "id"), team, is_stranger=stranger, place=place)


def is_stranger(body: Payload) -> bool:
    """
    Say whether whoever wrote an event's message belongs to another organisation (Slack Connect).

    Slack names the writer's workspace as ``user_team`` (https://docs.slack.dev/apis/slack-connect); in a channel that
    is not shared outside, it is another workspace of the same organisation.
    """
    inner = object_at(body, "event")
    home = text_at(body, "authorizations", 0, "team_id") or text_at(body, "context_team_id") or text_at(body, "team_id")
    author_home = text_at(inner, "user_team") or text_at(inner, "source_team") or text_at(inner, "team")
    return bool(home and author_home and home != author_home) and body.get("is_ext_shared_channel") is not False


def asker_of(person: str, team: str, *, is_stranger: bool = False, place: str = "") -> Asker | None:
    """Return the asker with this user ID in this workspace, in a channel; None when that is no user ID."""
    return Asker("slack", team, person, is_stranger, place=place) if _USER.fullmatch(person) else None


def response_url_or_direct(
    person: str, url: str, channel: str, thread: str = "", *, replaces: bool = False
) -> Destination:
    """Return where a command or a click is answered: by its ``response_url``, else in the direct message."""
    return ResponseUrl(person, url, channel, thread, replaces) if url else DirectMessage(person)


def idempotency_keys(kind: str, body: Payload, field: str) -> tuple[str, ...]:
    """Return the key that tells a second delivery by this field; none where the field is empty."""
    value = text_at(body, field)
    return (f"slack:{kind}:{value}",) if value else ()
