"""Whatever a platform does with messages for some days: what is read is true on that day, and nothing comes twice."""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bots.notifications.message_models import InDoubt, LookBack, NotSent, Sent
from tests.bots.notifications.fakes import FIRST, MONDAY, SECOND, Platform, after, notice_process

pytestmark = pytest.mark.anyio
WEATHER = ("taken", "refused", "refused for an hour", "taken without a word", "lost without a word")
AHEAD = re.compile(r"expires on (\d+ \w+ \d{4}), in (\d+) days?")
AGO = re.compile(r"expired on (\d+ \w+ \d{4}), (\d+) days? ago")
ON_THE_DAY = re.compile(r"expires today, (\d+ \w+ \d{4})")


@dataclass
class UnsteadyPlatform(Platform):
    """Does with each message what ``weather`` says next, and knows what it took."""

    now: object = None
    weather: list = field(default_factory=list)
    at: dict = field(default_factory=dict)

    async def send(self, _to, payload, **_repeated):
        key = payload.partition("\n")[0]
        mood = self.weather.pop(0) if self.weather else "taken"
        if mood.startswith("refused"):
            return NotSent("too many requests", 3600.0 if mood.endswith("hour") else None)
        if mood.startswith("taken"):
            self.at[key] = self.now()
            self.arrived.append((key, payload, self.now()))
        return Sent(key) if mood == "taken" else InDoubt("no answer")

    async def look_back(self, _to, key, **_since):
        return Sent(key) if key in self.at else LookBack.ABSENT


def day_of(words):
    return datetime.strptime(words, "%d %B %Y").date()  # noqa: DTZ007 - a day


def lies(text, today):
    """Return what a text says of days that is not so on ``today``."""
    said = [(day_of(day) - today, int(days)) for day, days in AHEAD.findall(text)]
    said += [(today - day_of(day), int(days)) for day, days in AGO.findall(text)]
    said += [(day_of(day) - today, 0) for day in ON_THE_DAY.findall(text)]
    return [each for each in said if each[0] != timedelta(days=each[1])]


@settings(max_examples=settings.default.max_examples // 4)  # each is three days of rounds on a database
@example(weather=["refused for an hour"] * 2, ends=(0, 30))
@given(weather=st.lists(st.sampled_from(WEATHER), max_size=8), ends=st.tuples(st.integers(0, 2), st.integers(28, 32)))
async def test_what_is_read_is_true_and_comes_once_within_the_hours(weather, ends):
    async with notice_process() as here:
        here.platform = here.deliverer._senders["chat"] = platform = UnsteadyPlatform(now=here.clock, weather=weather)
        here.registry.ends = {FIRST: after(ends[0]), SECOND: after(ends[1])}
        await here.watch(FIRST, SECOND)
        await here.live(MONDAY + timedelta(days=3), step=timedelta(hours=6))
        told = [notice.key.text for key in platform.at for notice in await here.ledger.notices(key)]

    assert [] == [lie for _, text, moment in platform.arrived for lie in lies(text, moment.date())]
    assert [] == [moment for _, _, moment in platform.arrived if not 9 <= moment.hour < 17]
    assert 1 >= max(Counter(key for key, _, _ in platform.arrived).values())
    assert 1 >= max(Counter(told).values())
    texts = "\n".join(text for _, text, _ in platform.arrived)
    assert (True, True) == (FIRST.text in texts, SECOND.text in texts)


@pytest.mark.parametrize(
    ("text", "true_on"),
    [
        ("expires on 2 March 2028, in 30 days", date(2028, 2, 1)),
        ("expires today, 2 March 2028", date(2028, 3, 2)),
        ("expired on 2 March 2028, 1 day ago", date(2028, 3, 3)),
    ],
)
def test_a_text_is_true_on_one_day_only(text, true_on):
    assert ([], 1, 1) == tuple(
        found if not found else len(found) for found in (lies(text, true_on + timedelta(each)) for each in (0, 1, -1))
    )
