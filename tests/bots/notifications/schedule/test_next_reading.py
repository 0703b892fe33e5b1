from datetime import date, timedelta

import pytest

from bots.notifications.models import RegistryReading
from bots.notifications.schedule.registry_readings import next_reading_on
from tests.bots.notifications.watch_factories import END, NOON, facts
from verifier_client import RegistryStatus

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("reading", "days"),
    [
        (RegistryReading(facts()), 7),
        (RegistryReading(facts(expires_on=None)), 7),
        (RegistryReading(facts(expires_on=TODAY + timedelta(days=20))), 1),
        (RegistryReading(facts(expires_on=TODAY + timedelta(days=33))), 3),
        (RegistryReading(facts(expires_on=TODAY - timedelta(days=14))), 1),
        (RegistryReading(facts(expires_on=TODAY - timedelta(days=15))), 7),
        (RegistryReading(facts(status=RegistryStatus.SUSPENDED)), 1),
        (RegistryReading(facts(status=RegistryStatus.REVOKED, expires_on=TODAY)), 7),
        (RegistryReading(facts(), failing_since=NOON), 1),
        (RegistryReading(facts(), gone_since=NOON), 1),
        (RegistryReading(), 1),
        (RegistryReading(facts(), by_hand_since=NOON), 7),
        (RegistryReading(facts(expires_on=date.max)), 7),
    ],
)
def test_daily_near_the_end_or_in_trouble_and_weekly_otherwise(reading, days):
    assert TODAY + timedelta(days=days) == next_reading_on(reading, NOON)


def test_a_generous_registry_is_read_daily_for_longer():
    assert TODAY + timedelta(days=1) == next_reading_on(RegistryReading(facts(expires_on=END)), NOON, daily_before=120)
