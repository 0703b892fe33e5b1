"""What somebody wants, as values: inbound makes them, the service fulfils them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from bots.conversation.model.intents import Intent
    from bots.files.uploads import UploadedFile


@dataclass(frozen=True, slots=True)
class Answer:
    """
    Answer this intent.

    ``command`` is the same in words, for a button that asks again; ``beside`` means that the answer stands next to
    what was clicked and does not replace it; ``back`` is the command whose answer one came from; ``place`` tells where
    it can be shared.
    """

    intent: Intent
    command: str = ""
    beside: bool = False
    back: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class HolderMessage:
    """Show a ready message to the holder."""

    text: str
    back: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """
    Put what may be shared about this into the box where the person writes, or post it at the ``place`` of the question.

    ``command`` is the same in words; ``is_sure`` says that the person was asked first.
    """

    intent: Intent
    command: str = ""
    place: str = ""
    is_sure: bool = False


@dataclass(frozen=True, slots=True)
class TakeBackShared:
    """Delete what was shared about this at the ``place`` of the question; ``command`` is the same in words."""

    intent: Intent
    command: str
    place: str


@dataclass(frozen=True, slots=True)
class ShowForm:
    """Show a form: the one that verifies, or the role guide's; with what was typed, and what is wrong with it."""

    guide: bool = False
    typed: tuple[tuple[str, str], ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Search:
    """Show results to choose from, for this intent; None where nothing, or only half of something, was ``typed``."""

    intent: Intent | None
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """Say of a link what it is, and no more; None when it leads to no certificate."""

    certificate: str | None


@dataclass(frozen=True, slots=True)
class Redraw:
    """Show the message in which a button was pressed as it stands."""


@dataclass(frozen=True, slots=True)
class Feedback:
    """A thumb below an answer, up or down; what was written with it is left out."""

    is_good: bool


class CountFeedback(Protocol):
    """Counts what people think of answers; whose thumb it was, and about what, is not kept."""

    def __call__(self, surface: str, *, is_good: bool) -> None:
        """Count a thumb up or down."""
        ...


@dataclass(frozen=True, slots=True)
class Malformed:
    """Nothing that can be done, and why."""

    problem: str
    is_known: bool = True


@dataclass(frozen=True, slots=True)
class ReadRoster:
    """Say what it would do to import a roster that was dropped."""

    roster: UploadedFile


@dataclass(frozen=True, slots=True)
class Consent:
    """
    What a person said to the question whether a file may be put into their OneDrive.

    ``upload_url`` is where to put it, a signed address; ``url``, ``id`` and ``name`` are how the file is found later.
    """

    key: str
    accepted: bool = False
    upload_url: str = field(default="", repr=False)
    url: str = ""
    id: str = ""
    name: str = ""


Operation = (
    Answer
    | ReadRoster
    | Consent
    | HolderMessage
    | Share
    | TakeBackShared
    | ShowForm
    | Search
    | Preview
    | Redraw
    | Feedback
    | Malformed
)


KEY = "file"  # under this name a consent card carries which file it is about
