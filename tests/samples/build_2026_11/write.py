"""Wrote the files of this folder, with the code of the commit that README.md names; it runs with no later one."""

import asyncio
import gzip
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from base64 import b64encode
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from datetime import time as hour
from itertools import count
from pathlib import Path

from bots.conversation.intents import Asker
from bots.conversation.keeping import Invite, InviteKind, Preferences, RosterRow, TeamRule
from bots.conversation.ports import Installation, KeptWatch, Reference
from bots.engine import WALK, DbosEngine, Jobs, _walk
from bots.notifications.messages import InDoubt, LookBack, NotSent, Unreachable
from bots.receipts import Signer
from bots.sealing import Seal
from bots.storage.address import Address
from bots.storage.inbox import InboxInDatabase
from bots.storage.receipts import ReceiptsInDatabase
from bots.teams.lasting import lasting
from dbos import DBOS, SetWorkflowID
from tests.bots.digests import digest
from tests.bots.slack.slack_kit import ADA, BOB, TEAM, workspace
from tests.bots.teams.microsoft_kit import Echo
from tests.bots.teams.microsoft_kit import Teams as Microsoft
from tests.bots.teams.teams_kit import ADA as TEAMS_ADA
from tests.bots.teams.teams_kit import TENANT, cards, teams

from bots.storage.store import Store
from tests.bots.slack import slack_kit
from verifier_client import CertificateId

slack_kit._numbers = count(900_001)  # today's tests count from 1, and nothing is answered twice
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
TOKEN_KEY = b64encode(bytes(range(32))).decode()
RECEIPT_KEY = b64encode(bytes(range(32))).decode()
OLD_SLACK = "http://127.0.0.1:9"
WORKER = "old-machine-1-abcdef"
ID = re.compile(r"\b(?:[A-Z]{3,5}-)+20\d\d-[A-Z0-9]{4,6}\b")
ALWAYS = Preferences(opens=hour(0), closes=hour(23, 59), workdays=frozenset(range(1, 8)), heartbeat=False)

HERE = Path(__file__).parent
COMMANDS = """
help
AIDA-2026-1234 Jane Doe
AIDA-2026-1234 Johann Doe
CPAP-2026-8841
CPAP-2026-6660
AIDA-2024-5512
AIDA-2026-9503
AIDA-2026-0404
AIDA-2026-1234, CPAP-2026-8841, CPAP-2026-6660
AIDA-2026-1234, CPAP-2026-8841, CPAP-2026-6660, AIDA-2024-5512, AIMA-2026-2207, CPAA-2026-3310
tell me AIDA-2026-9503
watch AIDA-2026-1234 for Jane Doe team Risk
watch CPAP-2026-8841
watch CPAP-2026-6660
watch AIMA-2026-2207, CPAA-2026-3310
watches
snooze CPAP-2026-8841 7d
assign AIMA-2026-2207
assign AIMA-2026-2207 to Bob
deputy AIDA-2026-1234
link Grace
links
notify
notify at 9:00-17:00 Europe/Berlin
rule Risk 90 30 7
rule Risk 90 30 7 save
rules
settings
fallback
forget me
receipt AIDA-2026-1234 Jane Doe
""".strip().splitlines()
GUIDED = [
    "a recruiter who screens CVs with AI",
    "compare AIDA CPAP",
    "jd CPAP senior",
    "kit AIDA",
    "team a bank with 5 people",
]
SETTINGS = {"token_key": TOKEN_KEY, "receipt_key": RECEIPT_KEY, "admin": f"slack:{TEAM}:{ADA}"}
LAST = ("forget me yes", "notify off")  # pressed last: nothing is there for the others afterwards


class Clock:
    def __init__(self):
        self.now = NOW

    def __call__(self):
        return self.now


class Keys:
    """An engine that only notes what is to be delivered."""

    def __init__(self):
        self.keys = {}

    async def enqueue(self, keys):
        self.keys |= keys


class Killed(BaseException):
    pass


class Scripted:
    """The real way to Slack, but for those whose messages are to end otherwise."""

    def __init__(self, sender, ends):
        self._sender, self._ends = sender, ends

    def render(self, reply, *, key):
        return self._sender.render(reply, key=key)

    async def turn(self, _to):
        return None

    async def send(self, to, payload, *, repeated=False):
        word = self._ends.get(to.person)
        if isinstance(word, type):
            raise word
        return word or await self._sender.send(to, payload, repeated=repeated)

    async def look_back(self, _to, _key, **_since):
        return LookBack.CANNOT


class LeftInbox(InboxInDatabase):
    """Of a process that is killed before it says that anything is answered."""

    def answered(self, name):
        pass


def pressed(calls):
    """What people were shown by some calls: which IDs, and whether anything."""
    text = json.dumps([body for method, body in calls if method != "auth.test"], ensure_ascii=False)
    return {
        "shown": len(text) > 2,
        "ids": sorted(set(ID.findall(text))),
        "window": any(m.startswith("views.") for m, _ in calls),
    }


def all_buttons(node):
    if isinstance(node, dict):
        if node.get("type") in {"button", "overflow"} and "action_id" in node:
            yield node
        for inner in node.values():
            yield from all_buttons(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from all_buttons(inner)


def clicks_of(bodies):
    """One button of each kind and command, as it comes back from Slack."""
    found = {}
    for body in bodies:
        for each in all_buttons(body):
            sent = [{"type": "button", "action_id": each["action_id"], "value": each.get("value", "")}]
            if each["type"] == "overflow":
                sent = [
                    {"type": "overflow", "action_id": each["action_id"], "selected_option": o} for o in each["options"]
                ]
            if "url" in each:
                continue
            for one in sent:
                value = one.get("value") or one.get("selected_option", {}).get("value", "")
                kind, word = one["action_id"].partition(":")[0], value.partition(" ")[0]
                found.setdefault((kind, word if kind in {"run", "more", "item"} else ""), one)
    return sorted(found.values(), key=lambda each: each.get("value") in LAST)


async def watched(store):
    keeping = store.keeping
    ada = Asker("slack", TEAM, ADA)
    rows = [
        RosterRow(2, CertificateId.parse("AIDA-2024-5512"), "Rjabinina", "Grace", "Risk", "tender", date(2027, 6, 1)),
        RosterRow(3, CertificateId.parse("AIDA-2024-1180"), "Aroha", "Grace", "Risk"),
    ]
    await keeping.rosters.keep(ada, rows, name="roster.csv", digest="d1", wrong=1)
    for number, person in enumerate(
        ["U10SENT", "U11PENDING", "U12INFLIGHT", "U13HELD", "U14DROPPED", "U15DEAD", "U16RETRY"]
    ):
        who = Asker("slack", TEAM, person)
        await keeping.people.prefer(who, ALWAYS)
        await keeping.watches.add(
            [KeptWatch(who, CertificateId.parse("CPAP-2026-8841"), f"Person {number}", team="Ops")]
        )
    await keeping.watches.add([KeptWatch(Asker("slack", TEAM, "U10SENT"), CertificateId.parse("CPAP-2026-6660"))])
    await keeping.links.invite(
        Invite(ada, InviteKind.MANAGER, "Grace"), code="code-of-2026", until=NOW + timedelta(days=7)
    )
    await keeping.rules.set_rule(ada, TeamRule("Risk", (60, 30, 7), ""))
    await keeping.houses.change(ada, {"days": "90, 30, 7"})
    await store.references.keep(
        Reference(
            "teams",
            TENANT,
            "a:ada",
            TEAMS_ADA,
            "",
            json.dumps(
                {
                    "version": 1,
                    "serviceUrl": "https://smba.trafficmanager.net/emea/",
                    "conversation": "a:ada",
                    "conversationType": "personal",
                    "tenant": TENANT,
                    "bot": "28:certdesk",
                }
            ),
        )
    )
    seal = Seal.from_text(TOKEN_KEY)
    await store.installations.keep(Installation("slack", "T0000ONE1", seal.seal("xoxb-not-a-real-token-1"), NOW, "{}"))
    await store.install_states.begin("state-1", "browser-1", until=NOW + timedelta(minutes=10))


async def notified(slack, clock):
    """Every state of the ledger."""
    store, tower = slack.house.tower.store, slack.house.tower
    engine = Keys()
    ends = {
        "U12INFLIGHT": Killed,
        "U13HELD": InDoubt("no answer"),
        "U15DEAD": Unreachable("left"),
        "U16RETRY": NotSent("too many requests", 90.0),
    }
    deliverer = tower.deliverer(engine, {"slack": Scripted(slack.house.senders["slack"], ends)})
    rounds = tower.rounds(engine)
    await rounds.read()
    await rounds.sweep()
    keys = [key for key, when in engine.keys.items() if when <= clock()]
    waits = {}
    for key in sorted(keys):
        if "U11PENDING" in key:
            continue
        if "U14DROPPED" in key:
            await store.keeping.people.prefer(Asker("slack", TEAM, "U14DROPPED"), replace(ALWAYS, opted_out=True))
        try:
            waits[key] = await deliverer.deliver(key)
        except Killed:
            waits[key] = None
    clock.now += timedelta(seconds=70)
    for key in [key for key in keys if "U13HELD" in key]:
        await deliverer.deliver(key)
    print({str(state): count for state, count in (await store.books.ledger.counts()).items()}, len(keys))


async def talk(folder):
    clock = Clock()
    store = await Store.open(f"sqlite:///{folder}/certdesk.db", now=clock)
    async with workspace(store, now=clock, **SETTINGS) as slack:
        await slack.event({"type": "app_home_opened", "user": ADA, "tab": "home"})
        for text in COMMANDS:
            await slack.slash(text)
        for text in GUIDED:
            await slack.slash(text, command="/certguide")
        await slack.slash("import")
        await slack.mention("AIDA-2026-1234 Jane Doe")
        await slack.direct("CPAP-2026-8841")
        await slack.interaction(
            type="shortcut", callback_id="verify_certificate", user={"id": ADA}, team={"id": TEAM}, trigger_id="99.1"
        )
        await slack.interaction(
            type="shortcut", callback_id="find_certification", user={"id": ADA}, team={"id": TEAM}, trigger_id="99.2"
        )
        await slack.submit("AIDA-2026-1234, CPAP-2026-8841", "Jane Doe")
        await watched(store)
        await notified(slack, clock)
        calls = [{"method": method, "body": body} for method, body in slack.slack.calls if method != "auth.test"]
        issuer = ReceiptsInDatabase(store.database, Signer.from_text(RECEIPT_KEY), clock)
        answers = [
            await slack.house.verifier.settle(name, holder="Jane Doe") for name in ("AIDA-2026-1234", "CPAP-2026-6660")
        ]
        receipts = [(await issuer.issue(answer)).line for answer in answers]
        metrics = await (await slack.client.get("/metrics")).text()
    await left(store, clock)
    chain = await store.audit.check()
    head = {"lines": chain.lines, "head": chain.head}
    await store.close()
    return calls, receipts, metrics, head


async def left(store, clock):
    """Requests of all kinds that a process acknowledged before it was killed."""
    inbox = LeftInbox(store.database, clock, worker=WORKER)
    async with workspace(replace(store, inbox=inbox), now=clock, **SETTINGS) as slack:
        await slack.slash("AIDA-2026-1234 Jane Doe")
        await slack.mention("CPAP-2026-6660")
        await slack.click({"type": "button", "action_id": "run:0", "value": "verify CPAP-2026-8841 fresh"})
        await slack.message_shortcut({"text": "see AIDA-2024-5512", "user": BOB, "ts": "7.1"})
        await slack.submit("AIMA-2026-2207")
    microsoft = Microsoft(Echo())
    microsoft.errands._inbox = inbox
    await microsoft.post(text="CPAA-2026-3310")
    await microsoft.settle()
    await inbox.close()


async def slack_presses(folder, calls):
    """Press everything that was shown, in the order of showing, and note what came of it."""
    store = await Store.open(f"sqlite:///{folder}/certdesk.db", now=Clock())
    found = []
    async with workspace(store, now=Clock(), **SETTINGS) as slack:
        for each in clicks_of([call["body"] for call in calls]):
            slack.slack.calls.clear()
            await slack.click(each)
            found.append({"button": each} | pressed(slack.slack.calls))
    await store.close()
    return found


def inputs_of(card):
    """What a client adds: the first choice of each menu, nothing typed."""

    def walk(node):
        if isinstance(node, dict):
            if node.get("type") == "Input.ChoiceSet":
                yield node["id"], node.get("value") or node["choices"][0]["value"]
            elif str(node.get("type", "")).startswith("Input."):
                yield node["id"], node.get("value", "")
            for inner in node.values():
                yield from walk(inner)
        elif isinstance(node, list):
            for inner in node:
                yield from walk(inner)

    return dict(walk(card))


def teams_buttons(card):
    if isinstance(card, dict):
        if card.get("type") in {"Action.Execute", "Action.Submit"}:
            yield card
        for name, inner in card.items():
            if name != "fallback":
                yield from teams_buttons(inner)
    elif isinstance(card, list):
        for inner in card:
            yield from teams_buttons(inner)


def bare(button):
    """What of a button comes back when it is pressed."""
    return {name: button[name] for name in ("type", "title", "verb", "data") if name in button}


async def teams_presses(folder):
    store = await Store.open(f"sqlite:///{folder}/certdesk.db", now=Clock())
    shown, found = [], []
    async with teams(desk={"keeping": store.keeping}) as here:
        shown += cards(await here.install())
        for text in [*COMMANDS, *GUIDED]:
            shown += cards(await here.say(text))
        for size in (1, 4, 20):
            shown += lasting(digest(size), also="ref")
        seen = set()
        every = [(card, button) for card in shown for button in teams_buttons(card)]
        for card, button in sorted(every, key=lambda each: each[1]["data"].get("command") in LAST):
            inputs = inputs_of(card) if button["data"]["do"] in {"item", "pick"} else {}
            name = json.dumps([button["data"], inputs], sort_keys=True)
            if name in seen:
                continue
            seen.add(name)
            sent, updated = len(here.sent), len(here.updated)
            answer = await here.press(button, inputs=inputs)
            all_of_it = [answer.body, cards(here.sent[sent:]), cards(here.updated[updated:])]
            text = json.dumps(all_of_it, ensure_ascii=False)
            ids = sorted(set(ID.findall(text)))
            found.append({"button": bare(button), "inputs": inputs, "shown": len(text) > 20, "ids": ids})
    await store.close()
    return found


def jobs(folder):
    """Pending jobs of a process that is killed: run with the word ``jobs``."""

    async def main():
        url = Address.read(f"sqlite:///{folder}/certdesk.db").engine
        with sqlite3.connect(f"{folder}/certdesk.db") as db:
            keys = [
                row[0]
                for row in db.execute("SELECT key FROM deliveries WHERE state IN ('pending', 'inflight') ORDER BY key")
            ]
        begun = []

        async def hang(key):
            begun.append(key)
            await asyncio.Event().wait()

        async def walk():
            begun.append("walk")
            await asyncio.Event().wait()

        names = {"read": "0 0 * * * *", "sweep": "0 5 * * * *", "promises": "30 */5 * * * *", "tidy": "0 40 3 * * *"}
        engine = DbosEngine(url, worker=WORKER, poll=0.1)
        await engine.start(Jobs(hang, {name: (cron, walk) for name, cron in names.items()}))
        now = datetime.now(UTC)
        await engine.enqueue(dict.fromkeys(keys, now))
        await engine.enqueue({keys[0]: now + timedelta(seconds=30)})

        def put(name):
            with SetWorkflowID(f"sched-{name}-of-old"):
                DBOS.enqueue_workflow(WALK, _walk, now, name)

        for name in names:
            await asyncio.to_thread(put, name)
        while not (set(keys) <= set(begun) and begun.count("walk") == 2):  # noqa: ASYNC110 - the engine has no event for it
            await asyncio.sleep(0.1)
        print("begun", begun)
        os._exit(9)

    asyncio.run(main())


def packed(path):
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    with sqlite3.connect(path, isolation_level=None) as db:
        db.execute("VACUUM")
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    target = HERE / f"{path.name}.gz"
    with target.open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as file:
        file.write(path.read_bytes())
    print(path.name, path.stat().st_size, target.stat().st_size)


def write(name, value):
    (HERE / name).write_text(json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def main():
    folder = Path(sys.argv[1])
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    calls, receipts, metrics, head = asyncio.run(talk(folder))
    with sqlite3.connect(folder / "certdesk-inbox.db") as db:
        for (body,) in db.execute("SELECT body FROM inbox").fetchall():
            db.execute(
                "UPDATE inbox SET body = ? WHERE body = ?", (re.sub(r"http://127\.0\.0\.1:\d+", OLD_SLACK, body), body)
            )
    subprocess.run([sys.executable, __file__, str(folder), "jobs"], check=False)
    for name in ("certdesk.db", "certdesk-inbox.db", "certdesk-engine.db"):
        packed(folder / name)
    copy = folder / "copy"
    copy.mkdir()
    shutil.copy(folder / "certdesk.db", copy)
    write("slack_presses.json", asyncio.run(slack_presses(copy, calls)))
    shutil.copy(folder / "certdesk.db", copy)
    write("teams_presses.json", asyncio.run(teams_presses(copy)))
    (HERE / "receipts.txt").write_text("\n".join(receipts), encoding="utf-8")
    write("audit_head.json", head)
    names = sorted(set(re.findall(r"^# TYPE (\w+) (\w+)", metrics, re.MULTILINE)))
    write("metrics.json", [list(each) for each in names])


if __name__ == "__main__":
    jobs(Path(sys.argv[1])) if sys.argv[2:] == ["jobs"] else main()
