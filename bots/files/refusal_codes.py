"""Why a file is not read: the words in which the child process says it; the sentences are the conversation's."""

from __future__ import annotations

from enum import StrEnum


class RefusalCode(StrEnum):
    """The reasons, each with its own sentence."""

    EMPTY = "empty"
    TOO_BIG = "too_big"
    UNPACKS = "unpacks"
    PAGES = "pages"
    IDS = "ids"
    LOCKED = "locked"
    MACROS = "macros"
    ENTITIES = "entities"
    OLD_OFFICE = "old_office"
    ARCHIVE = "archive"
    OTHER = "other"
    TABLE = "table"
    BROKEN = "broken"
    MEMORY = "memory"
    CRASHED = "crashed"
    SLOW = "slow"
    BUSY = "busy"
    NO_LIMITS = "no_limits"


class FileRefused(Exception):
    """A file is not read."""

    def __init__(self, code: RefusalCode, detail: str = "") -> None:
        """Refuse a file for the reason ``code``; ``detail`` is a sentence about it, where the code needs one."""
        super().__init__(code)
        self.code = code
        self.detail = detail
