"""Files that people upload in their own chat with the bot: which they are, and which a message is about."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from bots.conversation.model.intents import Verify
from bots.files.badge_uploads import BadgeDesk, is_badge_name
from bots.files.file_types import TABLES, type_by_name
from bots.files.reader import MOST_BYTES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bots.conversation.files.file_jobs import FileJobs
    from bots.conversation.model.intents import Asker, Intent
    from bots.conversation.model.replies import Reply
    from bots.conversation.model.table_reading import TableReading

__all__ = [
    "MOST_BYTES",
    "FileDesk",
    "FileDownloader",
    "FileNotRead",
    "UploadedFile",
    "choose_file",
    "is_about_file",
]

LONGEST_NAME = 200
MOST_FILES = 5  # of one message that are read


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """
    A file as a platform tells of it.

    Without a ``url`` the platform says where the file is when it is asked for the ``id``. ``together`` are all files of
    its message in their order, where there are several. A file ``from_elsewhere`` was sent in a conversation that the
    bot need not be a member of. ``words`` are those of the message that it came with.
    """

    name: str
    url: str
    id: str = ""
    together: tuple[UploadedFile, ...] = ()
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

    async def preview_roster(self, table: TableReading, key: str, asker: Asker) -> Reply:
        """
        Say what importing a roster would do, with a button that imports.

        Args:
            table: what the roster's file lists.
            key: the key under which ``file_jobs.kept`` holds it.
            asker: who sent it.
        """
        ...


def choose_file(files: Sequence[UploadedFile]) -> UploadedFile | None:
    """Return the first table, else the first that is read, else the first, with all of them; None without files."""
    tables = (file for file in files if file.is_table)
    found = next(tables, next((file for file in files if file.is_readable), files[0] if files else None))
    return replace(found, together=tuple(files)) if found is not None and len(files) > 1 else found


def is_about_file(file: UploadedFile, words: str, intent: Intent) -> bool:
    """Say whether a message is about its file: it has no other words, or none with an ID, or the file is a table."""
    if not words or file.is_table or is_badge_name(file.name):
        return True
    return file.is_readable and not isinstance(intent, Verify)
