"""Task modules, which clients show as dialogs: the two forms, and answers in place of a form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.grammar import forms
from bots.conversation.grammar.verify_question import LONGEST_NAME
from bots.conversation.model.dates import read_day
from bots.conversation.text import general as phrases
from bots.teams.cards import elements
from bots.teams.cards.elements import Element

if TYPE_CHECKING:
    from bots.teams.cards.elements import Element
    from bots.teams.model.requests import ShowForm

LONGEST_TYPED = 20_000


def task_module(card: Element, title: str = phrases.VERIFY_CERTIFICATE) -> Element:
    """Return a window with a card in it."""
    size = {"height": "medium", "width": "medium"}
    return {"task": {"type": "continue", "value": {"title": title, **size, "card": elements.attachment(card)}}}


def form(wish: ShowForm) -> Element:
    """Return a window with a form, what was typed into it before, and what is wrong with that."""
    typed = dict(wish.typed)
    title = phrases.FIND_CERTIFICATION if wish.guide else phrases.VERIFY_CERTIFICATE
    problem = elements.paragraphs(f"⚠️ {wish.problem}", bold=True) if wish.problem else []
    body = [*elements.paragraphs(phrases.IN_THIS_WINDOW, subtle=True), *problem]
    body += _guide_fields(typed) if wish.guide else _verify_fields(typed)
    sends = elements.submit(
        phrases.ASK_GUIDE if wish.guide else phrases.VERIFY, {"do": "guide_form" if wish.guide else "verify_form"}
    )
    return task_module(elements.card(body, [sends], title), title)


def _verify_fields(typed: dict[str, str]) -> list[Element]:
    ids, day = typed.get(forms.IDS, "")[:LONGEST_TYPED], typed.get(forms.ON, "")
    return [
        elements.text_box(forms.IDS, phrases.FORM_IDS, lines=True, needed=phrases.NO_ID, most=LONGEST_TYPED, value=ids),
        elements.text_box(
            forms.NAME, phrases.FORM_NAME, most=LONGEST_NAME, value=typed.get(forms.NAME, "")[:LONGEST_NAME]
        ),
        {"type": "Input.Date", "id": forms.ON, "label": phrases.FORM_ON} | ({"value": day} if read_day(day) else {}),
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
