"""Deletion on request: the port behind it, and what is said about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.model.replies import Action, ActionKind, Card, Tone
from bots.conversation.text import erasure as phrases

if TYPE_CHECKING:
    from bots.conversation.model.erasure_result import ErasureResult
    from bots.conversation.model.intents import Asker
    from bots.conversation.model.ports import ErasureStore
    from bots.conversation.model.watch_intents import ForgetMe


class ErasureHandler:
    """Forgets who asks for it, once they are sure."""

    def __init__(self, erasure: ErasureStore) -> None:
        """Delete by a store."""
        self._erasure = erasure

    async def card(self, wish: ForgetMe, asker: Asker) -> Card:
        """Ask back, or forget, and give a receipt."""
        if not wish.sure:
            yes = Action(ActionKind.RUN, phrases.FORGET_ME, command="forget me yes")
            return Card(phrases.ASK_BACK, Tone.CAUTION, lines=phrases.WHAT_GOES, actions=(yes,))
        # Who asked for it must not be named by the line that says that it was done.
        done = await self._erasure.forget_asker(asker, by=type(asker)(asker.surface, asker.tenant))
        return Card(phrases.forgotten(done.at, done.line), facts=counted(done), limits=(phrases.WHAT_STAYS,))


def counted(done: ErasureResult) -> tuple[tuple[str, str], ...]:
    """Say what went, by kind."""
    return tuple((phrases.KINDS[kind], f"{count:,}") for kind, count in done.counts if count)
