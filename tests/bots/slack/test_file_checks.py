"""A file dropped into the direct message is verified: progress, a stop, the answer, and the results as a file."""

import asyncio
import csv

import pytest

from bots.conversation.model.file_listing import FileListing, ListedCertificate
from bots.conversation.model.intents import Asker, FileAction, FileActionKind
from bots.conversation.plain_text import reply_as_text
from bots.conversation.text import file_results as phrases
from bots.conversation.text.general import too_many
from bots.files.file_checks import verify_file
from bots.storage.db.connection import Database
from bots.storage.store import Store
from tests.bots.files.factories import pdf
from tests.bots.slack.api.test_files import drop
from tests.bots.slack.fakes import ADA, BOB, DIRECT, TEAM, buttons, workspace
from tests.bots.storage.databases import fresh
from verifier_client import CertificateId

pytestmark = pytest.mark.anyio
TABLE = b"name,id\n=1+1,CPAP-2026-6660\nJane Doe,AIDA-2026-1234\n"
HERE = {"container": {"type": "message", "channel_id": DIRECT, "is_ephemeral": False}, "channel": {"id": DIRECT}}


async def test_what_a_file_lists_is_verified_and_its_results_are_sent_as_a_file(slack):
    said = await drop(
        slack, slack.slack.add_file("cv.pdf", pdf("I hold CPAP-2026-6660 and AIDA-2026-1234")), text="pls"
    )
    table = await drop(slack, slack.slack.add_file("people.csv", TABLE))
    button = buttons(slack.slack.of("chat.postMessage")[-1])[phrases.EXPORT]
    await slack.click(button, **HERE)
    [uploaded] = slack.slack.of("upload")
    rows = list(csv.DictReader(uploaded["content"].lstrip("\ufeff").splitlines()))

    assert "2 certificates: 1 revoked, 1 active." in said
    assert table.index("CPAP-2026-6660") < table.index("AIDA-2026-1234")
    assert [("", "revoked"), ("Jane Doe", "active")] == [(row["name_asked"], row["standing"]) for row in rows]
    assert 1 == len(slack.slack.of("files.completeUploadExternal"))
    assert [] == slack.slack.of("response_url")


async def test_without_the_optional_scope_the_terminal_is_named(slack):
    slack.slack.answers["files.getUploadURLExternal"] = {"ok": False, "error": "missing_scope"}
    await drop(slack, slack.slack.add_file("people.csv", TABLE))
    await slack.click(buttons(slack.slack.of("chat.postMessage")[-1])[phrases.EXPORT], **HERE)

    assert phrases.MAY_NOT_SEND_FILES in slack.slack.said[-1]


async def test_a_table_that_could_be_a_roster_too_is_asked_about(tmp_path):
    store = Store.of(Database.open(fresh(tmp_path)))
    async with workspace(store) as slack:
        asked = await drop(slack, slack.slack.add_file("people.csv", TABLE))
        choice = buttons(slack.slack.of("chat.postMessage")[-1])
        await slack.click(choice[phrases.SHOW_ROSTER], **HERE)
        roster = slack.slack.said[-1]
        await slack.click(choice[phrases.VERIFY_THESE], **HERE)
    await store.close()

    assert phrases.which("people.csv", 2) in asked
    assert "Import" in roster
    assert "1 revoked, 1 active" in slack.slack.said[-1]


async def test_limits_are_those_for_files_and_a_key_is_its_asker_s_alone():
    async with workspace(ids_per_file=2, ids_per_command=1) as slack:
        first = await drop(slack, slack.slack.add_file("a.csv", TABLE))
        button = buttons(slack.slack.of("chat.postMessage")[-1])[phrases.EXPORT]
        second = await drop(slack, slack.slack.add_file("b.csv", TABLE))
        third = await drop(slack, slack.slack.add_file("c.csv", TABLE + b"X,AIDA-2026-0404\n"))
        theirs = await slack.container.desk.answer(
            slack.container.desk.read(button["value"]), Asker("slack", TEAM, BOB)
        )

    assert "1 revoked, 1 active" in first
    assert "10 minutes" in second
    assert too_many(3, 2) in third
    assert phrases.FILE_GONE == theirs.cards[0].headline


class Client:
    """Answers a question each time that it is let to."""

    def __init__(self, house):
        self._verifier = house.verifier
        self.go = asyncio.Semaphore(0)

    async def verify_many(self, questions, **_how):
        for each in questions:
            await self.go.acquire()
            yield await self._verifier.settle(each)


async def test_progress_is_said_in_place_and_a_stop_keeps_what_is_done(slack):
    desk, shown = slack.container.desk, []
    client = desk.file_jobs._verifier = Client(slack.container)
    ids = ("CPAP-2026-6660", "AIDA-2026-1234", "AIDA-2026-0404")
    asker = Asker("slack", TEAM, ADA)
    key = desk.file_jobs.add(
        FileListing(tuple(ListedCertificate(CertificateId.parse(each)) for each in ids)), "a.csv", asker
    )

    async def tell(reply):
        shown.append(reply_as_text(reply))
        if len(shown) == 1:
            client.go.release()
        else:
            await desk.answer(FileAction(FileActionKind.STOP, key), asker)

    reply = await verify_file(FileAction(FileActionKind.VERIFY, key), desk, asker, tell, interval=0.01)

    assert phrases.under_way(0, 3) in shown[0]
    assert phrases.under_way(1, 3) in shown[1]
    assert phrases.stopped(1, 3) == reply.overview.first
