"""From a click on a button, or a form that was sent, to what is wanted: payloads in, values out, nothing done."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from bots.conversation.grammar import forms
from bots.conversation.model.intents import FileAction, FileActionKind, Guidance, Intent
from bots.conversation.model.watch_intents import Assign
from bots.files.uploads import UploadedFile
from bots.runtime.json_access import object_at, text_at
from bots.slack.cards import cards, item_lists
from bots.slack.forms import assign as assign_form
from bots.slack.forms import file as file_form
from bots.slack.forms import guide as guide_form
from bots.slack.forms import organisation as organisation_form
from bots.slack.forms import roster as roster_form
from bots.slack.inbound.payload_fields import idempotency_keys, interaction_asker, read_words, response_url_or_direct
from bots.slack.model.action_ids import ANOTHER, ANOTHER_ROLE, IDS, NAME, ON, VALUE
from bots.slack.model.destinations import (
    Destination,
    DirectMessage,
    FormKind,
    HomeTab,
    NewModal,
    OpenModal,
    ResponseUrl,
)
from bots.slack.model.requests import (
    Answer,
    FormErrors,
    OpenForm,
    Operation,
    PressedMessage,
    ReadRoster,
    Request,
    Share,
    ShowMessage,
    TakeBackShared,
    Unfold,
)

if TYPE_CHECKING:
    from bots.conversation.model.intents import Asker
    from bots.conversation.model.ports import IntentParser
    from bots.conversation.model.watch_intents import SetSettings
    from bots.runtime.json_access import Payload


FORMS = {
    guide_form.GUIDE_FORM: FormKind.GUIDE,
    roster_form.IMPORT_FORM: FormKind.ROSTER,
    file_form.FILE_FORM: FormKind.FILE,
    assign_form.ASSIGN_FORM: FormKind.ASSIGN,
    organisation_form.ORGANISATION_FORM: FormKind.ORGANISATION,
}
OPENERS = {
    ANOTHER: FormKind.VERIFY,
    ANOTHER_ROLE: FormKind.GUIDE,
    guide_form.OPEN_FORM: FormKind.GUIDE,
    roster_form.ANOTHER_ROSTER: FormKind.ROSTER,
    file_form.OPEN_FILE: FormKind.FILE,
    file_form.ANOTHER_FILE: FormKind.FILE,
    organisation_form.OPEN_ORGANISATION_FORM: FormKind.ORGANISATION,
}
REPLACES = {"run", cards.DETAILS, cards.LESS}
OWN_MODAL = {guide_form.OPEN_FORM, organisation_form.OPEN_ORGANISATION_FORM, file_form.OPEN_FILE}


def click(body: Payload, action: Payload, read: IntentParser) -> Request | None:
    """Read a click on a button; the button says in its ``action_id`` what it is, in its value what it is about."""
    asker = interaction_asker(body)
    if asker is None:
        return None
    kind, _, _ = text_at(action, "action_id").partition(":")
    value = text_at(action, "value") or text_at(action, "selected_option", "value")
    trigger = text_at(body, "trigger_id")
    keys = idempotency_keys(f"trigger:{text_at(action, 'action_id')}", body, "trigger_id")
    # "run" stands below private answers only and is replaced by the next one; below what all see there is "more".
    view, destination = text_at(body, "view", "id"), _click_destination(body, asker.person, replaces=kind in REPLACES)
    operation: Operation
    match kind:
        case "open" | "item" if kind == "open" or value == item_lists.NOWHERE:
            return None
        case "run" | "more" | "item":
            operation = _run(read(value), body, destination, beside=kind != "run")
            if (pressed := _pressed_message(body)) is not None:
                operation = _in_message(replace(operation, pressed=pressed), trigger, asker.person)
        case cards.DETAILS | cards.LESS:
            operation = _folding(kind == cards.DETAILS, value, read, body, destination)
        case "share" | "unshare" if isinstance(destination, ResponseUrl) and value:
            operation = _sharing(kind, value, destination, body, action)
        case "ask_holder" if value:
            operation = ShowMessage(
                value, trigger, asker.person, bool(view) and text_at(body, "view", "type") == "modal"
            )
        case "verify_at_home":
            typed = text_at(body, "view", "state", "values", IDS, VALUE, "value")
            operation = Answer(read_words(typed, read, "verify"), HomeTab(asker.person))
        case _ if kind in OPENERS:
            operation = OpenForm(trigger, asker.person, "" if kind in OWN_MODAL else view, OPENERS[kind])
        case _:
            operation = Answer(read("help"), destination)
    return Request(asker, operation, keys)


def _run(intent: Intent, body: Payload, destination: Destination, *, beside: bool) -> Answer:
    """Answer a button's command; in windows, what the guide adds to its answer is laid on top of it, as an export."""
    if isinstance(intent, FileAction) and isinstance(destination, OpenModal):
        if intent.kind is FileActionKind.EXPORT:
            return Answer(
                intent, NewModal(destination.person, text_at(body, "trigger_id"), over_view=True, form=FormKind.FILE)
            )
        return Answer(intent, OpenModal(destination.person, destination.view, FormKind.FILE))
    if isinstance(intent, Guidance):
        match destination:
            case OpenModal(person=person) | HomeTab(person=person) if beside:
                return Answer(intent, NewModal(person, text_at(body, "trigger_id"), isinstance(destination, OpenModal)))
            case OpenModal(person=person, view=view):
                return Answer(intent, OpenModal(person, view, FormKind.GUIDE))
    return Answer(intent, destination)


def _folding(details: bool, command: str, read: IntentParser, body: Payload, destination: Destination) -> Operation:  # noqa: FBT001
    """Ask again for an answer as its button says, or show one that is remembered, which no command asks for."""
    block = text_at(body, "actions", 0, "block_id")
    if not command:
        return Unfold(block, destination, details)
    return replace(_run(read(command), body, destination, beside=False), details=details, block=block)


def _sharing(kind: str, value: str, destination: ResponseUrl, body: Payload, action: Payload) -> Share | TakeBackShared:
    names = text_at(action, "block_id"), text_at(action, "action_id")
    if kind == "share":
        return Share(value, destination, *names, text_at(body, "container", "message_ts"))
    channel, _, ts = value.partition(" ")
    return TakeBackShared(channel, ts, destination, *names)


def _in_message(answer: Answer, trigger: str, person: str) -> Operation:
    """Open the person picker where somebody is to be picked: the button alone does not say whom."""
    match answer.intent:
        case Assign(certificate=certificate, to="", person=""):
            return OpenForm(trigger, person, form=FormKind.ASSIGN, chosen=certificate.text, otherwise=answer)
        case _:
            return answer


def _pressed_message(body: Payload) -> PressedMessage | None:
    """Return the lasting message in the person's direct message in which they pressed; None for every other place."""
    container = object_at(body, "container")
    channel = text_at(body, "channel", "id") or text_at(container, "channel_id")
    ts = text_at(container, "message_ts") or text_at(body, "message", "ts")
    is_lasting = container.get("is_ephemeral") is False and not object_at(body, "view")
    return PressedMessage(channel, ts) if is_lasting and channel.startswith("D") and ts else None


def _click_destination(body: Payload, person: str, *, replaces: bool) -> Destination:
    view = object_at(body, "view")
    if view:
        begun = text_at(view, "private_metadata")
        form = FormKind(begun) if begun in set(FormKind) else FormKind.VERIFY
        return HomeTab(person) if text_at(view, "type") == "home" else OpenModal(person, text_at(view, "id"), form)
    container = object_at(body, "container")
    channel = text_at(body, "channel", "id") or text_at(container, "channel_id")
    thread = text_at(container, "thread_ts") or text_at(body, "message", "thread_ts")
    if channel.startswith("D") and container.get("is_ephemeral") is False and not replaces:
        return DirectMessage(person, "", thread)  # the answer to a press in a lasting message lasts too
    if channel.startswith("D") and container.get("is_ephemeral") is not False:
        channel = ""  # a direct message between two other people, which the bot cannot write in
    return response_url_or_direct(person, text_at(body, "response_url"), channel, thread, replaces=replaces)


class FormChecks(Protocol):
    """Says what is wrong with what a form asks for, before it is answered."""

    def guidance_error(self, intent: Guidance) -> str:
        """Return why the role guide cannot answer, or nothing."""
        ...

    def setting_errors(self, intent: SetSettings) -> dict[str, str]:
        """Return what keeps settings from being changed, by the names of their fields."""
        ...


def submission(body: Payload, read: IntentParser, checks: FormChecks) -> Request | FormErrors | None:
    """Read the form that was sent, whichever it is; what is wrong is said at its field."""
    asker = interaction_asker(body)
    if asker is None:
        return None
    form = FORMS.get(text_at(body, "view", "callback_id"), FormKind.VERIFY)
    wanted: Intent | str | UploadedFile | FormErrors
    match form:
        case FormKind.GUIDE:
            wanted = guide_form.read_form(body, checks.guidance_error)
        case FormKind.ROSTER:
            wanted = roster_form.read_form(body)
        case FormKind.FILE:
            wanted = file_form.read_form(body)
        case FormKind.ORGANISATION:
            wanted = organisation_form.read_form(body, checks.setting_errors)
        case FormKind.ASSIGN:
            return _assignment(body, asker, read)
        case FormKind.VERIFY:
            wanted = _certificates(body, read)
    if isinstance(wanted, FormErrors):
        return wanted
    destination = OpenModal(asker.person, text_at(body, "view", "id"), form)
    operation = (
        ReadRoster(wanted, destination) if isinstance(wanted, str | UploadedFile) else Answer(wanted, destination)
    )
    # Not told apart by view id and hash: pressed again after a lost answer, the same view must be served again.
    return Request(asker, operation, idempotency_keys("trigger", body, "trigger_id"))


def _assignment(body: Payload, asker: Asker, read: IntentParser) -> Request | FormErrors:
    found = assign_form.read_form(body, read)
    if isinstance(found, FormErrors):
        return found
    intent, pressed = found
    where = DirectMessage(asker.person, pressed.channel if pressed else "")
    answer = Answer(intent, where, pressed=pressed)
    return Request(asker, answer, idempotency_keys("trigger", body, "trigger_id"))


def _certificates(body: Payload, read: IntentParser) -> Intent | FormErrors:
    values = object_at(body, "view", "state", "values")
    name, day = text_at(values, NAME, VALUE, "value"), text_at(values, ON, VALUE, "selected_date")
    ids = text_at(values, IDS, VALUE, "value")
    found = forms.verification(ids, name, day, lambda text: read(text, command="verify"))
    return FormErrors(found) if isinstance(found, dict) else found
