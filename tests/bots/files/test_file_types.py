"""What a file is, by its content; and what is refused before anything is parsed, each for its own reason."""

import zipfile
from io import BytesIO

import pytest

from bots.files.file_types import MOST_PARTS, FileType, detect_type, type_by_name
from bots.files.refusal_codes import FileRefused, RefusalCode
from bots.files.tables.sheets import UNPACKED

TYPES = ("[Content_Types].xml", b"<Types/>")
BOOK = ("xl/workbook.xml", b"<workbook/>")
OPEN = ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet\n")
CONTENT = ("content.xml", b"<office/>")
OLE = b"\xd0\xcf\x11\xe0"
WORKBOOK, PROGRAM, LOCKED = (word.encode("utf-16-le") for word in ("Workbook", "_VBA_PROJECT", "EncryptedPackage"))
MAIL = b"From: a@b.example\nTo: c@d.example\nSubject: AIDA\n\nbody"


def packed(*parts):
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts:
            archive.writestr(name, data)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"a,b", "a.csv", FileType.CSV),
        (b"a\tb", "a.TSV", FileType.CSV),
        (b"a,b", "csv", FileType.TEXT),
        (b"a,b", "a.txt", FileType.TEXT),
        (b"a,b", "a.xlsx", FileType.TEXT),  # the name tells tables from text, and nothing else
        (b"\xff\xfea\x00", "a.csv", FileType.CSV),
        (b"\xfe\xff\x00a", "a", FileType.TEXT),
        (b"junk %PDF-1.7", "a", FileType.PDF),
        (b" " * 1019 + b"%PDF-", "a", FileType.PDF),
        (b"x" * 1020 + b"%PDF-", "a", FileType.TEXT),
        (b"\x89PNG\x00", "a", FileType.PICTURE),
        (b"\xff\xd8\xff\x00", "a", FileType.PICTURE),
        (b"GIF89a", "a", FileType.PICTURE),
        (b"II*\x00", "a", FileType.PICTURE),
        (b"MM\x00*", "a", FileType.PICTURE),
        (b"BM\x00", "a", FileType.PICTURE),
        (b"RIFF\x01\x02\x03\x04WEBP", "a", FileType.PICTURE),
        (b"RIFF text WEBP", "a", FileType.TEXT),
        (OLE + WORKBOOK, "a", FileType.XLS),
        (packed(TYPES, BOOK), "a", FileType.XLSX),
        (packed(TYPES, ("word/document.xml", b"<w/>")), "a", FileType.DOCX),
        (packed(OPEN, CONTENT), "a", FileType.ODS),
        (MAIL, "a.csv", FileType.MAIL),
        (b"\xef\xbb\xbf\r\n" + MAIL.replace(b"\n", b"\r\n"), "a", FileType.MAIL),
        (b"From: a\nTo: b\n\nSubject: c", "a", FileType.TEXT),
        (b"From: a\nTo: b\n Subject: c", "a", FileType.TEXT),
        (b"Date: a\nReceived: b\nMessage-ID: c", "a", FileType.MAIL),
    ],
)
def test_a_file_is_what_it_holds(data, name, kind):
    assert kind is detect_type(data, name)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", RefusalCode.EMPTY),
        (b" \r\n\t", RefusalCode.EMPTY),
        (b"{\\rtf1}", RefusalCode.OTHER),
        (b"a\x00b", RefusalCode.OTHER),
        (b"RIFF\x00\x00\x00\x00WAVE", RefusalCode.OTHER),
        (OLE + LOCKED + WORKBOOK, RefusalCode.LOCKED),
        (OLE + b"Word", RefusalCode.OLD_OFFICE),
        (OLE + PROGRAM, RefusalCode.OLD_OFFICE),
        (OLE + WORKBOOK + PROGRAM, RefusalCode.MACROS),
        (packed(("a.txt", b"a")), RefusalCode.ARCHIVE),
        (packed(("mimetype", b"application/epub+zip")), RefusalCode.OTHER),
        (packed(("mimetype", b"application/epub+zip"), CONTENT), RefusalCode.OTHER),
        (packed(TYPES, ("ppt/presentation.xml", b"<p/>")), RefusalCode.OTHER),
        (packed(OPEN, CONTENT, ("Basic/x.xml", b"<x/>")), RefusalCode.MACROS),
        (packed(OPEN, CONTENT, ("Scripts/x.py", b"")), RefusalCode.MACROS),
        (packed(TYPES, BOOK, ("xl/vbaProject.bin", b"")), RefusalCode.MACROS),
        (packed(TYPES, BOOK, ("xl/activeX/activeX1.xml", b"")), RefusalCode.MACROS),
        (packed(("[Content_Types].xml", b"x macroEnabled x"), BOOK), RefusalCode.MACROS),
        (packed(TYPES, ("xl/workbook.xml", b"<!DOCTYPE x>")), RefusalCode.ENTITIES),
        (packed(TYPES, BOOK, ("xl/_rels/a.rels", b"<!ENTITY x>")), RefusalCode.ENTITIES),
        (packed(TYPES, BOOK, ("xl/a.xml", "<!DOCTYPE x>".encode("utf-16-le"))), RefusalCode.ENTITIES),
        (packed(TYPES, BOOK, ("xl/a.xml", "<!ENTITY x>".encode("utf-16-be"))), RefusalCode.ENTITIES),
        (b"PK\x03\x04 and no more", RefusalCode.BROKEN),
    ],
)
def test_what_is_refused_is_refused_for_its_reason(data, code):
    with pytest.raises(FileRefused) as refused:
        detect_type(data, "a")

    assert code is refused.value.code


def test_a_declaration_that_lies_across_two_pieces_is_seen():
    """Parts are unpacked a mebibyte at a time."""
    for cut in (1, 4, 8):
        with pytest.raises(FileRefused) as refused:
            detect_type(packed(TYPES, BOOK, ("xl/a.xml", b" " * ((1 << 20) - cut) + b"<!DOCTYPE x>")), "a")

        assert RefusalCode.ENTITIES is refused.value.code
    assert FileType.XLSX is detect_type(packed(TYPES, BOOK, ("xl/a.bin", b"<!DOCTYPE x>")), "a")


def test_what_may_be_unpacked_is_counted_in_parts_and_in_bytes():
    parts = [(f"xl/{number}", b"") for number in range(MOST_PARTS - 2)]
    room = UNPACKED - len(TYPES[1]) - len(BOOK[1])

    assert FileType.XLSX is detect_type(packed(TYPES, BOOK, *parts), "a")
    assert FileType.XLSX is detect_type(packed(TYPES, BOOK, ("xl/a", b" " * room)), "a")
    for more in ([*parts, ("xl/one more", b"")], [("xl/a", b" " * (room + 1))]):
        with pytest.raises(FileRefused) as refused:
            detect_type(packed(TYPES, BOOK, *more), "a")

        assert RefusalCode.UNPACKS is refused.value.code
    assert (5000, 60_000_000) == (MOST_PARTS, UNPACKED)


def test_a_file_s_name_claims_a_kind_by_its_end():
    assert [FileType.CSV, FileType.PICTURE, None, None] == [
        type_by_name(name) for name in ("a.b.CSV", "x.webp", "csv", "a.exe")
    ]
