"""
The child process: bytes in, the IDs in them out, as lines of JSON.

It gives up what it does not need before it looks at a byte: most of its memory, its time, files, and children of its
own. Where the system knows no such limits (Windows), the parent's clock is what ends it.
"""

from __future__ import annotations

import contextlib
import json
import sys
from typing import TYPE_CHECKING, Any, BinaryIO

from bots.files.file_types import FileType, detect_type
from bots.files.id_finder import IdFinder
from bots.files.refusal_codes import FileRefused, RefusalCode

if TYPE_CHECKING:
    from collections.abc import Iterator

MEMORY = 512 << 20
SECONDS = 10
OPEN_FILES = 64


def limit_resources() -> None:
    """Give up for good what reading a file does not need."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    limits = {"AS": MEMORY, "CPU": SECONDS, "NOFILE": OPEN_FILES, "FSIZE": 0, "CORE": 0, "NPROC": 0}
    for name, limit in limits.items():
        with contextlib.suppress(AttributeError, OSError, ValueError):  # each system knows its own
            resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (limit, limit))


def main(stdin: BinaryIO, stdout: BinaryIO) -> None:
    """Read a heading and a file; write what is in it."""
    heading = json.loads(stdin.readline())
    lines = answer(stdin.read(), heading["name"], heading["badge_hosts"])
    stdout.writelines(json.dumps(line).encode() + b"\n" for line in lines)
    stdout.flush()


def answer(data: bytes, name: str, badge_hosts: list[str]) -> Iterator[dict[str, Any]]:
    """Yield what is found and then the end, or the reason why the file is not read."""
    finds = IdFinder(frozenset(badge_hosts))
    try:
        kind = detect_type(data, name)
        blank = read(data, kind, finds)
    except FileRefused as refused:
        yield {"refused": refused.code, "detail": refused.detail}
    except MemoryError:
        yield {"refused": RefusalCode.MEMORY}
    except Exception:  # noqa: BLE001 - a door: a parser may raise anything, and the file is to blame
        yield {"refused": RefusalCode.BROKEN}
    else:
        for (text, person), where in finds.found.items():
            yield {"id": text, "name": person, "where": where}
        for text, where in finds.badges:
            yield {"badge": text, "where": where}
        yield {"kind": kind, "blank": blank, "links": finds.links}


def read(data: bytes, kind: FileType, finds: IdFinder) -> int:
    """Let the parser of its kind read it; return how many pages hold no text."""
    match kind:
        case FileType.PDF:
            from bots.files.pdf import read_pages  # noqa: PLC0415 - each parser costs its loading
            from bots.files.qr_codes import read_page_codes  # noqa: PLC0415

            blank = read_pages(data, finds)
            read_page_codes(data, finds)
            return blank
        case FileType.PICTURE:
            from bots.files.qr_codes import read_picture  # noqa: PLC0415

            read_picture(data, finds)
        case FileType.DOCX:
            from bots.files.docx import read_document  # noqa: PLC0415

            read_document(data, finds)
        case FileType.CSV | FileType.XLSX | FileType.TEXT:
            _read_sheets(data, kind, finds)
    return 0


def _read_sheets(data: bytes, kind: FileType, finds: IdFinder) -> None:
    from bots.files.spreadsheets import SpreadsheetError, decoded, read_sheets  # noqa: PLC0415

    try:
        if kind is FileType.TEXT:
            finds.add_lines(decoded(data).splitlines())
            return
        for title, cells in read_sheets(data):
            finds.add_table(cells, title)
    except SpreadsheetError as fault:
        raise FileRefused(RefusalCode.TABLE, str(fault)) from fault


if __name__ == "__main__":
    limit_resources()
    main(sys.stdin.buffer, sys.stdout.buffer)
