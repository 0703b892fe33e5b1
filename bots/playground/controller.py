"""
What the page's one endpoint does.

Typed words, and what managers are sent unasked, go to every pane; a press on a button to the pane it stands in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from bots.conversation.plain_text import reply_as_text
from bots.playground import digest
from bots.playground.shared_desk import YOU, SharedDesk
from bots.playground.slack_pane import SlackPane
from bots.playground.teams_pane import TeamsPane
from bots.playground.uploaded_files import PostedFile, file_jobs, sample
from bots.runtime.json_access import object_at, text_at
from bots.teams.model.errors import Malformed

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bots.conversation.model.ports import Verifier
    from bots.conversation.model.replies import Reply
    from bots.conversation.watch.stores import WatchStores
    from bots.runtime.json_access import Payload
    from bots.runtime.ports import IdempotencyKeys

UNREADABLE = (
    "Post one of: say (a person's words), show (digest, badge), file (name and data), slack (Slack's payload), "
    "teams (an activity)."
)


class CannotRead(ValueError):
    """What was posted is nothing that the page posts; the text says what was expected."""


class Watches(Protocol):
    """What people of the playground watch; each call may wait until the store is open."""

    async def stores(self) -> WatchStores:
        """Return the ports of watching."""
        ...

    @property
    def sent_digests(self) -> digest.SentDigests:
        """Return where the messages are stored that people are sent unasked."""
        ...


class PlaygroundController:
    """The three panes, on one verifier."""

    def __init__(
        self, verifier: Verifier, seen: IdempotencyKeys, *, now: Callable[[], datetime], watches: Watches
    ) -> None:
        """
        Answer from ``verifier``.

        Args:
            verifier: asks the sandbox.
            seen: which deliveries were handled before.
            now: the time in UTC.
            watches: where watches are stored.
        """
        self._verifier = verifier
        self._now = now
        self._watches = watches
        self._file_jobs = file_jobs(verifier)
        self._slack = SlackPane(seen, verifier.registries)
        self._teams = TeamsPane(seen, verifier.registries)

    async def answer(self, posted: Payload) -> dict[str, Any]:
        """Return what each pane concerned shows; raises ``CannotRead``."""
        desk = SharedDesk(self._verifier, stores=await self._watches.stores(), file_jobs=self._file_jobs)
        match posted:
            case {"file": dict(dropped)}:
                return await self._on_file(_posted_file(dropped, text_at(posted, "say")), desk)
            case {"say": str(text)}:
                return await self._on_text(text.strip(), desk)
            case {"show": "digest"}:
                return await self._unasked()
            case {"show": "badge"}:
                return await self._on_file(sample(), desk)
            case {"slack": dict(payload)} if text_at(payload, "type") in {"block_actions", "view_submission"}:
                return {"slack": await self._slack.on_interaction(payload, desk)}
            case {"teams": dict(raw)} if object_at(raw, "conversation"):
                try:
                    return {"teams": await self._teams.on_activity(raw, desk)}
                except Malformed as error:
                    raise CannotRead(f"That is no activity: {error}.") from None
            case _:
                raise CannotRead(UNREADABLE)

    async def _on_text(self, text: str, desk: SharedDesk) -> dict[str, Any]:
        reply = await desk.answer(desk.read(text), YOU)
        return {
            **_texts(reply),
            "slack": await self._slack.on_text(text, desk),
            "teams": await self._teams.on_text(text, desk),
        }

    async def _on_file(self, file: PostedFile, desk: SharedDesk) -> dict[str, Any]:
        reply = await file.reply(desk, self._teams.person)
        return {
            **_texts(reply),
            "slack": await self._slack.on_file(file, desk),
            "teams": await self._teams.on_file(reply),
        }

    async def _unasked(self) -> dict[str, Any]:
        unasked = await digest.messages(self._verifier, self._now(), stored=self._watches.sent_digests)
        return {
            "text": "\n\n".join(reply_as_text(each.reply) for each in unasked),
            "slack": self._slack.unasked(unasked),
            "teams": self._teams.unasked(unasked),
        }


def _posted_file(posted: Payload, words: str) -> PostedFile:
    try:
        return PostedFile.of(posted, words.strip())
    except ValueError as error:
        raise CannotRead(str(error)) from None


def _texts(reply: Reply) -> dict[str, str]:
    """Return the gist as text, and all of it where there is more."""
    details = {"details": reply_as_text(reply, details=True)} if reply.has_details else {}
    return {"text": reply_as_text(reply), **details}
