"""Rosters: what is read, what is left out and why, and that nothing is imported before a word."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.conversation.watch.roster_parser import ALIASES, MOST_ROWS, RosterError, read_roster
from tests.bots.conversation.factories import ANNA, BEN, A, B, desk_with_stores
from verifier_client import find_ids

TODAY = date(2026, 11, 20)
HEADER = ["Certificate ID", "Person", "Manager", "Team", "Start date", "Note"]


def roster(*rows, header=HEADER):
    return read_roster([header, *rows], find_ids, TODAY)


def wrong(*rows):
    [one] = roster(*rows).wrong
    return f"line {one.line}: {one.reason}"


def fault(cells):
    with pytest.raises(RosterError) as caught:
        read_roster(cells, find_ids, TODAY)
    return str(caught.value)


def test_a_line_becomes_a_row_with_the_number_it_has_in_the_file():
    [first, second] = roster([A, "Jane Doe", "Rita", "Risk", "2027-03-01", "Oslo"], [], [B]).rows

    assert (2, A, "Jane Doe", "Rita", "Risk", "Oslo", date(2027, 3, 1)) == (
        first.line,
        first.certificate.text,
        first.person,
        first.manager,
        first.team,
        first.purpose,
        first.until,
    )
    assert (4, B, "", None) == (second.line, second.certificate.text, second.person, second.until)


def test_columns_are_known_by_many_names_in_any_order_and_case():
    for field, names in ALIASES.items():
        for name in names:
            value = {"certificate": A, "until": "2027-03-01"}.get(field, "X")
            header = [name.upper().replace("ID", " id"), *(["certificate"] if field != "certificate" else [])]
            [row] = roster([value, A], header=header).rows
            assert value == str(row.certificate if field == "certificate" else getattr(row, field))


def test_the_better_of_two_names_wins_and_what_is_not_used_is_named():
    read = roster(["77", A, "Jane", "x"], header=["ID", "certificate_no", "Employee", "Salary"])

    assert ("ID", "Salary") == read.ignored
    assert A == read.rows[0].certificate.text


def test_each_wrong_line_says_why():
    assert "line 2: no certificate ID" == wrong(["", "Jane Doe"])
    assert "line 2: “=HYPERLINK(1)” is no certificate ID" == wrong(["=HYPERLINK(1)"])
    assert "line 2: 2 certificate IDs in one line" == wrong([f"{A} {B}"])
    assert f"line 3: {A} is on line 2 already; the first one counts" == wrong([A, "x"], [A.lower(), "y"])
    assert "line 2: “3/4/2027” is not a day that can be read: write it like 2026-12-01 or 1.12.2026" == wrong(
        [A, "", "", "", "3/4/2027"]
    )
    assert "line 2: 1 March 2020 has passed" == wrong([A, "", "", "", "2020-03-01"])
    assert "line 2: person is longer than 200 characters" == wrong([A, "x" * 201])


def test_days_are_read_as_people_and_spreadsheets_write_them():
    text_of_reply = (date(2027, 3, 1), "2027-03-01", "1.3.2027", "01. 03. 2027", "1 March 2027", "2027-03-01 00:00:00")

    for day in text_of_reply:
        assert date(2027, 3, 1) == roster([A, "", "", "", day]).rows[0].until
    for day in ("31.02.2027", "2027-03-01 10:00:00", "45000"):
        assert "is not a day" in wrong([A, "", "", "", day])


def test_what_people_wrote_stays_text():
    [row] = roster([A, "=1+1", "<!channel>", "Ri\x00sk\u202e", "", "a\nb"]).rows

    assert ("=1+1", "<!channel>", "Ri sk", "a b") == (row.person, row.manager, row.team, row.purpose)


def test_a_file_that_is_no_roster_says_what_one_looks_like():
    assert "The file is empty" in fault([[], ["", " "]])
    assert "nothing below the header" in fault([HEADER])
    assert "Line 2 must be a header with a column “certificate id”" in fault([[], ["Jane", A]])
    assert "10,001 lines; 10,000 at most" in fault([HEADER, *[[A]] * (MOST_ROWS + 1)])


cells = st.lists(st.lists(st.text(max_size=30) | st.dates() | st.just(A) | st.just("Team"), max_size=7), max_size=12)


@given(cells=cells)
def test_every_line_is_either_good_or_wrong(cells):
    filled = [row for row in cells if any(str(cell).strip() for cell in row)]
    read = read_roster([HEADER, *cells, [B]], find_ids, TODAY)
    lines = [each.line for each in (*read.rows, *read.wrong)]

    assert len(lines) == len(set(lines)) <= len(filled) + 1
    assert all(2 <= line <= len(cells) + 2 for line in lines)
    assert B in {row.certificate.text for row in read.rows}


@pytest.mark.anyio
class TestInChat:
    CELLS = (HEADER, [A, "Jane Doe", "Rita"], [B, "Ben"], ["none"])

    async def test_first_it_is_said_what_an_import_would_do(self):
        async with desk_with_stores() as here:
            await here.text_of_reply(f"watch {B}")
            [card] = (await here.desk.preview_roster([*self.CELLS], "team.xlsx", ANNA)).cards

            assert "team.xlsx: 3 rows: 1 new, 1 changed, 1 wrong. Nothing is imported yet." == card.headline
            assert ("• line 4: “none” is no certificate ID.",) == card.lines
            assert "You watch 1 certificate." in await here.text_of_reply("watches")
            done = await here.press(card, "Import")
            assert "team.xlsx is imported: 3 rows: 1 new, 1 changed, 1 wrong." == done.headline
            assert "links" in done.next_step
            assert f"{A} · Jane Doe" in await here.text_of_reply("watches")
            assert "is not kept any more" in (await here.press(card, "Import")).headline

    async def test_what_was_shown_is_its_askers_and_waits_fifteen_minutes(self):
        async with desk_with_stores() as here:
            [card] = (await here.desk.preview_roster([*self.CELLS], "team.xlsx", ANNA)).cards
            assert "is not kept any more" in (await here.press(card, "Import", BEN)).headline
            here.advance(minutes=15)
            assert "is not kept any more" in (await here.press(card, "Import")).headline

    async def test_of_too_many_that_wait_the_oldest_is_forgotten(self):
        async with desk_with_stores() as here:
            shown = [
                (await here.desk.preview_roster([HEADER, [A, str(at)]], "x.csv", ANNA)).cards[0] for at in range(51)
            ]

            assert "is not kept any more" in (await here.press(shown[0], "Import")).headline
            assert "is imported" in (await here.press(shown[1], "Import")).headline

    async def test_many_wrong_lines_are_counted_and_nothing_good_means_no_button(self):
        async with desk_with_stores() as here:
            rows = [["x"]] * 20
            [card] = (await here.desk.preview_roster([["ID", "Pay"], *rows], "", ANNA)).cards

            assert "The roster: 20 rows: 20 wrong. Nothing is imported yet." == card.headline
            assert "… and 5 more wrong lines." == card.lines[-1]
            assert ((), ("This column is not used: “Pay”.",)) == (card.actions, card.findings)
            [card] = (await here.desk.preview_roster([], "x.csv", ANNA)).cards
            assert "x.csv cannot be imported. The file is empty" in card.headline
