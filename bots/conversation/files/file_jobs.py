"""
Files in chat: what one lists waits 15 minutes for its asker's word, is verified once, and can be stopped.

Nothing of it is kept anywhere else, so after a restart, or in another process, a file has to be sent again. Only a wish
to stop, which says nothing of the file, reaches the process that verifies it.
"""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from cachetools import FIFOCache
from msgspec import structs

from bots.conversation.files.batch import BatchVerification
from bots.conversation.kept_files import KeptFiles
from bots.conversation.model.file_listing import UnreadableFile
from bots.conversation.model.intents import FileAction, FileActionKind
from bots.conversation.model.replies import Action, ActionKind, Card, Reply, refusal
from bots.conversation.text import file_results as phrases
from bots.conversation.text.general import slow_down, too_many

if TYPE_CHECKING:
    from bots.conversation.model.badge_request import BadgeRequest
    from bots.conversation.model.file_listing import FileListing
    from bots.conversation.model.intents import Asker
    from bots.conversation.model.ports import FileLister, Progress, Verifier
    from bots.conversation.model.table_options import TableOptions
    from bots.conversation.quota import Quota
    from bots.runtime.ports import IdempotencyKeys, Monotonic
    from verifier_client import Verdict
    from verifier_client.badges import BadgeVerdict

HELD_SECONDS = 900.0  # seconds
MOST_WAITING, MOST_OF_ONE = 50, 5
LONGEST_NAME = 80
STOP_POLL_SECONDS = 2.0  # seconds between two looks whether a stop was wished for elsewhere


@dataclass(slots=True)
class FileJob:
    """
    A file that waits, runs or has run.

    ``count`` is how many certificates it lists; more than can be verified at once are not held. ``table`` is the key of
    its bytes, where it may be a roster too.
    """

    name: str
    batch: BatchVerification
    until: float
    count: int
    table: str = ""
    run: asyncio.Task[None] | None = None

    @property
    def is_running(self) -> bool:
        """Say whether its certificates are being verified just now."""
        return self.run is not None and not self.run.done()


class FileJobs:
    """Verifies what files list, for each asker alone; the oldest of too many files is forgotten."""

    def __init__(
        self,
        verifier: Verifier,
        reader: FileLister,
        *,
        quota: Quota,
        max_ids: int,
        monotonic: Monotonic,
        stop_requests: IdempotencyKeys | None = None,
        stop_poll_seconds: float = STOP_POLL_SECONDS,
    ) -> None:
        """
        Hold files in memory, and verify what they list.

        Args:
            verifier: verifies certificates.
            reader: reads what a file lists.
            quota: how many certificates a person may ask about.
            max_ids: how many one file may list.
            monotonic: seconds that only grow.
            stop_requests: shared by several processes, as the press of a button may reach any of them; else None.
            stop_poll_seconds: the time between two looks at them.
        """
        self._verifier = verifier
        self._reader = reader
        self._quota = quota
        self._max_ids = max_ids
        self._monotonic = monotonic
        self._stop_requests = stop_requests
        self._stop_poll_seconds = stop_poll_seconds
        self._files: FIFOCache[tuple[str, str], FileJob] = FIFOCache(MOST_WAITING)
        self.kept = KeptFiles(reader, monotonic)

    async def read(self, data: bytes, name: str, options: TableOptions | None = None) -> FileListing | UnreadableFile:
        """Return what a file lists; see ``FileLister``."""
        return await self._reader.read(data, name, options)

    async def check_badge(self, request: BadgeRequest, asker: Asker) -> BadgeVerdict | Reply | UnreadableFile:
        """
        Judge a badge.

        Args:
            request: the badge's file, and what to compare it with.
            asker: who sent it; it counts as one certificate.

        Returns:
            The verdict; a refusal for who asked too often; or why there is no badge in the file.
        """
        from verifier_client.badges import Unreadable  # noqa: PLC0415 - only a badge needs it

        if (wait := self._quota.wait_for(asker, 1)) > 0:
            return refusal(slow_down(wait, self._quota.rule.ids, self._quota.rule.seconds))
        try:
            return await self._verifier.badges.check(request.data, on=request.on)
        except Unreadable as error:
            return UnreadableFile(str(error))

    def add(self, listing: FileListing, name: str, asker: Asker, *, table: str = "") -> str:
        """
        Let a file wait.

        Args:
            listing: what it lists.
            name: what it is called.
            asker: who sent it.
            table: the key under which ``kept`` holds it, where it may be a roster too.

        Returns:
            The key by which its asker speaks of it.
        """
        own = [each for each in self._files if each[0] == asker.key]
        for oldest in own[: len(own) - MOST_OF_ONE + 1]:
            del self._files[oldest]
        key = secrets.token_hex(8)
        name = " ".join(name.split())[:LONGEST_NAME] or phrases.THE_FILE
        count = len(listing.items)
        held = replace(listing, table=None, items=listing.items if count <= self._max_ids else ())
        batch = BatchVerification(self._verifier, held)
        batch.command = str(FileAction(FileActionKind.VERIFY, key))
        self._files[asker.key, key] = FileJob(name, batch, self._monotonic() + HELD_SECONDS, count, table)
        return key

    def find(self, key: str, asker: Asker) -> FileJob | None:
        """Return a file of the asker's, if it waits still."""
        file = self._files.get((asker.key, key))
        return file if file is not None and (file.run is not None or self._monotonic() < file.until) else None

    def verdicts(self, key: str, asker: Asker) -> tuple[Verdict, ...]:
        """Return what is known by now of a file's certificates."""
        file = self.find(key, asker)
        return () if file is None else tuple(verdict for verdict in file.batch.verdicts if verdict is not None)

    async def answer(self, wish: FileAction, asker: Asker, progress: Progress | None) -> Reply:
        """Do what is asked with a file, except what the desk or a surface does itself."""
        file = self.find(wish.key, asker)
        if file is None and wish.kind is FileActionKind.STOP and self._stop_requests is not None:
            await self._stop_requests.claim(_stop(wish.key, asker), keep=HELD_SECONDS)
            return Reply((Card(phrases.STOP_PASSED_ON),))
        if file is None:
            return refusal(phrases.FILE_GONE)
        match wish.kind:
            case FileActionKind.VERIFY:
                return await self._verify(file, _stop(wish.key, asker), asker, progress)
            case FileActionKind.STOP:
                if file.run is not None:
                    file.run.cancel()
                return Reply((Card(phrases.STOPPING),))
            case FileActionKind.EXPORT | FileActionKind.ROSTER:
                return refusal(phrases.EXPORT_ELSEWHERE)

    async def _verify(self, file: FileJob, stop: str, asker: Asker, progress: Progress | None) -> Reply:
        if file.run is None:
            asked = file.count
            if asked > self._max_ids:
                return refusal(too_many(asked, self._max_ids))
            if (wait := self._quota.wait_for(asker, asked)) > 0:
                return refusal(slow_down(wait, self._quota.rule.ids, self._quota.rule.seconds))
            file.run = asyncio.create_task(file.batch.run(progress), name="verify a file")
        try:
            await self._ended(file.run, stop)
        except asyncio.CancelledError:
            file.run.cancel()
            raise
        if not file.run.cancelled() and (error := file.run.exception()) is not None:
            raise error
        file.until = self._monotonic() + HELD_SECONDS
        return file.batch.reply()

    async def _ended(self, run: asyncio.Task[None], stop: str) -> None:
        """Wait for the end of a run, and bring it about where another process was told to."""
        if self._stop_requests is None:
            await asyncio.wait({run})
            return
        while not (await asyncio.wait({run}, timeout=self._stop_poll_seconds))[0]:
            if not await self._stop_requests.claim(stop, keep=0):  # what is noted for no time leaves no trace
                run.cancel()


def _stop(key: str, asker: Asker) -> str:
    """Name the wish to stop a file; another person's wish has another name, and no name tells of either."""
    return f"file:stop:{sha256(f'{asker.key} {key}'.encode()).hexdigest()}"


def progress_reply(key: str, done: int, total: int) -> Reply:
    """Say how far a file is, with a button that stops."""
    stop = Action(ActionKind.RUN, phrases.STOP, command=str(FileAction(FileActionKind.STOP, key)))
    return Reply((Card(phrases.under_way(done, total), actions=(stop,)),))


def purpose_question(key: str, name: str, count: int) -> Reply:
    """Ask what a table is for that could be both."""
    verify = Action(ActionKind.RUN, phrases.VERIFY_THESE, command=str(FileAction(FileActionKind.VERIFY, key)))
    roster = Action(ActionKind.RUN, phrases.SHOW_ROSTER, command=str(FileAction(FileActionKind.ROSTER, key)))
    return Reply((Card(phrases.which(name, count), next_step=phrases.WHICH_NEXT, actions=(verify, roster)),))


def with_export_offer(reply: Reply, key: str) -> Reply:
    """Offer the results as a file: always, and as a button of the answer that it belongs to."""
    export = Action(ActionKind.RUN, phrases.EXPORT, command=str(FileAction(FileActionKind.EXPORT, key)), beside=True)
    if reply.overview is not None:
        return structs.replace(
            reply, overview=structs.replace(reply.overview, actions=(*reply.overview.actions, export))
        )
    return structs.replace(reply, cards=(*reply.cards, Card(phrases.EXPORT_OFFER, actions=(export,))))
