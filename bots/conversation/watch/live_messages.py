"""Messages that live: what is pressed in one changes it in place, and every other message about the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from bots.conversation.model import watch_intents as wanted
from bots.conversation.model.intents import Verify
from bots.conversation.model.replies import Tone

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence

    from bots.conversation.model.intents import Asker, Intent
    from bots.conversation.model.replies import Reply
    from verifier_client import Verdict

DONE_IN_PLACE = (
    wanted.Acknowledge,
    wanted.TakeBackAcknowledgement,
    wanted.Snooze,
    wanted.Assign,
    wanted.AcceptOffer,
    wanted.DeclineOffer,
    wanted.AnswerAdminOffer,
)
"""What changes a message; whatever else stands behind its buttons is answered beside it."""


class LiveMessages(Protocol):
    """Messages that were sent, drawn again from what is known now."""

    async def find(self, reader: Asker, message: str) -> str:
        """
        Return the key of a message that was sent, "" where that is not known.

        Args:
            reader: in whose chat it stands.
            message: what the platform calls it.
        """
        ...

    async def redraw(self, key: str, *, checked: Mapping[str, Verdict] = ..., picking: str = "") -> Reply | None:
        """
        Return a message as it stands now, None where it is gone.

        Args:
            key: the message's key.
            checked: what was just read of certificates, by their IDs.
            picking: the certificate for which a person is to be picked, by its ID.
        """
        ...

    async def note(self, key: str, verdicts: Sequence[Verdict]) -> None:
        """Keep what was just read of the certificates of a message."""
        ...

    def refresh(self, certificates: Collection[str]) -> None:
        """Begin to draw anew all messages of late that tell of these certificates, by their IDs."""
        ...

    async def deliver(self, message: str) -> None:
        """Have a message delivered soon that was written down, by its key."""
        ...


@dataclass(frozen=True, slots=True)
class PressResult:
    """
    What came of a press: the message with the key as it stands now, and what is said beside it.

    ``said`` is None where the message says it all.
    """

    key: str
    shown: Reply
    said: Reply | None = None


class PressHandler:
    """Does what was pressed in a message, and gives the message back as it stands then."""

    def __init__(self, messages: LiveMessages, answer: Callable[[Intent, Asker], Awaitable[Reply]]) -> None:
        """Find and draw ``messages``; ``answer`` does what is wanted, as the desk does for typed words."""
        self._messages = messages
        self._answer = answer

    async def press(
        self, intent: Intent | None, asker: Asker, message: str, *, picks: bool = False
    ) -> PressResult | None:
        """
        Answer a press.

        Args:
            intent: what the button means, None to see the message as it stands.
            asker: who pressed it.
            message: what the platform calls the message.
            picks: whether a person can be picked in the message itself.

        Returns:
            None where it is to be answered beside the message, which does not change.
        """
        is_check = isinstance(intent, Verify) and intent.fresh and len(intent.ids) == 1
        if not message or not (intent is None or is_check or isinstance(intent, DONE_IN_PLACE)):
            return None
        key = await self._messages.find(asker, message)
        if not key:
            return None
        if intent is None:
            shown = await self._messages.redraw(key)
            return None if shown is None else PressResult(key, shown)
        if isinstance(intent, wanted.Assign) and picks and not intent.to and not intent.person:
            shown = await self._messages.redraw(key, picking=intent.certificate.text)
            return None if shown is None else PressResult(key, shown)
        reply = await self._answer(intent, asker)
        if is_check:
            await self._messages.note(key, reply.verdicts)
            self._messages.refresh([each.question.text for each in reply.verdicts])
        shown = await self._messages.redraw(key, checked={each.question.text: each for each in reply.verdicts})
        if shown is None:
            return None
        return PressResult(key, shown, _to_be_said(intent, reply))


def _to_be_said(intent: Intent, reply: Reply) -> Reply | None:
    """Return what the message cannot show: why nothing was done, and a code that is for one person's eyes."""
    if isinstance(intent, wanted.Assign) and not intent.to and not intent.person:
        return reply
    is_refused = any(card.tone is Tone.CAUTION and card.verdict is None for card in reply.cards)
    return reply if is_refused else None
