"""In Teams an answer is shared where it was asked for: asked first, once, marked with who and when, taken back."""

import json

import pytest

from bots.conversation.model.intents import Asker
from bots.conversation.text import general as phrases
from bots.conversation.text import live_messages as sharing_phrases
from bots.runtime.answer_memory import AnswerMemory
from bots.storage.store import Store
from bots.teams.api.shared_posts import ConversationPosts
from tests.bots.teams.factories import BOB, CHANNEL, GROUP, TENANT, buttons, cards, shown, teams

pytestmark = pytest.mark.anyio
WHEN = "2026-11-20T10:05:00Z"
THREAD = f"{CHANNEL};messageid=1"


class Posts:
    """``ConversationPosts`` over the adapter that the bot gets."""

    def __init__(self):
        self.adapter = None

    async def post(self, where, activity):
        return await ConversationPosts(self.adapter.continue_conversation).post(where, activity)

    async def delete(self, where, message):
        return await ConversationPosts(self.adapter.continue_conversation).delete(where, message)


@pytest.fixture
async def here():
    posts = Posts()
    async with teams(posts=posts) as running:
        posts.adapter = running
        await running.install()
        yield running


async def asked(here, words, **fields):
    """Somebody asks in the channel; their private answer."""
    private, *_ = await here.mention(words, **fields)
    return [private]


async def pressed(here, drawn, label, **fields):
    return await here.press(buttons(drawn)[label], timestamp=WHEN, **fields)


async def test_what_agrees_is_shared_at_once_marked_with_who_and_when_and_taken_back(here):
    private = await asked(here, "AIDA-2026-1234 Jane Doe")
    marked = await pressed(here, private, sharing_phrases.SHARE_THERE)
    where, posted = here.sent[-1]
    again = await pressed(here, private, sharing_phrases.SHARE_THERE)
    count = len(here.sent)
    gone = await pressed(here, marked, phrases.TAKE_BACK)

    assert THREAD == where
    assert "AIDA-2026-1234 is active" in shown([(where, posted)])
    assert "Shared by Ada, 20 November 2026, 10:05 UTC." in shown([(where, posted)])
    assert "Jane" not in json.dumps(cards([(where, posted)]))
    assert "You shared this where you asked, 20 November 2026, 10:05 UTC." in shown(marked)
    assert (True, False) == (phrases.TAKE_BACK in buttons(marked), sharing_phrases.SHARE_THERE in buttons(marked))
    assert (shown(marked), count) == (shown(again), len(here.sent))
    assert 1 == len(here.deleted)
    assert (phrases.TAKEN_BACK in shown(gone), sharing_phrases.SHARE_THERE in buttons(gone)) == (True, True)


@pytest.mark.parametrize(
    ("words", "warning"),
    [("AIDA-2026-1234 John Smith", "The name differs."), ("AIDA-2026-1234", "No name was compared.")],
)
async def test_what_could_be_read_as_an_approval_is_asked_about_first(here, words, warning):
    private = await asked(here, words)
    before = len(here.sent)
    question = await pressed(here, private, sharing_phrases.SHARE_THERE)
    back = await pressed(here, question, phrases.BACK)
    silent = len(here.sent) - before
    marked = await pressed(here, question, sharing_phrases.SHARE_ANYWAY)

    assert f"{warning} Everybody in this conversation will read: " in shown(question)
    assert sharing_phrases.SHARE_THERE in buttons(back)
    assert (0, 1) == (silent, len(here.sent) - before)
    assert phrases.TAKE_BACK in buttons(marked)


async def test_after_a_restart_it_is_still_known_and_nobody_else_can_share_or_take_back():
    answers, posts = AnswerMemory(lambda: 0.0), Posts()
    async with teams(posts=posts, answers=answers) as before:
        posts.adapter = before
        await before.install()
        private = await asked(before, "AIDA-2026-1234 Jane Doe")
        marked = await pressed(before, private, sharing_phrases.SHARE_THERE)
    async with teams(posts=posts, answers=answers) as after:
        posts.adapter = after
        eve = {"from": {"id": "29:b", "aadObjectId": BOB, "name": "Eve"}}
        foreign = await pressed(after, marked, phrases.TAKE_BACK, **eve)
        again = await pressed(after, marked, "Check again")
        await pressed(after, again, phrases.TAKE_BACK)
        deleted = list(after.deleted)

    assert phrases.NOT_TAKEN_BACK == foreign.body["value"]
    assert "You shared this where you asked" in shown(again)
    assert 1 == len(deleted)


async def test_where_the_bot_is_not_any_more_nothing_is_marked_as_shared(here):
    private = await asked(here, "AIDA-2026-1234 Jane Doe")
    here.unreachable.add(THREAD)
    answer = await pressed(here, private, sharing_phrases.SHARE_THERE)

    assert sharing_phrases.NOT_POSTED == answer.body["value"]


async def test_a_made_up_place_leads_nowhere(here):
    private = await asked(here, "AIDA-2026-1234 Jane Doe")
    button = buttons(private)[sharing_phrases.SHARE_THERE]
    forged = button | {"data": button["data"] | {"place": THREAD}}
    answer = await here.press(forged)

    assert sharing_phrases.ASK_THERE_AGAIN == answer.body["value"]


async def test_a_watch_whose_answer_could_not_arrive_is_made_in_the_window_and_not_in_the_group():
    async with Store.temporary() as store, teams(desk={"stores": store.watch_stores}) as here:
        eve = {"from": {"id": "29:eve", "aadObjectId": "aad-eve", "name": "Eve"}}
        who, wanted = Asker("teams", TENANT, "aad-eve"), {"AIDA-2026-1234"}
        [public] = await here.mention("watch AIDA-2026-1234", GROUP, "groupChat", **eve)
        before = await store.watch_stores.watches.watched_among(who, wanted)
        window = await here.press(buttons([public])[phrases.SHOW_PRIVATELY], **eve)
        after = await store.watch_stores.watches.watched_among(who, wanted)

    assert phrases.NO_PERSONAL_CHAT == shown([public])
    assert ({}, wanted) == (before, set(after))
    assert "AIDA-2026-1234" in shown(window)


async def test_an_answer_that_only_the_asker_sees_in_the_channel_is_shared_from_there(here):
    private = await asked(here, "AIDA-2026-1234 Jane Doe")
    in_channel = {"conversation": {"id": THREAD, "conversationType": "channel", "isGroup": True}}
    marked = await pressed(here, private, sharing_phrases.SHARE_THERE, **in_channel)
    await pressed(here, marked, phrases.TAKE_BACK, **in_channel)

    assert THREAD == here.sent[-1][0]
    assert phrases.TAKE_BACK in buttons(marked)
    assert 1 == len(here.deleted)
