"""The door for files: what a file lists, and what is refused, killed or said instead."""

import base64
import sys
import time
import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.conversation.model.file_listing import FileListing, UnreadableFile
from bots.conversation.text import file_results as phrases
from bots.conversation.text import table_remarks
from bots.files.file_limits import MOST_IDS
from bots.files.reader import MOST_BYTES, FileReader
from bots.files.refusal_codes import RefusalCode
from bots.files.worker_process import answer
from tests.bots.files.factories import document, pdf, repacked, sheet
from tests.bots.files.workbooks import ods, ods_cell

pytestmark = pytest.mark.anyio
BADGE = "https://www.credly.com/badges/8c1f7a52-41d6-4b7e-9d43-2f3a6f0e9b11"
JANE, JOHN = "AIDA-2026-1234", "CPAP-2026-6660"


def found(data, name="file"):
    """What the child finds, without starting one."""
    *lines, end = answer(data, name, [])
    assert "refused" not in end, end
    return [each for line in lines if (each := _found(line))]


def _found(line):
    if "row" in line:
        return line["id"], line["values"].get("person", ""), "row", line["row"], line.get("sheet", "")
    return (line["id"], line["name"], *line["where"]) if "where" in line else None


def refused(data, name="file"):
    [end] = answer(data, name, [])
    return end["refused"]


def test_tables_give_the_name_that_stands_beside_the_id():
    rows = [["Our people"], ["First name", "Surname", "Note"], ["Jane", "Doe", f"has {JANE}"], ["John", "", JOHN]]
    csv = "\n".join(map(";".join, rows)).encode()

    for data, name, title in (
        (csv, "a.csv", ""),
        (sheet(*rows), "a.xlsx", "S"),
        (document(table=PADDED), "", "table 1"),
    ):
        assert [(JANE, "Jane Doe", "row", 3, title), (JOHN, "John", "row", 4, title)] == found(data, name)


PADDED = [["Our people", "", ""], ["First name", "Surname", "Note"], ["Jane", "Doe", f"has {JANE}"], ["John", "", JOHN]]


def test_text_gives_ids_where_they_stand_and_a_formula_is_text():
    words = document("My certificates: AIDA-|2026-1234", box="AIMA-2025-2210", link=BADGE)

    assert [(JANE, "", "line", 2, ""), (JOHN, "", "line", 0, "")] == found(f"me\n{JANE}, CPAP-2026-\n6660".encode())
    assert [(JANE, "", "page", 1, ""), (BADGE, "", "page", 1, ""), (JOHN, "", "page", 3, "")] == found(
        pdf(f"I hold {JANE}", "", JOHN, link=BADGE)
    )
    assert [
        ("AIMA-2025-2210", "", "paragraph", 1, ""),
        (JANE, "", "paragraph", 3, ""),
        (BADGE, "", "", 0, ""),
    ] == found(words)
    assert [(JANE, "", "row", 2, "")] == found(f'name,id\n=1+1,"=HYPERLINK(""x"",""{JANE}"")"'.encode(), "a.csv")


@pytest.mark.parametrize(
    "data",
    [
        pdf("my form", field=JANE),
        pdf("A I D A - 2 0 2 6 - 1 2 3 4"),
        pdf("Certificate: A I D A - 2 0 2 6 - 1 2 3 4 end"),
        pdf("Jane Doe AIDA-2026-|1234"),
        pdf("AIDA-20|26-1234"),
    ],
)
def test_an_id_in_a_form_letter_spaced_or_broken_in_a_column_is_found(data):
    assert [JANE] == [each[0] for each in found(data)]


def test_a_number_below_a_line_makes_no_id_of_it():
    assert [] == found(pdf("as in AIDA-2026-12|34"))
    assert [JANE] == [each[0] for each in found(pdf(f"{JANE}|5"))]


MAIL = f"""\
From: Jane Doe <jane@example.org>
To: hr@example.org
Subject: =?utf-8?q?Certificates_{JOHN}?=
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b"

--b
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: quoted-printable

<p>See <a href=3D"https://registry.example/AIMA-2025-2210">this</a></p>
--b
Content-Type: text/csv
Content-Disposition: attachment; filename="people.csv"
Content-Transfer-Encoding: base64

{base64.b64encode(f"name,id{chr(10)}Jane Doe,{JANE}".encode()).decode()}
--b--
"""


def test_a_mail_gives_the_ids_of_its_subject_its_text_its_links_and_its_files():
    for name in ("a.eml", "mail"):
        assert [
            (JOHN, "", "", 0, ""),
            ("AIMA-2025-2210", "", "", 0, ""),
            (JANE, "Jane Doe", "row", 2, "people.csv"),
        ] == found(MAIL.encode(), name)


async def test_the_same_id_counts_once_and_once_more_for_another_name_and_the_rest_is_said():
    table = f"id,name\n{JANE},Jane Doe\n{JANE},Jane Doe\n{JANE},\n{JANE},John Roe"
    listing = await FileReader().read(table.encode(), "a.csv")

    assert [(JANE, "Jane Doe"), (JANE, "John Roe")] == [(each.certificate.text, each.holder) for each in listing.items]
    assert [(3, True), (4, True)] == [(each.line, "on line 2 already" in each.reason) for each in listing.unused]


REASONS_OF_THE_MACHINE = {
    RefusalCode.TOO_BIG,
    RefusalCode.MEMORY,
    RefusalCode.CRASHED,
    RefusalCode.SLOW,
    RefusalCode.BUSY,
    RefusalCode.NO_LIMITS,
}


PATTERN_NOT_USED = "“AIDA-2026-XXXX” is a pattern, not an ID"


async def test_the_pattern_of_an_id_in_a_table_is_named_and_is_no_certificate():
    rows = [["Certificate ID", "Name"], [JANE, "Jane Doe"], ["aida-2026-xxxx", "Max"], [f"{JOHN}, AIDA-2026-XXXX", "J"]]
    listing = await FileReader().read("\n".join(map(";".join, rows)).encode(), "people.csv")

    assert [JANE, JOHN] == [each.certificate.text for each in listing.items]
    assert [JANE, JOHN] == [row.certificate.text for row in listing.table.rows]
    assert [(3, PATTERN_NOT_USED)] == [(each.line, each.reason) for each in listing.table.unused]
    assert [(4, PATTERN_NOT_USED)] == [(each.line, each.reason) for each in listing.table.remarks]


async def test_the_pattern_of_an_id_in_a_text_is_named_and_is_no_certificate():
    listing = await FileReader().read(f"{JANE} was awarded\nand not AIDA-2026-XXXX".encode(), "a.txt")
    alone = await FileReader().read(b"IDs look like AIDA-2026-XXXX", "a.txt")

    assert ([JANE], (f"Not used: {PATTERN_NOT_USED}.",)) == ([e.certificate.text for e in listing.items], listing.notes)
    assert UnreadableFile(f"{phrases.NO_IDS} Not used: {PATTERN_NOT_USED}.") == alone


def test_what_is_hostile_locked_or_unknown_is_refused_for_its_reason():
    entity = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><w:document'
    word = document("x")
    assert {
        RefusalCode.EMPTY: refused(b" \n"),
        RefusalCode.UNPACKS: refused(repacked(word, **{"word/media/a.bin": b"\0" * 61_000_000})),
        RefusalCode.PAGES: refused(pdf(*[""] * 201)),
        RefusalCode.IDS: refused("\n".join(f"AIDA-2026-{each:04}" for each in range(MOST_IDS + 1)).encode()),
        RefusalCode.LOCKED: refused(pdf(JANE, password="secret")),
        RefusalCode.MACROS: refused(repacked(sheet([JANE]), **{"xl/vbaProject.bin": b"x"})),
        RefusalCode.ENTITIES: refused(repacked(word, lambda _, part: part.replace(b"<w:document", entity))),
        RefusalCode.OLD_OFFICE: refused(b"\xd0\xcf\x11\xe0 old"),
        RefusalCode.ARCHIVE: refused(packed(a=b"x")),
        RefusalCode.OTHER: refused(b"MZ\x00\x01"),
        RefusalCode.TABLE: refused(b"id" + b"," * 500, "a.csv"),
        RefusalCode.BROKEN: refused(b"%PDF-1.7 and then nothing"),
    } == {why: why for why in set(RefusalCode) - REASONS_OF_THE_MACHINE}
    assert RefusalCode.LOCKED is refused(b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"))
    assert RefusalCode.MACROS is refused(
        repacked(word, lambda _, part: part.replace(b"main+xml", b"macroEnabled.main+xml"))
    )
    assert [JANE] == [each[0] for each in found(pdf(JANE, owner="who may print"))]


def packed(**parts):
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def test_a_packed_file_that_lies_about_its_size_is_counted_while_it_unpacks():
    bomb = bytearray(repacked(document("x"), **{"word/media/a.bin": b"\0" * 61_000_000}))
    at = bomb.rfind(b"word/media/a.bin") - 46
    bomb[at + 24 : at + 28] = (10).to_bytes(4, "little")

    assert refused(bytes(bomb)) in {RefusalCode.UNPACKS, RefusalCode.BROKEN}


@given(st.sampled_from([pdf(JANE), sheet([JANE]), document(JANE)]), st.integers(0, 10_000), st.binary(max_size=8))
def test_a_damaged_file_is_an_answer_and_never_an_error(data, at, other):
    at %= len(data)
    *_, end = answer(data[:at] + other + data[at + len(other) :], "x", [])

    assert {"kind", "blank", "links"} <= set(end) or end["refused"] in set(RefusalCode)


async def test_a_real_child_reads_a_file_and_the_reader_hears_what_is_odd_about_it():
    listing = await FileReader().read(pdf(f"I hold {JANE}", ""), "cv.docx")

    assert isinstance(listing, FileListing)
    assert [(JANE, None, "page 1")] == [(item.certificate.text, item.holder, item.place) for item in listing.items]
    assert (phrases.not_as_named("docx", "pdf"), phrases.blank_pages(1)) == listing.notes
    table = await FileReader().read(ods(f"<table:table-row>{ods_cell(JANE)}</table:table-row>"), "a.csv")
    assert (phrases.not_as_named("csv", "ods"), table_remarks.NO_NAMES) == table.notes
    assert UnreadableFile(phrases.NO_IDS) == await FileReader().read(b"nothing to see", "a.txt")
    assert UnreadableFile(phrases.too_big(MOST_BYTES)) == await FileReader().read(bytes(MOST_BYTES + 1), "a.txt")


CONFINED = "from bots.files.worker_process import confine; confine(); "


async def test_a_parser_that_hangs_or_eats_memory_ends_and_the_next_file_is_read():
    greedy = FileReader(child=child(f"{CONFINED} b = bytearray(4 << 30); print('survived')"))
    hanging = FileReader(child=child("while True: pass"), seconds=0.2)
    full = FileReader(seconds=0.01, at_once=0)
    started = time.monotonic()

    assert UnreadableFile(phrases.CRASHED) == await greedy.read(b"x", "a.txt")
    assert UnreadableFile(phrases.SLOW) == await hanging.read(b"x", "a.txt")
    assert UnreadableFile(phrases.BUSY) == await full.read(b"x", "a.txt")
    assert time.monotonic() - started < 5


async def test_the_child_has_no_environment_no_file_to_write_and_no_endless_answer():
    code = f"import os; {CONFINED} assert not os.environ.get('HOME'); open('/dev/shm/x', 'w').write('x' * 9999)"
    prattling = FileReader(child=child("while True: print('{}' * 999)"))

    assert UnreadableFile(phrases.CRASHED) == await FileReader(child=child(code)).read(b"x", "a.txt")
    assert UnreadableFile(phrases.BROKEN) == await prattling.read(b"x", "a.txt")


@pytest.mark.parametrize(
    ("code", "said", "logged"),
    [
        ("import os; os.kill(os.getpid(), 9)", phrases.MEMORY, "SIGKILL"),
        ("import os; os.kill(os.getpid(), 11)", phrases.CRASHED, "SIGSEGV"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", phrases.SLOW, "SIGXCPU"),
        ("raise SystemExit(3)", phrases.CRASHED, "exit code 3"),
        ("pass", phrases.CRASHED, "exit code 0"),
    ],
)
async def test_it_is_said_and_logged_how_a_reader_died_without_a_word(caplog, code, said, logged):
    assert UnreadableFile(said) == await FileReader(child=child(code)).read(b"Jane Doe", "jane.txt")
    assert [f"a reader of files ended without an answer: {logged}"] == [each.getMessage() for each in caplog.records]


def child(code):
    return (sys.executable, "-I", "-c", code)


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        (b"id" + b"," * 500, "The table is too large: 20,000 lines and 200 columns at most are read."),
        (b'id,name\n"' + b"x" * 131_073, "The file is no CSV: field larger than field limit (131072)."),
    ],
)
async def test_a_table_that_is_not_read_is_answered_with_what_is_wrong_with_it(table, sentence):
    """By the child process: the sentence comes through it whole."""
    assert UnreadableFile(sentence) == await FileReader().read(table, "a.csv")
