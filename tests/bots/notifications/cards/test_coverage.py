"""What a team loses with one certificate: by example, and for all teams."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bots.notifications.cards.coverage import coverage_loss
from bots.notifications.models import NoticeKind
from bots.notifications.round_models import TeamCertificate
from tests.bots.notifications.digest_factories import END, TODAY, due, notice, read

CPAP = TeamCertificate("CPAP-2026-8841", "CPAP", stands=True, expires_on=None)


def lost(*mates, one=None, **kw):
    return coverage_loss(one or notice(), due(**kw), mates)


def test_the_only_one_is_lost_at_its_end_and_what_was_taken_on_its_day():
    assert (END, False, True) == (lost().on, lost().taken, lost().only)
    taken = lost(one=notice(NoticeKind.REVOKED, on=TODAY))
    assert (TODAY, True, True) == (taken.on, taken.taken, taken.only)


def test_another_that_stands_on_is_cover_enough_whatever_the_issuer_calls_it():
    assert lost(CPAP) is None
    assert lost(replace(CPAP, code="cpap", expires_on=END + timedelta(1))) is None
    senior = replace(CPAP, code="Senior AiE")
    assert lost(senior, reading=read(code="AIE")) is None
    assert lost(replace(senior, code="AIE"), reading=read(code="Senior AiE")) is not None


def test_another_issuers_certification_of_the_same_code_is_no_cover():
    caip = {"reading": read(code="CAIP", issuer="PECB")}

    assert lost(replace(CPAP, code="CAIP", issuer="AIPA"), **caip).only
    assert lost(replace(CPAP, code="CAIP", issuer="PECB"), **caip) is None
    assert lost(replace(CPAP, code="CAIP"), **caip) is None


def test_what_does_not_stand_or_ends_with_it_is_no_cover():
    assert lost(replace(CPAP, stands=False)).only
    assert lost(replace(CPAP, expires_on=END - timedelta(1))).only
    together = lost(replace(CPAP, expires_on=END))
    assert (True, False) == (together.last, together.only)


def test_what_takes_nothing_away_breaks_nothing():
    for kind in set(NoticeKind) - {
        NoticeKind.EXPIRING,
        NoticeKind.EXPIRED,
        NoticeKind.REMINDER,
        NoticeKind.REVOKED,
        NoticeKind.SUSPENDED,
        NoticeKind.LAPSED,
    }:
        assert lost(one=notice(kind)) is None
    assert lost(one=notice(NoticeKind.ESCALATED, of=NoticeKind.REVOKED)) is not None
    assert lost(team="") is None
    assert lost(reading=read(code="")) is None


def test_a_profile_that_its_numbers_no_longer_meet():
    aida = {"reading": read(code="AIDA"), "profile": "cai-organisations"}
    mates = [replace(CPAP, code="AIDA") for _ in range(3)]

    assert ("At least three holders of AIDA",) == lost(*mates[:2], **aida).unmet
    assert not lost(*mates[:2], **aida).last
    assert lost(*mates, **aida) is None
    assert lost(mates[0], **aida) is None
    assert lost(*mates[:2], **aida | {"profile": "no such profile"}) is None


days = st.none() | st.dates(date(2027, 1, 1), date(2027, 6, 1))
mates = st.lists(
    st.builds(TeamCertificate, st.just("X"), st.sampled_from(["CPAP", "AIDA", "Who knows"]), st.booleans(), days),
    max_size=5,
)


@given(team=mates, more=mates)
def test_more_people_never_make_a_loss(team, more):
    after = lost(*team, *more)

    assert after is None or after.unmet or (lost(*team) is not None and lost(*team).last)
