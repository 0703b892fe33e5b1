"""The desk behind the page: one question, one reply, in however many panes it is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.desk import Desk
from bots.conversation.model.intents import Asker, FileAction

if TYPE_CHECKING:
    from bots.conversation.files.file_jobs import FileJobs
    from bots.conversation.model.intents import Intent
    from bots.conversation.model.ports import Progress, Verifier
    from bots.conversation.model.replies import Reply
    from bots.conversation.watch.live_messages import PressResult
    from bots.conversation.watch.stores import WatchStores

YOU = Asker("playground", "sandbox", "you")
MOST_IDS = 50  # as in a chat


class SharedDesk(Desk):
    """Answers each intent once, and takes whoever asks from whichever pane for the same person."""

    def __init__(
        self, verifier: Verifier, *, stores: WatchStores | None = None, file_jobs: FileJobs | None = None
    ) -> None:
        """Answer on ``verifier``; ``stores`` is where watches are stored, ``file_jobs`` reads files."""
        super().__init__(verifier, max_ids=MOST_IDS, stores=stores, file_jobs=file_jobs)
        self._replies: dict[Intent, Reply] = {}

    async def press(
        self,
        intent: Intent | None,
        asker: Asker,  # noqa: ARG002 - there is one person
        message: str,
        *,
        picks: bool = False,
    ) -> PressResult | None:
        """Do what was pressed in a message that was sent to the one person there is."""
        return await super().press(intent, YOU, message, picks=picks)

    async def answer(self, intent: Intent, asker: Asker, *, progress: Progress | None = None) -> Reply:
        """
        Answer one intent; the second pane that asks is given what the first one was given.

        A file is kept for whoever dropped it, under the name that its pane knows them by.
        """
        if intent not in self._replies:
            whose = asker if isinstance(intent, FileAction) else YOU
            self._replies[intent] = await super().answer(intent, whose, progress=progress)
        return self._replies[intent]
