"""Windows (Teams' dialogs) and what clients wait for: forms, answers in windows, search results, toasts, refusals."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

from bots.conversation.grammar import forms
from bots.conversation.grammar.commands import LONGEST_NAME
from bots.conversation.text import general as phrases
from bots.teams.cards import cards, elements
from bots.teams.cards.elements import ADAPTIVE_CARD, Element

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bots.conversation.model.replies import Card, Reply
    from bots.teams.model.requests import Form

Body = dict[str, Any]

THUMBNAIL = "application/vnd.microsoft.card.thumbnail"
TOAST = "application/vnd.microsoft.activity.message"
ERROR = "application/vnd.microsoft.error"
LONGEST_TYPED = 20_000


def window(card: Element, title: str = phrases.VERIFY_CERTIFICATE) -> Body:
    """Return a window with a card in it."""
    size = {"height": "medium", "width": "medium"}
    return {"task": {"type": "continue", "value": {"title": title, **size, "card": _attached(card)}}}


def form(wish: Form) -> Body:
    """Return a window with a form, what was typed into it before, and what is wrong with that."""
    typed = dict(wish.typed)
    title = phrases.FIND_CERTIFICATION if wish.guide else phrases.VERIFY_CERTIFICATE
    problem = elements.paragraphs(f"⚠️ {wish.problem}", bold=True) if wish.problem else []
    body = [*elements.paragraphs(phrases.IN_THIS_WINDOW, subtle=True), *problem]
    body += _guide_fields(typed) if wish.guide else _verify_fields(typed)
    sends = elements.submit(
        phrases.ASK_GUIDE if wish.guide else phrases.VERIFY, {"do": "guide_form" if wish.guide else "verify_form"}
    )
    return window(elements.card(body, [sends], title), title)


def _verify_fields(typed: dict[str, str]) -> list[Element]:
    ids = typed.get(forms.IDS, "")[:LONGEST_TYPED]
    return [
        elements.text_box(forms.IDS, phrases.FORM_IDS, lines=True, needed=phrases.NO_ID, most=LONGEST_TYPED, value=ids),
        elements.text_box(
            forms.NAME, phrases.FORM_NAME, most=LONGEST_NAME, value=typed.get(forms.NAME, "")[:LONGEST_NAME]
        ),
        {"type": "Input.Date", "id": forms.ON, "label": phrases.FORM_ON},
    ]


def _guide_fields(typed: dict[str, str]) -> list[Element]:
    chosen = typed.get(forms.WISH, "guide")
    wishes = [(wish, f"{name}: {about}") for wish, (name, about) in phrases.GUIDE_FORM_WISHES.items()]
    return [
        elements.choice(
            forms.WISH,
            phrases.GUIDE_FORM_WISH,
            wishes,
            needed=phrases.GUIDE_FORM_CHOOSE,
            value=chosen if chosen in phrases.GUIDE_FORM_WISHES else "guide",
        ),
        elements.text_box(
            forms.TEXT,
            phrases.GUIDE_FORM_TEXT,
            lines=True,
            needed=phrases.FORM_NEEDS_TEXT,
            most=LONGEST_TYPED,
            value=typed.get(forms.TEXT, "")[:LONGEST_TYPED],
        ),
    ]


def in_place(card: Element) -> Body:
    """Return a card that takes the place of the one whose button was pressed."""
    return {"statusCode": 200, "type": ADAPTIVE_CARD, "value": card}


def toast(text: str) -> Body:
    """Return a sentence for the person who pressed a button, and for nobody else."""
    return {"statusCode": 200, "type": TOAST, "value": text}


def refusal(problem: str, *, is_known: bool = True) -> Body:
    """Return what is said to a client that asked for something which cannot be."""
    status, code = (400, "BadRequest") if is_known else (501, "NotImplemented")
    return {"statusCode": status, "type": ERROR, "value": {"code": code, "message": problem}}


def results(reply: Reply) -> Body:
    """
    Return what can be chosen in a search.

    The preview is seen by the person who searches; what goes into the conversation names nobody.
    """
    found = [
        {**_attached(cards.shared(card)), "preview": {"contentType": THUMBNAIL, "content": _preview(card)}}
        for card in reply.cards
        if card.verdict is not None or (card.facts and card.provenance)
    ]
    if not found:
        card = reply.cards[0] if reply.cards else None
        return hint(" ".join((card.headline, *card.lines[:1])) if card else phrases.SEARCH_NOTHING)
    return _extension("list", found)


def linked(certificate: str | None) -> Body:
    """Return what stands below a link, which is nothing where it leads to no certificate."""
    if certificate is None:
        return _extension("list", [])
    preview = {"contentType": THUMBNAIL, "content": {"title": phrases.VERIFY, "text": phrases.CERTIFICATE_LINK}}
    return _extension("list", [{**_attached(cards.certificate_link(certificate)), "preview": preview}])


def into_box(reply: Reply) -> Body:
    """Return what is put into the box where the person writes; sending it stays their own act."""
    return _extension("list", [_attached(cards.shared(card)) for card in reply.cards[:1]])


def hint(text: str) -> Body:
    """Return a sentence in place of results."""
    return {"composeExtension": {"type": "message", "text": elements.clean(text)}}


def _preview(card: Card) -> dict[str, str]:
    about = " · ".join(f"{label}: {value}" for label, value in card.facts[:2]) or card.provenance
    shown = f"{cards.SIGNS[card.tone]} {elements.clean(card.headline)}"
    return {"title": html.escape(shown, quote=False), "text": html.escape(elements.clean(about)[:300], quote=False)}


def _attached(card: Element) -> Body:
    return {"contentType": ADAPTIVE_CARD, "content": card}


def _extension(layout: str, attachments: Sequence[Body]) -> Body:
    return {"composeExtension": {"type": "result", "attachmentLayout": layout, "attachments": list(attachments)}}
