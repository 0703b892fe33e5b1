"""
From what Slack sent to what is wanted: payloads in, values out, nothing done.

One function for each way in: ``command``, ``shortcut``, ``event``; ``interactions`` has ``click`` and ``submission``.
A payload that names nobody to answer gives None.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from bots.conversation.model.command_names import COMMANDS, SENTENCE
from bots.conversation.model.intents import Intent, Unclear, Verify
from bots.conversation.model.talk_intents import AskBack
from bots.conversation.text import general as phrases
from bots.conversation.text.uploads import FILE_IN_CHANNEL
from bots.files.uploads import is_about_file
from bots.runtime.json_access import object_at, text_at
from bots.slack.forms import guide as guide_form
from bots.slack.inbound import link_unfurling
from bots.slack.inbound.event_words import SAYS_NOTHING, mentions, read_message, words_of
from bots.slack.inbound.interactions import FORMS
from bots.slack.inbound.payload_fields import (
    asker_of,
    idempotency_keys,
    interaction_asker,
    is_stranger,
    read_words,
    response_url_or_direct,
)
from bots.slack.model.destinations import (
    Destination,
    DirectMessage,
    Ephemeral,
    FormKind,
)
from bots.slack.model.message_text import message_text
from bots.slack.model.requests import (
    Answer,
    OpenForm,
    OpenWorkObject,
    Operation,
    ReadRoster,
    Request,
    ShowHome,
    Unfurl,
)
from bots.slack.model.shared_files import shared_in

if TYPE_CHECKING:
    from bots.conversation.model.intents import Asker
    from bots.conversation.model.ports import IntentParser
    from bots.runtime.json_access import Payload

_PERSONAL_SUBTYPES = {
    None,
    "file_share",
    "thread_broadcast",
}  # the subtypes of a message that are something a person said


def command(body: Payload, read: IntentParser) -> Request | None:
    """Read a slash command. Its name can be set in the manifest, so one that is not known is read as a sentence."""
    team, place = text_at(body, "team_id") or text_at(body, "enterprise_id"), text_at(body, "channel_id")
    asker = asker_of(text_at(body, "user_id"), team, place=place)
    if asker is None:
        return None
    name = text_at(body, "command").lstrip("/").lower()
    known = COMMANDS.get(name) or next((verb for verb in ("verify", "guide") if name.endswith(verb)), None)
    link, trigger = text_at(body, "response_url"), text_at(body, "trigger_id")
    destination = response_url_or_direct(asker.person, link, place)
    answer = Answer(read_words(text_at(body, "text"), read, known), destination)
    keys = idempotency_keys("trigger", body, "trigger_id")
    match answer.intent:
        case Unclear(text=said, nearest=nearest) if (
            said == nearest and said in guide_form.QUESTIONS
        ):  # the bare command
            return Request(
                asker, OpenForm(trigger, asker.person, form=FormKind.GUIDE, chosen=said, otherwise=answer), keys
            )
        case Unclear(text="", nearest="import"):
            return Request(asker, OpenForm(trigger, asker.person, form=FormKind.ROSTER, otherwise=answer), keys)
        case _:
            return Request(asker, answer, keys)


def shortcut(body: Payload, read: IntentParser) -> Request | None:
    """Read a shortcut: on a message, or from anywhere."""
    asker = interaction_asker(body)
    if asker is None:
        return None
    keys = idempotency_keys("trigger", body, "trigger_id")
    if text_at(body, "type") == "message_action":
        return Request(asker, _on_message(body, asker.person, read), keys)
    form = FORMS.get(text_at(body, "callback_id"), FormKind.VERIFY)
    return Request(asker, OpenForm(text_at(body, "trigger_id"), asker.person, form=form), keys)


def _on_message(body: Payload, person: str, read: IntentParser) -> Operation:
    """Read a message that was chosen, or the file in it; whoever chose it is answered, not whoever wrote it."""
    message, channel = object_at(body, "message"), text_at(body, "channel", "id")
    destination = response_url_or_direct(person, text_at(body, "response_url"), channel, text_at(message, "thread_ts"))
    words, file = message_text(message), shared_in(message, from_elsewhere=True)
    found = _of_message(words, read)
    return (
        ReadRoster(replace(file, words=words), destination)
        if file is not None and is_about_file(file, words, found)
        else Answer(found, destination)
    )


def _of_message(words: str, read: IntentParser) -> Intent:
    """Only IDs, and whose they are, are taken from somebody else's message."""
    match read(words, command=SENTENCE):
        case Verify() as found:
            return found
        case AskBack(unread=unread) as ask if unread:
            return ask
        case Unclear(problem=problem, nearest=nearest) if problem and not nearest:
            return Unclear("", problem)
        case _:
            return Unclear("", phrases.NOTHING_IN_MESSAGE)


def event(body: Payload, read: IntentParser, *, bot: str, link_hosts: frozenset[str]) -> Request | None:
    """Read an event: a mention, a direct message, the App Home opened, a link posted."""
    inner = object_at(body, "event")
    if text_at(inner, "subtype") == "message_changed":
        return _edited(body, inner, read, bot)
    kind, person = text_at(inner, "type"), text_at(inner, "user")
    team = text_at(body, "team_id") or text_at(body, "enterprise_id")
    asker = asker_of(person, team, is_stranger=is_stranger(body), place=text_at(inner, "channel"))
    if asker is None or person == bot:
        return None
    keys = idempotency_keys("event", body, "event_id")
    if kind == "app_home_opened":
        return Request(asker, ShowHome(person), keys) if text_at(inner, "tab") in {"home", ""} else None
    if kind in _OF_LINKS:
        return _OF_LINKS[kind](body, read, asker, link_hosts)
    if kind == "message" and not _is_direct(inner):
        return None
    if kind not in {"message", "app_mention"} or not _is_said_by_a_person(inner):
        return None
    if object_at(inner, "edited"):
        return _edited_mention(body, inner, read, bot) if kind == "app_mention" else None
    words, said = words_of(inner, bot), read_message(inner, read, bot)
    destination, keys = _event_destination(inner, person), (*keys, _identity(body, inner))
    file = shared_in(inner)
    if file is None or not is_about_file(file, words, said):
        return Request(asker, Answer(said, destination, _identity(body, inner)), keys)
    if isinstance(destination, DirectMessage):
        return Request(asker, ReadRoster(replace(file, words=words), destination), keys)
    return Request(
        asker, Answer(Unclear("", FILE_IN_CHANNEL) if isinstance(said, SAYS_NOTHING) else said, destination), keys
    )


def _edited(body: Payload, inner: Payload, read: IntentParser, bot: str) -> Request | None:
    """
    Read a direct message or a mention that its writer edited; None where it asks for nothing else than before.

    Slack sends ``message_changed`` for previews of links too: then nobody edited anything.
    """
    message, before = object_at(inner, "message"), object_at(inner, "previous_message")
    team, person = text_at(body, "team_id") or text_at(body, "enterprise_id"), text_at(message, "user")
    asker = asker_of(person, team, is_stranger=is_stranger(body), place=text_at(inner, "channel"))
    is_ours = _is_direct(inner) or mentions(message, bot)
    is_edit = is_ours and object_at(message, "edited") and not message.get("bot_id")
    if asker is None or person == bot or not is_edit:
        return None
    now, then = (read_message(each, read, bot) for each in (message, before))
    if now == then and (_is_direct(inner) or mentions(before, bot)):
        return None
    where = {name: text_at(inner, name) for name in ("channel", "channel_type")}
    said = _identity(body, {**message, **where, "type": "message"})
    destination = _event_destination({**message, **where}, person)
    return Request(asker, Answer(now, destination, said, is_edit=True), _edit_keys(body, said, message))


def _edited_mention(body: Payload, inner: Payload, read: IntentParser, bot: str) -> Request | None:
    """Read a mention that its writer edited, of which Slack does not say what it was: the known answer tells that."""
    person, team = text_at(inner, "user"), text_at(body, "team_id") or text_at(body, "enterprise_id")
    asker = asker_of(person, team, is_stranger=is_stranger(body), place=text_at(inner, "channel"))
    if asker is None:
        return None
    said = _identity(body, inner)
    operation = Answer(read_message(inner, read, bot), _event_destination(inner, person), said, is_edit=True)
    return Request(asker, operation, _edit_keys(body, said, inner))


def _edit_keys(body: Payload, said: str, message: Payload) -> tuple[str, ...]:
    return *idempotency_keys("event", body, "event_id"), f"{said}:{text_at(message, 'edited', 'ts')}"


def _shared_link(body: Payload, read: IntentParser, asker: Asker, link_hosts: frozenset[str]) -> Request | None:
    inner = object_at(body, "event")
    found = link_unfurling.certificate_links(inner, read, link_hosts)
    where = link_unfurling.unfurl_target(inner)
    keys = (*idempotency_keys("event", body, "event_id"), _identity(body, inner))
    return Request(asker, Unfurl(found, where), keys) if found and where else None


def _opened(body: Payload, read: IntentParser, asker: Asker, link_hosts: frozenset[str]) -> Request | None:
    """Read that somebody opened a Work Object; whose person it is, Slack does not say in a channel that is shared."""
    inner = object_at(body, "event")
    opened = link_unfurling.opened_certificate(inner, read, link_hosts)
    if opened is None:
        return None
    asker = replace(asker, is_stranger=asker.is_stranger or body.get("is_ext_shared_channel") is True)
    operation = OpenWorkObject(*opened, text_at(inner, "trigger_id"))
    return Request(asker, operation, idempotency_keys("event", body, "event_id"))


_OF_LINKS = {"link_shared": _shared_link, "entity_details_requested": _opened}


def _is_direct(inner: Payload) -> bool:
    """Say whether a message was written to the bot alone; an ID with D is a direct message's where no type is named."""
    kind = text_at(inner, "channel_type")
    return kind == "im" or (not kind and text_at(inner, "channel").startswith("D"))


def _is_said_by_a_person(inner: Payload) -> bool:
    machine = inner.get("bot_id") or inner.get("bot_profile") or inner.get("hidden")
    return not machine and inner.get("subtype") in _PERSONAL_SUBTYPES


def _event_destination(inner: Payload, person: str) -> Destination:
    # "Ephemeral messages in threads are only shown if there is already an active thread"
    # (https://api.slack.com/methods/chat.postEphemeral): so no thread is begun for one.
    channel, thread = text_at(inner, "channel"), text_at(inner, "thread_ts")
    if text_at(inner, "channel_type") == "im" or channel.startswith("D") or not channel:
        return DirectMessage(person, channel, thread)
    return Ephemeral(person, channel, thread)


def _identity(body: Payload, inner: Payload) -> str:
    """Tell what was said apart by itself: Slack may deliver one message under several event IDs."""
    moment = text_at(inner, "ts") or text_at(inner, "message_ts") or text_at(inner, "client_msg_id")
    what = moment or text_at(inner, "unfurl_id") or text_at(inner, "text")
    parts = (text_at(body, "team_id"), text_at(inner, "channel"), text_at(inner, "user"), what)
    kind = "link" if text_at(inner, "type") == "link_shared" else "said"
    return f"slack:{kind}:{hashlib.sha256(chr(0).join(parts).encode('utf-8', 'replace')).hexdigest()}"
