"""
In shared conversations the asker alone is shown the answer: there, or in their own chat where Teams refuses that.

The connector here behaves as Microsoft's page says (https://learn.microsoft.com/microsoftteams/platform/agents-in-teams/
targeted-messages): a targeted message is posted with ``isTargetedActivity=true`` and names its one recipient.
"""

import json
from contextlib import asynccontextmanager
from types import SimpleNamespace

import httpx
import pytest

from bots.conversation.desk import Desk
from bots.conversation.text import general as phrases
from bots.storage.platform.in_memory import ConversationReferencesInMemory, IdempotencyKeysInMemory
from bots.teams.api.personal_chats import PersonalChats
from bots.teams.bot import CertdeskBot
from tests.bots.teams.fakes import TENANT, Teams, activity, settled
from verifier_client import VerifierClient
from verifier_client.testing import ManualClock

__all__ = ["settled"]
pytestmark = pytest.mark.anyio

CHAT, CHANNEL = "19:chat@thread.v2", "19:general@thread.tacv2;messageid=1"
AT = {"type": "mention", "mentioned": {"id": "28:bot", "name": "Certdesk"}, "text": "<at>Certdesk</at>"}
BAD_ARGUMENT = httpx.Response(400, json={"error": {"code": "BadArgument", "message": "no"}})
NOT_IN_ROSTER = httpx.Response(403, json={"error": {"code": "BotNotInConversationRoster", "message": "no"}})
LOST = httpx.Response(502)


class Conversations:
    """What each person sees, by the connector's calls; ``answers`` are what it says to targeted messages."""

    def __init__(self, teams):
        self.teams = teams
        self.answers = []
        teams.microsoft.connector = self  # where the next answer is taken from
        self.public, self.targeted, self.personal = [], [], []

    def pop(self, _at):
        return self._take

    async def _take(self, request):
        body = json.loads(request.content or b"{}")
        if body.get("type") == "typing":
            return httpx.Response(201, json={"id": "t"})
        is_targeted = request.url.params.get("isTargetedActivity") == "true"
        assert is_targeted == bool(body.get("recipient", {}).get("isTargeted"))
        if is_targeted:
            answer = self.answers.pop(0) if self.answers else None
            if answer is not None:
                return answer
            self.targeted.append((body["recipient"]["id"], body))
        elif "a%3Aada" in str(request.url) or "/a:ada/" in str(request.url):
            self.personal.append(body)
        else:
            self.public.append(body)
        return httpx.Response(201, json={"id": "m1"})


@asynccontextmanager
async def here(**given):
    """Give a bot behind the door, and the conversations on the other side of its connector."""
    running = SimpleNamespace()
    teams = Teams(bot=running)
    references = ConversationReferencesInMemory()
    async with VerifierClient.from_config(None, clock=ManualClock()) as verifier:
        bot = CertdeskBot(
            Desk(verifier),
            IdempotencyKeysInMemory(ManualClock().monotonic),
            references=references,
            send_personally=PersonalChats(references, teams.adapter.continue_conversation),
            **given,
        )
        running.on_turn = bot.on_turn
        conversations = Conversations(teams)

        async def say(text, *, where=CHAT, kind="groupChat", is_targeted=False, is_mentioned=True, **changes):
            before = {"id": f"in-{len(conversations.public)}-{len(conversations.targeted)}-{text[:20]}"}
            recipient = {"id": "28:bot", "name": "Certdesk"} | ({"isTargeted": True} if is_targeted else {})
            message = activity(
                **before,
                text=f"<at>Certdesk</at> {text}" if is_mentioned else text,
                entities=[AT] if is_mentioned else [],
                conversation={"id": where, "conversationType": kind, "tenantId": TENANT, "isGroup": True},
                recipient=recipient,
                **changes,
            )
            assert (200, None) == await teams.post(message)
            await teams.settle()

        async def install():
            chat = {"id": "a:ada", "conversationType": "personal", "tenantId": TENANT}
            await teams.post(activity(type="installationUpdate", action="add", text=None, conversation=chat))
            await teams.settle()
            conversations.personal.clear()

        yield SimpleNamespace(conversations=conversations, say=say, install=install, teams=teams)


def words(bodies):
    return json.dumps(bodies)


@pytest.mark.parametrize(("where", "kind"), [(CHAT, "groupChat"), (CHANNEL, "channel")])
async def test_the_answer_is_shown_in_the_conversation_to_the_asker_alone(where, kind):
    async with here() as bot:
        await bot.say("verify AIDA-2026-1234", where=where, kind=kind)
        found = bot.conversations

    assert [] == found.public == found.personal
    assert ["29:ada"] == [person for person, _ in found.targeted]
    assert "Jane Doe" in words(found.targeted)
    assert [] == bot.teams.records.all


@pytest.mark.parametrize("refusal", [BAD_ARGUMENT, NOT_IN_ROSTER, LOST])
async def test_where_teams_refuses_the_own_chat_is_the_way_and_nobody_else_reads_a_name(refusal):
    async with here() as bot:
        await bot.install()
        bot.conversations.answers = [refusal]
        await bot.say("verify AIDA-2026-1234")
        found = bot.conversations

    assert [] == found.targeted
    assert "Jane Doe" in words(found.personal)
    assert phrases.ANSWERED_PRIVATELY in words(found.public)
    assert "Jane Doe" not in words(found.public)
    assert "AIDA-2026-1234" not in words(found.public)
    assert [] == bot.teams.records.all, "a refusal that has another way is no failure"


async def test_without_an_own_chat_the_conversation_is_told_how_to_see_it_and_nothing_else():
    async with here() as bot:
        bot.conversations.answers = [NOT_IN_ROSTER]
        await bot.say("verify AIDA-2026-1234")
        found = bot.conversations

    assert [] == found.targeted == found.personal
    assert "Jane Doe" not in words(found.public)
    assert phrases.SHOW_PRIVATELY in words(found.public)
    assert "no chat with you" not in words(found.public)


async def test_an_answer_that_is_refused_midway_goes_on_in_the_own_chat():
    ids = " ".join(f"AIDA-2026-{number}" for number in range(1000, 1050))
    async with here() as bot:
        await bot.install()
        bot.conversations.answers = [None, BAD_ARGUMENT]
        await bot.say(f"verify {ids}")
        whole = here()
        async with whole as other:
            await other.say(f"verify {ids}")
        found, all_of_it = bot.conversations, len(other.conversations.targeted)

    assert 1 == len(found.targeted)
    assert all_of_it - 1 == len(found.personal)


async def test_a_targeted_question_is_answered_without_a_mention_and_never_in_public():
    async with here() as bot:
        for text in ("verify AIDA-2026-1234", "help", "what is this about?"):
            await bot.say(text, is_targeted=True, is_mentioned=False)
        found = bot.conversations

    assert [] == found.public
    assert len(found.targeted) >= 3


async def test_a_targeted_question_is_answered_there_whatever_the_setting_says():
    async with here(uses_targeted_messages=False) as bot:
        await bot.say("verify AIDA-2026-1234", is_targeted=True, is_mentioned=False)

        assert 1 == len(bot.conversations.targeted)


async def test_the_setting_sends_answers_to_the_own_chat():
    async with here(uses_targeted_messages=False) as bot:
        await bot.install()
        await bot.say("verify AIDA-2026-1234")
        found = bot.conversations

    assert [] == found.targeted
    assert "Jane Doe" in words(found.personal)


async def test_what_nobody_addressed_to_the_bot_is_left_alone():
    async with here() as bot:
        await bot.say("AIDA-2026-1234", is_mentioned=False)

        assert [] == bot.conversations.public == bot.conversations.targeted


async def test_a_press_in_a_shared_conversation_is_answered_to_the_one_who_pressed():
    async with here() as bot:
        action = {
            "type": "Action.Execute",
            "verb": "certdesk",
            "data": {"do": "run", "command": "verify AIDA-2026-1234"},
        }
        status, body = await bot.teams.post(
            activity(
                type="invoke",
                name="adaptiveCard/action",
                value={"action": action, "trigger": "manual"},
                text=None,
                conversation={"id": CHAT, "conversationType": "groupChat", "tenantId": TENANT, "isGroup": True},
            )
        )
        found = bot.conversations

    assert (200, phrases.ANSWERED_TO_YOU_ALONE) == (status, body["value"])
    assert [] == found.public
    assert "Jane Doe" in words(found.targeted)
