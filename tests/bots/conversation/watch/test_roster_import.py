"""Rosters in chat: what is shown first, what is left out and why, and that nothing is imported before a word."""

import pytest

from tests.bots.conversation.factories import ANNA, BEN, A, B, C, desk_with_stores

pytestmark = pytest.mark.anyio
ROSTER = f"Certificate ID,Person,Manager\n{A},Jane Doe,Rita\n{B},María Echeverría Quiroga\nnone\n"


@pytest.fixture
async def here():
    async with desk_with_stores() as desk:
        yield desk


async def test_first_it_is_said_what_an_import_would_do(here):
    await here.text_of_reply(f"watch {B}")
    card = await here.drop(ROSTER)

    assert "team.csv: 3 rows: 1 new, 1 changed, 1 wrong. Nothing is imported yet." == card.headline
    assert f"• {B}: person none → “María Echeverría Quiroga”." in card.lines
    assert "• line 4: “none” is no certificate ID." in card.lines
    assert "You watch 1 certificate." in await here.text_of_reply("watches")
    done = await here.press(card, "Import")
    assert "team.csv is imported: 3 rows: 1 new, 1 changed, 1 wrong." == done.headline
    assert "links" in done.next_step
    assert f"{A} · Jane Doe" in await here.text_of_reply("watches")
    assert "is not kept any more" in (await here.press(card, "Import")).headline


async def test_a_column_that_is_not_there_changes_nothing(here):
    await here.press(
        await here.drop(f"id,person,manager,team,until,purpose\n{A},Jane Doe,Rita,Risk,2099-03-01,tender\n"), "Import"
    )
    card = await here.drop(f"id,person,manager\n{A},Jane Roe,Rita\n")

    assert (f"• {A}: person “Jane Doe” → “Jane Roe”.",) == tuple(each for each in card.lines if "→" in each)
    await here.press(card, "Import")
    text = await here.text_of_reply("watches")
    assert f"{A} · Jane Roe · team Risk" in text
    assert "watched until 1 March 2099; purpose: tender" in text


async def test_what_is_doubtful_is_said_at_once(here):
    card = await here.drop(f"id,person,team\n{A},John Smith,R\n{C},,R\nAIDA-2026-0404,,R\n{B},,R\n")
    said = "\n".join(card.lines)

    assert f"• line 2: look at {A} (John Smith): its registry names another person." in said
    assert f"• line 3: look at {C}: it is revoked." in said
    assert "• line 4: look at AIDA-2026-0404: its registry has no such record." in said
    assert B not in said
    done = await here.press(card, "Import")
    assert f"• line 3: look at {C}: it is revoked." in done.lines


async def test_a_column_that_is_not_understood_is_shown_and_can_be_said_to_be_something(here):
    card = await here.drop(f"Certificate ID,Chief,Team\n{A},Rita Lead,Risk\n")

    assert any("“Chief” (such as “Rita Lead”)" in each for each in card.findings)
    [group] = card.groups
    assert ["“Chief”"] == [item.text for item in group.items]
    again = await here.press(card, "This is the manager")
    assert ((), True) == (again.groups, any("manager in “Chief”" in each for each in again.findings))
    assert "is not kept any more" in (await here.press(card, "Import")).headline
    assert "is imported" in (await here.press(again, "Import")).headline
    assert "Rita Lead" in await here.text_of_reply("links")


async def test_days_that_could_be_two_are_asked_about(here):
    card = await here.drop(f"id,until\n{A},3/4/2099\n{B},5/6/2099\n")

    assert "2 rows: 2 wrong" in card.headline
    first = await here.press(card, "3/4 is 3 April")
    assert "2 rows: 2 new" in first.headline
    await here.press(first, "Import")
    assert "watched until 3 April 2099" in await here.text_of_reply("watches")


async def test_what_was_shown_is_its_askers_and_waits_fifteen_minutes(here):
    card = await here.drop(ROSTER)

    assert "is not kept any more" in (await here.press(card, "Import", BEN)).headline
    here.advance(minutes=15)
    assert "is not kept any more" in (await here.press(card, "Import")).headline


async def test_of_too_many_files_of_one_person_the_oldest_is_forgotten(here):
    shown = [await here.drop(f"id,team\n{A},{at}\n") for at in range(6)]
    others = await here.drop(f"id,team\n{A},x\n", asker=BEN)

    assert "is not kept any more" in (await here.press(shown[0], "Import")).headline
    assert "is imported" in (await here.press(shown[1], "Import")).headline
    assert "is imported" in (await here.press(others, "Import", BEN)).headline


async def test_every_line_that_is_left_out_is_named_and_nothing_good_means_no_button(here):
    rows = "\n".join([*["x,1"] * 20, f"{A},2", "y,3"])
    card = await here.drop(f"Certificate ID,Salary,Team\n{rows}\n")

    assert "22 rows: 1 new, 21 wrong." in card.headline
    assert "• lines 2 to 21: “x” is no certificate ID." in card.lines
    assert "• line 23: “y” is no certificate ID." in card.lines
    assert any("not used: “Salary”" in each for each in card.findings)
    nothing = await here.drop("Certificate ID,Team\nnone,x\n")
    assert ("team.csv: 1 row: 1 wrong. Nothing is imported yet.", ()) == (nothing.headline, nothing.actions)
    empty = await here.drop("Name,Team\nJane,x\n")
    assert "team.csv cannot be imported. No column holds certificate IDs" in empty.headline
    assert "“Name”, “Team”" in empty.headline


async def test_more_reasons_than_a_chat_has_room_for_are_named_by_their_lines(here):
    rows = "\n".join(f"x{number},1" for number in range(40))
    card = await here.drop(f"Certificate ID,Team\n{A},x\n{rows}\n")

    assert 15 == len(card.lines)
    assert card.lines[-1].startswith("• lines 17 to 42: for reasons like these")


async def test_titles_and_headings_again_are_named_and_not_wrong(here):
    card = await here.drop(f"Certified staff\n\nID,Team\n{A},x\nID,Team\n{B},y\n")

    assert "team.csv: 2 rows: 2 new. Nothing is imported yet." == card.headline
    assert {"• line 1: it stands above the headings.", "• line 5: it repeats the headings."} <= {*card.lines}


async def test_a_table_with_names_alone_is_asked_about_and_shown_as_a_roster(here):
    asked = await here.drop(f"Certificate ID,Name\n{A},Jane Doe\n")

    assert "shall I verify it now, or watch it" in asked.headline
    shown = await here.press(asked, "Show what importing it does")
    assert "1 new" in shown.headline
    assert "is imported" in (await here.press(shown, "Import")).headline
    assert f"{A} · Jane Doe" in await here.text_of_reply("watches", ANNA)
