"""Tables on a telephone: letters are small where the words of a row would be broken otherwise."""

import pytest

from bots.conversation.model.replies import Table, TableRow, Tone
from bots.teams.cards.card_tables import render_table

SIGNS = dict.fromkeys(Tone, "✅")
IDS = ("AIDA-2026-3000", "AIDA-2026-3001")


def drawn(columns, *rows):
    table = render_table(Table(columns, tuple(TableRow(cells, Tone.GOOD) for cells in rows)), SIGNS)
    sizes = {part.get("size", "") for row in table["rows"] for cell in row["cells"] for part in cell["items"]}
    return sizes, [column["width"] for column in table["columns"]]


@pytest.mark.parametrize(
    ("columns", "rows", "size"),
    [
        (("Certificate", "Result"), [(each, "active") for each in IDS], ""),
        (("Certificate", "Result", "Name"), [(each, "active until 2 Mar 2028", "Jane Doe") for each in IDS], "Small"),
        (("Facts", "CAIP", "CAIM", "AIDA"), [("Valid", "–", "–", "2 years")], "Small"),
    ],
)
def test_letters_are_small_where_a_row_would_not_fit(columns, rows, size):
    sizes, _ = drawn(columns, *rows)

    assert sizes - {""} == ({size} if size else set())


def test_a_heading_has_room_for_its_bold_letters():
    _, (_, _, name) = drawn(("Certificate", "Result", "Name"), (IDS[0], "no record", ""))
    _, (_, _, cell) = drawn(("Certificate", "Result", "N"), (IDS[0], "no record", "Name"))

    assert name > cell
