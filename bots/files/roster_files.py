"""Tables that people upload: whether each is a roster, and what importing it would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.files.file_jobs import purpose_question
from bots.conversation.model.file_listing import UnreadableFile
from bots.conversation.model.intents import FileAction, FileActionKind
from bots.conversation.model.replies import Reply, refusal
from bots.conversation.model.table_options import TableOptions
from bots.conversation.text import uploads as phrases
from bots.conversation.watch.roster_rows import Likeness, likeness_of

if TYPE_CHECKING:
    from bots.conversation.model.file_listing import FileListing
    from bots.conversation.model.intents import Asker
    from bots.files.uploads import FileDesk


async def verify_or_watch(
    listing: FileListing, content: bytes, name: str, desk: FileDesk, asker: Asker
) -> Reply | FileAction:
    """
    Show what importing a roster does, ask what is wanted of a table that may be one, and verify the rest.

    Args:
        listing: what the file lists.
        content: its bytes, which wait for its sender's word.
        name: what it is called.
        desk: previews rosters, and verifies.
        asker: who sent it.

    Returns:
        What there is to say, or the wish to verify what the file lists.
    """
    if desk.file_jobs is None:
        return refusal(phrases.NO_FILES_HERE)
    table = listing.table
    likeness = likeness_of(table) if table is not None else Likeness.NEITHER
    if table is not None and (likeness is Likeness.ROSTER or not listing.items):
        return await _preview(listing, content, name, desk, asker)
    key = desk.file_jobs.kept.put(asker, content, name) if likeness is Likeness.EITHER and desk.keeps_watches else ""
    job = desk.file_jobs.add(listing, name, asker, table=key)
    return purpose_question(job, name, len(listing.items)) if key else FileAction(FileActionKind.VERIFY, job)


async def preview_pasted_roster(lines: str, desk: FileDesk, asker: Asker) -> Reply:
    """Say what importing pasted lines would do; they are read as a file is."""
    if desk.file_jobs is None:
        return refusal(phrases.NO_FILES_HERE)
    content, name, options = lines.encode(), phrases.PASTED, TableOptions(is_table=True)
    listing = await desk.file_jobs.read(content, name, options)
    if isinstance(listing, UnreadableFile) or listing.table is None:
        return refusal(listing.reason if isinstance(listing, UnreadableFile) else phrases.NOT_READ)
    return await _preview(listing, content, name, desk, asker, options)


async def _preview(
    listing: FileListing,
    content: bytes,
    name: str,
    desk: FileDesk,
    asker: Asker,
    options: TableOptions | None = None,
) -> Reply:
    if listing.table is None or desk.file_jobs is None:
        return refusal(phrases.NOT_READ)
    if not desk.keeps_watches:
        return await desk.preview_roster(listing.table, "", asker)
    key = desk.file_jobs.kept.put(asker, content, name, options, listing=listing)
    return await desk.preview_roster(listing.table, key, asker) if key else refusal(phrases.TOO_LARGE)
