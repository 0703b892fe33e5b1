"""From Microsoft's activity to a value: who wrote what, where. The only reader of an activity's fields."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from bots.conversation.model.intents import Asker
from bots.conversation.text.languages.phrasebook import day
from bots.files.uploads import LONGEST_NAME, UploadedFile
from bots.runtime.json_access import list_at, object_at, text_at

SURFACE = "teams"
FILE = "application/vnd.microsoft.teams.file.download.info"
_AT = re.compile(r"</?at\b[^<>]*>", re.IGNORECASE)


class Scope(StrEnum):
    """Who reads along."""

    PERSONAL = "personal"
    GROUP = "groupChat"
    CHANNEL = "channel"


SCOPE_NAMES = {Scope.GROUP: "a group chat", Scope.CHANNEL: "a channel", Scope.PERSONAL: "our own chat"}


@dataclass(frozen=True, slots=True)
class TeamsActivity:
    """
    What came in, with everything that is missing empty.

    ``is_targeted`` says that only the sender and the bot see a message in a shared conversation, ``sender`` is the
    sender's ID as the connector knows it.
    """

    kind: str
    scope: Scope
    asker: Asker
    conversation: str = ""
    id: str = ""
    name: str = ""
    action: str = ""
    text: str = ""
    value: Any = None
    reply_to: str = ""
    is_mentioned: bool = False
    is_targeted: bool = False
    bot: str = ""
    sender: str = ""
    service_url: str = ""
    person_name: str = ""
    event: str = ""
    team: str = ""
    place: str = ""
    thread: str = ""
    edited_at: str = ""
    time_zone: str = ""
    files: tuple[UploadedFile, ...] = field(default=())
    added: tuple[str, ...] = field(default=())
    removed: tuple[str, ...] = field(default=())

    @property
    def is_private(self) -> bool:
        """Say whether nobody but the asker reads along."""
        return self.scope is Scope.PERSONAL

    @property
    def place_name(self) -> str:
        """Return the conversation as it is named to people."""
        return f"“{self.place}”" if self.place else SCOPE_NAMES[self.scope]

    def key(self, what: str) -> str:
        """Return what tells this activity from others; empty when it carries no identity."""
        return f"{SURFACE}:{what}:{self.asker.tenant}:{self.conversation}:{self.id}" if self.id else ""


def moment_of(activity: TeamsActivity) -> str:
    """Return when something came in, in words; empty where that is not known."""
    try:
        came_in = datetime.fromisoformat(activity.edited_at)
    except ValueError:
        return ""
    return f"{day(came_in.date())}, {came_in:%H:%M} UTC" if came_in.utcoffset() == timedelta() else day(came_in.date())


def parse_activity(activity: Any) -> TeamsActivity:
    """Read an activity of the Bot Framework; whatever is missing or of another kind is empty."""
    sender, bot = _field(activity, "from_property"), _field(activity, "recipient")
    conversation, channel = _field(activity, "conversation"), _field(activity, "channel_data")
    whole, bot_id = _text(conversation, "id"), _text(bot, "id")
    mentions = [mention for entity in _list(activity, "entities") if (mention := _mention(entity))]
    tenant = text_at(channel, "tenant", "id") or _text(conversation, "tenant_id")
    return TeamsActivity(
        kind=_text(activity, "type"),
        scope=_scope(conversation, channel, whole),
        asker=Asker(
            SURFACE,
            tenant,
            _text(sender, "aad_object_id") or _text(sender, "id"),
            _is_stranger(sender, tenant),
            _text(activity, "locale").partition("-")[0].lower(),
            whole.partition(";")[0],
        ),
        conversation=whole.partition(";")[0],
        id=_text(activity, "id"),
        name=_text(activity, "name"),
        action=_text(activity, "action"),
        text=_said(activity, mentions, bot_id),
        value=_field(activity, "value"),
        reply_to=_text(activity, "reply_to_id"),
        is_mentioned=any(whom == bot_id for whom, _ in mentions) if bot_id else False,
        is_targeted=object_at(_more(bot)).get("isTargeted") is True,
        bot=bot_id,
        sender=_text(sender, "id"),
        service_url=_text(activity, "service_url"),
        person_name=_text(sender, "name"),
        event=text_at(channel, "eventType"),
        team=text_at(channel, "team", "id"),
        place=text_at(channel, "channel", "name") or text_at(channel, "team", "name"),
        thread=whole,
        edited_at=str(_field(activity, "timestamp") or ""),
        time_zone=_time_zone(activity),
        files=tuple(file for each in _list(activity, "attachments") if (file := _file(each))),
        added=tuple(_text(member, "id") for member in _list(activity, "members_added")),
        removed=tuple(_text(member, "id") for member in _list(activity, "members_removed")),
    )


def _is_stranger(sender: Any, tenant: str) -> bool:
    """Say whether the sender's own tenant, which Teams names in shared channels, is another than the conversation's."""
    author_home = text_at(_more(sender), "tenantId") or _text(sender, "tenant_id")
    return bool(author_home and tenant and author_home != tenant)


def _time_zone(activity: Any) -> str:
    """Return the sender's time zone by its IANA name, which clients give with a message or with what they are."""
    for entity in _list(activity, "entities"):
        extra = entity if isinstance(entity, dict) else getattr(entity, "additional_properties", None)
        if (text_at(extra, "type") or _text(entity, "type")) == "clientInfo" and (zone := text_at(extra, "timezone")):
            return zone
    return _text(activity, "local_timezone")


def _scope(conversation: Any, channel: Any, conversation_id: str) -> Scope:
    """In doubt somebody reads along."""
    named = _text(conversation, "conversation_type")
    if named in set(Scope):
        return Scope(named)
    if object_at(channel, "team"):
        return Scope.CHANNEL
    shared = bool(named) or _field(conversation, "is_group") is True or conversation_id.startswith("19:")
    return Scope.GROUP if shared else Scope.PERSONAL


def _said(activity: Any, mentions: list[tuple[str, str]], bot: str) -> str:
    """Remove our own mention; of other people's mentions the name stays, because it may be the holder's."""
    text = _text(activity, "text")
    for whom, shown in mentions:
        if whom == bot and "<at" in shown.lower():
            text = text.replace(shown, " ")
    text = _AT.sub("", text).replace("&nbsp;", " ").replace("\xa0", " ")
    return (html.unescape(text) if _text(activity, "text_format") == "xml" else text).strip()


def _mention(entity: Any) -> tuple[str, str] | None:
    extra = entity if isinstance(entity, dict) else getattr(entity, "additional_properties", None)
    kind = text_at(extra, "type") or _text(entity, "type")
    if kind.lower() != "mention":
        return None
    return text_at(extra, "mentioned", "id"), text_at(extra, "text")


def _file(attachment: Any) -> UploadedFile | None:
    if _text(attachment, "content_type") != FILE:
        return None
    url = text_at(_field(attachment, "content"), "downloadUrl")
    return UploadedFile(_text(attachment, "name")[:LONGEST_NAME], url)


def _field(value: Any, name: str) -> Any:
    return getattr(value, name, None)


def _more(value: Any) -> Any:
    """Return the fields that botbuilder does not know."""
    return getattr(value, "additional_properties", None)


def _text(value: Any, name: str) -> str:
    found = _field(value, name)
    return str(found.value) if hasattr(found, "value") else found if isinstance(found, str) else ""


def _list(value: Any, name: str) -> list[Any]:
    return list_at({name: _field(value, name)}, name)
