"""While the database is down people are answered from memory, and whoever runs the bot reads what is kept there."""

from datetime import UTC, datetime

import pytest

from bots.conversation.organisation.organisation_settings import OrganisationSettings
from bots.runtime.answer_memory import AnswerMemory, GivenAnswer
from bots.runtime.ports import Installation, StoredReference
from bots.storage.db.url import DatabaseError
from bots.storage.platform.given_answers import GivenAnswersWithFallback
from bots.storage.platform.in_memory import ConversationReferencesInMemory, IdempotencyKeysInMemory
from bots.storage.platform.outage_fallback import (
    ConversationReferencesWithFallback,
    IdempotencyKeysWithFallback,
    InstallationsWithFallback,
)
from bots.storage.watches.organisation_settings import OrganisationSettingsInDatabase
from tests.bots.storage.factories import ADA

pytestmark = pytest.mark.anyio
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


class Down:
    """A database that does not answer, whatever it is asked."""

    def __getattr__(self, _name):
        async def asked(*_given, **_named):
            raise DatabaseError("it is down")

        return asked


class NoConnection:
    def reading(self):
        raise DatabaseError("it is down")


@pytest.fixture
def said(caplog):
    """Give what was written to the log since, and nothing else."""
    caplog.set_level("WARNING")
    return lambda: [record.getMessage() for record in caplog.records]


async def test_answers_are_remembered_here_and_that_is_said(said):
    answers = GivenAnswersWithFallback(Down(), AnswerMemory(lambda: 0.0))
    await answers.remember("slack:1", GivenAnswer((("D1", "2.5"),)), who=ADA.key)
    assert await answers.find("slack:1") is not None
    await answers.forget("slack:1")

    assert await answers.find("slack:1") is None
    looked = "an edited message's answer is looked for in memory only: it is down"
    assert [
        "an answer is remembered in memory only: it is down",
        looked,
        "an answer is still remembered: it is down",
        looked,
    ] == said()


async def test_handled_keys_are_kept_here_and_that_is_said(said):
    keys = IdempotencyKeysWithFallback(Down(), IdempotencyKeysInMemory(lambda: 0.0))
    assert [True, False] == [await keys.claim("e1", keep=60) for _ in range(2)]
    await keys.forget("e1")

    assert await keys.claim("e1", keep=60)
    kept, forgotten = "handled keys are kept in memory: it is down", "a handled key is still remembered: it is down"
    assert [kept, kept, forgotten, kept] == said()


async def test_conversations_are_kept_here_and_that_is_said(said):
    references = ConversationReferencesWithFallback(Down(), ConversationReferencesInMemory())
    reference = StoredReference("teams", "T1", "a:1", person="ada")
    await references.keep(reference)

    assert reference == await references.of_conversation("teams", "T1", "a:1")
    assert reference == await references.of_person("teams", "T1", "ada")
    assert ["a conversation is kept in memory only: it is down"] == said()


async def test_an_installation_that_was_read_is_known_still_and_no_other(said):
    class Sometimes(Down):
        async def of_team(self, surface, tenant):
            if self.is_up:
                return Installation(surface, tenant, b"token", NOW)
            raise DatabaseError("it is down")

    database = Sometimes()
    database.is_up = True
    installations = InstallationsWithFallback(database)
    read = await installations.of_team("slack", "T1")
    database.is_up = False

    assert read == await installations.of_team("slack", "T1")
    assert ["an installation is taken as it was read last: it is down"] == said()
    assert not await installations.may_renew(read, lease=60)
    with pytest.raises(DatabaseError):
        await installations.of_team("slack", "T2")


async def test_settings_are_the_usual_ones_and_nobody_is_the_installer(said):
    settings = OrganisationSettingsInDatabase(NoConnection(), lambda: NOW)

    assert OrganisationSettings() == await settings.settings("slack", "T1")
    assert ["an organisation's settings are taken as they were: it is down"] == said()
    assert "" == await settings.installer("slack", "T1")
