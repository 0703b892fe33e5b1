"""What somebody asked last in a conversation, so that "is it still valid?" needs no ID."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bots.conversation.model.intents import Verify
from bots.runtime.answer_memory import Recent

if TYPE_CHECKING:
    from bots.conversation.model.intents import Asker, Intent
    from bots.runtime.ports import Monotonic

KEPT_SECONDS = 900.0


class LastQuestions:
    """Remembers for a while, in this process only, which certificates each person asked about last in each place."""

    def __init__(self, monotonic: Monotonic) -> None:
        """Start with none; ``monotonic`` gives seconds that only grow."""
        self._asked = Recent[tuple[str, str], Verify](monotonic, keep=KEPT_SECONDS)

    def meant(self, intent: Intent, asker: Asker) -> Intent:
        """
        Return what is meant: a question about "it" asks for the one certificate that was asked about last.

        Who is forgotten is forgotten here too, in every place.

        Args:
            intent: what was read; a question about certificates is remembered.
            asker: who asks, and where; what somebody else asked there, or they elsewhere, is never meant.

        Returns:
            a question with the name that was given for the certificate, or ``intent`` where none or several are meant.
        """
        where = (asker.key, asker.place)
        if isinstance(intent, Verify):
            self._asked.remember(where, intent)
            return intent
        from bots.conversation.model.talk_intents import AskBack  # noqa: PLC0415 - who verifies does not load them
        from bots.conversation.model.watch_intents import ForgetMe  # noqa: PLC0415

        if isinstance(intent, ForgetMe) and intent.sure:
            self._asked.forget_where(lambda key: key[0] == asker.key)
        last = self._asked.find(where) if isinstance(intent, AskBack) and intent.of_last else None
        if last is None or len(last.ids) != 1 or not isinstance(intent, AskBack):
            return intent
        return replace(last, on=None, fresh=False, unread=(), language=intent.language)
