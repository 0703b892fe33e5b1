"""Record, question and clock make a verdict; the dates are looked at on every answer."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.verifier_client.factories import AIDA, ID, TITLE, about, record
from verifier_client import (
    Agreement,
    ByHand,
    CertificateId,
    Certification,
    Finding,
    FindingKind,
    Freshness,
    Outcome,
    Question,
    RegistryStatus,
    Standing,
    Unavailable,
)
from verifier_client.cache import CachedRecord
from verifier_client.judgement import could_not_check, findings, standing_on, verdict_by_hand, verdict_of

ISSUED, EXPIRES = date(2026, 3, 2), date(2028, 3, 2)
BEFORE, DURING, AFTER = date(2026, 3, 1), date(2027, 1, 1), date(2028, 3, 3)
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
S, R = Standing, RegistryStatus


def asked(**more):
    return Question(ID, CertificateId.parse(ID), **more)


def judged(found, *, now=NOW, read_at=None, question=None, **about_changes):
    seen = CachedRecord(found, read_at or now, 0.0, 0.0)
    return verdict_of(question or asked(), seen, about(**about_changes), now=now, age=0.0, freshness=Freshness.LIVE)


@pytest.mark.parametrize("today", [BEFORE, DURING, AFTER])
@pytest.mark.parametrize("on", [BEFORE, DURING, AFTER])
@pytest.mark.parametrize(
    ("status", "standing"), [(R.REVOKED, S.REVOKED), (R.SUSPENDED, S.SUSPENDED), (R.UNKNOWN, S.UNKNOWN)]
)
def test_what_the_registry_took_away_stays_taken_away_on_every_day(status, standing, on, today):
    assert standing is standing_on(record(status=status), on, today)


@pytest.mark.parametrize(
    ("status", "on", "today", "standing"),
    [
        (R.VALID, ISSUED, DURING, S.ACTIVE),
        (R.VALID, EXPIRES, DURING, S.ACTIVE),
        (R.VALID, BEFORE, DURING, S.NOT_YET_VALID),
        (R.VALID, AFTER, DURING, S.EXPIRED),
        (R.VALID, AFTER, AFTER, S.EXPIRED),
        (R.VALID, DURING, AFTER, S.ACTIVE),
        (R.UNSAID, DURING, DURING, S.ACTIVE),
        (R.UNSAID, AFTER, DURING, S.EXPIRED),
        (R.UNSAID, BEFORE, DURING, S.NOT_YET_VALID),
        (R.EMERITUS, DURING, DURING, S.EMERITUS),
        (R.EMERITUS, AFTER, AFTER, S.EXPIRED),
        (R.EXPIRED, AFTER, AFTER, S.EXPIRED),
        (R.EXPIRED, DURING, AFTER, S.ACTIVE),
        (R.EXPIRED, DURING, DURING, S.EXPIRED),
        (R.EXPIRED, BEFORE, AFTER, S.NOT_YET_VALID),
    ],
)
def test_the_dates_decide_the_rest(status, on, today, standing):
    """A registry's "expired" counts, unless its own date shows that the certificate still stood on the day asked."""
    assert standing is standing_on(record(status=status), on, today)


@pytest.mark.parametrize(
    ("status", "standing"), [(R.VALID, S.ACTIVE), (R.EXPIRED, S.EXPIRED), (R.EMERITUS, S.EMERITUS)]
)
def test_without_dates_the_registrys_word_is_all_there_is(status, standing):
    found = record(status=status, issued_on=None, expires_on=None)

    assert [standing] * 3 == [standing_on(found, on, DURING) for on in (BEFORE, DURING, AFTER)]


DAYS = st.dates(date(2000, 1, 1), date(2060, 1, 1))
RECORDS = st.builds(
    lambda status, issued, expires: record(status=status, issued_on=issued, expires_on=expires),
    st.sampled_from(RegistryStatus),
    st.none() | DAYS,
    st.none() | DAYS,
)


@given(RECORDS, DAYS, DAYS)
def test_never_active_outside_its_dates_or_against_the_registry(found, on, today):
    standing = standing_on(found, on, today)

    if standing in {S.ACTIVE, S.EMERITUS}:
        assert found.expires_on is None or on <= found.expires_on
        assert found.issued_on is None or on >= found.issued_on
        assert found.status not in {R.REVOKED, R.SUSPENDED, R.UNKNOWN}
    if found.status is R.REVOKED:
        assert standing is S.REVOKED


@given(RECORDS, DAYS)
def test_what_a_registry_calls_expired_is_never_active_today(found, today):
    if found.status is R.EXPIRED:
        assert standing_on(found, today, today) in {S.EXPIRED, S.NOT_YET_VALID}


@given(RECORDS, DAYS, DAYS)
def test_once_expired_a_certificate_stays_expired(found, on, today):
    if standing_on(found, on, today) is S.EXPIRED and found.status is not R.EXPIRED:
        assert standing_on(found, on + timedelta(days=1), today) is S.EXPIRED


def kinds(found, read_on=DURING, **about_changes):
    return [finding.kind for finding in findings(found, about(**about_changes), read_on)]


def test_an_ordinary_record_gives_rise_to_nothing():
    assert [] == kinds(record(), validity_years={"AIDA": 2})


@pytest.mark.parametrize(
    ("changes", "finding"),
    [
        ({"echoed": "AIDA-2026-9999"}, Finding(FindingKind.OTHER_ID_ECHOED, "AIDA-2026-9999", ID)),
        ({"unlisted_class": "Pastry"}, Finding(FindingKind.CLASS_NOT_LISTED, "Pastry")),
        ({"superseded_by": "AIDA-2027-0001"}, Finding(FindingKind.SUPERSEDED, "AIDA-2027-0001")),
        ({"issued_on": date(2025, 3, 2)}, Finding(FindingKind.YEAR_DISAGREES, "2025-03-02", "2026")),
        ({"expires_on": date(2031, 3, 2)}, Finding(FindingKind.VALIDITY_UNUSUAL, "1826", "2")),
        ({"status": R.EXPIRED}, Finding(FindingKind.EXPIRED_BEFORE_DATE, expected="2028-03-02")),
    ],
)
def test_each_oddity_is_one_neutral_finding(changes, finding):
    found = record(**changes)
    observed = list(findings(found, about(validity_years={"AIDA": 2}), DURING))

    assert finding in observed


def test_valid_after_its_own_expiry_is_a_finding_on_the_day_it_was_said():
    """A record read before its expiry and recalled after it contradicts nothing."""
    assert [FindingKind.VALID_AFTER_EXPIRY] == kinds(record(), read_on=AFTER)
    recalled = judged(record(), read_at=NOW, now=datetime(2028, 3, 3, tzinfo=UTC))
    assert (S.EXPIRED, ()) == (recalled.standing, recalled.findings)


def test_a_month_in_the_id_is_compared_too():
    pecb = CertificateId.parse("CAIP1234567-2026-03")
    found = record(certificate=pecb, issued_on=date(2026, 4, 1), expires_on=None)

    assert [Finding(FindingKind.YEAR_DISAGREES, "2026-04-01", "2026-03")] == list(findings(found, about(), DURING))


def test_a_badge_whose_id_carries_no_year_disagrees_with_nothing():
    badge = CertificateId.parse("https://www.credly.com/badges/00000000-0000-4000-8000-000000000001")

    assert [] == kinds(record(certificate=badge))


@pytest.mark.parametrize(("days", "unusual"), [(0, False), (30, False), (-30, False), (33, True), (-33, True)])
def test_a_validity_may_differ_from_the_rule_by_a_month(days, unusual):
    found = record(expires_on=ISSUED + timedelta(days=731 + days))

    assert unusual is (FindingKind.VALIDITY_UNUSUAL in kinds(found, validity_years={"AIDA": 2}))


def test_a_record_found_is_judged_for_today_unless_another_day_is_asked():
    assert S.ACTIVE is judged(record()).standing
    assert S.EXPIRED is judged(record(), question=asked(on=AFTER)).standing
    assert S.NOT_YET_VALID is judged(record(), question=asked(on=BEFORE)).standing


@pytest.mark.parametrize(
    ("holder", "in_record", "agreement"),
    [
        (None, "Jane Doe", None),
        ("Jane Doe", "Jane Doe", Agreement.AGREES),
        ("Peter Smith", "Jane Doe", Agreement.DIFFERS),
        ("Jane Doe", None, Agreement.CANNOT_TELL),
    ],
)
def test_a_name_is_compared_only_when_asked_and_never_touches_the_standing(holder, in_record, agreement):
    verdict = judged(record(holder=in_record), question=asked(holder=holder))

    assert (agreement, S.ACTIVE) == (verdict.agreement, verdict.standing)


def test_no_record_is_not_found_with_the_issuers_explanations():
    verdict = judged(None, explanations=("The badge may be private.",), page="https://pai.example/{id}")

    assert Outcome.NOT_FOUND is verdict.outcome
    assert (None, None, ()) == (verdict.record, verdict.standing, verdict.findings)
    assert ("The badge may be private.",) == verdict.explanations
    assert f"https://pai.example/{ID}" == verdict.provenance.url


def test_the_registrys_own_link_goes_before_the_general_page():
    page = "https://pai.example/{id}"

    assert "https://pai.example/own" == judged(record(url="https://pai.example/own"), page=page).provenance.url
    assert f"https://pai.example/{ID}" == judged(record(), page=page).provenance.url


def test_by_hand_leads_to_the_page_and_carries_the_steps():
    how = ByHand("PECB", "https://pecb.example", ("Open the page.",), "https://pecb.example/faq", DURING)
    verdict = verdict_by_hand(asked(), about(title="PECB"), how)

    assert (Outcome.CHECK_BY_HAND, how) == (verdict.outcome, verdict.by_hand)
    assert ("PECB", "https://pecb.example") == (verdict.provenance.registry, verdict.provenance.url)


def test_a_failure_becomes_a_verdict_that_knows_its_cause():
    error = Unavailable("down", registry=TITLE, retry_after=3.0)
    verdict = could_not_check(asked(), error, about())

    assert (Outcome.COULD_NOT_CHECK, error) == (verdict.outcome, verdict.error)
    assert (None, None) == (verdict.record, verdict.standing)
    assert TITLE == could_not_check(asked(), error).provenance.registry


def test_a_certification_without_a_rule_has_no_unusual_validity():
    other = Certification("CAIS", "Certified AI Safety Specialist", TITLE)

    assert [] == kinds(record(certification=other, expires_on=date(2040, 1, 1)), validity_years={AIDA.code: 2})
