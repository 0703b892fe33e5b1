"""
The child process: bytes in, the IDs in them out, as lines of JSON.

It gives up what it does not need before it looks at a byte: most of its memory, its time, files, and children of its
own. Where the system knows no such limits (Windows), it reads nothing.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from typing import TYPE_CHECKING, Any, BinaryIO

from bots.conversation.model.table_options import TableOptions
from bots.files.file_types import FileType, detect_type
from bots.files.id_finder import IdFinder
from bots.files.refusal_codes import FileRefused, RefusalCode
from bots.files.tables.sheets import SpreadsheetError
from bots.files.tables.table_records import options_of, records_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bots.files.tables.table_reader import TableFound

MEMORY = 512 << 20
SECONDS = 10
OPEN_FILES = 64
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
CHANGES = frozenset(
    f"os.{what}" for what in ("chmod", "chown", "link", "mkdir", "remove", "rename", "rmdir", "symlink", "truncate")
)


def limit_resources() -> bool:
    """Give up for good what reading a file does not need; return whether that was possible."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return False
    limits = {"AS": MEMORY, "CPU": SECONDS, "NOFILE": OPEN_FILES, "FSIZE": 0, "CORE": 0, "NPROC": 0}
    for name, limit in limits.items():
        with contextlib.suppress(AttributeError, OSError, ValueError):  # each system knows its own
            resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (limit, limit))
    sys.addaudithook(_refuse_changes)
    return True


def _refuse_changes(event: str, arguments: tuple[Any, ...]) -> None:
    """Let Python code empty, rename or delete nothing: a file's size is limited above, its existence is not."""
    if event in CHANGES or (event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITES):
        raise PermissionError("Reading a file changes none.")


def main(stdin: BinaryIO, stdout: BinaryIO) -> None:
    """Read a heading and a file; write what is in it."""
    heading = json.loads(stdin.readline())
    lines = answer(stdin.read(), heading["name"], heading["badge_hosts"], heading.get("options", {}))
    stdout.writelines(json.dumps(line).encode() + b"\n" for line in lines)
    stdout.flush()


def answer(
    data: bytes, name: str, badge_hosts: list[str], options: dict[str, Any] | None = None
) -> Iterator[dict[str, Any]]:
    """
    Yield what is found and then the end, or the reason why the file is not read.

    Args:
        data: the file.
        name: what it is called.
        badge_hosts: hosts whose links count as badges.
        options: what the sender of a table says of it, see ``table_records``.
    """
    finds = IdFinder(frozenset(badge_hosts))
    try:
        kind, said = detect_type(data, name), options_of(options or {})
        table = read_table(data, FileType.CSV if kind is FileType.TEXT and said.is_table else kind, finds, said)
        blank = read(data, kind, finds) if table is None else 0
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
        if table is not None:
            yield from records_of(table)
        end = {"kind": kind, "blank": blank, "links": finds.links, "other_codes": finds.other_codes}
        yield end if table is None else end | {"table": {"unclear_days": table.unclear_days}}


def read_table(data: bytes, kind: FileType, finds: IdFinder, options: TableOptions) -> TableFound | None:
    """Return what a table says, None for a file that is none; text is one where a line of headings says so."""
    from bots.files.tables.delimited_text import read_delimited  # noqa: PLC0415 - each parser costs its loading
    from bots.files.tables.encodings import decode  # noqa: PLC0415
    from bots.files.tables.table_reader import has_headings, read_tables  # noqa: PLC0415
    from bots.files.tables.workbooks import read_workbook  # noqa: PLC0415

    try:
        match kind:
            case FileType.XLSX | FileType.XLS | FileType.ODS:
                sheets = read_workbook(data)
            case FileType.CSV:
                sheets = iter((read_delimited(decode(data)),))
            case FileType.TEXT:
                sheet = read_delimited(decode(data))
                if not has_headings(sheet, finds.read_ids):
                    return None
                sheets = iter((sheet,))
            case _:
                return None
        return read_tables(sheets, finds.read_ids, options)
    except SpreadsheetError as fault:
        if kind is FileType.TEXT:
            return None
        raise FileRefused(RefusalCode.TABLE, str(fault)) from fault


def read(data: bytes, kind: FileType, finds: IdFinder, *, name: str = "") -> int:
    """
    Let the parser of its kind read a file that is no table; return how many pages hold nothing to read.

    Args:
        data: the file.
        kind: what it is.
        finds: collects what is found.
        name: the file's name within a mail.
    """
    match kind:
        case FileType.PDF:
            from bots.files.pdf import read_pages  # noqa: PLC0415
            from bots.files.qr_codes import read_page_codes  # noqa: PLC0415

            blank = read_pages(data, finds)
            return len(blank - read_page_codes(data, finds))
        case FileType.PICTURE:
            from bots.files.qr_codes import read_picture  # noqa: PLC0415

            read_picture(data, finds)
        case FileType.DOCX:
            from bots.files.docx import read_document  # noqa: PLC0415

            read_document(data, finds)
        case FileType.MAIL:
            return _read_mail(data, finds)
        case FileType.CSV | FileType.XLSX | FileType.XLS | FileType.ODS:
            finds.add_found(read_table(data, kind, finds, TableOptions()), name)
        case FileType.TEXT:
            _read_text(data, finds)
    return 0


def _read_text(data: bytes, finds: IdFinder) -> None:
    from bots.files.tables.encodings import decode  # noqa: PLC0415

    try:
        finds.add_lines(decode(data).text.splitlines())
    except SpreadsheetError as fault:
        raise FileRefused(RefusalCode.TABLE, str(fault)) from fault


def _read_mail(data: bytes, finds: IdFinder) -> int:
    """Read a mail's text, and the files that it brings, but no mail within it; what cannot be read is passed over."""
    from bots.files.mail import parts_of  # noqa: PLC0415

    blank = 0
    for name, part in parts_of(data):
        if isinstance(part, str):
            finds.add_text(part, ("", 0, ""))
            continue
        with contextlib.suppress(FileRefused):
            kind = detect_type(part, name)
            if kind is not FileType.MAIL:
                blank += read(part, kind, finds, name=name)
    return blank


if __name__ == "__main__":
    if limit_resources():
        main(sys.stdin.buffer, sys.stdout.buffer)
    else:
        sys.stdout.write(json.dumps({"refused": RefusalCode.NO_LIMITS}) + "\n")
