"""
From what Slack sent to what is wanted: payloads in, values out, nothing done.

One function for each way in: ``command``, ``shortcut``, ``event``, ``click``, ``submission``. A payload that names
nobody to answer gives None.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from bots.conversation.grammar import forms
from bots.conversation.grammar.commands import COMMANDS, SENTENCE
from bots.conversation.model.intents import Asker, FileAction, FileActionKind, Guidance, Help, Intent, Unclear, Verify
from bots.conversation.text import general as phrases
from bots.conversation.text.uploads import FILE_IN_CHANNEL
from bots.files.uploads import UploadedFile, is_about_file
from bots.runtime.json_access import object_at, text_at
from bots.slack.cards import item_lists as groups
from bots.slack.forms import file as choosing
from bots.slack.forms import guide as guiding
from bots.slack.forms import organisation as house_form
from bots.slack.forms import roster as importing
from bots.slack.inbound import link_unfurling as unfurling
from bots.slack.model.action_ids import ANOTHER, ANOTHER_ROLE, IDS, NAME, ON, VALUE
from bots.slack.model.destinations import AtHome, AtLink, Direct, Form, InModal, OnTop, Place, Whisper
from bots.slack.model.message_text import as_typed, message_text
from bots.slack.model.requests import (
    Answer,
    FormErrors,
    OpenForm,
    ReadRoster,
    Request,
    Share,
    ShowHome,
    ShowMessage,
    Unfurl,
    Wish,
)
from bots.slack.model.shared_files import shared_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from bots.conversation.model.ports import IntentParser
    from bots.runtime.json_access import Payload

FORMS = {
    guiding.GUIDE_FORM: Form.GUIDE,
    importing.IMPORT_FORM: Form.ROSTER,
    choosing.FILE_FORM: Form.FILE,
    house_form.HOUSE_FORM: Form.HOUSE,
}
OPENERS = {
    ANOTHER: Form.VERIFY,
    ANOTHER_ROLE: Form.GUIDE,
    guiding.OPEN_FORM: Form.GUIDE,
    importing.ANOTHER_ROSTER: Form.ROSTER,
    choosing.OPEN_FILE: Form.FILE,
    choosing.ANOTHER_FILE: Form.FILE,
    house_form.OPEN_HOUSE: Form.HOUSE,
}
OWN_WINDOW = {guiding.OPEN_FORM, house_form.OPEN_HOUSE, choosing.OPEN_FILE}

_USER = re.compile(r"[UW][A-Z0-9]{2,30}")
_HEARD = {None, "file_share", "thread_broadcast"}  # the subtypes of a message that are something a person said


def command(body: Payload, read: IntentParser) -> Request | None:
    """Read a slash command. Its name can be set in the manifest, so one that is not known is read as a sentence."""
    asker = _asker(text_at(body, "user_id"), text_at(body, "team_id") or text_at(body, "enterprise_id"))
    if asker is None:
        return None
    name = text_at(body, "command").lstrip("/").lower()
    known = COMMANDS.get(name) or next((verb for verb in ("verify", "guide") if name.endswith(verb)), None)
    link, trigger = text_at(body, "response_url"), text_at(body, "trigger_id")
    place = _link_or_direct(asker.person, link, text_at(body, "channel_id"))
    answer = Answer(_said(text_at(body, "text"), read, known), place)
    keys = _keys("trigger", body, "trigger_id")
    match answer.intent:
        case Unclear(text=said, nearest=nearest) if said == nearest and said in guiding.WISHES:  # the bare command
            return Request(asker, OpenForm(trigger, asker.person, form=Form.GUIDE, chosen=said, otherwise=answer), keys)
        case Unclear(text="", nearest="import"):
            return Request(asker, OpenForm(trigger, asker.person, form=Form.ROSTER, otherwise=answer), keys)
        case _:
            return Request(asker, answer, keys)


def _said(text: str, read: IntentParser, command: str | None = None) -> Intent:
    """Read a person's words; what the guide quotes is what they typed and not what Slack made of it."""
    intent = read(text, command=command)
    return read(as_typed(text), command=command) if isinstance(intent, Guidance) else intent


def shortcut(body: Payload, read: IntentParser) -> Request | None:
    """Read a shortcut: on a message, or from anywhere."""
    asker = _clicker(body)
    if asker is None:
        return None
    keys = _keys("trigger", body, "trigger_id")
    if text_at(body, "type") == "message_action":
        return Request(asker, _on_message(body, asker.person, read), keys)
    form = FORMS.get(text_at(body, "callback_id"), Form.VERIFY)
    return Request(asker, OpenForm(text_at(body, "trigger_id"), asker.person, form=form), keys)


def _on_message(body: Payload, person: str, read: IntentParser) -> Wish:
    """Read a message that was chosen, or the file in it; whoever chose it is answered, not whoever wrote it."""
    message, channel = object_at(body, "message"), text_at(body, "channel", "id")
    place = _link_or_direct(person, text_at(body, "response_url"), channel, text_at(message, "thread_ts"))
    words, file = message_text(message), shared_in(message, theirs=True)
    found = _of_message(words, read)
    return ReadRoster(file, place) if file is not None and is_about_file(file, words, found) else Answer(found, place)


def _of_message(words: str, read: IntentParser) -> Intent:
    """Only IDs are taken from somebody else's message; with several IDs its one name belongs to none of them."""
    match read(words, command=SENTENCE):
        case Verify(ids=ids, holder=holder):
            return Verify(ids, holder if len(ids) == 1 else None)
        case Unclear(problem=problem) if problem:
            return Unclear("", problem)
        case _:
            return Unclear("", phrases.NOTHING_IN_MESSAGE)


def event(body: Payload, read: IntentParser, *, bot: str, link_hosts: frozenset[str]) -> Request | None:
    """Read an event: a mention, a direct message, the App Home opened, a link posted."""
    inner = object_at(body, "event")
    kind, person = text_at(inner, "type"), text_at(inner, "user")
    asker = _asker(person, text_at(body, "team_id") or text_at(body, "enterprise_id"))
    if asker is None or person == bot:
        return None
    keys = _keys("event", body, "event_id")
    if kind == "app_home_opened":
        return Request(asker, ShowHome(person), keys) if text_at(inner, "tab") in {"home", ""} else None
    if kind == "link_shared":
        found = unfurling.certificate_links(inner, read, link_hosts)
        where = unfurling.whereabouts(inner)
        return Request(asker, Unfurl(found, where), (*keys, _identity(body, inner))) if found and where else None
    if kind == "message" and text_at(inner, "channel_type") != "im":
        return None
    if kind not in {"message", "app_mention"} or not _is_said_by_a_person(inner):
        return None
    words = _without_mention(text_at(inner, "text"), bot)
    place, keys = _where_said(inner, person), (*keys, _identity(body, inner))
    file, said = shared_in(inner), _said(words, read)
    if file is None or not is_about_file(file, words, said):
        return Request(asker, Answer(said, place), keys)
    if isinstance(place, Direct):
        return Request(asker, ReadRoster(file, place), keys)
    return Request(
        asker, Answer(Unclear("", FILE_IN_CHANNEL) if isinstance(said, Unclear | Help) else said, place), keys
    )


def _is_said_by_a_person(inner: Payload) -> bool:
    machine = inner.get("bot_id") or inner.get("bot_profile") or inner.get("hidden") or inner.get("edited")
    return not machine and inner.get("subtype") in _HEARD


def _where_said(inner: Payload, person: str) -> Place:
    # "Ephemeral messages in threads are only shown if there is already an active thread"
    # (https://api.slack.com/methods/chat.postEphemeral): so no thread is begun for one.
    channel, thread = text_at(inner, "channel"), text_at(inner, "thread_ts")
    if text_at(inner, "channel_type") == "im" or channel.startswith("D") or not channel:
        return Direct(person, channel, thread)
    return Whisper(person, channel, thread)


def click(body: Payload, action: Payload, read: IntentParser) -> Request | None:
    """Read a click on a button; the button says in its ``action_id`` what it is, in its value what it is about."""
    asker = _clicker(body)
    if asker is None:
        return None
    kind, _, _ = text_at(action, "action_id").partition(":")
    value = text_at(action, "value") or text_at(action, "selected_option", "value")
    trigger = text_at(body, "trigger_id")
    keys = _keys(f"trigger:{text_at(action, 'action_id')}", body, "trigger_id")
    # "run" stands below private answers only and is replaced by the next one; below what all see there is "more".
    view, place = text_at(body, "view", "id"), _where_clicked(body, asker.person, replaces=kind == "run")
    wish: Wish
    match kind:
        case "open" | "item" if kind == "open" or value == groups.NOWHERE:
            return None
        case "run" | "more" | "item":
            wish = _run(read(value), body, place, beside=kind != "run")
        case "share" if isinstance(place, AtLink) and value:
            wish = Share(value, place)
        case "ask_holder" if value:
            wish = ShowMessage(value, trigger, asker.person, bool(view) and text_at(body, "view", "type") == "modal")
        case "verify_at_home":
            typed = text_at(body, "view", "state", "values", IDS, VALUE, "value")
            wish = Answer(_said(typed, read, "verify"), AtHome(asker.person))
        case _ if kind in OPENERS:
            wish = OpenForm(trigger, asker.person, "" if kind in OWN_WINDOW else view, OPENERS[kind])
        case _:
            wish = Answer(read("help"), place)
    return Request(asker, wish, keys)


def _run(intent: Intent, body: Payload, place: Place, *, beside: bool) -> Answer:
    """Answer a button's command; in windows, what the guide adds to its answer is laid on top of it, as an export."""
    if isinstance(intent, FileAction) and isinstance(place, InModal):
        if intent.kind is FileActionKind.EXPORT:
            return Answer(intent, OnTop(place.person, text_at(body, "trigger_id"), over_view=True, form=Form.FILE))
        return Answer(intent, InModal(place.person, place.view, Form.FILE))
    if isinstance(intent, Guidance):
        match place:
            case InModal(person=person) | AtHome(person=person) if beside:
                return Answer(intent, OnTop(person, text_at(body, "trigger_id"), isinstance(place, InModal)))
            case InModal(person=person, view=view):
                return Answer(intent, InModal(person, view, Form.GUIDE))
    return Answer(intent, place)


def _where_clicked(body: Payload, person: str, *, replaces: bool) -> Place:
    view = object_at(body, "view")
    if view:
        return AtHome(person) if text_at(view, "type") == "home" else InModal(person, text_at(view, "id"))
    container = object_at(body, "container")
    channel = text_at(body, "channel", "id") or text_at(container, "channel_id")
    thread = text_at(container, "thread_ts") or text_at(body, "message", "thread_ts")
    if channel.startswith("D") and container.get("is_ephemeral") is False and not replaces:
        return Direct(person, "", thread)  # below a lasting message of ours stands a lasting answer
    if channel.startswith("D") and container.get("is_ephemeral") is not False:
        channel = ""  # it may be two other people's
    return _link_or_direct(person, text_at(body, "response_url"), channel, thread, replaces=replaces)


def submission(body: Payload, read: IntentParser, why_not: Callable[[Guidance], str]) -> Request | FormErrors | None:
    """Read the form that was sent, whichever it is."""
    asker = _clicker(body)
    if asker is None:
        return None
    form = FORMS.get(text_at(body, "view", "callback_id"), Form.VERIFY)
    wanted: Intent | str | UploadedFile | FormErrors
    match form:
        case Form.GUIDE:
            wanted = guiding.wanted(body, why_not)
        case Form.ROSTER:
            wanted = importing.pasted(body)
        case Form.FILE:
            wanted = choosing.chosen(body)
        case Form.HOUSE:
            wanted = house_form.filled(body)
        case Form.VERIFY:
            wanted = _certificates(body, read)
    if isinstance(wanted, FormErrors):
        return wanted
    place = InModal(asker.person, text_at(body, "view", "id"), form)
    wish = ReadRoster(wanted, place) if isinstance(wanted, str | UploadedFile) else Answer(wanted, place)
    # Not told apart by view id and hash: pressed again after a lost answer, the same view must be served again.
    return Request(asker, wish, _keys("trigger", body, "trigger_id"))


def _certificates(body: Payload, read: IntentParser) -> Intent | FormErrors:
    values = object_at(body, "view", "state", "values")
    name, day = text_at(values, NAME, VALUE, "value"), text_at(values, ON, VALUE, "selected_date")
    ids = text_at(values, IDS, VALUE, "value")
    found = forms.verification(ids, name, day, lambda text: read(text, command="verify"))
    return FormErrors(found) if isinstance(found, dict) else found


def _clicker(body: Payload) -> Asker | None:
    team = text_at(body, "team", "id") or text_at(body, "user", "team_id") or text_at(body, "enterprise", "id")
    return _asker(text_at(body, "user", "id"), team)


def _asker(person: str, team: str) -> Asker | None:
    return Asker("slack", team, person) if _USER.fullmatch(person) else None


def _link_or_direct(person: str, url: str, channel: str, thread: str = "", *, replaces: bool = False) -> Place:
    return AtLink(person, url, channel, thread, replaces) if url else Direct(person)


def _keys(kind: str, body: Payload, field: str) -> tuple[str, ...]:
    value = text_at(body, field)
    return (f"slack:{kind}:{value}",) if value else ()


def _identity(body: Payload, inner: Payload) -> str:
    """Tell what was said apart by itself: Slack may deliver one message under several event IDs."""
    moment = text_at(inner, "ts") or text_at(inner, "message_ts") or text_at(inner, "client_msg_id")
    what = moment or text_at(inner, "unfurl_id") or text_at(inner, "text")
    parts = (text_at(body, "team_id"), text_at(inner, "channel"), text_at(inner, "user"), what)
    kind = "link" if text_at(inner, "type") == "link_shared" else "said"
    return f"slack:{kind}:{hashlib.sha256(chr(0).join(parts).encode('utf-8', 'replace')).hexdigest()}"


def _without_mention(text: str, bot: str) -> str:
    return re.sub(rf"<@{re.escape(bot)}(?:\|[^>]*)?>", " ", text).strip() if bot else text
