"""A workspace on loopback: Slack's Web API and response URLs as an aiohttp server that writes down what it is sent."""

import asyncio
import hashlib
import hmac
import json
import time
from contextlib import asynccontextmanager
from functools import cache
from itertools import count
from urllib.parse import urlencode

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from msgspec.structs import replace

from bots.app.container import build_container
from bots.app.server import application
from bots.config.settings import Settings
from tests.bots.slack.cards.block_kit_rules import problems, view_problems
from verifier_client.testing import ManualClock

SECRET, TOKEN = "8f742231b10e8888abcd99yyyzzz85a5", "xoxb-not-a-real-token"
BOT, ADA, BOB = "U0BOT", "U01ADA", "U02BOB"
CHANNEL, DIRECT, TEAM = "C02CERT", "D03ADA", "T01AIDA"
USUAL = {"slack_bot_token": TOKEN, "slack_signing_secret": SECRET}
_numbers = count(1)


NEEDED = {
    "chat.postMessage": {"channel"},
    "chat.postEphemeral": {"channel", "user"},
    "chat.update": {"channel", "ts"},
    "chat.delete": {"channel", "ts"},
    "chat.getPermalink": {"channel", "message_ts"},
    "views.open": {"trigger_id", "view"},
    "views.push": {"trigger_id", "view"},
    "views.update": {"view_id", "view"},
    "views.publish": {"user_id", "view"},
    "users.info": {"user"},
    "conversations.info": {"channel"},
    "conversations.history": {"channel"},
    "functions.completeSuccess": {"function_execution_id", "outputs"},
    "functions.completeError": {"function_execution_id", "error"},
    "entity.presentDetails": {"trigger_id"},
}


def refusal(method, token, body):
    """Slack's word for what it does not take: a call without a token, with none of its kinds, or half of one."""
    if method == "upload" or method.startswith("oauth."):
        return ""
    if not token:
        return "not_authed"
    if not token.startswith(("xapp-",) if method == "apps.connections.open" else ("xoxb-", "xoxe.")):
        return "invalid_auth"
    return "invalid_arguments" if NEEDED.get(method, set()) - {name for name, value in body.items() if value} else ""


class FakeSlack:
    """Answers every method with ok, unless ``answers`` says otherwise; ``hooks`` are the answers of response URLs."""

    def __init__(self):
        self.calls = []
        self.tokens = []
        self.answers = {}
        self.files = {}
        self.asked_for = []
        self.hooks = []
        self.problems = []
        self.sockets = asyncio.Queue()
        self.socket_messages = asyncio.Queue()
        self.may_answer = asyncio.Event()
        self.may_answer.set()
        self.asked = asyncio.Event()
        self._news = asyncio.Condition()

    @asynccontextmanager
    async def open(self):
        app = web.Application(client_max_size=10 * 1024 * 1024)
        app.router.add_post("/api/{method}", self._method)
        app.router.add_post("/hook/{id}", self._hook)
        app.router.add_get("/socket", self._socket)
        app.router.add_get("/files/{name}", self._file)
        async with TestServer(app) as self.server:
            yield self

    @property
    def api(self):
        return str(self.server.make_url("/api/"))

    def link(self, name="1"):
        return str(self.server.make_url(f"/hook/{name}"))

    async def called(self, method, times=1):
        """Wait until a method was called so often."""
        async with self._news:
            await self._news.wait_for(lambda: len(self.of(method)) >= times)

    def of(self, method):
        return [body for name, body in self.calls if name == method]

    @property
    def said(self):
        """Everything that was shown to people, as text."""
        return [json.dumps(body, ensure_ascii=False) for name, body in self.calls if name != "auth.test"]

    async def _method(self, request):
        method = request.match_info["method"]
        body = await request.json() if request.content_type == "application/json" else dict(await request.post())
        body = {"content": await request.text()} if method == "upload" else body
        self._write_down(method, dict(request.query) | body)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
        self.tokens.append((method, token))
        async with self._news:
            self._news.notify_all()
        if error := refusal(method, token, body):
            return web.json_response({"ok": False, "error": error})
        answers = self.answers.get(method)
        answer = answers.pop(0) if isinstance(answers, list) and answers else answers or {}
        if answer == "hang":
            await asyncio.sleep(60)
        if answer == "page":
            return web.Response(text="404: Not Found", status=404)
        if answer == "cut":
            request.transport.abort()
            answer = {}
        if isinstance(answer, tuple):
            error = {"ok": False, "error": "ratelimited"} if answer[0] == 429 else {}
            return web.json_response(error, status=answer[0], headers=answer[1])
        known = {
            "auth.test": {"user_id": BOT, "user": "certdesk", "bot_id": "B0BOT", "team_id": TEAM},
            "apps.connections.open": {"url": str(self.server.make_url("/socket")).replace("http", "ws", 1)},
            "chat.postMessage": {"channel": DIRECT, "ts": f"{len(self.calls)}.1"},
            "files.getUploadURLExternal": {"upload_url": f"{self.api}upload", "file_id": "F9"},
            "files.completeUploadExternal": {"files": [{"id": "F9"}]},
        }
        return web.json_response({"ok": True} | known.get(method, {}) | answer)

    async def _hook(self, request):
        body = await request.json()
        self.asked.set()
        await self.may_answer.wait()
        if request.transport is None:
            raise ConnectionResetError  # who hung up has said nothing
        self._write_down("response_url", body | {"_link": request.match_info["id"]})
        async with self._news:
            self._news.notify_all()
        status, headers = self.hooks.pop(0) if self.hooks else (200, {})
        return web.Response(status=status, text="ok" if status == 200 else "expired_url", headers=headers)

    async def _file(self, request):
        """Serves ``files`` to whoever shows the bot's token."""
        self.asked_for.append(request.headers.get("Authorization"))
        status, kind, content = self.files[request.match_info["name"]]
        if status == 0:
            request.transport.abort()
            status = 200
        headers = {"Content-Type": kind} | ({"Location": "/signin"} if status == 302 else {})
        return web.Response(status=status, body=content, headers=headers)

    def add_file(self, name, content=b"", *, kind="text/csv", status=200):
        """A file as an event tells of it."""
        self.files[name] = (status, kind, content)
        url = str(self.server.make_url(f"/files/{name}"))
        return {"id": f"F{len(self.files)}", "name": name, "url_private_download": url}

    async def _socket(self, request):
        """Socket Mode's other end: what it is told comes out of ``socket_messages``."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": 1})
        await self.sockets.put(socket)
        async for message in socket:
            await self.socket_messages.put(json.loads(message.data))
        return socket

    def _write_down(self, method, body):
        self.calls.append((method, body))
        if method in {"chat.postMessage", "chat.postEphemeral", "chat.update", "response_url"}:
            self.problems += problems(body.get("blocks", []))
            if not body.get("text") or len(body["text"]) > 3000:
                self.problems.append(f"{method} without a text for screen readers")
        if "view" in body:
            self.problems += view_problems(body["view"])
        for unfurl in (body.get("unfurls") or {}).values():
            self.problems += problems(unfurl["blocks"])


class Workspace:
    """One running Certdesk and the fake Slack around it; everything goes in by the front door."""

    def __init__(self, slack, container, client):
        self.slack, self.container, self.client = slack, container, client

    async def post(self, raw, kind="application/x-www-form-urlencoded", **headers):
        if isinstance(raw, str):
            raw = raw.encode()
        sent = signed(raw) | {"Content-Type": kind} | headers
        return await self.client.post("/slack/events", data=raw, headers=sent)

    async def form(self, **fields):
        response = await self.post(urlencode(fields))
        return await self._settled(response)

    async def interaction(self, **payload):
        response = await self.post(urlencode({"payload": json.dumps(payload)}))
        return await self._settled(response)

    async def _settled(self, response):
        await self.container.background_tasks.drain(5)
        return response

    async def slash(self, text, command="/verify", **fields):
        given = {
            "command": command,
            "text": text,
            "user_id": ADA,
            "team_id": TEAM,
            "channel_id": CHANNEL,
            "response_url": self.slack.link(),
            "trigger_id": f"13.{next(_numbers)}",
        }
        return await self.form(**given | fields)

    async def event(self, event, **outer):
        body = {"type": "event_callback", "team_id": TEAM, "event_id": f"Ev{next(_numbers)}", "event": event} | outer
        response = await self.post(json.dumps(body), "application/json")
        return await self._settled(response)

    async def mention(self, text, **fields):
        return await self.event(said("app_mention", f"<@{BOT}> {text}", channel=CHANNEL) | fields)

    async def direct(self, text, **fields):
        return await self.event(said("message", text, channel=DIRECT, channel_type="im") | fields)

    async def click(self, button, **fields):
        where = {
            "container": {"type": "message", "channel_id": CHANNEL, "is_ephemeral": True},
            "channel": {"id": CHANNEL},
            "response_url": self.slack.link("clicked"),
        }
        given = where | {"user": {"id": ADA}, "team": {"id": TEAM}} | fields
        if "view" in given:
            given.pop("response_url")
            given.pop("channel")
        return await self.interaction(
            type="block_actions",
            trigger_id=f"14.{next(_numbers)}",
            actions=[
                {"type": "button", "block_id": "b"}
                | {k: button[k] for k in ("type", "action_id", "block_id", "value", "selected_option") if k in button}
            ],
            **given,
        )

    async def choose(self, menu, label, **fields):
        """Choose an entry of a menu behind three dots."""
        chosen = next(each for each in menu["options"] if each["text"]["text"] == label)
        return await self.click({**menu, "selected_option": chosen}, **fields)

    async def submit(self, ids, name=None, on=None, **fields):
        values = {
            "ids": {"value": {"type": "plain_text_input", "value": ids}},
            "name": {"value": {"type": "plain_text_input", "value": name}},
            "on": {"value": {"type": "datepicker", "selected_date": on}},
        }
        view = {
            "id": "V1",
            "type": "modal",
            "hash": "h",
            "callback_id": "verify_certificate",
            "state": {"values": values},
        }
        given = {"user": {"id": ADA}, "team": {"id": TEAM}, "trigger_id": f"15.{next(_numbers)}", "view": view} | fields
        return await self.interaction(type="view_submission", **given)

    async def ask_guide(self, operation, text, **fields):
        """The role guide's form, sent."""
        chosen = {"type": "radio_buttons", "selected_option": operation and {"value": operation}}
        typed = {"type": "plain_text_input", "value": text}
        values = {"wish": {"value": chosen}, "text": {"value": typed}}
        view = {"id": "V1", "type": "modal", "callback_id": "find_certification", "state": {"values": values}}
        given = {"user": {"id": ADA}, "team": {"id": TEAM}, "trigger_id": f"18.{next(_numbers)}", "view": view} | fields
        return await self.interaction(type="view_submission", **given)

    async def paste_roster(self, lines, **fields):
        """The form for a roster's lines, sent."""
        values = {"lines": {"value": {"type": "plain_text_input", "value": lines}}}
        view = {"id": "V1", "type": "modal", "callback_id": "import_roster", "state": {"values": values}}
        given = {"user": {"id": ADA}, "team": {"id": TEAM}, "trigger_id": f"19.{next(_numbers)}", "view": view} | fields
        return await self.interaction(type="view_submission", **given)

    async def choose_file(self, *files, **fields):
        """The form for a file, sent."""
        values = {"file": {"value": {"type": "file_input", "files": list(files)}}}
        view = {"id": "V1", "type": "modal", "callback_id": "verify_file", "state": {"values": values}}
        given = {"user": {"id": ADA}, "team": {"id": TEAM}, "trigger_id": f"21.{next(_numbers)}", "view": view} | fields
        return await self.interaction(type="view_submission", **given)

    async def message_shortcut(self, message, **fields):
        given = {
            "callback_id": "verify_message",
            "user": {"id": ADA},
            "team": {"id": TEAM},
            "message": message,
            "channel": {"id": CHANNEL, "name": "secret-project"},
            "response_url": self.slack.link(),
            "trigger_id": f"16.{next(_numbers)}",
        }
        return await self.interaction(type="message_action", **given | fields)


def said(kind, text, **fields):
    return {"type": kind, "user": ADA, "text": text, "ts": f"{next(_numbers)}.0001"} | fields


def signed(raw, *, secret=SECRET, moment=None):
    moment = str(int(time.time())) if moment is None else moment
    digest = hmac.new(secret.encode(), b"v0:" + moment.encode() + b":" + raw, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": moment, "X-Slack-Signature": f"v0={digest}"}


@cache
def _usual():
    """Read them once: that takes longer than what most tests do with them."""
    return Settings.from_env(**USUAL)


@asynccontextmanager
async def workspace(store=None, now=None, **settings):
    slack = FakeSlack()
    async with slack.open():
        at = {"slack_api_url": slack.api}
        read = Settings.from_env(**USUAL | at | settings) if settings else replace(_usual(), **at)
        container = build_container(read, store, clock=ManualClock(), **({} if now is None else {"now": now}))
        for surface in container.surfaces:
            await surface.start()
        try:
            async with TestClient(TestServer(application(container))) as client:
                yield Workspace(slack, container, client)
        finally:
            await container.background_tasks.drain(5)
            for surface in container.surfaces:
                await surface.stop_listening()
                await surface.close()
            await container.verifier.aclose()
    assert slack.problems == []


def menus(body):
    """All menus to choose from."""
    return [each for block in body["blocks"] for each in block.get("elements", []) if each["type"] == "static_select"]


def buttons(body):
    """All buttons of a message or a view, by label."""
    found = {}
    for block in body.get("view", body)["blocks"]:
        for element in [*block.get("elements", []), block.get("accessory", {})]:
            if element.get("type") == "button":
                row = {"block_id": block["block_id"]} if "block_id" in block else {}
                found.setdefault(element["text"]["text"], element | row)
    return found
