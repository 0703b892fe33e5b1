"""
From what Teams sent to what is wanted: values in, values out, nothing done.

``message`` reads what a person said or submitted, ``invoke`` what a client asks and waits for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bots.conversation.grammar import forms
from bots.conversation.grammar.suggestions import begins_like_an_id, certifications_like
from bots.conversation.model.command_names import SENTENCE
from bots.conversation.model.intents import Guidance, Guide, Intent, Unclear, Verify
from bots.conversation.model.talk_intents import AskBack, Help, HelpTopic, OffTopic, SmallTalk
from bots.conversation.model.watch_intents import Assign
from bots.conversation.text import general as phrases
from bots.conversation.text.delivery import NOT_FOR_THIS_ONE
from bots.conversation.text.uploads import FILE_TO_ME
from bots.files.uploads import LONGEST_NAME, choose_file, is_about_file
from bots.runtime.json_access import Payload, list_at, object_at, text_at
from bots.teams.cards.card_tables import PICK
from bots.teams.cards.elements import PLACE, SURE, YES
from bots.teams.cards.item_lists import PERSON
from bots.teams.forms import organisation as organisation_form
from bots.teams.model.message_text import message_text
from bots.teams.model.requests import (
    KEY,
    Answer,
    Consent,
    Feedback,
    HolderMessage,
    Malformed,
    Operation,
    Preview,
    ReadRoster,
    Redraw,
    Search,
    Share,
    ShowForm,
    TakeBackShared,
)

if TYPE_CHECKING:
    from bots.conversation.model.ports import IntentParser
    from bots.teams.model.activity import TeamsActivity

MOST_IN_WINDOW = 10  # a window waits about five seconds; more certificates than this belong into the chat
SEARCH_COMMAND, MESSAGE_COMMAND, FORM_COMMAND = "search", "verifyMessage", "verifyForm"
SEARCH_BOX = "query"
FILE_IN_MESSAGE = "reference"  # what Teams calls a file in somebody's message


class ParsingContext:
    """What reading needs to know besides the activity."""

    def __init__(self, read: IntentParser, why_not: Callable[[Guidance], str], link_hosts: frozenset[str]) -> None:
        """
        Hold what all readers need.

        Args:
            read: the shared grammar.
            why_not: says what the guide cannot answer, and why.
            link_hosts: on which hosts certificates are shown.
        """
        self.read = read
        self.why_not = why_not
        self.link_hosts = link_hosts


def message(activity: TeamsActivity, context: ParsingContext) -> Operation | None:
    """Read a message, or the button of a client without Universal Actions; None when nobody spoke to the bot."""
    if activity.value is not None and not activity.text:
        return _pressed(activity.value, context)
    if not (activity.is_private or activity.is_mentioned or activity.is_targeted):
        return None
    file = choose_file(activity.files) if activity.is_private else None
    said = context.read(activity.text)
    if file is not None and is_about_file(file, activity.text, said):
        return ReadRoster(replace(file, words=activity.text))
    return Answer(said, activity.text)


def invoke(activity: TeamsActivity, context: ParsingContext) -> Operation:
    """Read an invoke: a button, a search, a link, a window, a thumb."""
    return _feedback(activity.value) if activity.name == "message/submitAction" else _of_client(activity, context)


def _of_client(activity: TeamsActivity, context: ParsingContext) -> Operation:
    value = activity.value
    match activity.name:
        case "adaptiveCard/action":
            action = object_at(value, "action")
            if not isinstance(value, Mapping) or text_at(action, "type") != "Action.Execute":
                return Malformed("The value holds no action of the kind Action.Execute.")
            return _pressed(action.get("data"), context)
        case "fileConsent/invoke":
            return _consent(value) if activity.is_private else Malformed(NOT_FOR_THIS_ONE)
        case "task/fetch" | "task/submit":
            return _pressed(object_at(value).get("data"), context)
        case "composeExtension/submitAction" | "composeExtension/fetchTask" if not isinstance(value, Mapping):
            return Malformed("The value is not an object.")
        case "composeExtension/submitAction":
            data = object_at(value).get("data")
            return _pressed(data, context) if object_at(data) else _of_message(value, context)
        case "composeExtension/fetchTask":
            return ShowForm() if text_at(value, "commandId") == FORM_COMMAND else _of_message(value, context)
        case "composeExtension/query":
            return _search(value, context)
        case "composeExtension/queryLink" | "composeExtension/anonymousQueryLink":
            return _link(text_at(value, "url"), context)
        case _:
            return Malformed("That is not known here.", is_known=False)


def _consent(value: object) -> Operation:
    """Read what a person said to a file; whose file that is, and whether the addresses may be used, is judged later."""
    key, action = text_at(value, "context", KEY), text_at(value, "action")
    if not key or action not in {"accept", "decline"}:
        return Malformed("The value says neither yes nor no to a file.")
    given = object_at(value, "uploadInfo")
    named = {"id": text_at(given, "uniqueId")[:LONGEST_NAME], "name": text_at(given, "name")[:LONGEST_NAME]}
    return Consent(key, action == "accept", text_at(given, "uploadUrl"), text_at(given, "contentUrl"), **named)


def _feedback(value: object) -> Operation:
    """Read a thumb (https://learn.microsoft.com/microsoftteams/platform/agents-in-teams/integrate-ai)."""
    reaction = text_at(value, "actionValue", "reaction")
    if text_at(value, "actionName") != "feedback" or reaction not in {"like", "dislike"}:
        return Malformed("The value says neither that an answer is good nor that it is not.")
    return Feedback(reaction == "like")


def _pressed(data: object, context: ParsingContext) -> Operation:
    """Read what a button carries; it came back from a client, so nothing in it is believed."""
    if not isinstance(data, Mapping):
        return Malformed("The action carries no data.")
    command, back = text_at(data, "command"), text_at(data, "back")
    match text_at(data, "do"):
        case "run" | "more" as do if command:
            return Answer(context.read(command), command, do == "more", back, text_at(data, PLACE))
        case "pick" if text_at(data, PICK):
            command = text_at(data, PICK)
            return Answer(context.read(command), command, beside=True, back=back)
        case "item" if text_at(data, text_at(data, "box")):
            commands, at = text_at(data, text_at(data, "box")).split("\n"), text_at(data, "at")
            command = commands[int(at)] if at in map(str, range(len(commands))) else ""
            return Answer(context.read(command), command, beside=True) if command else Malformed(NOT_FOR_THIS_ONE)
        case "ask_holder" if text_at(data, "text"):
            return HolderMessage(text_at(data, "text"), back)
        case "share" if command:
            is_sure = text_at(data, SURE) == YES
            return Share(context.read(command, command="verify"), command, text_at(data, PLACE), is_sure)
        case "unshare" if command and text_at(data, PLACE):
            return TakeBackShared(context.read(command, command="verify"), command, text_at(data, PLACE))
        case "form":
            return ShowForm(guide=text_at(data, "form") == "guide")
        case form if form in _FORMS:
            return _FORMS[form](data, context)
        case _:
            return Malformed(phrases.UNKNOWN_BUTTON)


def _assignment(data: Payload, context: ParsingContext) -> Operation:
    """Read who was picked; without anybody it is asked again."""
    command, picked = text_at(data, "command"), text_at(data, PERSON).partition(",")[0].strip()
    intent = context.read(command)
    if isinstance(intent, Assign) and re.fullmatch(r"[\w-]{1,64}", picked):
        intent = replace(intent, person=picked)
    return Answer(intent, command, beside=True)


def _verify_form(data: Payload, context: ParsingContext) -> Operation:
    ids, name, day = (text_at(data, field) for field in (forms.IDS, forms.NAME, forms.ON))
    found = forms.verification(ids, name, day, lambda text: context.read(text, command="verify"))
    if isinstance(found, dict):
        return ShowForm(typed=((forms.IDS, ids), (forms.NAME, name), (forms.ON, day)), problem=" ".join(found.values()))
    return _in_window(found)


def _guide_form(data: Payload, context: ParsingContext) -> Operation:
    operation, text = text_at(data, forms.WISH), text_at(data, forms.TEXT)
    found = forms.guidance(operation, text, context.why_not)
    if isinstance(found, dict):
        return ShowForm(
            guide=True, typed=((forms.WISH, operation), (forms.TEXT, text)), problem=" ".join(found.values())
        )
    return Answer(found)


def _of_message(value: object, context: ParsingContext) -> Operation:
    """Only IDs, and whose they are, are taken from somebody else's message."""
    payload = object_at(value, "messagePayload")
    if not payload:
        return ShowForm()
    match context.read(message_text(payload), command=SENTENCE):
        case Verify() as found:
            return _in_window(found)
        case AskBack(unread=unread) as ask if unread:
            return Answer(ask)
        case Unclear(problem=problem, nearest=nearest) if problem and not nearest:
            return Answer(Unclear("", problem))
        case _:
            kinds = {text_at(each, "contentType") for each in list_at(payload, "attachments")}
            return Answer(Unclear("", FILE_TO_ME if FILE_IN_MESSAGE in kinds else phrases.NOTHING_IN_MESSAGE))


def fitting(intent: Intent) -> Intent:
    """A window cannot wait for many certificates; it says so, and where they can be asked about."""
    if isinstance(intent, Verify) and len(intent.ids) > MOST_IN_WINDOW:
        return Unclear("", phrases.too_many_here(len(intent.ids), MOST_IN_WINDOW))
    return intent


def _in_window(intent: Intent) -> Answer:
    if (shown := fitting(intent)) is not intent:
        return Answer(shown)
    name = f" {intent.holder}" if isinstance(intent, Verify) and intent.holder else ""
    on = f" on {intent.on.isoformat()}" if isinstance(intent, Verify) and intent.on else ""
    ids = ", ".join(each.text for each in intent.ids) if isinstance(intent, Verify) else ""
    return Answer(intent, f"verify {ids}{name}{on}" if ids else "")


def _search(value: object, context: ParsingContext) -> Operation:
    """Read a search box, which there is one of: an ID is about a certificate, everything else about a role."""
    typed = " ".join(
        text_at(each, "value") for each in list_at(value, "parameters") if text_at(each, "name") != "initialRun"
    ).strip()
    if not isinstance(value, Mapping) or not isinstance(value.get("parameters"), list):
        return Malformed("The search holds no parameters.")
    if len(typed) < 2:
        return Search(None)
    intent = context.read(typed)
    if isinstance(intent, Verify):  # never fresh: a box asks with every letter
        return Search(replace(intent, ids=intent.ids[:MOST_IN_WINDOW], fresh=False))
    if begins_like_an_id(typed) or certifications_like(typed):
        return Search(None, typed)
    match intent:
        case AskBack(unread=unread) if unread:
            return Search(intent)
        case Unclear(problem="") | Help(topic=HelpTopic.ALL) | OffTopic() | SmallTalk() | AskBack():
            return Search(Guide(typed))
        case _:
            return Search(intent)


def _link(url: str, context: ParsingContext) -> Operation:
    if not url:
        return Malformed("There is no link in that.")
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        return Preview(None)
    if not any(host == known or host.endswith(f".{known}") for known in context.link_hosts):
        return Preview(None)
    intent = context.read(url, command="verify")
    return Preview(intent.ids[0].text if isinstance(intent, Verify) and len(intent.ids) == 1 else None)


_FORMS: dict[str, Callable[[Payload, ParsingContext], Operation]] = {
    "verify_form": _verify_form,
    "guide_form": _guide_form,
    "assign": _assignment,
    "redraw": lambda _data, _context: Redraw(),
    organisation_form.SAVE: lambda data, _context: Answer(organisation_form.read_form(data)),
}
"""What reads a form that was sent."""
