"""Receipts in chat: the button below an answer, and the receipt itself, ready to be copied into a file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bots.conversation.model.replies import Action, ActionKind, Card
from bots.conversation.text import receipts as phrases
from bots.conversation.text import verdicts as wording
from verifier_client import Outcome

if TYPE_CHECKING:
    from bots.conversation.model.ports import Receipt
    from verifier_client import Verdict

ANSWERED = (Outcome.FOUND, Outcome.NOT_FOUND)


def offer_receipt(card: Card) -> Card:
    """Add the button where a registry answered."""
    if card.verdict is None or card.verdict.outcome not in ANSWERED:
        return card
    question = card.verdict.question
    name = f" {question.holder}" if question.holder else ""
    on = f" on {question.on.isoformat()}" if question.on else ""
    action = Action(ActionKind.RUN, phrases.RECEIPT, command=f"receipt {question.text}{name}{on}")
    return replace(card, actions=(*card.actions, action))


def receipt_card(verdict: Verdict, receipt: Receipt) -> Card:
    """Show a receipt; it names the person who was asked about, so it is for the asker alone."""
    question = verdict.question
    asked = phrases.states(question.text, question.holder, question.on.isoformat() if question.on else None)
    return Card(
        phrases.headline(receipt.number),
        banner=wording.SANDBOX if verdict.provenance.sandbox else "",
        facts=(("States", asked), ("Key", receipt.fingerprint)),
        lines=tuple(receipt.text.splitlines()),
        next_step=phrases.HOW_TO_KEEP,
    )
