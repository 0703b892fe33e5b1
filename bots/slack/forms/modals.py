"""Windows and the App Home: the form, the answer in it, a message to copy, and what one sees without asking."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bots.conversation.grammar.verify_question import LONGEST_NAME
from bots.conversation.model.talk_intents import HelpTopic
from bots.conversation.model.watch_intents import SetSettings
from bots.conversation.text import general as phrases
from bots.conversation.text import organisation as organisation_phrases
from bots.conversation.text import uploads as file_phrases
from bots.conversation.text.file_results import VERIFY_FILE, VERIFY_FILE_AGAIN
from bots.conversation.text.talk import help_facts
from bots.files.uploads import UploadedFile
from bots.slack.cards import elements as blocks
from bots.slack.cards.card_tables import without_tables
from bots.slack.forms import file as file_form
from bots.slack.forms import guide as guide_form
from bots.slack.forms import organisation as organisation_form
from bots.slack.forms import roster as roster_form
from bots.slack.forms.windows import form_window, window
from bots.slack.model.action_ids import ANOTHER, ANOTHER_ROLE, HOME_BUTTON, IDS, NAME, ON, VALUE, VERIFY_FORM
from bots.slack.model.destinations import FormKind, OpenModal
from bots.slack.model.requests import Answer, ReadRoster, certificates_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bots.slack.cards.elements import Block, Message
    from bots.slack.forms.windows import View

TITLE = phrases.VERIFY_CERTIFICATE
WAYS = (
    ("Anywhere", "/verify AIDA-2026-1234 Jane Doe"),
    ("On a message", "“Verify certificates” among the message's actions"),
    ("By shortcut", "“Verify a certificate”, or “Verify a file” for a list, a CV or a table"),
    ("In a channel", "Mention me with the ID; you alone see the answer"),
    ("Here", "The box above, or a direct message"),
    ("A role", "/certguide senior ML engineer, client-facing RAG"),
    ("A long text", "/certguide alone, or the shortcut “Find a certification”"),
)
REOPEN = {
    FormKind.VERIFY: (TITLE, phrases.VERIFY_ANOTHER, ANOTHER),
    FormKind.GUIDE: (guide_form.TITLE, phrases.GUIDE_AGAIN, ANOTHER_ROLE),
    FormKind.ROSTER: (roster_form.TITLE, file_phrases.IMPORT_AGAIN, roster_form.ANOTHER_ROSTER),
    FormKind.FILE: (file_form.TITLE, VERIFY_FILE_AGAIN, file_form.ANOTHER_FILE),
    FormKind.ORGANISATION: (
        organisation_form.TITLE,
        organisation_phrases.CHANGE,
        organisation_form.OPEN_ORGANISATION_FORM,
    ),
}
BLOCKS_IN_VIEW = 95  # Slack takes 100


@dataclass(frozen=True, slots=True)
class HomeContent:
    """What the App Home says about this installation."""

    registries: tuple[str, ...] = ()
    support: str | None = None
    keeps_watches: bool = False


def form() -> View:
    """Return the form: IDs, the holder's name, the day."""
    name: Block = {"type": "plain_text_input", "action_id": VALUE, "max_length": LONGEST_NAME}
    shown = [
        *blocks.context(phrases.IN_THIS_WINDOW),
        blocks.field(IDS, phrases.FORM_IDS, _ids_box(multiline=True), hint=phrases.NO_ID),
        blocks.field(NAME, "Name of the holder", name, optional=True),
        blocks.field(ON, "Valid on", {"type": "datepicker", "action_id": VALUE}, optional=True),
        *blocks.actions([blocks.button(VERIFY_FILE, file_form.ANOTHER_FILE)]),
    ]
    return form_window(TITLE, shown, name=VERIFY_FORM, submit=phrases.VERIFY)


def form_of(kind: FormKind, chosen: str = "guide") -> View:
    """Return the empty form of a kind; ``chosen`` is what is chosen at first in the role guide's."""
    match kind:
        case FormKind.GUIDE:
            return guide_form.form(chosen)
        case FormKind.ROSTER:
            return roster_form.form()
        case FormKind.FILE:
            return file_form.form()
        case FormKind.VERIFY | FormKind.ORGANISATION | FormKind.ASSIGN:
            return form()


def working(operation: Answer | ReadRoster) -> View:
    """Return what stands in a form's window while its answer is made."""
    match operation:
        case ReadRoster(roster=UploadedFile()):
            return file_form.working()
        case ReadRoster() | Answer(intent=SetSettings()):
            return roster_form.working()
        case Answer(destination=OpenModal(form=FormKind.GUIDE)):
            return guide_form.working()
        case Answer(intent=intent):
            return window(TITLE, blocks.sections(phrases.checking(certificates_in(intent))))


def progress(message: Message, *, form: FormKind) -> View:
    """Return a window that says how far its answer is."""
    return window(REOPEN[form][0], without_tables(message.blocks))


def with_answer(messages: Sequence[Message], *, form: FormKind = FormKind.VERIFY) -> tuple[View, Sequence[Message]]:
    """Return the window with the answer and the way back to its form, and the messages that do not fit into it."""
    shown, rest = _fitting(messages)
    title, label, name = REOPEN[form]
    reopen = blocks.actions([blocks.button(label, name)])
    return window(title, [*shown, *reopen]) | {"private_metadata": str(form)}, rest


def on_top(
    messages: Sequence[Message], *, back: bool, form: FormKind = FormKind.GUIDE
) -> tuple[View, Sequence[Message]]:
    """Return a window that is opened on top of an answer, so that closing it leads back there."""
    shown, rest = _fitting(messages)
    return window(REOPEN[form][0], shown, close=phrases.BACK if back else phrases.CLOSE), rest


def to_copy(text: str) -> View:
    """Return a window with a message that can be copied."""
    shown = [*blocks.context(phrases.FOR_THE_HOLDER), *blocks.sections(text)]
    return window(phrases.ASK_HOLDER, shown, close=phrases.BACK)


def home(
    desk: HomeContent, *, welcome: bool = False, admin: bool = False, messages: Sequence[Message] = ()
) -> tuple[View, Sequence[Message]]:
    """Return the App Home, the same for everybody but for what is shown of their own, and what does not fit."""
    answer, rest = _fitting(messages)
    divider: list[Block] = [{"type": "divider"}]
    shown = [
        {"type": "section", "text": blocks.strong(phrases.HELP_HEADLINE)},
        *(blocks.sections(phrases.WELCOME) if welcome else []),
        blocks.field(IDS, "Certificate IDs, and the holder's name if you have it", _ids_box(multiline=False)),
        *blocks.actions(_home_buttons(desk, admin=admin)),
        *((divider + answer) if answer else []),
        *divider,
        *blocks.facts(WAYS),
        *blocks.facts(help_facts(HelpTopic.VERIFY, "slack", watches=desk.keeps_watches, files=True)),
        {"type": "section", "text": blocks.strong(phrases.GUIDE_HEADLINE)},
        *blocks.facts(help_facts(HelpTopic.GUIDE, "slack", watches=desk.keeps_watches, files=True)),
        *blocks.sections("\n".join(phrases.HELP_LINES)),
        *divider,
        *blocks.context(
            phrases.SET_HERE if desk.keeps_watches else phrases.NOTHING_TO_SET,
            phrases.registries_asked(desk.registries),
            phrases.help_from(desk.support),
        ),
    ]
    return {"type": "home", "callback_id": "home", "blocks": shown}, rest


def _home_buttons(desk: HomeContent, *, admin: bool) -> list[Block]:
    own = ((phrases.MY_WATCHES, "watches"), (phrases.MY_NOTICES, "notify")) if desk.keeps_watches else ()
    return [
        blocks.button(phrases.VERIFY, HOME_BUTTON),
        blocks.button(VERIFY_FILE, file_form.OPEN_FILE),
        blocks.button(phrases.FIND_CERTIFICATION, guide_form.OPEN_FORM),
        *(blocks.button(label, f"run:{at}", value=command) for at, (label, command) in enumerate(own)),
        *([blocks.button(organisation_phrases.CHANGE, organisation_form.OPEN_ORGANISATION_FORM)] if admin else []),
    ]


def _fitting(messages: Sequence[Message]) -> tuple[list[Block], Sequence[Message]]:
    """Return the blocks of as many messages as a view holds besides what else is in it, and the other messages."""
    room, shown = BLOCKS_IN_VIEW - 20, list[Any]()
    for at, message in enumerate(messages):
        found = without_tables(message.blocks)
        if len(shown) + len(found) > room:
            return [*shown, *blocks.sections(phrases.REST_IN_DIRECT)], messages[at:]
        shown += found
    return shown, ()


def _ids_box(*, multiline: bool) -> Block:
    example = blocks.plain("AIDA-2026-1234", 150)
    return {"type": "plain_text_input", "action_id": VALUE, "multiline": multiline, "placeholder": example}
