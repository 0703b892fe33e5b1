"""What a client that waits is answered: a card in place, a toast, search results, an error."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from bots.conversation.text import general as phrases
from bots.teams.cards import cards, elements
from bots.teams.cards.conversation_cards import certificate_link, shared
from bots.teams.cards.elements import ADAPTIVE_CARD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bots.conversation.model.replies import Card, Reply
    from bots.teams.cards.elements import Element

THUMBNAIL = "application/vnd.microsoft.card.thumbnail"
TOAST = "application/vnd.microsoft.activity.message"
ERROR = "application/vnd.microsoft.error"


def in_place(card: Element) -> Element:
    """Return a card that takes the place of the one whose button was pressed."""
    return {"statusCode": 200, "type": ADAPTIVE_CARD, "value": card}


def toast(text: str) -> Element:
    """Return a sentence for the person who pressed a button, and for nobody else."""
    return {"statusCode": 200, "type": TOAST, "value": text}


def refusal(problem: str, *, is_known: bool = True) -> Element:
    """Return what is said to a client that asked for something which cannot be."""
    status, code = (400, "BadRequest") if is_known else (501, "NotImplemented")
    return {"statusCode": status, "type": ERROR, "value": {"code": code, "message": problem}}


def results(reply: Reply) -> Element:
    """
    Return what can be chosen in a search.

    The preview is seen by the person who searches; what goes into the conversation names nobody.
    """
    found = [
        {
            **elements.attachment(shared(card)),
            "preview": {"contentType": THUMBNAIL, "content": _preview(card)},
        }
        for card in reply.cards
        if card.verdict is not None or (card.details is not None and card.details.provenance)
    ]
    if not found:
        card = reply.cards[0] if reply.cards else None
        return hint(" ".join((card.headline, *card.lines[:1])) if card else phrases.SEARCH_NOTHING)
    return _extension("list", found)


def linked(certificate: str | None) -> Element:
    """Return what stands below a link, which is nothing where it leads to no certificate."""
    if certificate is None:
        return _extension("list", [])
    preview = {"contentType": THUMBNAIL, "content": {"title": phrases.VERIFY, "text": phrases.CERTIFICATE_LINK}}
    return _extension("list", [{**elements.attachment(certificate_link(certificate)), "preview": preview}])


def into_compose_box(reply: Reply, *, by: str) -> Element:
    """Return what is put into the box where the person writes, with who shares it; sending it stays their own act."""
    return _extension("list", [elements.attachment(shared(card, by=by)) for card in reply.cards[:1]])


def hint(text: str) -> Element:
    """Return a sentence in place of results."""
    return {"composeExtension": {"type": "message", "text": elements.clean(text)}}


def _preview(card: Card) -> dict[str, str]:
    facts = " · ".join(f"{label}: {value}" for label, value in card.facts[:2])
    about = " · ".join(card.gist[:2]) or facts or " ".join(card.lines[:3])
    shown = f"{cards.SIGNS[card.tone]} {elements.clean(card.headline)}"
    return {"title": html.escape(shown, quote=False), "text": html.escape(elements.clean(about)[:300], quote=False)}


def _extension(layout: str, attachments: Sequence[Element]) -> Element:
    return {"composeExtension": {"type": "result", "attachmentLayout": layout, "attachments": list(attachments)}}
