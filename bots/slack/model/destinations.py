"""Where an answer goes. Each place is private to the person who asked; what a place costs is outbound's business."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class ResponseUrl:
    """The ``response_url`` of a command or a click; ``replaces`` the private message that was clicked."""

    person: str
    url: str
    channel: str = ""
    thread: str = ""
    replaces: bool = False


@dataclass(frozen=True, slots=True)
class Ephemeral:
    """A message in a channel that only the person sees; ``thread`` only where a thread is already open."""

    person: str
    channel: str
    thread: str = ""


@dataclass(frozen=True, slots=True)
class DirectMessage:
    """The conversation between the person and the bot; without ``channel`` it is opened by the person's ID."""

    person: str
    channel: str = ""
    thread: str = ""


class FormKind(StrEnum):
    """The forms, each of which is answered in its own window."""

    VERIFY = "verify"
    GUIDE = "guide"
    ROSTER = "roster"
    FILE = "file"
    ORGANISATION = "house"
    ASSIGN = "assign"


@dataclass(frozen=True, slots=True)
class OpenModal:
    """The window that the person has open, and the form that it began with."""

    person: str
    view: str
    form: FormKind = FormKind.VERIFY


@dataclass(frozen=True, slots=True)
class NewModal:
    """A new window over the one that is open, or over the Home; closing it leads back there."""

    person: str
    trigger: str
    over_view: bool
    form: FormKind = FormKind.GUIDE


@dataclass(frozen=True, slots=True)
class HomeTab:
    """The person's own App Home."""

    person: str


Destination = ResponseUrl | Ephemeral | DirectMessage | OpenModal | NewModal | HomeTab


def can_share(destination: Destination) -> bool:
    """Say whether there is a channel around this place in which something could be shared."""
    return isinstance(destination, ResponseUrl | Ephemeral) and destination.channel[:1] in {"C", "G"}


def lasting(destination: Destination, channel: str) -> Destination:
    """Return where an older answer in the direct message ``channel`` can be changed, for what is asked elsewhere."""
    return DirectMessage(destination.person, channel) if isinstance(destination, Ephemeral) else destination


def without_replacing(destination: Destination) -> Destination:
    """Return the place beside the message that was clicked."""
    return replace(destination, replaces=False) if isinstance(destination, ResponseUrl) else destination
