"""Files that people upload in their own chat with the bot: which are read, and what is answered."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from bots.conversation.files.file_jobs import export_offer, progress_reply, purpose_question
from bots.conversation.model.file_listing import FileListing, UnreadableFile
from bots.conversation.model.intents import FileAction, FileActionKind, Verify
from bots.conversation.model.replies import Card, Reply, refusal
from bots.conversation.text import uploads as phrases
from bots.conversation.text.file_results import EXPORT_ELSEWHERE, NO_IDS, only_one
from bots.conversation.watch.roster_parser import Likeness, likeness_of
from bots.files.badge_uploads import BadgeDesk, check_codes, check_file, is_badge_name
from bots.files.file_types import FileType, type_by_name
from bots.files.reader import MOST_BYTES
from bots.files.spreadsheets import Cells, SpreadsheetError, read_cells

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bots.conversation.files.file_jobs import FileJobs
    from bots.conversation.model.intents import Asker, Intent

__all__ = [
    "MOST_BYTES",
    "FileChecks",
    "FileDownloader",
    "FileNotRead",
    "UploadedFile",
    "answer_file",
    "choose_file",
    "is_about_file",
    "preview_roster_file",
    "verify_file",
]

LONGEST_NAME = 200
TABLES = (".csv", ".xlsx")
PROGRESS_SECONDS = 2.0  # seconds between two edits of the message that says how far it is


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """
    A file as a platform tells of it.

    Without a ``url`` the platform says where the file is when it is asked for the ``id``. ``others`` counts the files
    that came with it and are not read. A file ``from_elsewhere`` was sent in a conversation that the bot need not be
    a member of. ``words`` are those of the message that it came with.
    """

    name: str
    url: str
    id: str = ""
    others: int = 0
    from_elsewhere: bool = False
    words: str = field(default="", repr=False)

    @property
    def is_table(self) -> bool:
        """Say whether its name is one of a table."""
        return self.name.lower().endswith(TABLES)

    @property
    def is_readable(self) -> bool:
        """Say whether its name is one of the kinds that are read."""
        return type_by_name(self.name) is not None


@dataclass(frozen=True, slots=True)
class FileNotRead:
    """A file that was not read, and the sentence that says why and what to do."""

    reason: str


class FileDownloader(Protocol):
    """Gets a file's content on one platform, from the platform's own hosts only."""

    async def read(self, file: UploadedFile) -> bytes | FileNotRead:
        """Return the content, which is held in memory only; never raises for what a platform does."""
        ...


class FileDesk(BadgeDesk, Protocol):
    """What of the desk the checks of files use."""

    @property
    def file_jobs(self) -> FileJobs | None:
        """Return who verifies what files list, if anybody does."""
        ...

    @property
    def keeps_watches(self) -> bool:
        """Say whether anything can be watched here."""
        ...

    async def preview_roster(self, cells: Sequence[Sequence[str | date]], name: str, asker: Asker) -> Reply:
        """Say what importing a roster would do, with a button that imports."""
        ...


ShowProgress = Callable[[Reply], Awaitable[None]]
"""Shows how far a file is, in place of what was shown before."""


def choose_file(files: Sequence[UploadedFile]) -> UploadedFile | None:
    """Return the first table, else the first that is read, else the first; None without files."""
    tables = (file for file in files if file.is_table)
    found = next(tables, next((file for file in files if file.is_readable), files[0] if files else None))
    return None if found is None else replace(found, others=len(files) - 1)


def is_about_file(file: UploadedFile, words: str, intent: Intent) -> bool:
    """Say whether a message is about its file: it has no other words, or none with an ID, or the file is a table."""
    if not words or file.is_table or is_badge_name(file.name):
        return True
    return file.is_readable and not isinstance(intent, Verify)


@dataclass(frozen=True, slots=True)
class FileChecks:
    """
    Reads the files that people upload on one surface, verifies what they list, and offers the results as a file.

    ``downloader`` is None where no file can be read, ``can_export`` says whether the surface can hand over a file,
    and ``interval`` is the time between two words about the progress, in seconds.
    """

    desk: FileDesk
    downloader: FileDownloader | None
    can_export: bool = True
    interval: float = PROGRESS_SECONDS

    async def answer(self, file: UploadedFile, asker: Asker, show_progress: ShowProgress) -> Reply:
        """
        Read a file, and verify what it lists unless it is a roster.

        Args:
            file: the file, as the platform tells of it.
            asker: who uploaded it.
            show_progress: is called every ``interval`` while certificates are verified.
        """
        answer = await answer_file(file, self.downloader, self.desk, asker)
        return await self.verify(answer, asker, show_progress) if isinstance(answer, FileAction) else answer

    async def verify(self, action: FileAction, asker: Asker, show_progress: ShowProgress) -> Reply:
        """
        Verify what a file lists that was read before, and offer the results as a file.

        Args:
            action: what is wanted of which file.
            asker: whose file it is.
            show_progress: is called every ``interval`` while certificates are verified.
        """
        reply = await verify_file(action, self.desk, asker, show_progress, interval=self.interval)
        if self.desk.file_jobs is None or not self.desk.file_jobs.verdicts(action.key, asker):
            return reply
        offer = export_offer(action.key) if self.can_export else Card(EXPORT_ELSEWHERE)
        return replace(reply, cards=(*reply.cards, offer))


async def answer_file(
    file: UploadedFile, downloader: FileDownloader | None, desk: FileDesk, asker: Asker
) -> Reply | FileAction:
    """
    Read a file.

    A table with managers, teams or days is a roster; one with certificates and people may be both, and that is asked.

    Args:
        file: the file, as the platform tells of it.
        downloader: gets its content, None where no file can be read.
        desk: reads what the file lists.
        asker: who uploaded it.

    Returns:
        What there is to say of it, or the wish to verify what it lists.
    """
    if desk.file_jobs is None and not file.is_table:
        return refusal(phrases.NOT_A_ROSTER)
    content = await downloader.read(file) if downloader is not None else FileNotRead(phrases.NOT_READ)
    if isinstance(content, FileNotRead):
        return refusal(content.reason)
    if desk.file_jobs is None:
        return await preview_roster_file(content, file.name, desk, asker)
    listing = await _badge_or_listing(content, file, desk, asker)
    if isinstance(listing, Reply):
        return listing
    if isinstance(listing, UnreadableFile):
        is_empty = listing.reason.startswith(NO_IDS) and file.is_table
        return await preview_roster_file(content, file.name, desk, asker) if is_empty else refusal(listing.reason)
    if file.others:
        listing = replace(listing, notes=(*listing.notes, only_one(file.name, file.others)))
    cells = await _cells(content) if file.is_table else []
    likeness = likeness_of(cells)
    if likeness is Likeness.ROSTER:
        return await desk.preview_roster(cells, file.name, asker)
    key = desk.file_jobs.add(listing, file.name, asker, cells)
    if likeness is Likeness.EITHER and desk.keeps_watches:
        return purpose_question(key, file.name, len(listing.items))
    return FileAction(FileActionKind.VERIFY, key)


async def _badge_or_listing(
    content: bytes, file: UploadedFile, desk: FileDesk, asker: Asker
) -> Reply | FileListing | UnreadableFile:
    if desk.file_jobs is None:
        return UnreadableFile(phrases.NOT_A_ROSTER)
    checked = await check_file(content, file.words, desk, asker)
    if isinstance(checked, Reply):
        return _noted(checked, only_one(file.name, file.others) if file.others else "")
    listing = await desk.file_jobs.read(content, file.name)
    if isinstance(listing, FileListing):
        codes = await check_codes(listing, file.words, desk, asker) if listing.badges else None
        return listing if codes is None else codes
    is_picture = type_by_name(file.name) is FileType.PICTURE
    why = checked if checked is not None and not is_picture else listing
    intent = desk.read(file.words) if file.words else None
    return _noted(await desk.answer(intent, asker), why.reason) if isinstance(intent, Verify) else why


def _noted(reply: Reply, note: str) -> Reply:
    return replace(reply, summary=" ".join(filter(None, (reply.summary, note))))


async def verify_file(
    action: FileAction, desk: FileDesk, asker: Asker, show_progress: ShowProgress, *, interval: float = PROGRESS_SECONDS
) -> Reply:
    """
    Verify what a file lists.

    Args:
        action: the file's key.
        desk: verifies.
        asker: whose file it is.
        show_progress: is called whenever more is done.
        interval: the seconds between two calls, at least.
    """
    file = desk.file_jobs.find(action.key, asker) if desk.file_jobs is not None else None
    done, total = 0, len(file.batch.verdicts) if file is not None else 0

    def on_progress(now: int, of: int) -> None:
        nonlocal done, total
        done, total = now, of

    work = asyncio.create_task(desk.answer(action, asker, progress=on_progress), name="answer a file")
    shown = -1
    try:
        while not (await asyncio.wait({work}, timeout=interval))[0]:
            if done > shown:
                shown = done
                await show_progress(progress_reply(action.key, done, total))
    except asyncio.CancelledError:
        work.cancel()
        raise
    return work.result()


async def preview_roster_file(content: bytes, name: str, desk: FileDesk, asker: Asker) -> Reply:
    """Say what importing a table would do."""
    try:
        cells = await asyncio.to_thread(read_cells, content)
    except SpreadsheetError as error:
        return refusal(str(error))
    return await desk.preview_roster(cells, name, asker)


async def _cells(content: bytes) -> Cells:
    try:
        return await asyncio.to_thread(read_cells, content)
    except SpreadsheetError:
        return []
