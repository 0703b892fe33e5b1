"""What else can be done with a verdict: have it signed, or send it to another system."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from msgspec.structs import replace

from bots.conversation.model.command_names import SEND_VERDICT
from bots.conversation.model.intents import MakeReceipt, SendVerdict
from bots.conversation.model.replies import Action, ActionKind, Card, Reply, Tone, refusal
from bots.conversation.text import receipts as phrases
from bots.conversation.text.verdicts import short_id
from bots.conversation.verify.question_commands import question_command
from bots.conversation.verify.receipt_cards import offer_receipt, receipt_reply
from verifier_client import Outcome

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Sequence

    from bots.conversation.model.intents import Asker, Verify
    from bots.conversation.model.ports import Receipts
    from verifier_client import Verdict

    Ask = Callable[[Verify, Asker], Awaitable[Reply]]


class VerdictReceiver(Protocol):
    """Takes verdicts for another system, such as one for applicants."""

    @property
    def name(self) -> str:
        """Return what people call the other system."""
        ...

    def takes_from(self, asker: Asker) -> bool:
        """Say whether somebody may send there."""
        ...

    async def send(self, verdicts: Sequence[Verdict], asker: Asker) -> None:
        """
        Write down what is to be sent; from then on it is not lost, whatever the other system does.

        Args:
            verdicts: what is sent, each by itself.
            asker: who sends it.
        """
        ...


class Handovers:
    """Offers what can be done with verdicts here, and does it; what is None is not offered."""

    def __init__(self, receipts: Receipts | None, receiver: VerdictReceiver | None) -> None:
        """
        Offer what there is.

        Args:
            receipts: signs answers.
            receiver: takes verdicts for another system.
        """
        self._receipts = receipts
        self._receiver = receiver

    def offer(self, cards: Iterable[Card], asker: Asker) -> tuple[Card, ...]:
        """Add the buttons to the cards of verdicts."""
        if self._receipts is not None:
            cards = map(offer_receipt, cards)
        if self._receiver is not None and self._receiver.takes_from(asker):
            name = self._receiver.name
            cards = (_offer_to_send(card, name) for card in cards)
        return tuple(cards)

    async def answer(self, intent: MakeReceipt | SendVerdict, asker: Asker, ask: Ask) -> tuple[Reply, str]:
        """
        Do what somebody wants done with an answer.

        Args:
            intent: what, and with the answer to which question.
            asker: who wants it.
            ask: answers the question, as of now.

        Returns:
            What is said, and the audit's word for what was done; "" where nothing was.
        """
        match intent:
            case MakeReceipt(question=question):
                return await self._sign(question, asker, ask)
            case SendVerdict(question=question):
                return await self._send(question, asker, ask)

    async def _sign(self, question: Verify, asker: Asker, ask: Ask) -> tuple[Reply, str]:
        if self._receipts is None:
            return refusal(phrases.NOT_OFFERED), ""
        reply = await ask(question, asker)
        signed = [await self._receipts.issue(verdict) for verdict in reply.verdicts]
        return (receipt_reply(reply.verdicts[0], signed[0]), "receipt") if signed else (reply, "")

    async def _send(self, question: Verify, asker: Asker, ask: Ask) -> tuple[Reply, str]:
        if self._receiver is None or not self._receiver.takes_from(asker):
            return refusal(phrases.NOT_SENT_ELSEWHERE), ""
        reply = await ask(question, asker)
        if not reply.verdicts:
            return reply, ""
        await self._receiver.send(reply.verdicts, asker)
        said = phrases.sent_elsewhere(short_id(reply.verdicts[0].question.text), self._receiver.name)
        return Reply((Card(said, Tone.NEUTRAL, lines=(phrases.SENT_WITH_NAMES,)),)), "send"


def _offer_to_send(card: Card, name: str) -> Card:
    """Add the button where there is an answer that says something."""
    if card.verdict is None or card.verdict.outcome is Outcome.COULD_NOT_CHECK:
        return card
    command = question_command(card.verdict.question, verb=SEND_VERDICT)
    action = Action(ActionKind.RUN, phrases.send_to(name), command=command, beside=True)
    if card.details is None:
        return replace(card, actions=(*card.actions, action))
    return replace(card, details=replace(card.details, actions=(*card.details.actions, action)))
