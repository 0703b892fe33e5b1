"""Profiles: PAI's, each with its source, and the user's own, read as strictly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from role_guide.errors import DataFault, RoleGuideError, TeamFault, TooLong
from role_guide.teams.team_profiles import load_profiles, profile_named, profiles, read_profile

OWN = """\
name = "ours"
title = "Our own"

[[needs]]
text = "Two governance people"
codes = ["CAIG", "CAIM"]
at_least = 2
"""


def test_the_profiles_of_pai_are_there_with_sources():
    assert {each.name for each in profiles()} == {
        *("small", "growing", "enterprise", "procurement", "cai-organisations", "cai-employers"),
    }
    assert all(each.sources and each.issuer == "PAI" for each in profiles())


def test_both_variants_of_cai_are_shown_and_point_to_each_other():
    one, other = profile_named("cai-organisations"), profile_named("CAI-employers ")

    assert one.differs_from == (other.name,)
    assert other.differs_from == (one.name,)
    assert set(one.sources).isdisjoint(other.sources)
    assert [need.at_least for need in one.needs] == [3, 1]
    assert [(need.everybody, need.per_area) for need in other.needs] == [(True, False), (False, True), (True, False)]


def test_variants_that_are_named_exist():
    names = {each.name for each in profiles()}

    assert all(set(each.differs_from) <= names for each in profiles())


def test_an_own_profile():
    (need,) = read_profile(OWN).needs

    assert (need.codes, need.at_least, need.everybody) == (("CAIG", "CAIM"), 2, False)


def test_a_profile_that_says_nothing_of_people_is_for_one_or_more():
    own, bounded = (
        read_profile(OWN),
        read_profile(OWN.replace("[[needs]]", "[people]\nfewest = 3\nmost = 9\n[[needs]]")),
    )

    assert (1, None, (), ()) == (own.fewest, own.most, own.differs_from, own.besides)
    assert (3, 9) == (bounded.fewest, bounded.most)


def test_an_unknown_profile_lists_the_known():
    with pytest.raises(TeamFault, match="cai-employers, cai-organisations, enterprise"):
        profile_named("cai")


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("at_least = 2", "", "needs[0]: needs all = true, or at_least"),
        ("at_least = 2", "at_least = 0", "needs[0].at_least: "),
        ("at_least = 2", "most = 2", "needs[0].most: "),
        ('"CAIM"', '"CAIX"', "needs[0].codes: No certification with the code 'CAIX'"),
        ('"CAIM"', '"CAI"', "needs[0].codes: is held by an organisation"),
        ("at_least = 2", 'at_least = 2\nor_designation = "AIDA"', "needs[0].or_designation: is held by a person"),
        ("at_least = 2", 'at_least = 2\nlevels = ["wizard"]', "needs[0].levels: levels are junior"),
        ("at_least = 2", 'at_least = 2\nduty = "magic"', "needs[0].duty: "),
        ('name = "ours"', "", "name: "),
        ('title = "Our own"', 'title = "Our own"\nsources = ["web"]', "sources: 'web' is not in sources.toml"),
        ('title = "Our own"', "title = Our", "is no TOML"),
    ],
)
def test_a_fault_of_the_user_names_the_key(old, new, place):
    assert old in OWN
    with pytest.raises(TeamFault) as raised:
        read_profile(OWN.replace(old, new))
    assert str(raised.value).startswith("Profile")
    assert place in str(raised.value)


def test_too_much_is_refused():
    with pytest.raises(TooLong):
        read_profile("#" * 200_001)


@given(st.text(max_size=200))
def test_any_text_is_a_profile_or_a_clear_error(text):
    with pytest.raises(RoleGuideError):
        read_profile(text)


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('sources = ["pai_employers"]', "sources = []", "sources"),
        ('name = "small"', 'name = "tiny"', "name"),
        ('"CPAP"', '"CPAX"', "needs[2].codes"),
    ],
)
def test_a_fault_of_ours_names_file_and_key(broken, old, new, place):
    with pytest.raises(DataFault) as raised:
        load_profiles(broken("profiles/small.toml", old, new))
    assert raised.value.file == "profiles/small.toml"
    assert raised.value.key == place
