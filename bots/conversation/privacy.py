"""Deletion on request: the port behind it, and what is said about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from bots.conversation import privacy_phrases as phrases
from bots.conversation.replies import Action, ActionKind, Card, Tone

if TYPE_CHECKING:
    from datetime import datetime

    from bots.conversation.intents import Asker
    from bots.conversation.watch_intents import ForgetMe


@dataclass(frozen=True, slots=True)
class Forgotten:
    """
    The receipt of a deletion: what went, by kind, and at which place of the audit it is written that it went.

    ``left`` are columns in which the same letters still stand, as another's words: a human has to look.
    """

    at: datetime
    counts: tuple[tuple[str, int], ...]
    line: int = 0
    left: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        """Return how many rows went, or were cleaned."""
        return sum(count for _, count in self.counts)


class Privacy(Protocol):
    """Forgets people."""

    async def forget_asker(self, who: Asker, *, by: Asker) -> Forgotten:
        """Forget all that somebody did, set and was told here, but that it was forgotten, and by whom."""
        ...


class Forgetting:
    """Forgets who asks for it, once they are sure."""

    def __init__(self, privacy: Privacy) -> None:
        """Take who forgets."""
        self._privacy = privacy

    async def card(self, wish: ForgetMe, asker: Asker) -> Card:
        """Ask back, or forget, and give a receipt."""
        if not wish.sure:
            yes = Action(ActionKind.RUN, phrases.FORGET_ME, command="forget me yes")
            return Card(phrases.ASK_BACK, Tone.CAUTION, lines=phrases.WHAT_GOES, actions=(yes,))
        # Who asked for it must not be named by the line that says that it was done.
        done = await self._privacy.forget_asker(asker, by=type(asker)(asker.surface, asker.tenant))
        return Card(phrases.forgotten(done.at, done.line), facts=counted(done), limits=(phrases.WHAT_STAYS,))


def counted(done: Forgotten) -> tuple[tuple[str, str], ...]:
    """Say what went, by kind."""
    return tuple((phrases.KINDS[kind], f"{count:,}") for kind, count in done.counts if count)
