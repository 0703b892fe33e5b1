"""What a file is, by its content and never by its name; and whether what is packed in it may be unpacked."""

from __future__ import annotations

import re
import zipfile
import zlib
from enum import StrEnum
from io import BytesIO

from bots.files.refusal_codes import FileRefused, RefusalCode
from bots.files.tables.sheets import UNPACKED

MOST_PARTS = 5_000
CHUNK = 1 << 20


TABLES = (".csv", ".tsv", ".xlsx", ".xls", ".ods")


class FileType(StrEnum):
    """The kinds of file that are read."""

    CSV = "csv"
    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    PDF = "pdf"
    DOCX = "docx"
    MAIL = "mail"
    TEXT = "text"
    PICTURE = "picture"


NAMED = {
    ".csv": FileType.CSV,
    ".tsv": FileType.CSV,
    ".xlsx": FileType.XLSX,
    ".xls": FileType.XLS,
    ".ods": FileType.ODS,
    ".eml": FileType.MAIL,
    ".pdf": FileType.PDF,
    ".docx": FileType.DOCX,
    ".txt": FileType.TEXT,
    ".md": FileType.TEXT,
    ".json": FileType.TEXT,
    ".jwt": FileType.TEXT,
    ".1ob": FileType.TEXT,
    ".svg": FileType.TEXT,
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp"), FileType.PICTURE),
}
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_OLE, _ZIP, _PDF, _RTF = b"\xd0\xcf\x11\xe0", b"PK\x03\x04", b"%PDF-", b"{\\rtf"
_LOCKED_INSIDE = "EncryptedPackage".encode("utf-16-le")
_OLD_TABLE, _OLD_PROGRAM = "Workbook".encode("utf-16-le"), "_VBA_PROJECT".encode("utf-16-le")
_OPEN_TABLE = b"application/vnd.oasis.opendocument.spreadsheet"
_PROGRAM = re.compile(r"vbaProject|vbaData|/(?:activeX|macrosheets)/", re.IGNORECASE)
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)|<\x00!\x00[DE]\x00|\x00<\x00!\x00[DE]")
_TYPES = "[Content_Types].xml"


def type_by_name(name: str) -> FileType | None:
    """Return the kind that a file's name claims."""
    return NAMED.get(name[name.rfind(".") :].lower()) if "." in name else None


def detect_type(data: bytes, name: str) -> FileType:
    """Return what it is; the name only tells tables from text. Raises ``FileRefused``."""
    if not data.strip():
        raise FileRefused(RefusalCode.EMPTY)
    if data.startswith(_ZIP):
        return _packed(data)
    if _PDF in data[:1024]:
        return FileType.PDF
    if data.startswith(_OLE):
        return _old_office(data)
    if data.startswith(_PICTURES) or (data.startswith(b"RIFF") and data[8:12] == b"WEBP"):
        return FileType.PICTURE
    if data.startswith(_RTF) or (b"\x00" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff"))):
        raise FileRefused(RefusalCode.OTHER)
    if _is_mail(data):
        return FileType.MAIL
    return FileType.CSV if type_by_name(name) is FileType.CSV else FileType.TEXT


def _is_mail(data: bytes) -> bool:
    """Say whether a text begins like a mail, whatever its file is called."""
    head = data[:2000].lstrip(b"\xef\xbb\xbf\r\n").split(b"\n\n", 1)[0].split(b"\r\n\r\n", 1)[0].lower()
    fields = {line.partition(b":")[0] for line in head.splitlines() if not line.startswith((b" ", b"\t"))}
    return len(fields & {b"from", b"to", b"subject", b"date", b"message-id", b"mime-version", b"received"}) >= 3


def _old_office(data: bytes) -> FileType:
    """Let the tables of old Excel files in; its other files, and whatever holds a program, stay out."""
    if _LOCKED_INSIDE in data:
        raise FileRefused(RefusalCode.LOCKED)
    if _OLD_TABLE not in data:
        raise FileRefused(RefusalCode.OLD_OFFICE)
    if _OLD_PROGRAM in data:
        raise FileRefused(RefusalCode.MACROS)
    return FileType.XLS


def _packed(data: bytes) -> FileType:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            kind = _look_inside(archive)
            _unpack_all(archive)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError) as error:
        raise FileRefused(RefusalCode.BROKEN) from error
    except RuntimeError as error:  # what zipfile says of a part with a password
        raise FileRefused(RefusalCode.LOCKED) from error
    return kind


def _look_inside(archive: zipfile.ZipFile) -> FileType:
    """Look at the list of parts, which costs nothing: what it admits to is refused before anything is unpacked."""
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > UNPACKED:
        raise FileRefused(RefusalCode.UNPACKS)
    if "mimetype" in names and "content.xml" in names and archive.read("mimetype").strip() == _OPEN_TABLE:
        if any(name.startswith(("Basic/", "Scripts/")) for name in names):
            raise FileRefused(RefusalCode.MACROS)
        return FileType.ODS
    if _TYPES not in names:
        raise FileRefused(RefusalCode.OTHER if "mimetype" in names else RefusalCode.ARCHIVE)
    if any(map(_PROGRAM.search, names)):
        raise FileRefused(RefusalCode.MACROS)
    if "xl/workbook.xml" in names:
        return FileType.XLSX
    if "word/document.xml" in names:
        return FileType.DOCX
    raise FileRefused(RefusalCode.OTHER)


def _unpack_all(archive: zipfile.ZipFile) -> None:
    """Count what really comes out, whatever the list says; an Office file declares no entities, so none is let in."""
    room = UNPACKED
    for part in archive.infolist():
        is_xml = part.filename.endswith((".xml", ".rels"))
        before = b""
        with archive.open(part) as packed:
            while chunk := packed.read(CHUNK):
                room -= len(chunk)
                if room < 0:
                    raise FileRefused(RefusalCode.UNPACKS)
                if is_xml and _DECLARES.search(before + chunk):
                    raise FileRefused(RefusalCode.ENTITIES)
                if part.filename == _TYPES and b"macroEnabled" in before + chunk:
                    raise FileRefused(RefusalCode.MACROS)
                before = chunk[-16:]
