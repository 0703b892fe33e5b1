"""Tables in text: every usual delimiter and code page, and letters that are not sure are said to be not sure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.files.tables.delimited_text import read_delimited
from bots.files.tables.encodings import decode
from bots.files.tables.sheets import MOST_LINES, SpreadsheetError

ROWS = [["Certificate ID", "Person"], ["AIDA-2026-1234", "Žoë Müller"]]


def read(data):
    return read_delimited(decode(data))


def refused(data):
    with pytest.raises(SpreadsheetError) as caught:
        read(data)
    return str(caught.value)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_csv_is_read_with_every_usual_delimiter(delimiter, coding):
    said = "\r\n".join(delimiter.join(row) for row in ROWS)
    mark = b"\xff\xfe" if coding == "utf-16-le" else b""

    assert ROWS == read(mark + said.encode(coding)).rows


@pytest.mark.parametrize(
    ("coding", "name"),
    [
        ("cp1251", "Владислава Рябинина"),
        ("koi8_r", "Анна Петрова"),
        ("mac_roman", "Jörg Müller"),
        ("mac_roman", "García Núñez José"),
        ("gbk", "王小明"),
        ("big5", "陳大文"),
        ("shift_jis", "山田太郎"),
        ("cp949", "김민수"),
        ("cp1250", "Łukasz Żółć"),
        ("cp1250", "Žofie Dvořáková"),
        ("cp1252", "François Lefèvre"),
        ("cp1252", "José Müller"),
        ("cp1253", "Γιώργος Παπαδόπουλος"),
        ("cp1254", "Şükrü Yılmaz"),
        ("cp850", "Jörg Müller"),
    ],
)
def test_the_code_page_is_told_by_one_name(coding, name):
    found = read(f"Name,Certificate ID\n{name},AIDA-2026-1234\n".encode(coding))

    assert name == found.rows[1][0]
    assert not found.doubtful


def test_letters_that_could_be_others_are_not_sure():
    found = read("Name,Certificate ID\nČapek,AIDA-2026-1234\n".encode("cp1250"))
    utf8 = read("Name,Certificate ID\nČapek,AIDA-2026-1234\n".encode())

    assert (True, False) == (found.doubtful, utf8.doubtful)


def test_quoted_cells_and_empty_lines_keep_their_place():
    assert [["id", "note"], [], ["1", "a;b\nc"]] == read(b'id,note\n\n1,"a;b\nc"').rows
    assert [[], ["id", "name"], ["1", "a,b"]] == read(b"sep=;\nid;name\n1;a,b").rows


def test_a_title_without_a_delimiter_does_not_hide_it():
    assert ["a", "b"] == read(b"Certified staff, as of November\n\nx;y\na;b\nc;d").rows[3]


def test_a_table_as_markdown_draws_it_is_read():
    assert [["Name", "ID"], [], ["Jane", "1"]] == read(b"| Name | ID |\n|---|:--|\n| Jane | 1 |").rows


def test_what_is_no_text_or_too_large_is_refused():
    assert "This is no text" in refused(b"\x89PNG\x00\x00")
    assert "200 columns at most" in refused(b"x," * 300)
    assert "too large" in refused(b"\n" * (MOST_LINES + 1))


@given(data=st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data):
    try:
        found = read(data)
    except SpreadsheetError:
        return
    assert all(isinstance(cell, str) for row in found.rows for cell in row)
