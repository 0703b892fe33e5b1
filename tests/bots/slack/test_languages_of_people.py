"""A question without a language of its own is answered in the one that the person's Slack is set to, learnt once."""

import pytest

from bots.storage.store import Store
from tests.bots.slack.fakes import ADA, BOB, workspace
from tests.bots.storage.databases import fresh

pytestmark = pytest.mark.anyio
JANE = "AIDA-2026-1234"
ACTIVE, AKTIV = "is active", "ist aktiv"


def says(here, person, locale):
    here.slack.answers["users.info"] = {"user": {"id": person, "locale": locale, "tz": "Europe/Berlin"}}


def last(here):
    return here.slack.of("response_url")[-1]["text"]


@pytest.fixture
async def store(tmp_path):
    store = await Store.open(fresh(tmp_path))
    yield store
    await store.close()


async def test_an_id_alone_is_answered_in_the_person_s_language_and_slack_is_asked_once(store):
    async with workspace(store) as here:
        says(here, ADA, "de-DE")
        await here.slash(JANE)
        first = last(here)
        await here.slash(f"{JANE} ")
        asked = here.slack.of("users.info")

    assert AKTIV in first
    assert AKTIV in last(here)
    assert ["true"] == [each["include_locale"] for each in asked]


async def test_another_process_knows_the_language(store):
    async with workspace(store) as here:
        says(here, ADA, "de-DE")
        await here.slash(JANE)
    async with workspace(store) as elsewhere:
        await elsewhere.slash(JANE)

    assert AKTIV in last(elsewhere)
    assert [] == elsewhere.slack.of("users.info")


async def test_the_language_of_the_question_comes_first_and_needs_no_profile(store):
    async with workspace(store) as here:
        says(here, ADA, "de-DE")
        await here.slash(f"is {JANE} still valid, please?")

    assert ACTIVE in last(here)
    assert [] == here.slack.of("users.info")


@pytest.mark.parametrize(
    ("person", "locale"),
    [(ADA, "ja-JP"), (ADA, ""), (BOB, "de-DE")],
    ids=["no language of ours", "none", "other"],
)
async def test_what_slack_does_not_say_of_the_person_is_english(store, person, locale):
    async with workspace(store) as here:
        says(here, person, locale)
        await here.slash(JANE)
        await here.slash(JANE)

    assert ACTIVE in last(here)
    assert 1 == len(here.slack.of("users.info"))


async def test_help_is_given_in_the_person_s_language(store):
    async with workspace(store) as here:
        says(here, ADA, "fr-FR")
        await here.slash("help")
        french = last(here)
        says(here, BOB, "en-US")
        await here.slash("help", user_id=BOB)

    assert french != last(here)
    assert 2 == len(here.slack.of("users.info"))


@pytest.mark.parametrize("answer", ["page", "cut", {"ok": False, "error": "missing_scope"}])
async def test_where_slack_does_not_say_the_language_the_answer_is_in_english_and_comes(store, answer):
    async with workspace(store) as here:
        here.slack.answers["users.info"] = answer
        await here.slash(JANE)

        assert ACTIVE in last(here)


async def test_the_language_of_who_is_forgotten_is_asked_for_anew(store):
    async with workspace(store) as here:
        says(here, ADA, "de-DE")
        await here.slash(JANE)
        await here.slash("forget me yes", command="/verify")
        says(here, ADA, "fr-FR")
        await here.slash(f"{JANE} ")

        assert "est actif" in last(here)
        assert 2 == len(here.slack.of("users.info"))
