"""Teams without HTTP: activities go into ``CertdeskBot.on_turn``, and every card that comes out is checked."""

import asyncio
import json
from contextlib import asynccontextmanager
from itertools import count

from botbuilder.core import BotAdapter, TurnContext
from botbuilder.schema import Activity, ResourceResponse

from bots.conversation.desk import Desk
from bots.conversation.verify.last_questions import LastQuestions
from bots.storage.platform.in_memory import ConversationReferencesInMemory, IdempotencyKeysInMemory
from bots.teams.api.personal_chats import PersonalChats
from bots.teams.bot import CertdeskBot
from bots.teams.cards.elements import ADAPTIVE_CARD
from bots.teams.cards.welcome import InstallationInfo
from tests.bots.teams.cards.adaptive_card_rules import problems
from verifier_client import VerifierClient
from verifier_client.testing import ManualClock

BOT, ADA, BOB = "28:certdesk", "aad-ada", "aad-bob"
TENANT, TEAM = "tenant-1", "19:team@thread.tacv2"
PERSONAL, GROUP, CHANNEL = "a:ada", "19:chat@thread.v2", "19:general@thread.tacv2"
URL = "https://smba.trafficmanager.net/emea/"
_numbers = count(1)


class Teams(BotAdapter):
    """The other side of the bot: writes down what is sent, where."""

    def __init__(self, desk, clock, **given):
        super().__init__()
        self.sent, self.updated, self.said_something = [], [], asyncio.Event()
        self.deleted, self.unreachable = [], set()
        self.problems = []
        self.references = ConversationReferencesInMemory()
        self.seen = IdempotencyKeysInMemory(clock.monotonic)
        settings = {"installation": InstallationInfo(("PAI",), "#help"), "link_hosts": ("registry.example",)} | given
        chats = PersonalChats(self.references, self.continue_conversation)
        self.bot = CertdeskBot(desk, self.seen, references=self.references, send_personally=chats, **settings)

    async def send_activities(self, context, activities):  # noqa: ARG002 - the library's signature
        answers = []
        for activity in activities:
            if activity.type == "invokeResponse":
                self.response = activity.value
                continue
            self.sent.append((activity.conversation.id, activity))
            self.said_something.set()
            for attachment in activity.attachments or []:
                self.problems += problems(attachment.content) if attachment.content_type == ADAPTIVE_CARD else []
            if len(json.dumps([each.content for each in activity.attachments or []]).encode("utf-16-le")) > 100_000:
                self.problems.append("a message that Teams would refuse as too big")
            answers.append(ResourceResponse(id=f"sent-{next(_numbers)}"))
        return answers

    async def update_activity(self, context, activity):  # noqa: ARG002 - the library's signature
        self.updated.append((activity.conversation.id, activity))

    async def delete_activity(self, context, reference):  # noqa: ARG002 - the library's signature
        self.deleted.append(reference.activity_id)

    async def continue_conversation(self, reference, callback, *_):
        if reference.conversation.id in self.unreachable:
            from bots.teams.model.errors import Unreachable

            raise Unreachable("ConversationBlockedByUser")
        activity = Activity(type="event", conversation=reference.conversation, recipient=reference.bot)
        activity.service_url, activity.channel_id = reference.service_url, reference.channel_id
        await callback(TurnContext(self, activity))

    async def turn(self, **fields):
        """Run one activity, given as Teams' JSON; returns what was sent, or the response of an invoke."""
        where = {"id": PERSONAL, "conversationType": "personal", "tenantId": TENANT}
        raw = {
            "type": "message",
            "id": f"m{next(_numbers)}",
            "channelId": "msteams",
            "serviceUrl": URL,
            "from": {"id": "29:ada", "aadObjectId": ADA, "name": "Ada"},
            "recipient": {"id": BOT, "name": "Certdesk"},
            "conversation": where,
            "channelData": {"tenant": {"id": TENANT}},
        } | fields
        before, self.response = len(self.sent), None
        await self.bot.on_turn(TurnContext(self, Activity().deserialize(raw)))
        return self.sent[before:] if raw["type"] != "invoke" else self.response

    async def say(self, text, **fields):
        return await self.turn(text=text, **fields)

    async def mention(self, text, where=CHANNEL, kind="channel", **fields):
        at = {"type": "mention", "mentioned": {"id": BOT, "name": "Certdesk"}, "text": "<at>Certdesk</at>"}
        data = {"tenant": {"id": TENANT}} | ({"team": {"id": TEAM}} if kind == "channel" else {})
        given = {
            "text": text if "<at>" in text else f"<at>Certdesk</at>&nbsp;{text}",
            "entities": [at],
            "conversation": {"id": f"{where};messageid=1", "conversationType": kind, "isGroup": True},
            "channelData": data,
        } | fields
        return await self.turn(**given)

    async def install(self, **fields):
        return await self.turn(type="installationUpdate", action="add", **fields)

    async def invoke(self, name, value, **fields):
        answer = await self.turn(type="invoke", name=name, value=value, **fields)
        self.problems += [problem for card in _cards(answer.body) for problem in problems(card)]
        json.dumps(answer.body)
        return answer

    async def press(self, button, *, inputs=None, **fields):
        """Press a button as a client does: Execute, or Submit of a window."""
        data = button["data"] | (inputs or {})
        if button["type"] == "Action.Execute":
            action = {"type": "Action.Execute", "title": button["title"], "verb": button["verb"], "data": data}
            return await self.invoke("adaptiveCard/action", {"action": action, "trigger": "manual"}, **fields)
        kind = "task/fetch" if "msteams" in data else "task/submit"
        return await self.invoke(kind, {"data": data, "context": {"theme": "default"}}, **fields)


def _cards(value):
    if isinstance(value, dict):
        if value.get("type") == "AdaptiveCard":
            yield value
            return
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from _cards(inner)


def cards(value):
    """All cards of what was sent, or of an invoke's body."""
    if isinstance(value, list) and value and isinstance(value[0], tuple):
        return [each.content for _, activity in value for each in activity.attachments or []]
    return list(_cards(getattr(value, "body", value)))


def buttons(value):
    """All buttons by title."""
    sets = [each for card in cards(value) for each in (card, *_action_sets(card["body"]))]
    return {button["title"]: button for each in reversed(sets) for button in each.get("actions", [])}


def _action_sets(value):
    if isinstance(value, list):
        for inner in value:
            yield from _action_sets(inner)
    elif isinstance(value, dict):
        if value.get("type") == "ActionSet":
            yield value
        for name in ("items", "columns"):
            yield from _action_sets(value.get(name, []))


def shown(value):
    """What people read on the cards, markup and all."""
    return "\n".join(words for card in cards(value) for words in _words(card["body"]))


def _words(node):
    if isinstance(node, list):
        for inner in node:
            yield from _words(inner)
    elif isinstance(node, dict):
        match node.get("type"):
            case "RichTextBlock":
                yield "".join(run["text"] for run in node["inlines"])
            case "TextBlock":
                yield node["text"]
            case "FactSet":
                yield from (f"{fact['title']}: {fact['value']}" for fact in node["facts"])
            case _:  # the fallback is what clients show that cannot show the element
                for inner in (each for name, each in node.items() if name != "fallback"):
                    yield from _words(inner)


@asynccontextmanager
async def teams(**given):
    clock = ManualClock()
    async with VerifierClient.from_config(None, clock=ManualClock()) as verifier:
        last = LastQuestions(clock.monotonic)
        running = Teams(Desk(verifier, **({"last_questions": last} | given.pop("desk", {}))), clock, **given)
        running.clock = clock
        yield running
    assert running.problems == []
