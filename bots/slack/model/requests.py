"""What somebody wants, as values: inbound makes them, the service fulfils them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bots.conversation.model.intents import Verify
from bots.slack.model.destinations import FormKind

if TYPE_CHECKING:
    from bots.conversation.model.intents import Asker, Intent
    from bots.files.uploads import UploadedFile
    from bots.slack.model.destinations import Destination, ResponseUrl


@dataclass(frozen=True, slots=True)
class PressedMessage:
    """A lasting message of ours in which somebody pressed a button: where it is, and what Slack calls it."""

    channel: str
    ts: str


@dataclass(frozen=True, slots=True)
class Answer:
    """
    Answer this intent there.

    ``message`` tells the message that asked, for when it is edited; ``is_edit`` says that it was: its answer changes.
    ``pressed`` is the message that changes by the answer.
    ``details`` says that all of the answer is wanted, and not its gist; ``block`` is the row of that button.
    """

    intent: Intent
    destination: Destination
    message: str = ""
    is_edit: bool = False
    pressed: PressedMessage | None = None
    details: bool = False
    block: str = ""


@dataclass(frozen=True, slots=True)
class Unfold:
    """Show all of an answer that is remembered, or its gist again; ``block`` is the row of the button."""

    block: str
    destination: Destination
    details: bool


@dataclass(frozen=True, slots=True)
class OpenForm:
    """
    Open a form, in a new window or in the one that is open.

    ``chosen`` is what is chosen at first in the role guide's, and the certificate where a person is to be picked;
    ``otherwise`` is answered where no window can be opened.
    """

    trigger: str
    person: str
    view: str = ""
    form: FormKind = FormKind.VERIFY
    chosen: str = "guide"
    otherwise: Answer | None = None


@dataclass(frozen=True, slots=True)
class ShowHome:
    """Show the App Home."""

    person: str


@dataclass(frozen=True, slots=True)
class Share:
    """
    Post this in the channel, because the person asked for it.

    ``block`` and ``action`` are the IDs of the row and the button that was pressed, ``answer`` that of their message.
    """

    text: str
    destination: ResponseUrl
    block: str = ""
    action: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class TakeBackShared:
    """Delete what was shared in a channel; ``block`` and ``action`` are the row and the button that was pressed."""

    channel: str
    ts: str
    destination: ResponseUrl
    block: str = ""
    action: str = ""


@dataclass(frozen=True, slots=True)
class ShowMessage:
    """Show a ready message to copy, on top of whatever is open."""

    text: str
    trigger: str
    person: str
    over_view: bool


@dataclass(frozen=True, slots=True)
class Unfurl:
    """Say of some links in a channel what they are, and no more."""

    ids: tuple[tuple[str, str], ...]
    where: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class OpenWorkObject:
    """Show a person in a pane of their own what is the case with the certificate that a link leads to."""

    url: str
    intent: Verify
    trigger: str


@dataclass(frozen=True, slots=True)
class ReadRoster:
    """Say what is in a file that was dropped or chosen, or what importing a roster's pasted lines would do."""

    roster: UploadedFile | str
    destination: Destination


@dataclass(frozen=True, slots=True)
class RunStep:
    """Verify a certificate for a workflow's step; ``problem`` says why that cannot be, where there is no intent."""

    execution: str
    intent: Verify | None = None
    problem: str = ""


Operation = (
    RunStep
    | Answer
    | Unfold
    | OpenForm
    | ShowHome
    | Share
    | TakeBackShared
    | ShowMessage
    | Unfurl
    | OpenWorkObject
    | ReadRoster
)


@dataclass(frozen=True, slots=True)
class Request:
    """One thing that somebody wants; ``keys`` tell a second delivery from a second wish."""

    asker: Asker
    operation: Operation
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormErrors:
    """What is wrong in which field of the form."""

    by_field: dict[str, str]


def certificates_in(intent: Intent) -> int:
    """Return how many certificates an intent asks about."""
    return len(intent.ids) if isinstance(intent, Verify) else 0
