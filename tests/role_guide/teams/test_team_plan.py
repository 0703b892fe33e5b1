"""Team plans: the gap, the cheapest way out, and the month in which coverage breaks."""

from dataclasses import fields
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from role_guide.teams.team_plan import Break, Coverage, Step, TeamPlan, team_plan
from role_guide.teams.team_profiles import read_profile

TODAY = date(2026, 11, 20)


def team(*people, header="role,level,area,client_facing,certificates"):
    return "\n".join([header, *people])


def plan(profile, *people, today=TODAY):
    return team_plan(team(*people), profile, today=today)


def own(need):
    return read_profile(f'name = "own"\ntitle = "Own"\n[[needs]]\ntext = "n"\n{need}\n')


def gaps(found):
    return [(each.need.codes[0], each.area, each.missing) for each in found.coverage if each.missing]


def steps(found):
    return [(step.code, step.count, step.rows, step.fee_usd) for step in found.steps]


# The gap and the way out


def test_a_small_team_without_anything():
    found = plan("small", "engineer,,,,", "data scientist,,,,", "team lead,,,,")

    assert gaps(found) == [("AIDA", "", 2), ("AIMA", "", 1)]
    assert steps(found) == [("AIDA", 2, (1, 2), 0), ("AIMA", 1, (3,), 0)]
    assert (found.cost_usd, found.unknown_fees, found.covered) == (0, (), False)


def test_client_facing_work_needs_cpap():
    found = plan("small", "engineer,,,yes,AIDA", "team lead,,,,AIMA")

    assert steps(found) == [("CPAP", 1, (1, 2), 297)]
    assert found.cost_usd == 297
    assert plan("small", "engineer,,,no,AIDA", "team lead,,,,AIMA").covered


def test_each_product_area_needs_its_own():
    found = plan("growing", "engineer,,search,,AIDA;CPAP", "engineer,,ads,,AIDA", "manager,,,,AIMA")

    assert gaps(found) == [("CPAP", "ads", 1)]
    assert steps(found) == [("CPAP", 1, (2,), 297)]


def test_levels_of_an_enterprise():
    found = plan("enterprise", "engineer,staff,,,AIDA", "software architect,,,,AIDA", "engineer,junior,,,AIDA")

    assert steps(found) == [("CPAP", 1, (1,), 297), ("CPAA", 1, (2,), None)]
    assert found.unknown_fees == ("CPAA",)
    assert found.cost_usd == 297


@pytest.mark.parametrize(("held", "covered"), [("AIDA", True), ("", False)])
def test_procurement_looks_at_the_vendors_leads(held, covered):
    assert plan("procurement", f"tech lead,,,,{held}", "engineer,,,,").covered is covered


def test_procurement_without_a_lead_is_not_covered():
    found = plan("procurement", "engineer,,,,AIDA")

    assert not found.covered
    assert any("Nobody in the team is meant" in note for note in found.notes)


@pytest.mark.parametrize(("expires", "covered"), [("2026-11-20", True), ("2026-11-19", False)])
def test_a_designation_serves_instead(expires, covered):
    text = f'designations = [{{ code = "CAI", expires = {expires} }}]\n[[people]]\nrole = "tech lead"\n'

    assert team_plan(text, "procurement", today=TODAY).covered is covered


def test_the_two_variants_of_cai_disagree_and_say_so():
    people = ["engineer,,,,AIDA;CPAP", "engineer,,,,AIDA", "engineer,,,,AIDA", "engineer,,,,", "manager,,,,"]
    mild, strict = plan("cai-organisations", *people), plan("cai-employers", *people)

    assert mild.covered
    assert not strict.covered
    assert any("cai-employers" in note for note in mild.notes)
    assert any("cai-organisations" in note for note in strict.notes)
    assert any("incident response" in note.lower() for note in mild.notes)


def test_all_and_at_least():
    people = ["engineer,,,,AIDA", "engineer,,,,"]

    assert plan(own('codes = ["AIDA"]\nat_least = 1'), *people).covered
    assert gaps(plan(own('codes = ["AIDA"]\nall = true'), *people)) == [("AIDA", "", 1)]
    assert gaps(plan(own('codes = ["AIDA"]\nat_least = 5'), *people)) == [("AIDA", "", 4)]


def test_too_few_people_is_said():
    found = plan(own('codes = ["AIDA"]\nat_least = 5'), "engineer,,,,")

    assert any("too few people" in note for note in found.notes)


def test_the_cheapest_known_fee_is_taken():
    assert steps(plan(own('codes = ["CPAA", "CPAP", "CAIG"]\nall = true'), "engineer,,,,")) == [("CAIG", 1, (1,), 79)]
    assert steps(plan(own('codes = ["CPAA", "CAIP"]\nall = true'), "engineer,,,,")) == [("CPAA", 1, (1,), None)]


def test_one_step_serves_two_needs():
    profile = read_profile(
        'name = "own"\ntitle = "Own"\n[[needs]]\ntext = "a"\ncodes = ["AIDA"]\nat_least = 2\n'
        '[[needs]]\ntext = "b"\ncodes = ["AIDA"]\nall = true\n'
    )

    assert steps(plan(profile, "engineer,,,,", "engineer,,,,")) == [("AIDA", 2, (1, 2), 0)]


def test_senior_aie_is_a_renewed_aie_but_not_the_other_way():
    assert plan(own('codes = ["AiE"]\nall = true'), "engineer,,,,Senior AiE 2027-12-01").covered
    assert not plan(own('codes = ["Senior AiE"]\nall = true'), "engineer,,,,AiE 2027-12-01").covered


def test_neighbouring_codes_do_not_count():
    assert not plan(own('codes = ["CAIP"]\nall = true'), "engineer,,,,CAIM; CAIS; CAIG; CAIA").covered


# Time


@pytest.mark.parametrize(("expires", "missing"), [("2026-11-20", 0), ("2026-11-19", 1)])
def test_the_last_day_counts(expires, missing):
    found = plan(own('codes = ["AIDA"]\nall = true'), f"engineer,,,,AIDA {expires}")

    assert found.coverage[0].missing == missing


def test_the_month_in_which_coverage_breaks():
    found = plan(
        own('codes = ["AIDA"]\nat_least = 2'),
        *("engineer,,,,AIDA 2026-12-31", "engineer,,,,AIDA 2027-03-31", "engineer,,,,AIDA 2027-08-01"),
    )

    assert found.covered
    assert found.breaks_in == "2027-04"
    assert found.breaks[0].on == date(2027, 4, 1)
    assert found.breaks[0].expiring == ((2, "AIDA"),)


def test_what_is_broken_can_get_worse():
    found = plan(own('codes = ["AIDA"]\nall = true'), "engineer,,,,AIDA 2027-01-31", "engineer,,,,")

    (first,) = found.breaks
    assert (first.month, first.missing, first.met_until_then) == ("2027-02", 2, False)


@pytest.mark.parametrize(("expires", "month"), [("2027-11-18", "2027-11"), ("2027-11-19", None), ("2028-01-01", None)])
def test_twelve_months_are_looked_at(expires, month):
    assert plan(own('codes = ["AIDA"]\nall = true'), f"engineer,,,,AIDA {expires}").breaks_in == month


def test_a_leap_day_is_a_day():
    found = plan(own('codes = ["AIDA"]\nall = true'), "engineer,,,,AIDA 2029-02-27", today=date(2028, 2, 29))

    assert found.breaks_in == "2029-02"


def test_a_missing_last_day_is_said():
    found = plan("growing", "engineer,,,,AIDA; CPAP 2027-02-01", "manager,,,,AIMA")

    assert any("No last day is given for AIDA, AIMA" in note for note in found.notes)
    assert any("How long CPAP is valid is not known" in note for note in found.notes)


def test_the_size_that_the_profile_is_for():
    assert any("2 to 5 people; the team has 1" in note for note in plan("small", "engineer,,,,AIDA").notes)


# Law 5


def test_nothing_orders_people():
    """People are rows in the order given; no value of a plan grades or sorts them."""
    found = plan(own('codes = ["AIDA"]\nat_least = 3'), *["engineer,,,,"] * 3, "engineer,,,,AIDA", "manager,,,,")
    words = {name.name for kind in (TeamPlan, Step, Break, Coverage) for name in fields(kind)}

    assert found.coverage[0].rows == (1, 2, 3, 4, 5)
    assert found.steps[0].rows == (1, 2, 3, 5)
    assert found.steps[0].count == 2
    assert not words & {"score", "rank", "rating", "best", "priority", "order"}


PEOPLE = st.builds(
    "{},{},{},{},{}".format,
    st.sampled_from(["engineer", "team lead", "manager", "architect", "designer"]),
    st.sampled_from(["", "junior", "senior", "principal"]),
    st.sampled_from(["", "search", "ads"]),
    st.sampled_from(["", "yes"]),
    st.sampled_from(["", "AIDA", "AIDA 2027-01-31; CPAP 2027-05-01", "AIMA 2026-01-01", "CAIP;CAIM"]),
)
NAMES = ["small", "growing", "enterprise", "procurement", "cai-organisations", "cai-employers"]


@given(st.lists(PEOPLE, min_size=1, max_size=8), st.sampled_from(NAMES))
def test_steps_close_every_gap_that_people_can_close(people, name):
    found = plan(name, *people)

    for each in found.coverage:
        assert each.missing == 0 or any(step.need == each.need.text for step in found.steps) or each.rows == ()
    assert found.cost_usd >= 0
    assert all("2026-11" <= each.month <= "2027-11" for each in found.breaks)
