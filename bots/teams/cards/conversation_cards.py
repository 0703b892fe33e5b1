"""What may stand in a conversation that others read: nothing that only the asker may see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.model.replies import ActionKind
from bots.conversation.plain_text import card_as_text
from bots.conversation.text import general as phrases
from bots.conversation.text import live_messages as sharing_phrases
from bots.teams.cards import elements
from bots.teams.cards.cards import CHAT, notice, parts_of
from bots.teams.cards.elements import LONGEST_DATA
from bots.teams.cards.splitting import split_card

if TYPE_CHECKING:
    from bots.conversation.model.replies import Card
    from bots.teams.cards.elements import Element


def certificate_link(certificate: str) -> Element:
    """Return what is shown below a link in a conversation."""
    return notice(phrases.CERTIFICATE_LINK, [_privately(f"verify {certificate}")])


def shared(card: Card, *, by: str = "") -> Element:
    """
    Return what may be put into a conversation: a certificate without its holder, or advice about a role.

    Args:
        card: the answer.
        by: who shares it, and when, in words.
    """
    whole, small = card.unfolded(), elements.paragraphs(by, subtle=True, size="Small")
    if card.verdict is None:
        body, _ = parts_of(whole, CHAT, end=small)
        return split_card(body, [], card_as_text(whole))[0]
    said = next((each.text for each in whole.actions if each.kind is ActionKind.SHARE), "") or phrases.LOOKED_UP
    verify = _privately(f"verify {card.verdict.question.text}")
    return elements.card([*elements.paragraphs(said), *small], [verify], said)


def share_question(text: str, command: str, place: str, *, window: bool = False) -> Element:
    """
    Return what is asked before something is shared, with the way back to the answer.

    Args:
        text: what everybody will read, and what could be taken for an approval.
        command: what asks for the answer again.
        place: where it is shared, "" for the box where people write.
        window: whether it stands in a window.
    """
    make = elements.submit if window else elements.execute
    data = {"command": command} | ({elements.PLACE: place} if place else {})
    sure = make(sharing_phrases.SHARE_ANYWAY, {"do": "share", elements.SURE: elements.YES} | data)
    return notice(text, [sure, make(phrases.BACK, {"do": "run"} | data)])


def elsewhere(command: str) -> Element:
    """Return what is said in a conversation when the person has no chat with the bot yet."""
    fits = 0 < len(command) <= LONGEST_DATA
    return notice(phrases.NO_PERSONAL_CHAT, [_privately(command, phrases.SHOW_PRIVATELY)] if fits else [])


def _privately(command: str, title: str = phrases.VERIFY_PRIVATELY) -> Element:
    return elements.open_task_module(title, {"do": "run", "command": command})
