"""Data of the build of November 2026 lives on: see ``tests/samples/build_2026_11/README.md``."""

import asyncio
import gzip
import json
import re
import shutil
import sqlite3
from base64 import b64encode
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from click.testing import CliRunner

from bots.app.job_queue import DbosJobQueue, Jobs
from bots.app.notifier import SCHEDULE
from bots.cli import main
from bots.conversation.model.intents import Asker
from bots.conversation.model.watch_models import TeamRule
from bots.notifications.message_models import MessageState
from bots.security.encryption import Encryption
from bots.security.signed_receipts import Signer, read
from bots.storage.maintenance.revision import is_current
from bots.storage.privacy.receipt_chain import ReceiptsInDatabase
from bots.storage.store import Store
from tests.bots.slack.fakes import ADA, TEAM, workspace
from tests.bots.teams.factories import ADA as TEAMS_ADA
from tests.bots.teams.factories import TENANT, cards, teams
from tests.bots.teams.fakes import Teams as Microsoft

pytestmark = pytest.mark.anyio

SAMPLES = Path(__file__).parents[1] / "samples/build_2026_11"
NOW = datetime(2026, 11, 20, 9, 2, tzinfo=UTC)
KEY = b64encode(bytes(range(32))).decode()
SETTINGS = {"token_key": KEY, "receipt_key": KEY, "admin": f"slack:{TEAM}:{ADA}"}
OLD_SLACK = "http://127.0.0.1:9"
OWNER = Asker("slack", TEAM, ADA)
ID = re.compile(r"\b(?:[A-Z]{3,5}-)+20\d\d-[A-Z0-9]{4,6}\b")
REFERENCE = re.compile(r"\bRef [0-9A-F]{4}\b")
OPENERS = ("verify_another", "guide_another", "guide_form", "import_another", "file_form", "file_another", "house_form")


def now():
    return NOW


@pytest.fixture
def folder(tmp_path):
    """The old installation's files."""
    for packed in SAMPLES.glob("*.db.gz"):
        with gzip.open(packed) as source, (tmp_path / packed.stem).open("wb") as target:
            shutil.copyfileobj(source, target)
    return tmp_path


@pytest.fixture
async def store(folder, anyio_backend):  # noqa: ARG001 - makes anyio run it
    opened = await Store.open(f"sqlite:///{folder}/certdesk.db", now=now)
    yield opened
    await opened.close()


def rows(path, statement):
    with sqlite3.connect(path) as connection:
        found = connection.execute(statement).fetchall()
    connection.close()
    return found


def samples(name):
    return json.loads((SAMPLES / name).read_text(encoding="utf-8"))


async def test_the_database_is_brought_up_to_date_with_all_that_is_in_it(folder, store):
    assert is_current(f"sqlite:///{folder}/certdesk.db")
    watches, people = store.watch_stores.watches, store.watch_stores.preferences
    by_id = {each.certificate.text: each for each in await watches.of_owner(OWNER)}
    from_roster = by_id["AIDA-2024-5512"]
    counts = {str(state): count for state, count in (await store.round_stores.ledger.counts()).items()}
    settings = await store.watch_stores.settings.settings("slack", TEAM)
    personal = await people.preferences(Asker("slack", TEAM, "U10SENT"))
    chat = await store.references.of_person("teams", TENANT, TEAMS_ADA)
    kept = await store.installations.of_team("slack", "T0000ONE1")

    assert {"AIDA-2026-1234", "CPAP-2026-8841", "CPAP-2026-6660", "AIMA-2026-2207", "AIDA-2024-1180"} <= by_id.keys()
    assert ("Grace", "Risk", "tender") == (from_roster.manager, from_roster.team, from_roster.purpose)
    assert date(2027, 6, 1) == from_roster.until
    assert {"dead": 1, "dropped": 1, "held": 1, "inflight": 1, "pending": 2, "sent": 4} == counts
    assert (TeamRule("Risk", (60, 30, 7), ""),) == await store.watch_stores.rules.rules(OWNER)
    assert "90, 30, 7" == settings.text("days")
    assert (time(0), frozenset(range(1, 8)), False) == (personal.opens, personal.workdays, personal.heartbeat)
    assert "a:ada" == chat.conversation
    assert "xoxb-not-a-real-token-1" == Encryption.from_text(KEY).decrypt(kept.token)


async def test_invitations_and_installations_that_were_begun_are_finished(store):
    invitation = await store.watch_stores.invitations.claim("code-of-2026", Asker("slack", TEAM, "U20GRACE"))

    assert (OWNER, "manager", "Grace") == (invitation.owner, str(invitation.kind), invitation.subject)
    assert await store.install_states.take("state-1", "browser-1")


async def test_jobs_under_way_are_taken_over_and_each_message_is_sent_once(folder, store):
    """Pending, delayed and claimed jobs of a process that is gone: messages arrive as themselves, rounds run."""
    frozen = "SELECT recipient, payload FROM deliveries WHERE state IN ('pending', 'inflight') AND payload IS NOT NULL"
    frozen = {
        Asker.from_key(to).person: of_message(json.loads(body)) for to, body in rows(folder / "certdesk.db", frozen)
    }
    done, walked = asyncio.Queue(), asyncio.Queue()
    after_the_lease = datetime(2026, 11, 20, 9, 10, tzinfo=UTC)
    async with workspace(store, now=lambda: after_the_lease, **SETTINGS) as slack:
        slack.slack.answers = {
            "conversations.open": {"channel": {"id": "D1"}},
            "conversations.history": {"messages": []},
        }
        notifier = slack.container.notifier
        queue = DbosJobQueue(store.engine_url, worker="new", poll=0.05)
        deliverer = notifier.deliverer(queue, slack.container.senders)

        async def deliver(key):
            again = await deliverer.deliver(key)
            await done.put(key)
            return again

        walks = {name: (cron, put(walked, name)) for name, cron in SCHEDULE.items()}
        await queue.start(Jobs(deliver, walks))
        try:
            await queue.rescue({"new"})
            async with asyncio.timeout(30):
                await slack.slack.called("chat.postMessage", 3)
                names = {await walked.get() for _ in range(4)}
                for _ in range(4):
                    await done.get()
        finally:
            await queue.stop()
    sent = {body.pop("channel"): body for body in slack.slack.of("chat.postMessage")}
    counts = {str(state): count for state, count in (await store.round_stores.ledger.counts()).items() if count}

    assert {"read", "sweep", "promises", "tidy"} == names
    assert {"U11PENDING", "U12INFLIGHT", "U16RETRY"} == sent.keys()
    assert {"U12INFLIGHT", "U16RETRY"} == frozen.keys()
    assert frozen == {person: of_message(sent[person]) for person in frozen}
    assert {"dead": 1, "dropped": 1, "held": 1, "sent": 7} == counts


def of_message(body):
    """What stays the same however often a message's words are made: by what it is found again, and whom it is about."""
    return body["metadata"], REFERENCE.findall(body["text"]), sorted(set(ID.findall(body["text"])))


def put(queue, name):
    async def work():
        await queue.put(name)

    return work


async def test_requests_that_were_acknowledged_are_answered(folder, store):
    async with workspace(store, now=now, **SETTINGS) as slack:
        base = slack.slack.link("").removesuffix("/hook/")
        with sqlite3.connect(folder / "certdesk-inbox.db") as inbox:
            inbox.execute("UPDATE inbox SET body = replace(body, ?, ?)", (OLD_SLACK, base))
        inbox.close()
        [(left,)] = rows(folder / "certdesk-inbox.db", "SELECT body FROM inbox WHERE kind = 'teams message'")
        found = await slack.container.leftovers.look()
        await slack.container.background_tasks.drain(10)
        shown = " ".join(slack.slack.said)

    assert 6 == found
    wanted = {"AIDA-2026-1234", "CPAP-2026-6660", "CPAP-2026-8841", "AIDA-2024-5512", "AIMA-2026-2207"}
    assert wanted <= set(ID.findall(shown))
    microsoft = Microsoft()
    await microsoft.adapter.replay(json.loads(left))
    await microsoft.settle()
    assert ["echo: CPAA-2026-3310"] == microsoft.microsoft.texts


async def test_buttons_of_slack_messages_in_chats_answer(store):
    """Each names the certificates that it named then; what opens a window opens one."""
    wrong = []
    async with workspace(store, now=now, **SETTINGS) as slack:
        for each in samples("slack_presses.json"):
            slack.slack.calls.clear()
            await slack.click(each["button"])
            opened = any(method.startswith("views.") for method, _ in slack.slack.calls)
            if (problem := _wrong(each, slack.slack.said)) or (each["window"] and not opened):
                wrong.append((each["button"]["action_id"], problem))
        for name in OPENERS:
            slack.slack.calls.clear()
            await slack.click({"type": "button", "action_id": name})
            wrong += [] if slack.slack.of("views.open") else [(name, "opens no window")]

    assert [] == wrong


async def test_buttons_of_teams_cards_in_chats_answer(store):
    wrong = []
    async with teams(desk={"stores": store.watch_stores}) as here:
        for each in samples("teams_presses.json"):
            sent, updated = len(here.sent), len(here.updated)
            answer = await here.press(each["button"], inputs=each["inputs"])
            everything = [answer.body, cards(here.sent[sent:]), cards(here.updated[updated:])]
            if problem := _wrong(each, [json.dumps(everything, ensure_ascii=False)]):
                wrong.append((each["button"]["data"], problem))

    assert [] == wrong


def _wrong(pressed, shown):
    named = set(ID.findall(json.dumps(pressed["button"]))) & set(pressed["ids"])
    missing = named - set(ID.findall(" ".join(shown)))
    return "is not answered" if not "".join(shown) else f"no longer names {missing}" if missing else ""


async def test_receipts_hold_and_the_chain_goes_on(store):
    old = [read(line) for line in (SAMPLES / "receipts.txt").read_text(encoding="utf-8").splitlines()]
    signer = Signer.from_text(KEY)
    async with workspace(store, now=now, **SETTINGS) as slack:
        verdict = await slack.container.verifier.settle("AIDA-2026-1234")
    new = await ReceiptsInDatabase(store.database, signer, now=now).issue(verdict)

    assert [signer.fingerprint] * 2 == [each.fingerprint for each in old]
    assert old[1].follows(old[0])
    assert new.follows(old[1])


async def test_the_audit_holds_from_its_first_line_to_one_of_today(folder, store):
    head = samples("audit_head.json")
    before = await store.audit.check()
    async with workspace(store, now=now, **SETTINGS) as slack:
        await slack.slash("AIDA-2026-1234")
        await slack.container.audit.flush()
    after = await store.audit.check()

    assert (head["lines"], head["head"], None) == (before.lines, before.head, before.broken)
    assert (head["lines"] + 1, None) == (after.lines, after.broken)
    env = {"CERTDESK_DATABASE_URL": f"sqlite:///{folder}/certdesk.db"}
    command = ["audit", "check", "--head", head["head"]]
    result = await asyncio.to_thread(CliRunner(env=env).invoke, main, command)
    assert 0 == result.exit_code, result.output


async def test_metrics_have_the_names_that_dashboards_know(store):
    async with workspace(store, now=now, **SETTINGS) as slack:
        text = await (await slack.client.get("/metrics")).text()

    known = {(name, kind) for name, kind in samples("metrics.json") if not name.endswith("_created")}
    assert known <= set(re.findall(r"^# TYPE (\w+) (\w+)", text, re.MULTILINE))


def test_the_states_of_the_ledger_are_the_database_s():
    assert ["pending", "inflight", "sent", "held", "dropped", "dead"] == [str(state) for state in MessageState]
