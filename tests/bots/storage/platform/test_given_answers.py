"""Which messages answered a message is kept for a day, over restarts, and goes with whoever asked."""

from datetime import timedelta

import pytest

from bots.runtime.answer_memory import AnswerMemory, GivenAnswer
from bots.storage.db.url import DatabaseError
from bots.storage.platform.given_answers import GivenAnswersInDatabase, GivenAnswersWithFallback
from bots.storage.privacy.erasure import ErasureInDatabase
from bots.storage.privacy.purge import PurgeInDatabase
from tests.bots.storage.factories import ADA, BOB

pytestmark = pytest.mark.anyio

ONE, OTHER = GivenAnswer((("D1", "2.5"), ("D1", "2.6")), "digest"), GivenAnswer((("D1", "3.5"),))


@pytest.fixture
def answers(database, time):
    return GivenAnswersInDatabase(database, time)


async def test_an_answer_is_found_until_a_newer_one_or_a_day_takes_its_place(answers, database, time):
    await answers.remember("slack:1", ONE, who=ADA.key)
    first = await answers.find("slack:1")
    await answers.remember("slack:1", OTHER, who=ADA.key)
    second = await answers.find("slack:1")
    time.now += timedelta(hours=25)
    gone = await answers.find("slack:1")
    tidied = await PurgeInDatabase(database).tidy(time.now)

    assert (ONE, OTHER, None, 1) == (first, second, gone, tidied["given_answers"])


async def test_whoever_is_forgotten_has_no_answers_kept(answers, database, time):
    await answers.remember("slack:1", ONE, who=ADA.key)
    await answers.remember("slack:2", OTHER, who=BOB.key)
    await ErasureInDatabase(database, time).forget_asker(ADA, by=ADA)

    assert (None, OTHER) == (await answers.find("slack:1"), await answers.find("slack:2"))


class Down:
    """A database that does not answer."""

    async def remember(self, *_given, **_named):
        raise DatabaseError("down")

    async def find(self, _key):
        raise DatabaseError("down")


async def test_while_the_database_is_down_this_process_remembers():
    answers = GivenAnswersWithFallback(Down(), AnswerMemory(lambda: 0.0))
    await answers.remember("slack:1", ONE, who=ADA.key)

    assert ONE == await answers.find("slack:1")
