"""The results of a file: offered in the own chat, put where Teams makes room, and only where it may go."""

import csv
import logging
import time
from contextlib import asynccontextmanager

import httpx
import pytest

from bots.conversation.files.file_jobs import FileJobs
from bots.conversation.model.file_listing import FileListing, ListedCertificate
from bots.conversation.quota import Quota, QuotaRule
from bots.conversation.text import file_results as phrases
from bots.conversation.text import uploads as file_phrases
from bots.http.transport import HttpxTransport
from bots.teams.api.files import TeamsFiles
from bots.teams.api.hosts import ServiceHosts
from tests.bots.teams.api.test_files import attached
from tests.bots.teams.factories import BOB, CHANNEL, GROUP, PERSONAL, TENANT, buttons, shown, teams
from verifier_client import CertificateId

pytestmark = pytest.mark.anyio
ROOM = "https://contoso-my.sharepoint.com/personal/ada/_api/v2.0/drive/items/1/uploadSession?guid='1'&tempauth=abc"
LINK = "https://contoso-my.sharepoint.com/personal/ada/Documents/Applications/Certdesk/cv%20results.csv"
CONSENT, INFO = (f"application/vnd.microsoft.teams.card.file.{kind}" for kind in ("consent", "info"))


class Listed2:
    """Whatever the file: a certificate under a name that looks like a formula, and one without."""

    async def read(self, data, name, options=None):  # noqa: ARG002 - the port's signature
        both = (
            ListedCertificate(CertificateId.parse("CPAP-2026-6660"), "=1+1"),
            ListedCertificate(CertificateId.parse("AIDA-2026-1234")),
        )
        return FileListing(both)


class Drive:
    """OneDrive: gives what was dropped, and writes down what it is given."""

    def __init__(self, answer):
        self.answer, self.put = answer, []

    def __call__(self, request):
        if request.method == "GET":
            return httpx.Response(200, content=b"x")
        self.put.append(request)
        if isinstance(self.answer, Exception):
            raise self.answer
        return httpx.Response(self.answer, headers={"Location": "https://evil.example/"})


@asynccontextmanager
async def answered(drive=201):
    """A file was dropped and verified; ``offered`` is what was said last."""
    drive = Drive(drive)
    files = TeamsFiles(HttpxTransport(transport=httpx.MockTransport(drive)), ServiceHosts("*.sharepoint.com"))
    async with teams(files=files) as here:
        here.drive, desk = drive, here.bot._service._desk
        here.desk = desk
        allowance = Quota(QuotaRule(), time.monotonic)
        desk.file_jobs = FileJobs(desk._verifier, Listed2(), quota=allowance, max_ids=9, monotonic=time.monotonic)
        here.offer = buttons(await here.say("", attachments=[attached('c"v?.txt')]))[phrases.EXPORT]
        yield here


async def asked(here, **fields):
    """Press the button; return the card that asks."""
    before = len(here.sent)
    await here.press(here.offer, replyToId="answer", **fields)
    return here.sent[before:]


async def settled(here, action="accept", context=None, *, room=ROOM, link=LINK, **fields):
    """Say yes or no as Teams tells it; return the invoke's answer, and what was sent."""
    before = len(here.sent)
    info = {"contentUrl": link, "name": "c_v_ results.csv", "uploadUrl": room, "uniqueId": "11-22", "fileType": "csv"}
    value = {"type": "fileUpload", "action": action, "context": context, "uploadInfo": info}
    answer = await here.invoke("fileConsent/invoke", value, replyToId="question", **fields)
    return answer, here.sent[before:]


async def test_the_results_are_put_where_the_person_let_them_and_shown_as_a_file():
    async with answered() as here:
        [(where, question)] = await asked(here)
        [card] = question.attachments
        answer, [(_, shown_file)] = await settled(here, context=card.content["acceptContext"])
        [put] = here.drive.put
        [info] = shown_file.attachments
        deleted = here.deleted
    rows = list(csv.DictReader(put.content.decode("utf-8-sig").splitlines()))

    assert (PERSONAL, CONSENT, "c_v_ results.csv", len(put.content)) == (
        where, card.content_type, card.name, card.content["sizeInBytes"],
    )  # fmt: skip
    assert ("PUT", ROOM, f"bytes 0-{len(put.content) - 1}/{len(put.content)}") == (
        put.method, str(put.url), put.headers["content-range"],
    )  # fmt: skip
    assert "authorization" not in put.headers
    assert [("'=1+1", "revoked"), ("", "active")] == [(row["name_asked"], row["standing"]) for row in rows]
    assert (200, None, ["question"]) == (answer.status, answer.body, deleted)
    assert (INFO, LINK, {"uniqueId": "11-22", "fileType": "csv"}) == (
        info.content_type, info.content_url, info.content,
    )  # fmt: skip


async def test_an_upload_goes_to_listed_hosts_only_and_nothing_of_it_is_logged(caplog):
    caplog.set_level(logging.DEBUG)
    elsewhere = [
        "", "https://evil.example/up", "http://contoso.sharepoint.com/up", "https://contoso.sharepoint.com:8443/up",
        "https://contoso.sharepoint.com@evil.example/up", "https://sharepoint.com.evil.example/up", "https://[",
        "http://169.254.169.254/metadata", "https://evil.example\\.sharepoint.com/up",
    ]  # fmt: skip
    async with answered() as here:
        [(_, question)] = await asked(here)
        context = question.attachments[0].content["acceptContext"]
        for at, room in enumerate(elsewhere):
            here.clock.advance(60)
            _, said = await settled(here, context=context, room=room, id=f"bad{at}")

            assert shown(said) == phrases.NO_ROOM
        here.clock.advance(60)
        _, odd = await settled(here, context=context, link="https://evil.example/x")

    assert [ROOM] == [str(each.url) for each in here.drive.put]
    assert phrases.EXPORTED_TO_DRIVE == shown(odd)
    assert not any(secret in caplog.text for secret in ("tempauth", "evil", "=1+1"))


async def test_what_could_not_be_put_is_said_and_a_no_is_a_no():
    for failure in (202, 302, 404, 500, httpx.ConnectError("x"), httpx.ReadError("x")):
        async with answered(failure) as here:
            [(_, question)] = await asked(here)
            _, said = await settled(here, context=question.attachments[0].content["acceptContext"])

        assert phrases.NOT_PUT == shown(said)
        assert 1 == len(here.drive.put)
    async with answered() as here:
        [(_, question)] = await asked(here)
        _, no = await settled(here, "decline", question.attachments[0].content["declineContext"])

    assert (phrases.EXPORT_DECLINED, [], ["question"]) == (shown(no), here.drive.put, here.deleted)


async def test_a_file_is_its_asker_s_alone_and_a_yes_that_comes_twice_counts_once():
    async with answered() as here:
        [(_, question)] = await asked(here)
        context = question.attachments[0].content["acceptContext"]
        theirs = {"from": {"id": "29:bob", "aadObjectId": BOB, "name": "Bob"}}
        _, bob = await settled(here, context=context, **theirs)
        forged = await here.invoke("fileConsent/invoke", {"action": "accept", "context": {"file": ["x"]}})
        odd = await here.invoke("fileConsent/invoke", "x")
        _, first = await settled(here, context=context, id="twice")
        _, again = await settled(here, context=context, id="twice")

    assert phrases.FILE_GONE == shown(bob)
    assert [400, 400] == [each.body["statusCode"] for each in (forged, odd)]
    assert (1, [], 1) == (len(first), again, len(here.drive.put))


async def test_a_stop_is_a_toast_so_that_nothing_stands_where_the_answer_will():
    async with answered() as here:
        said = [
            await here.press(here.offer | {"data": {"do": "run", "command": f"file stop {key}"}})
            for key in (here.offer["data"]["command"].split()[-1], "0" * 16)
        ]

    assert [phrases.STOPPING, phrases.FILE_GONE] == [each.body["value"] for each in said]


async def test_where_others_read_along_it_is_said_where_files_are_handed_over():
    group = {"conversation": {"id": GROUP, "conversationType": "groupChat", "tenantId": TENANT}}
    async with answered() as here:
        await here.install()
        said = await here.mention(here.offer["data"]["command"], where=CHANNEL)
        pressed = await here.press(here.offer, **group)
        forged = await here.invoke("fileConsent/invoke", {"action": "accept", "context": {"file": "x"}}, **group)

    assert phrases.EXPORT_IN_OWN_CHAT in shown([each for each in said if each[0] == PERSONAL])
    assert (200, 400) == (pressed.body["statusCode"], forged.body["statusCode"])
    assert not any(each.content_type == CONSENT for _, activity in here.sent for each in activity.attachments or [])


async def test_a_file_in_somebody_s_message_is_asked_for_in_the_own_chat():
    payload = {"body": {"content": "see the CV"}, "attachments": [{"contentType": "reference", "contentUrl": LINK}]}
    async with teams() as here:
        value = {"commandId": "verifyMessage", "messagePayload": payload}
        answer = await here.invoke("composeExtension/submitAction", value)

    assert file_phrases.FILE_TO_ME in shown(answer)
