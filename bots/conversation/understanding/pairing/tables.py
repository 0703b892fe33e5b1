"""Reads tables inside a message: a row of headings decides which column is the holder, and its rows say the names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.understanding.people.label_kinds import label_kind
from bots.conversation.understanding.people.name_tokens import (
    FIRST_ID,
    FIRST_UNREAD,
    LAST_ID,
    LAST_UNREAD,
    WORD,
    tokens_of,
)
from bots.conversation.understanding.people.name_words import cues, folded, labels, name_words
from bots.conversation.understanding.people.sentence_people import read_line
from bots.conversation.understanding.people.word_kinds import is_dutch, is_filler
from verifier_client import late_pattern as pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bots.conversation.understanding.people.name_tokens import Token

DELIMITERS = ("\t", "|", ";", ",", "  ")
_WIDE = pattern(r" {2,}|\t")
_RULE = pattern(r"[\s|:+=_-]*")
_COLONS = (":", "\uff1a")
"""What ends the label of a form's line, which is no row of headings."""
LONGEST_HEADING = 40
_LONGEST_NAME = 100


class Row:
    """One row below headings: the line it stands in, the indexes of its IDs, and the name, empty if none is given."""

    __slots__ = ("ids", "line", "name")

    def __init__(self, line: int, ids: tuple[int, ...], name: str) -> None:
        self.line = line
        self.ids = ids
        self.name = name


class _Columns:
    """Which columns are the name: the whole, or given and family; ``open`` are those whose heading says nothing."""

    __slots__ = ("family", "given", "open", "whole")

    def __init__(self, whole: int | None, given: int | None, family: int | None, undecided: tuple[int, ...]) -> None:
        self.whole = whole
        self.given = given
        self.family = family
        self.open = undecided


def table_rows(lines: Sequence[str]) -> tuple[list[Row], set[int]]:
    """Return the rows of all tables with headings, and the numbers of the lines that they take up."""
    rows: list[Row] = []
    taken: set[int] = set()
    at = 0
    while at < len(lines):
        found = _table_at(lines, at)
        if found is None:
            at += 1
            continue
        below, end = found
        rows += below
        taken.update(range(at, end))
        at = end
    return rows, taken


def _table_at(lines: Sequence[str], at: int) -> tuple[list[Row], int] | None:
    if len(lines[at]) > 1000 or at + 1 >= len(lines) or has_id(lines[at]):
        return None
    for delimiter in DELIMITERS:
        if delimiter not in lines[at].strip(" "):
            continue
        columns = _columns(cells_of(lines[at], delimiter))
        if columns is not None:
            rows, end = _rows_below(lines, at + 1, delimiter, columns)
            if rows:
                return rows, end
    return None


def cells_of(line: str, delimiter: str) -> list[str]:
    """Return the cells of a row; quoted cells may hold the delimiter."""
    if delimiter == "  ":
        return [cell.strip() for cell in _WIDE.split(line.strip())]
    if delimiter == "|":
        return [cell.strip() for cell in line.strip().strip("|").split("|")]
    return (_quoted_cells(line, delimiter) if '"' in line else None) or [cell.strip() for cell in line.split(delimiter)]


def _quoted_cells(line: str, delimiter: str) -> list[str] | None:
    import csv  # noqa: PLC0415 - few messages need it

    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter, skipinitialspace=True))]
    except (csv.Error, StopIteration):
        return None


def _columns(headings: list[str]) -> _Columns | None:
    if len(headings) < 2 or any(len(heading) > LONGEST_HEADING for heading in headings):
        return None
    if headings[0].endswith(_COLONS) and not headings[1].endswith(_COLONS):
        return None
    kinds = [label_kind(folded(heading.strip(' "*'))) if heading else "" for heading in headings]
    known = sum(1 for kind in kinds if kind)
    if any(kind is None and read_line(heading).holders for kind, heading in zip(kinds, headings, strict=True)):
        return None
    if not known or known * 2 < sum(1 for kind in kinds if kind != ""):
        return None
    whole, given, family = (_index(kinds, kind) for kind in ("holder", "given", "family"))
    if given is not None and family is None:
        given, family = (given, whole) if whole is not None else (None, None)
        whole = None if family is not None else _index(kinds, "given")
    elif whole is None and family is not None and given is None:
        whole = family
    elif whole is not None and family is not None and folded(headings[whole]) in labels()["either_given"]:
        whole, given = None, whole
    if whole is None and given is None and kinds.count("other") and (worker := _worker(headings)) is not None:
        whole = worker
    if given is not None and family is not None and whole != given:
        whole = None
    return _Columns(whole, given, family, tuple(at for at, kind in enumerate(kinds) if kind is None))


def _worker(headings: list[str]) -> int | None:
    """Return the only column that is headed by what people do (``Trainer``), which is the holder where no other is."""
    found = [at for at, heading in enumerate(headings) if folded(heading.strip(' "*')) in labels()["worker"]]
    return found[0] if len(found) == 1 else None


def _index(kinds: list[str | None], kind: str) -> int | None:
    return kinds.index(kind) if kind in kinds else None


def _rows_below(lines: Sequence[str], start: int, delimiter: str, columns: _Columns) -> tuple[list[Row], int]:
    rows: list[Row] = []
    at = start
    while at < len(lines):
        line = lines[at]
        if delimiter not in line.strip(" ") and not (_WIDE.search(line.strip()) and delimiter == "  "):
            if line.strip() and not _RULE.fullmatch(line) and not has_id(line):
                break
            if not line.strip():
                break
        ids = _ids(line)
        if ids:
            rows.append(Row(at, ids, _name(cells_of(line, delimiter), columns)))
        at += 1
    return (rows, at) if rows else ([], start)


def _name(cells: list[str], columns: _Columns) -> str:
    if columns.given is not None and columns.family is not None:
        parts = [_cell(cells, columns.given), _cell(cells, columns.family)]
        return " ".join(part for part in parts if part)
    if columns.whole is not None:
        return _cell(cells, columns.whole)
    named = [name for at in columns.open if (name := _cell(cells, at, sure=False))]
    return named[0] if len(named) == 1 else ""


def _cell(cells: list[str], at: int, *, sure: bool = True) -> str:
    return name_in(cells[at], sure=sure) if at < len(cells) else ""


def name_in(cell: str, *, sure: bool) -> str:
    """
    Return the name that a cell or a labelled value holds, empty if it holds none.

    ``sure`` says that the heading or label promises a name, so that small letters and ordinary words are taken too.
    """
    cell = cell.strip(" \t\"'*\u201c\u201d\u201e\u00ab\u00bb.,;:")
    if not cell or len(cell) > _LONGEST_NAME or has_id(cell):
        return ""
    if sure and _is_withheld(cell):
        return ""
    if sure and (_family_first(cell) if "," in cell else _is_all_name(cell)):
        return cell
    line = read_line(cell)
    named = [person for person in line.people if person.text]
    if len(named) == 1 and (not sure or _covers(named[0].text, cell)):
        return named[0].text
    if not sure or named or is_filler(cell) or any(character.isdigit() for character in cell) or "@" in cell:
        return named[0].text if len(named) == 1 else ""
    return _without_titles(cell)


def _is_withheld(cell: str) -> bool:
    """Say whether a value says that the name is not given, in whatever words: ``nicht angegeben``, ``no indicado``."""
    words = [token for token in tokens_of(cell) if token.kind is WORD]
    is_small = bool(words) and not any(token.loud for token in words[1:])
    return is_small and len(words) > 1 and words[0].key in cues()["denying"]


def _family_first(cell: str) -> bool:
    """Say whether a cell holds two parts that are written like names and nothing else: ``Doe, Jane``."""
    words = name_words()
    parts = [[token for token in tokens_of(part) if token.text != "."] for part in cell.split(",")]
    if len(parts) != 2 or not all(parts) or any(len(part) > 3 for part in parts):
        return False
    if all(len(part) > 1 for part in parts) and parts[0][0].key in words.given:
        return False
    tokens = [token for part in parts for token in part]
    if any(token.kind is not WORD or not (token.loud or token.key in words.particles) for token in tokens):
        return False
    ordinary = (words.roles, words.firms, words.degrees, words.titles, words.places)
    return not any(
        token.closed or any(token.key in each for each in ordinary)
        for token in tokens
        if not token.unlisted and token.key not in words.particles
    )


def _is_all_name(cell: str) -> bool:
    """Say whether a cell has two to four words in capitals, initials with them, none of them no name's; or one."""
    tokens = [token for token in tokens_of(cell) if token.text != "."]
    if 1 <= len(tokens) <= 4 and all(token.unlisted and not token.possessive for token in tokens):
        return True
    words = name_words()
    ordinary = (words.roles, words.firms, words.degrees, words.titles, words.places, words.acronyms, words.turned)
    if not 2 <= len(tokens) <= 4 or any(token.kind is not WORD or not token.loud for token in tokens):
        return False
    filler = [token for token in tokens if token.closed and not _may_be_given(token, is_first=token is tokens[0])]
    if any(
        len(token.text) > 1 and (token in filler or any(token.key in each for each in ordinary)) for token in tokens
    ):
        return False
    return any(len(token.text) > 1 for token in tokens)


def _may_be_given(token: Token, *, is_first: bool) -> bool:
    """Say whether filler of another language can be a word of a name: ``Una``, and any but the first."""
    words = name_words()
    return token.key in words.foreign and (not is_first or token.key in words.given)


def _covers(name: str, cell: str) -> bool:
    words = [token for token in tokens_of(cell) if token.kind is WORD]
    beside = words[len(name.split()) :]
    skipped = name_words().titles | name_words().degrees | name_words().honorifics
    return not beside or all(token.key in skipped or token.key not in name_words().given for token in beside)


def _without_titles(cell: str) -> str:
    words = name_words()
    tokens = [token for token in tokens_of(cell) if token.kind is WORD]
    while tokens and tokens[0].key in words.titles:
        tokens = tokens[1:]
    if not tokens or len(tokens) > 6 or all(token.closed or token.key in words.roles for token in tokens):
        return ""
    filler = [at for at, token in enumerate(tokens) if token.closed and token.key not in words.particles]
    if any(at == 0 or not is_dutch(tokens[at - 1], tokens[at]) for at in filler):
        return ""
    if tokens[-1].key in words.firms or (len(tokens) == 1 and tokens[0].key in words.places):
        return ""
    return cell[tokens[0].start : tokens[-1].end]


def has_id(text: str) -> bool:
    return not text.isascii() and ord(max(text)) >= FIRST_ID


def _ids(line: str) -> tuple[int, ...]:
    return tuple(_each_id(line)) if has_id(line) else ()


def _each_id(line: str) -> Iterator[int]:
    for code in map(ord, line):
        if FIRST_ID <= code <= LAST_ID:
            yield code - FIRST_ID
        elif FIRST_UNREAD <= code <= LAST_UNREAD:
            yield -1
