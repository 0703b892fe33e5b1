"""Rosters dropped into the personal chat: read from listed hosts alone, without our token, and into memory only."""

import json
import logging
import time

import httpx
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port

from bots.conversation.desk import Desk
from bots.conversation.files.file_jobs import FileJobs
from bots.conversation.quota import Quota, QuotaRule
from bots.conversation.text import uploads as phrases
from bots.conversation.text.watches import NOT_KEPT_HERE
from bots.files.reader import FileReader
from bots.files.uploads import FileNotRead, UploadedFile
from bots.http.transport import HttpxTransport
from bots.playground.uploaded_files import file_jobs, sample_bytes
from bots.storage.db.connection import Database
from bots.storage.store import Store
from bots.teams.api.files import TeamsFiles
from bots.teams.api.hosts import ServiceHosts
from bots.teams.manifest import manifest
from tests.bots.storage.databases import fresh
from tests.bots.teams.factories import CHANNEL, Teams, buttons, shown, teams
from verifier_client import VerifierClient
from verifier_client.testing import ManualClock

pytestmark = pytest.mark.anyio
ROSTER = b"certificate id,person,manager,team\nAIDA-2026-1234,Jane Doe,Rita Lead,Platform\n"
URL = "https://contoso-my.sharepoint.com/personal/ada/_layouts/15/download.aspx?UniqueId=1&tempauth=abc"
FILE = "application/vnd.microsoft.teams.file.download.info"


class FileHost:
    """Answers for SharePoint, and writes down who asked for what."""

    def __init__(self, answer=None):
        self.answer = answer or httpx.Response(200, content=ROSTER)
        self.calls = []

    def __call__(self, request):
        self.calls.append(request)
        return self.answer

    def files(self, hosts="*.sharepoint.com", **given):
        return TeamsFiles(HttpxTransport(transport=httpx.MockTransport(self)), ServiceHosts(hosts), **given)


async def test_a_file_is_read_from_its_signed_address_without_our_token():
    host = FileHost()
    content = await host.files().read(UploadedFile("team.csv", URL))

    assert (ROSTER, [URL]) == (content, [str(each.url) for each in host.calls])
    assert "authorization" not in host.calls[0].headers


async def test_files_come_from_listed_hosts_over_https_only():
    host = FileHost()
    elsewhere = [
        "",
        "https://evil.example/team.csv",
        "https://sharepoint.com/team.csv",
        "https://contoso.sharepoint.com.evil.example/team.csv",
        "https://contoso.sharepoint.com@evil.example/team.csv",
        "https://evil.example\\.sharepoint.com/team.csv",
        "http://contoso.sharepoint.com/team.csv",
        "https://contoso.sharepoint.com:8443/team.csv",
        "http://169.254.169.254/metadata",
        "file:///etc/passwd",
        "https://[",
    ]
    found = [await host.files().read(UploadedFile("team.csv", url)) for url in elsewhere]

    assert [FileNotRead(phrases.ELSEWHERE)] * len(elsewhere) == found
    assert [] == host.calls


async def test_no_redirect_is_followed_and_no_refusal_read():
    for answer in (httpx.Response(302, headers={"Location": "https://evil.example/"}), httpx.Response(403)):
        host = FileHost(answer)

        assert FileNotRead(phrases.NOT_READ) == await host.files().read(UploadedFile("team.csv", URL))
        assert 1 == len(host.calls)


async def test_a_file_that_is_too_large_or_lost_is_said():
    async def answer(request):
        if request.match_info["name"] == "cut":
            request.transport.abort()
        return web.Response(body=b"x" * (1024 * 1024 + 100))

    app = web.Application()
    app.router.add_get("/{name}", answer)
    transport = HttpxTransport()
    async with TestServer(app) as server:
        urls = {name: str(server.make_url(f"/{name}")) for name in ("whole", "cut")}
        urls["refused"] = f"http://127.0.0.1:{unused_port()}/"
        whole = await TeamsFiles(transport, ServiceHosts("127.0.0.1")).read(UploadedFile("team.csv", urls["whole"]))
        small = TeamsFiles(transport, ServiceHosts("127.0.0.1"), most=1024)
        found = [await small.read(UploadedFile("team.csv", url)) for url in urls.values()]
    await transport.aclose()

    assert 1024 * 1024 + 100 == len(whole)
    assert [phrases.too_big(1024), phrases.NOT_READ, phrases.NOT_READ] == [each.reason for each in found]


def attached(name, url=URL):
    return {"contentType": FILE, "name": name, "content": {"downloadUrl": url, "uniqueId": "1", "fileType": "csv"}}


def reads_files(here):
    desk = here.bot._service._desk
    desk.file_jobs = FileJobs(
        desk._verifier, FileReader(), quota=Quota(QuotaRule(), time.monotonic), max_ids=9, monotonic=time.monotonic
    )


async def test_a_dropped_table_is_taken_to_the_desk_and_nothing_of_it_is_logged(caplog):
    caplog.set_level(logging.DEBUG)
    host = FileHost()
    html = {"contentType": "text/html", "content": "<p>here</p>"}
    async with teams(files=host.files()) as here:
        reads_files(here)
        sent = await here.say("here", attachments=[html, attached("photo.png"), attached("team.CSV")])

    assert NOT_KEPT_HERE in shown(sent)
    assert 2 == len(host.calls)
    assert not any(secret in caplog.text for secret in ("Jane", "tempauth"))


async def test_a_dropped_badge_is_judged():
    """In the personal chat, by the address that Teams gives with the message; another file beside it is judged too."""
    served = {"badge.png": sample_bytes(), "letter.txt": b"Dear Sir or Madam"}
    files = TeamsFiles(
        HttpxTransport(
            transport=httpx.MockTransport(lambda asked: httpx.Response(200, content=served[asked.url.path[1:]]))
        ),
        ServiceHosts("*.sharepoint.com"),
    )
    async with VerifierClient.from_config(None) as verifier:
        here = Teams(Desk(verifier, file_jobs=file_jobs(verifier)), ManualClock(), files=files)
        both = [attached(name, f"https://contoso-my.sharepoint.com/{name}") for name in served]
        alone = shown(await here.say("is this Mara Example's badge?", attachments=both[:1]))
        together = shown(await here.say("", attachments=both))

    for line in ("Proof", "Issuer", "Status", "Dates", "Name"):
        assert line in alone
    assert "(AIDA) is active" in alone
    assert "letter.txt" not in alone
    assert [each for each in ("badge.png", "letter.txt") if each in together] == ["badge.png", "letter.txt"]
    assert "no certificate ID" in together
    assert [] == here.problems


async def test_what_is_no_table_is_refused_with_a_sentence():
    torn = FileHost(httpx.Response(200, content=b"PK\x03\x04torn"))
    async with teams(files=torn.files()) as here:
        odd = await here.say("", attachments=[attached("team.xlsx")])
        reads_files(here)
        broken = await here.say("", attachments=[attached("team.xlsx")])
        strange = await here.say("", attachments=[{"contentType": FILE, "name": "a.csv", "content": "x"}])
        words = await here.say("AIDA-2026-1234", attachments=[attached("letter.pdf")])

    assert phrases.NO_FILES_HERE in shown(odd)
    assert "damaged" in shown(broken)
    assert phrases.ELSEWHERE in shown(strange)
    assert "AIDA-2026-1234" in shown(words)
    assert 1 == len(torn.calls)


async def test_where_others_read_along_no_file_is_read():
    host = FileHost()
    async with teams(files=host.files()) as here:
        await here.mention("help", where=CHANNEL, attachments=[attached("team.csv")])

    assert [] == host.calls


def test_the_app_package_offers_files():
    found = json.loads(json.dumps(manifest("11111111-2222-3333-4444-555555555555", "https://certdesk.example.org")))

    assert found["bots"][0]["supportsFiles"]


async def test_a_column_that_is_not_understood_is_said_to_be_the_manager_by_a_button(tmp_path):
    host = FileHost(httpx.Response(200, content=b"ID,Chief,Team\nAIDA-2026-1234,Rita Lead,Risk\n"))
    store = Store.of(Database.open(fresh(tmp_path)))
    async with VerifierClient.from_config(None) as verifier:
        desk = Desk(verifier, stores=store.watch_stores, file_jobs=file_jobs(verifier))
        here = Teams(desk, ManualClock(), files=host.files())
        offered = buttons(await here.say("", attachments=[attached("team.csv")]))
        await here.press(offered["This is the manager"])
        again = here.sent[-1:]
        done = await here.press(buttons(again)["Import"])
    await store.close()

    assert "manager in “Chief”" in shown(again)
    assert "team.csv is imported" in json.dumps(done.body)
