"""The Slack pane: payloads as Slack posts them go in, and what Slack would be sent is written down."""

from __future__ import annotations

import html
import json
from itertools import count
from typing import TYPE_CHECKING, Any

from bots.conversation.verify.link_hosts import link_hosts
from bots.runtime.answer_memory import AnswerMemory
from bots.runtime.json_access import object_at, text_at
from bots.slack.api.replies import SlackReplies
from bots.slack.api.sender import SlackSender
from bots.slack.api.shown_answers import ShownAnswers
from bots.slack.forms.modals import HomeContent
from bots.slack.inbound import interactions, parser
from bots.slack.model.requests import FormErrors, Request
from bots.slack.service import SlackService
from verifier_client import monotonic_seconds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bots.conversation.desk import Desk
    from bots.playground.digest import UnaskedMessage
    from bots.playground.uploaded_files import PostedFile
    from bots.runtime.json_access import Payload
    from bots.runtime.ports import IdempotencyKeys
    from verifier_client import About

TEAM, PERSON, BOT = "T0SANDBOX", "U0YOU", "U0CERTDESK"
CHANNEL, DIRECT = "C0HIRING", "D0CERTDESK"
RESPONSE_URL = "https://hooks.slack.com/commands/T0SANDBOX/0/playground"  # shown, never called

_numbers = count(1)


class SlackPane:
    """A workspace of one person."""

    def __init__(self, seen: IdempotencyKeys, registries: Sequence[About]) -> None:
        """Answer each delivery that is not in ``seen``; ``registries`` are named on the App Home."""
        self._seen = seen
        self._answers = AnswerMemory(monotonic_seconds)
        self._shown = ShownAnswers(monotonic_seconds, self._answers)
        self._home = HomeContent(tuple(dict.fromkeys(about.title for about in registries)))
        self._hosts = frozenset(link_hosts(registries))

    async def on_text(self, text: str, desk: Desk) -> dict[str, Any]:
        """Answer typed words: a slash command in a channel, or else a direct message to the bot."""
        if text.startswith("/"):
            payload = _command(text)
            return await self._serve(payload, parser.command(payload, desk.read), desk)
        payload = _message(text)
        request = parser.event(payload, desk.read, bot=BOT, link_hosts=self._hosts)
        return await self._serve(payload, request, desk)

    async def on_interaction(self, payload: Payload, desk: Desk) -> dict[str, Any]:
        """Answer a button (``block_actions``) or a form that was sent (``view_submission``)."""
        if text_at(payload, "type") != "view_submission":
            request = interactions.click(payload, object_at(payload, "actions", 0), desk.read)
            return await self._serve(payload, request, desk)
        match interactions.submission(payload, desk.read, desk):
            case FormErrors(by_field=wrong):
                return {"posted": payload, "sent": [], "response": {"response_action": "errors", "errors": wrong}}
            case found:
                return await self._serve(payload, found, desk)

    def unasked(self, messages: Sequence[UnaskedMessage]) -> dict[str, Any]:
        """Return what Slack would be sent unasked, in the person's direct messages."""
        render = SlackSender(monotonic=monotonic_seconds).render
        bodies = [json.loads(render(each.reply, key=each.key)) for each in messages]
        sent = [{"method": "chat.postMessage", "body": {"channel": PERSON, **body}} for body in bodies]
        return {"posted": None, "sent": sent}

    async def on_file(self, file: PostedFile, desk: Desk) -> dict[str, Any]:
        """Answer a file that is dropped into the person's direct messages."""
        payload = _message(file.words)
        shared = {"id": "F0SANDBOX", "name": file.name, "url_private_download": ""}
        payload["event"] |= {"subtype": "file_share", "files": [shared]}
        request = parser.event(payload, desk.read, bot=BOT, link_hosts=self._hosts)
        return await self._serve(payload, request, desk, file)

    async def _serve(
        self, payload: Payload, request: Request | None, desk: Desk, file: PostedFile | None = None
    ) -> dict[str, Any]:
        sent = RecordedReplies()
        if request is not None:
            service = SlackService(
                desk,
                self._seen,
                replies=sent,
                home=self._home,
                answers=self._answers,
                shown=self._shown,
                bot_name="certdesk",
                files=file,
            )
            await service.serve(request)
        return {"posted": payload, "sent": sent.calls}


class RecordedReplies(SlackReplies):
    """Slack's own ways of sending, whose calls are recorded and not made."""

    def __init__(self) -> None:
        self.calls: list[dict[str, Any]] = []

    async def call(self, method: str, **arguments: Any) -> dict[str, Any]:
        self.calls.append({"method": method, "body": arguments})
        return {"ok": True, "channel": arguments.get("channel", DIRECT), "ts": f"{next(_numbers)}.000000"}

    async def ask(self, method: str, **arguments: str) -> dict[str, Any]:  # noqa: ARG002 - the one method there is
        """Say who is asked for: the one person here set up the workspace, and so is its admin."""
        return {"ok": True, "user": {"id": arguments.get("user", ""), "is_admin": True}}

    async def upload(self, person: str, channel: str, name: str, content: bytes) -> bool:  # noqa: ARG002 - see the port
        self.calls.append({"method": "files.upload", "body": {"channel": channel or DIRECT, "filename": name}})
        return True

    async def post_to_response_url(self, url: str, body: dict[str, Any]) -> bool:  # noqa: ARG002 - the one link there is
        self.calls.append({"method": "response_url", "body": body})
        return True


def _command(text: str) -> dict[str, Any]:
    name, _, words = text.partition(" ")
    return {
        "command": name,
        "text": _escaped(words.strip()),
        "team_id": TEAM,
        "channel_id": CHANNEL,
        "channel_name": "hiring",
        "user_id": PERSON,
        "user_name": "you",
        "response_url": RESPONSE_URL,
        "trigger_id": f"typed.{next(_numbers)}",
    }


def _message(text: str) -> dict[str, Any]:
    moment = f"{next(_numbers)}.000000"
    on_text = {"type": "message", "channel_type": "im", "channel": DIRECT, "user": PERSON}
    return {
        "type": "event_callback",
        "team_id": TEAM,
        "event_id": f"Ev{moment}",
        "event": {**on_text, "text": _escaped(text), "ts": moment},
    }


def _escaped(text: str) -> str:
    """Escape as Slack does before it hands people's words on."""
    return html.escape(text, quote=False)
