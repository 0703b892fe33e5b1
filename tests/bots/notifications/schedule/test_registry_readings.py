from dataclasses import replace
from datetime import date, timedelta

from bots.notifications.models import RegistryReading, ScheduledWatch, WatchState
from bots.notifications.schedule.due_notices import due, unconfirmed
from bots.notifications.schedule.registry_readings import (
    entered_end_date,
    may_enter,
    organisation_reading,
    reading_after,
    reading_of_record,
)
from bots.notifications.schedule.watch_transitions import no_news
from tests.bots.notifications.watch_factories import BOSS, NOON, PLAIN
from verifier_client import Freshness, Outcome, Provenance, Question, Record, RegistryStatus, Unavailable, Verdict

HOUR = timedelta(hours=1)


def record(end=date(2027, 1, 1), status=RegistryStatus.VALID):
    return Record(certificate=None, status=status, expires_on=end)


def verdict(outcome, **kw):
    return Verdict(Question("x"), outcome, Provenance("Sandbox"), **kw)


def test_a_status_keeps_its_first_moment_and_an_end_its_predecessor():
    reading = reading_of_record(RegistryReading(), record(), NOON)
    reading = reading_of_record(reading, record(), NOON + HOUR)
    assert (NOON, None, NOON + HOUR) == (reading.facts.since, reading.facts.previous_end, reading.read_at)

    for hours in (2, 3):
        reading = reading_of_record(reading, record(date(2029, 1, 1), RegistryStatus.SUSPENDED), NOON + hours * HOUR)
    assert (NOON + 2 * HOUR, date(2027, 1, 1)) == (reading.facts.since, reading.facts.previous_end)


def test_failures_keep_the_facts_and_the_first_failure():
    """Not read is not "not found", and a stale copy is a failure to read."""
    reading = reading_after(RegistryReading(), verdict(Outcome.FOUND, record=record()), NOON)
    failed = reading_after(reading, verdict(Outcome.COULD_NOT_CHECK), NOON + HOUR)
    stale = verdict(Outcome.FOUND, record=record(), error=Unavailable("down"))
    failed = reading_after(failed, stale, NOON + 2 * HOUR)
    assert (reading.facts, NOON, NOON + HOUR) == (failed.facts, failed.read_at, failed.failing_since)
    assert failed.gone_since is None

    gone = reading_after(failed, verdict(Outcome.NOT_FOUND), NOON + 3 * HOUR)
    gone = reading_after(gone, verdict(Outcome.NOT_FOUND), NOON + 4 * HOUR)
    assert (reading.facts, NOON + 3 * HOUR, None) == (gone.facts, gone.gone_since, gone.failing_since)
    assert reading_after(gone, verdict(Outcome.FOUND, record=record()), NOON).gone_since is None
    assert Freshness.LIVE is stale.provenance.freshness


def test_where_no_registry_answers_a_person_enters_the_end():
    reading = reading_after(RegistryReading(), verdict(Outcome.CHECK_BY_HAND), NOON)
    reading = reading_after(reading, verdict(Outcome.CHECK_BY_HAND), NOON + HOUR)
    assert NOON == reading.by_hand_since

    assert may_enter(reading)
    first = entered_end_date(reading, date(2027, 1, 1), NOON)
    second = entered_end_date(organisation_reading(reading, first), date(2030, 1, 1), NOON + HOUR)
    told = organisation_reading(reading, second, code="CAIP")
    assert (NOON, NOON + HOUR, date(2030, 1, 1), date(2027, 1, 1), "CAIP") == (
        told.by_hand_since,
        told.read_at,
        told.facts.expires_on,
        told.facts.previous_end,
        told.facts.code,
    )
    assert unconfirmed(WatchState(ScheduledWatch("w", "X", "boss"), told), NOON.date())


def test_what_a_person_entered_counts_until_a_registry_answers_and_settles_what_failed_before():
    end = entered_end_date(RegistryReading(), date(2027, 1, 1), NOON)
    failed = reading_after(RegistryReading(), verdict(Outcome.COULD_NOT_CHECK), NOON + HOUR)
    told = organisation_reading(failed, end)
    assert (end.expires_on, NOON + HOUR) == (told.facts.expires_on, told.failing_since)
    assert None is organisation_reading(replace(failed, failing_since=NOON - HOUR), end).failing_since
    assert (False, True) == (may_enter(failed), may_enter(told))

    for outcome in (Outcome.FOUND, Outcome.NOT_FOUND):
        answer = reading_after(
            failed, verdict(outcome, record=record() if outcome is Outcome.FOUND else None), NOON + HOUR
        )
        assert answer == organisation_reading(answer, end)
        assert not may_enter(answer)
    known = reading_after(
        reading_after(RegistryReading(), verdict(Outcome.FOUND, record=record()), NOON),
        verdict(Outcome.CHECK_BY_HAND),
        NOON,
    )
    moved = entered_end_date(known, date(2029, 1, 1), NOON + HOUR)
    assert (date(2029, 1, 1), date(2027, 1, 1)) == (
        organisation_reading(known, moved).facts.expires_on,
        moved.previous_end,
    )


def test_what_changed_before_anybody_watched_is_no_news():
    reading = reading_of_record(reading_of_record(RegistryReading(), record(), NOON), record(date(2030, 1, 1)), NOON)
    state = WatchState(ScheduledWatch("w", "X", "boss"), reading)
    old = no_news(due(state, NOON, manager=BOSS, ladder=PLAIN))

    assert ["renewed:w:2030-01-01:0"] == [notice.key.text for notice in old]
