from datetime import date, timedelta

import pytest

from bots.notifications.schedule.lead_times import GUARDS, Ladder, anniversary, ladder_for, lead_times, own_days
from role_guide import Stated
from role_guide.catalogue.catalogue import catalogue
from tests.bots.notifications.watch_factories import END, facts


def test_days_of_effort_are_ours_only_where_the_catalogue_states_the_effort():
    stated = {each.code for each in catalogue().certifications if isinstance(each.renewal_effort, Stated)}

    assert stated == set(lead_times().effort_days)


def test_a_stated_effort_gives_the_last_safe_day_to_start():
    ladder = ladder_for(facts(code="AiE", issuer="ARTiBA"))

    assert (False, "Senior AiE") == (ladder.assumed, ladder.becomes)
    assert END - timedelta(days=14) == ladder.start_by(END)
    assert (90, 60, 30, 14, 7, 1, 0, -1) == ladder.rungs(facts())


@pytest.mark.parametrize("about", [{"code": "AIDA"}, {"code": "NONE"}, {"code": "AIE", "issuer": "Somebody else"}, {}])
def test_what_the_catalogue_does_not_know_is_assumed(about):
    ladder = ladder_for(facts(**about))

    assert (True, 60, None, ()) == (ladder.assumed, ladder.effort_days, ladder.becomes, ladder.maintenance)
    assert ladder == ladder_for(None)


def test_yearly_maintenance_is_pecbs_not_that_of_a_namesake():
    assert (90, 30, 7) == ladder_for(facts(code="CAIP", issuer="PECB")).maintenance
    assert () == ladder_for(facts(code="CAIP", issuer="CertNexus")).maintenance


def test_an_effort_is_assumed_unless_somebody_says_that_it_is_stated():
    plain = Ladder((30, 7), effort_days=14)

    assert (True, (), None, (30, 14, 7, *GUARDS)) == (
        plain.assumed, plain.maintenance, plain.becomes, plain.rungs(facts())
    )  # fmt: skip


def test_own_days_replace_all_but_the_guards():
    assert (45, 1, 0, -1) == ladder_for(facts(code="AIE"), [45]).rungs(facts())


@pytest.mark.parametrize("wrong", [[], [5000], [-400, 3]])
def test_own_days_that_make_no_sense_are_refused(wrong):
    with pytest.raises(ValueError, match=r"^Give "):
        own_days(wrong)


def test_own_days_are_taken_once_each_farthest_first_from_three_years_before_to_one_after():
    assert (1098, 7, -366) == own_days([7, -366, 1098, 7])
    for wrong in (1099, -367):
        with pytest.raises(
            ValueError, match=r"^Give days from 1098 before the end to 366 after it \(written -366\)\.$"
        ):
            own_days([7, wrong])


def test_no_rung_comes_before_half_of_a_life_is_over():
    """A life of 60 days has its first rung 30 days before the end; of one that ends when it begins nothing is known."""
    assert (30, 7) == ladder_for(None).rungs(facts(issued_on=END - timedelta(days=60)))[:2]
    assert (7, 1) == ladder_for(None).rungs(facts(issued_on=END - timedelta(days=59)))[:2]
    assert 90 == ladder_for(None).rungs(facts(issued_on=END))[0]


def test_a_short_life_has_a_short_ladder():
    assert (7, *GUARDS) == ladder_for(None).rungs(facts(issued_on=END - timedelta(days=20)))


@pytest.mark.parametrize(
    ("issued", "end", "day", "wanted"),
    [
        (date(2026, 5, 4), date(2029, 5, 3), date(2026, 5, 4), date(2027, 5, 4)),
        (date(2026, 5, 4), date(2029, 5, 3), date(2027, 5, 4), date(2027, 5, 4)),
        (date(2026, 5, 4), date(2029, 5, 3), date(2028, 6, 1), None),  # the third one is the renewal's
        (date(2028, 2, 29), date(2031, 2, 28), date(2028, 3, 1), date(2029, 2, 28)),
        (None, date(2029, 5, 3), date(2027, 5, 4), date(2028, 5, 3)),
        (None, None, date(2027, 5, 4), None),
        (date(2026, 5, 4), None, date(2030, 5, 5), date(2031, 5, 4)),
        (date(2026, 5, 4), date.max, date.max, None),
        (date(2026, 5, 4), date(2027, 6, 4), date(2026, 6, 1), date(2027, 5, 4)),  # 31 days before the end
        (date(2026, 5, 4), date(2027, 6, 3), date(2026, 6, 1), None),
        (date(2026, 5, 4), date(2029, 5, 3), date(2025, 1, 1), date(2027, 5, 4)),  # looked at before it was issued
    ],
)
def test_anniversaries(issued, end, day, wanted):
    assert wanted == anniversary(facts(issued_on=issued, expires_on=end), day)
