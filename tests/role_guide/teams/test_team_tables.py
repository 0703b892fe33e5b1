"""Teams as text: people without names, and faults with line or row."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from role_guide.errors import RoleGuideError, TeamFault, TooLong
from role_guide.levels import Level
from role_guide.teams.team_tables import Duty, Held, read_team

TOML = """\
title = "Search"
client_facing = true
designations = [{ code = "cai", expires = 2027-06-30 }]

[[people]]
role = "ML engineer"
level = "senior"
area = "ranking"
certificates = [{ code = "aida", expires = 2027-03-01 }, { code = "CPAP" }]

[[people]]
role = "Engineering manager"
"""
CSV = """\
role,level,area,client_facing,certificates
ML engineer,senior,ranking,yes,AIDA 2027-03-01; CPAP
Engineering manager,,,,
"""


@pytest.mark.parametrize(
    "text", [TOML, CSV, "\ufeff" + CSV, CSV.replace("\n", "\r\n"), CSV.replace(";", "|").replace(",", ";")]
)
def test_both_forms_say_the_same(text):
    team = read_team(text)
    first, second = team.people

    assert team.client_facing
    assert (first.row, first.role, first.level, first.area) == (1, "ML engineer", Level.SENIOR, "ranking")
    assert first.duties == {Duty.TECHNICAL}
    assert first.held == (Held("AIDA", date(2027, 3, 1)), Held("CPAP"))
    assert (second.row, second.duties, second.level, second.held) == (2, {Duty.MANAGING}, Level.LEAD, ())


def test_the_organisation_may_hold_something_too():
    assert read_team(TOML).designations == (Held("CAI", date(2027, 6, 30)),)


@pytest.mark.parametrize(
    ("role", "duties"),
    [
        ("Tech lead", {Duty.TECHNICAL, Duty.MANAGING}),
        ("Product manager", {Duty.MANAGING}),
        ("CTO", {Duty.TECHNICAL, Duty.MANAGING}),
        ("UX designer", set()),
    ],
)
def test_roles_say_what_people_do(role, duties):
    assert read_team(f"role\n{role}\n").people[0].duties == duties


def test_duties_can_be_given():
    assert read_team('[[people]]\nrole = "Wizard"\nduties = ["technical"]\n').people[0].duties == {Duty.TECHNICAL}


@pytest.mark.parametrize(
    ("level", "read"), [("Staff", Level.SENIOR), ("II", Level.MID), ("principal", Level.PRINCIPAL)]
)
def test_levels_are_read_like_titles(level, read):
    assert read_team(f"role,level\nengineer,{level}\n").people[0].level is read


@pytest.mark.parametrize("level", list(Level))
def test_a14_every_level_that_a_refusal_lists_is_read(level):
    assert read_team(f"role,level\nengineer,{level}\n").people[0].level is level


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "The team is empty"),
        ("  \n\n", "The team is empty"),
        (",,,\n", "row 1: there is no header line"),
        ("role,level\n", "row 1: there is nobody below the header"),
        ("level\nsenior\n", "row 1, role: this column is missing"),
        ("role,salary\nengineer,1\n", "row 1, salary: is no column"),
        ("role,role\nengineer,engineer\n", "row 1, role: is there twice"),
        ("name,role\nJane Doe,engineer\n", "row 1, name: people are planned without names"),
        ("role,e-mail\nengineer,j@example.org\n", "row 1, e-mail: people are planned without names"),
        ("role\nengineer\nwizard\n", "row 3, role: 'wizard' says neither"),
        ("role,level\nengineer,wizard\n", "row 2, level: 'wizard' is no level"),
        ("role,level\n,senior\n", "row 2, role: is empty"),
        ("role,client_facing\nengineer,maybe\n", "row 2, client_facing: must be yes or no"),
        ("role,certificates\nengineer,AIDX 2027-01-01\n", "row 2, certificates: No certification with the code 'AIDX'"),
        ("role,certificates\nengineer,AIDA 01/03/2027\n", "row 2, certificates: '01/03/2027' is no date"),
        ("role,certificates\nengineer,AIDA 2027-02-30\n", "row 2, certificates: '2027-02-30' is no date"),
        ("role,certificates\nengineer,2027-02-28\n", "row 2, certificates: '2027-02-28' is not like"),
        ('role,certificates\nengineer,"AIDA\n', "The team is no CSV"),
        ("[[people]]\nrole = 1\n", "line 1, people[0].role: "),
        ('[[people]]\nrole = "engineer"\n\n[[people]]\nrole = "engineer"\nskill = 3\n', "line 4, people[1].skill: "),
        ('[[people]]\nrole = "engineer"\nname = "Jane"\n', "line 1, name: people are planned without names"),
        (
            '[[people]]\nrole = "engineer"\ncertificates = [{ code = "AIDX" }]\n',
            "line 1, certificates: No certification",
        ),
        ('[[people]]\nrole = "engineer"\nlevel = "wizard"\n', "line 1, level: 'wizard' is no level"),
        ('designations = [{ code = "X" }]\n[[people]]\nrole = "engineer"\n', "designations: No certification"),
        ("people = []\n", "people: "),
        ("[[people]]\nrole = \n", "text: is no TOML: "),
        ("people = " + "[" * 5000, "text: is no TOML: "),
        ("x = " + "1" * 5000, "text: is no TOML: "),
        ("<html><b>team</b></html>", "row 1, <html>"),
    ],
)
def test_faults_name_line_or_row(text, place):
    with pytest.raises(TeamFault) as raised:
        read_team(text)
    assert place in str(raised.value)
    assert "Jane" not in str(raised.value)


def test_a_quoted_cell_may_go_over_lines():
    (person,) = read_team('role,area\n"ML\nengineer","North\nand South"\n').people

    assert ("ML\nengineer", "North\nand South") == (person.role, person.area)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            f"role,certificates\nengineer,AIDA {'2' * 21}\n",
            f"Team, row 2, certificates: '{'2' * 20}' is no date like 2027-03-01.",
        ),
        (
            f"role,certificates\nengineer,{'2' * 41}\n",
            f"Team, row 2, certificates: '{'2' * 40}' is not like AIDA 2027-03-01.",
        ),
        (
            f"role,level\nengineer,{'w' * 41}\n",
            f"Team, row 2, level: '{'w' * 40}' is no level; levels are {', '.join(Level)}.",
        ),
        (
            f"role\n{'x' * 41}\n",
            (
                f"Team, row 2, role: '{'x' * 40}' says neither technical nor managing work: add the word, or duties in "
                "TOML."
            ),
        ),
    ],
)
def test_what_is_wrong_is_quoted_and_cut_short(text, fault):
    with pytest.raises(TeamFault) as raised:
        read_team(text)

    assert fault == str(raised.value)


def test_too_much_is_refused_not_cut():
    with pytest.raises(TooLong):
        read_team("role\n" + "engineer\n" * 30_000)
    with pytest.raises(TooLong, match="1001 people"):
        read_team("role\n" + "engineer\n" * 1001)
    with pytest.raises(TooLong, match="1001 people"):
        read_team('[[people]]\nrole = "engineer"\n' * 1001)


@given(
    st.one_of(
        st.text(max_size=300),
        st.lists(
            st.sampled_from(["role", "engineer", ",", "\n", '"', "AIDA 2027-01-01", "[[people]]", "=", ";", "[", "\r"])
        ).map("".join),
    )
)
def test_any_text_is_a_team_or_a_clear_error(text):
    try:
        people = read_team(text).people
    except RoleGuideError:
        return
    assert [person.row for person in people] == list(range(1, len(people) + 1))
