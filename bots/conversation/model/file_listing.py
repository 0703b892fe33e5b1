"""Certificates that a file lists, as values: which, whose by the file's own word, and where they stand in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bots.conversation.model.table_reading import TableReading
    from bots.conversation.model.watch_models import UnusableLine
    from verifier_client import CertificateId


@dataclass(frozen=True, slots=True)
class ListedCertificate:
    """One certificate in a file; ``holder`` is the name beside it in a table, ``place`` is for people."""

    certificate: CertificateId
    holder: str | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class ListedBadge:
    """A badge that a QR code holds; ``place`` is for people."""

    data: bytes = field(repr=False)
    place: str = ""


@dataclass(frozen=True, slots=True)
class FileListing:
    """
    What a file lists, in reading order, and what its reader should know of how it was read.

    ``table`` is what a table says beyond its certificates; of the ``unused`` lines nothing is used, or not all.
    """

    items: tuple[ListedCertificate, ...]
    notes: tuple[str, ...] = ()
    badges: tuple[ListedBadge, ...] = ()
    table: TableReading | None = None
    unused: tuple[UnusableLine, ...] = ()


@dataclass(frozen=True, slots=True)
class UnreadableFile:
    """A file that was not read, and the sentence that says why and what to do."""

    reason: str
