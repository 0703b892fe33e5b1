"""Receipts in chat: the button below an answer, and the receipt itself, ready to be copied into a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from bots.conversation.model.replies import Action, ActionKind, Card, CopyPart, CopyText, Reply, ReplyFile
from bots.conversation.text import receipts as phrases
from bots.conversation.text import verdicts as wording
from bots.conversation.verify.question_commands import question_command
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
    action = Action(ActionKind.RUN, phrases.RECEIPT, command=question_command(question, verb="receipt"), beside=True)
    if card.details is None:
        return replace(card, actions=(*card.actions, action))
    return replace(card, details=replace(card.details, actions=(*card.details.actions, action)))


def receipt_reply(verdict: Verdict, receipt: Receipt) -> Reply:
    """Give a receipt to keep, as text and as a file; it names the person asked about, so it is for the asker alone."""
    question = verdict.question
    asked = phrases.states(question.text, question.holder, question.on.isoformat() if question.on else None)
    card = Card(
        phrases.headline(receipt.number),
        banner=wording.SANDBOX if verdict.provenance.sandbox else "",
        facts=(("States", asked), ("Key", receipt.fingerprint)),
        to_copy=CopyText((CopyPart(receipt.text),), phrases.ALL_OF_IT),
        next_step=phrases.HOW_TO_KEEP,
    )
    name = phrases.file_name(receipt.number, question.text)
    instead = replace(card, to_copy=None, next_step=phrases.in_file(name))
    return Reply((card,), file=ReplyFile(name, f"{receipt.text}\n", instead))
