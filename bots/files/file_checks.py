"""Answers for the files that people upload: a badge, a roster, or what a file lists, with all files of a message."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from msgspec import structs

from bots.conversation.files.file_jobs import progress_reply, with_export_offer
from bots.conversation.model.file_listing import FileListing
from bots.conversation.model.intents import FileAction, Verify
from bots.conversation.model.replies import Card, Reply, refusal
from bots.conversation.text import uploads as phrases
from bots.conversation.text.file_results import EXPORT_ELSEWHERE, NO_IDS
from bots.files.badge_uploads import check_codes, check_file, holder_beside
from bots.files.file_types import FileType, type_by_name
from bots.files.roster_files import verify_or_watch
from bots.files.uploads import MOST_FILES, FileDesk, FileDownloader, FileNotRead, UploadedFile

if TYPE_CHECKING:
    from bots.conversation.model.intents import Asker

MANY = 2  # certificates from which on the results are worth a file
PROGRESS_SECONDS = 2.0  # seconds between two edits of the message that says how far it is

ShowProgress = Callable[[Reply], Awaitable[None]]
"""Shows how far a file is, in place of what was shown before."""


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
        Read a file, and all that came with it, and verify what it lists unless it is a roster.

        Args:
            file: the file, as the platform tells of it.
            asker: who uploaded it.
            show_progress: is called every ``interval`` while certificates are verified.

        Returns:
            One answer, in the order of the files, each card with its file's name where there are several.
        """
        if not file.together:
            return await self._one(file, asker, show_progress)
        typed = _typed(file.words, self.desk)
        replies = [await self.desk.answer(typed, asker)] if typed is not None else []
        for each in file.together[:MOST_FILES]:
            of_it = replace(each, words=file.words)
            replies.append(named_after(each.name, await self._one(of_it, asker, show_progress, with_ids=False)))
        if len(file.together) > MOST_FILES:
            replies.append(Reply((), phrases.left_unread(len(file.together) - MOST_FILES)))
        return joined(*replies)

    async def _one(
        self, file: UploadedFile, asker: Asker, show_progress: ShowProgress, *, with_ids: bool = True
    ) -> Reply:
        answer = await answer_file(file, self.downloader, self.desk, asker, with_ids=with_ids)
        if answer.verify is None:
            return answer.reply
        return joined(answer.reply, await self.verify(answer.verify, asker, show_progress))

    async def verify(self, action: FileAction, asker: Asker, show_progress: ShowProgress) -> Reply:
        """
        Verify what a file lists that was read before, and offer the results as a file where there are several.

        Args:
            action: what is wanted of which file.
            asker: whose file it is.
            show_progress: is called every ``interval`` while certificates are verified.
        """
        reply = await verify_file(action, self.desk, asker, show_progress, interval=self.interval)
        if self.desk.file_jobs is None or len(self.desk.file_jobs.verdicts(action.key, asker)) < MANY:
            return reply
        if self.can_export:
            return with_export_offer(reply, action.key)
        return structs.replace(reply, cards=(*reply.cards, Card(EXPORT_ELSEWHERE)))


@dataclass(frozen=True, slots=True)
class FileAnswer:
    """What there is to say of a file, and the wish to verify what it lists besides, if it lists anything."""

    reply: Reply
    verify: FileAction | None = None


def joined(*replies: Reply) -> Reply:
    """Return several replies as one, in their order; of more than one overview each stands as a card of its own."""
    overviews = [reply for reply in replies if reply.overview is not None]
    alone = overviews[0] if len(overviews) == 1 else Reply(())
    cards = tuple(card for reply in replies for card in (reply.cards if len(overviews) < 2 else reply.gist))
    said = " ".join(filter(None, (reply.summary for reply in replies)))
    return Reply(cards, said, alone.overview, alone.command)


def named_after(name: str, reply: Reply) -> Reply:
    """Say of which file each card is."""
    shown = (phrases.FILE, name or phrases.NO_NAME)
    cards = tuple(structs.replace(card, facts=(shown, *card.facts)) for card in reply.cards)
    overview = None if reply.overview is None else structs.replace(reply.overview, facts=(shown, *reply.overview.facts))
    return structs.replace(reply, cards=cards, overview=overview)


async def answer_file(
    file: UploadedFile,
    downloader: FileDownloader | None,
    desk: FileDesk,
    asker: Asker,
    *,
    with_ids: bool = True,
) -> FileAnswer:
    """
    Read a file.

    A table with managers, teams or days is a roster; one with certificates and people may be both, and that is asked.

    Args:
        file: the file, as the platform tells of it.
        downloader: gets its content, None where no file can be read.
        desk: reads what the file lists.
        asker: who uploaded it.
        with_ids: whether the IDs that were typed beside it are answered too.
    """
    if desk.file_jobs is None:
        return FileAnswer(refusal(phrases.NO_FILES_HERE))
    content = await downloader.read(file) if downloader is not None else FileNotRead(phrases.NOT_READ)
    if isinstance(content, FileNotRead):
        return FileAnswer(refusal(content.reason))
    typed = _typed(file.words, desk) if with_ids else None
    checked = await check_file(content, file.words, desk, asker)
    if isinstance(checked, Reply):
        return FileAnswer(await _with_typed(typed, checked, desk, asker))
    listing = await desk.file_jobs.read(content, file.name)
    if isinstance(listing, FileListing):
        return await _of_listing(listing, content, file, typed, desk, asker)
    is_picture = type_by_name(file.name) is FileType.PICTURE
    why = checked if checked is not None and not is_picture else listing
    if typed is None:
        return FileAnswer(refusal(why.reason))
    return FileAnswer(joined(await desk.answer(typed, asker), Reply((), why.reason)))


async def _of_listing(
    listing: FileListing, content: bytes, file: UploadedFile, typed: Verify | None, desk: FileDesk, asker: Asker
) -> FileAnswer:
    """Answer what a file lists: the badges in its QR codes now, its certificates when they are verified."""
    badges = await check_codes(listing, file.words, desk, asker) if listing.badges else Reply(())
    if badges.cards:
        badges = await _with_typed(typed, badges, desk, asker)
    if not listing.items and listing.table is None:
        return FileAnswer(badges if badges.cards else refusal(" ".join((NO_IDS, *listing.notes))))
    if typed is None:
        listing = _with_holder(listing, file.words, desk)
    wanted = await verify_or_watch(listing, content, file.name, desk, asker)
    return FileAnswer(wanted) if isinstance(wanted, Reply) else FileAnswer(badges, wanted)


def _with_holder(listing: FileListing, words: str, desk: FileDesk) -> FileListing:
    """Compare the name that was typed beside a file with the holder, where the file lists one certificate."""
    is_one = len({item.certificate.text for item in listing.items}) == 1 and listing.table is None
    holder = holder_beside(words, desk) if is_one else None
    if holder is None:
        return listing
    return replace(listing, items=tuple(replace(item, holder=item.holder or holder) for item in listing.items))


def _typed(words: str, desk: FileDesk) -> Verify | None:
    """Return the wish to verify the IDs that were typed beside a file, None where there are none."""
    intent = desk.read(words) if words else None
    return intent if isinstance(intent, Verify) else None


async def _with_typed(typed: Verify | None, reply: Reply, desk: FileDesk, asker: Asker) -> Reply:
    """Add what there is to say of the IDs that were typed beside a badge, before it."""
    return reply if typed is None else joined(await desk.answer(typed, asker), reply)


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
