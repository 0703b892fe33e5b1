"""What the bot says when it was added: what it can do here, and where help is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec.structs import replace

from bots.conversation.model.replies import Card, Reply
from bots.conversation.text import general as phrases
from bots.conversation.text.talk import WELCOME_TRIES
from bots.teams.cards import cards, elements

if TYPE_CHECKING:
    from bots.teams.cards.cards import Message
    from bots.teams.cards.elements import Element

IN_TEAMS = "Also: mention me, or use a message's actions."


@dataclass(frozen=True, slots=True)
class InstallationInfo:
    """What the welcome says about this installation."""

    registries: tuple[str, ...] = ()
    support: str | None = None


def welcome_messages(
    installation: InstallationInfo, *, keeps_watches: bool, is_private: bool, added_by: str
) -> list[Message]:
    """
    Return the messages of a welcome.

    Args:
        installation: which registries are asked, and who helps.
        keeps_watches: whether certificates can be watched here.
        is_private: whether nobody but one person reads along.
        added_by: the name of who added the bot; empty where it is not known.

    Returns:
        As few messages as Teams takes; to a whole conversation, what must be known and no more.
    """
    by = f" {phrases.added_by(added_by)}" if added_by and not is_private else ""
    greeting = phrases.WELCOME_CHAT if is_private else f"{phrases.WELCOME_GROUP}{by}"
    settable = phrases.SET_HERE if keeps_watches else phrases.NOTHING_TO_SET
    lines = [
        *((IN_TEAMS, settable) if is_private else ()),
        phrases.registries_asked(installation.registries) if installation.registries else "",
        phrases.help_from(installation.support),
    ]
    tries = WELCOME_TRIES if is_private else WELCOME_TRIES[-1:]
    reply = Reply((Card(phrases.HELP_HEADLINE, lines=tries),))
    return cards.messages(reply, before=greeting, after="\n".join(filter(None, lines)), more=openers())


def openers() -> list[Element]:
    """Return the buttons that open the two forms."""
    return [
        elements.open_task_module(phrases.VERIFY, {"do": "form", "form": "verify"}),
        elements.open_task_module(phrases.ASK_GUIDE, {"do": "form", "form": "guide"}),
    ]


def with_openers(reply: Reply) -> list[Message]:
    """Return the help with the forms' buttons; its topics stand in its words."""
    alone = replace(reply, cards=tuple(replace(card, actions=()) for card in reply.cards))
    return cards.messages(alone, after=IN_TEAMS, more=openers())
