"""
Tables that wait for their sender's word: the file itself, packed, for 15 minutes.

What a person can hold is bounded, and what all can hold together; the oldest file makes room. Of all cells only those
that were read last are remembered: who says yes to a preview does not wait for them again. Nothing is on a disk, so
after a restart, or in another process, a file has to be sent again.
"""

from __future__ import annotations

import secrets
import zlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cachetools import FIFOCache

from bots.conversation.model.file_listing import FileListing
from bots.conversation.model.table_options import TableOptions
from bots.conversation.text.file_results import THE_FILE

if TYPE_CHECKING:
    from bots.conversation.model.file_listing import UnreadableFile
    from bots.conversation.model.intents import Asker
    from bots.conversation.model.ports import FileLister
    from bots.runtime.ports import Monotonic

HELD_SECONDS = 900.0  # seconds
MOST_FILES, MOST_BYTES = 5, 5_000_000  # of one person, packed
MOST_BYTES_IN_ALL = 40_000_000
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A table's file, packed, and what its sender said of its columns."""

    name: str
    packed: bytes
    until: float
    options: TableOptions


class KeptFiles:
    """Holds files, each for its sender alone, and reads them when they are asked about."""

    def __init__(self, reader: FileLister, monotonic: Monotonic) -> None:
        """
        Start empty.

        Args:
            reader: reads what a file lists.
            monotonic: seconds that only grow.
        """
        self._reader = reader
        self._monotonic = monotonic
        self._files: FIFOCache[tuple[str, str], KeptFile] = FIFOCache(MOST_BYTES_IN_ALL, getsizeof=_size)
        self._last: tuple[KeptFile, FileListing] | None = None

    def put(
        self,
        asker: Asker,
        content: bytes,
        name: str,
        options: TableOptions | None = None,
        *,
        listing: FileListing | None = None,
    ) -> str:
        """
        Hold a file.

        Args:
            asker: who sent it.
            content: its bytes.
            name: what it is called.
            options: what its sender says of it.
            listing: what it lists, where that was read already.

        Returns:
            The key by which its sender speaks of it, empty for one that is too large to hold.
        """
        packed = zlib.compress(content, 6)
        if len(packed) > MOST_BYTES:
            return ""
        self._drop_oldest(asker, len(packed))
        name = " ".join(name.split())[:LONGEST_NAME] or THE_FILE
        file = KeptFile(name, packed, self._monotonic() + HELD_SECONDS, options or TableOptions())
        if listing is not None:
            self._last = (file, listing)
        return self._keep(asker, file)

    def replace(self, asker: Asker, key: str, options: TableOptions) -> str:
        """Hold a file under another key, with what its sender says of it, so that what was shown before is over."""
        file = self._files.pop((asker.key, key))
        return self._keep(asker, KeptFile(file.name, file.packed, file.until, options))

    def find(self, asker: Asker, key: str) -> KeptFile | None:
        """Return a file of somebody's, if it is held still."""
        file = self._files.get((asker.key, key))
        return file if file is not None and self._monotonic() < file.until else None

    def drop(self, asker: Asker, key: str) -> None:
        """Hold a file no longer."""
        file = self._files.pop((asker.key, key), None)
        if self._last is not None and self._last[0] is file:
            self._last = None

    async def read(self, file: KeptFile) -> FileListing | UnreadableFile:
        """Return what a file lists; never raises for anything that is in it."""
        if self._last is not None and self._last[0] is file:
            return self._last[1]
        listing = await self._reader.read(zlib.decompress(file.packed), file.name, file.options)
        self._last = (file, listing) if isinstance(listing, FileListing) else None
        return listing

    def _keep(self, asker: Asker, file: KeptFile) -> str:
        key = secrets.token_hex(8)
        self._files[asker.key, key] = file
        return key

    def _drop_oldest(self, asker: Asker, room: int) -> None:
        own = [each for each in self._files if each[0] == asker.key]
        size = Counter({each: len(self._files[each].packed) for each in own})
        while own and (len(own) >= MOST_FILES or size.total() + room > MOST_BYTES):
            oldest = own.pop(0)
            del size[oldest], self._files[oldest]


def _size(file: KeptFile) -> int:
    return len(file.packed)
