"""A file that is chosen by a shortcut: in a form, or on somebody's message; the answer is for whoever chose it."""

import asyncio
import json
import time
from contextlib import asynccontextmanager

import aiohttp
import pytest

from bots.conversation.files.file_jobs import FileJobs
from bots.conversation.model.file_listing import FileListing, ListedCertificate, UnreadableFile
from bots.conversation.model.intents import Asker, FileAction, FileActionKind
from bots.conversation.quota import Quota, QuotaRule
from bots.conversation.text import file_results as files
from bots.conversation.text import uploads as file_phrases
from bots.playground.uploaded_files import sample_bytes
from bots.runtime.answer_memory import AnswerMemory
from bots.slack.api.shown_answers import ShownAnswers
from bots.slack.api.web_api import SlackConnection
from bots.slack.api.workspaces import Bot, Workspace
from bots.slack.forms.modals import HomeContent as Home
from bots.slack.inbound.parser import shortcut
from bots.slack.model.destinations import FormKind, OpenModal, ResponseUrl
from bots.slack.model.requests import ReadRoster, Request
from bots.slack.model.shared_files import shared_in
from bots.slack.service import SlackService
from bots.storage.platform.in_memory import IdempotencyKeysInMemory
from tests.bots.slack.fakes import ADA, BOB, CHANNEL, DIRECT, TEAM, TOKEN, buttons, workspace
from tests.bots.slack.test_file_checks import Client
from verifier_client import find_ids

pytestmark = pytest.mark.anyio
LIST = b"CPAP-2026-6660 and AIDA-2026-1234"
THREE = LIST + b" and AIDA-2026-0404"
SHORTCUT = {"type": "shortcut", "callback_id": "verify_file", "user": {"id": ADA}, "team": {"id": TEAM}}
ALONE = {"container": {"type": "message", "channel_id": CHANNEL, "is_ephemeral": True}, "channel": {"id": CHANNEL}}
WINDOW = {"view": {"id": "V1", "type": "modal"}}


class ReadHere:
    """Reads plain text without a child process."""

    async def read(self, data, name, options=None):  # noqa: ARG002 - the port's signature
        found = find_ids(data.decode())
        return FileListing(tuple(map(ListedCertificate, found))) if found else UnreadableFile(files.NO_IDS)


@pytest.fixture
async def slack():
    async with workspace() as running:
        desk, quota = running.container.desk, Quota(QuotaRule(), time.monotonic)
        desk.file_jobs = FileJobs(
            running.container.verifier, ReadHere(), quota=quota, max_ids=9, monotonic=time.monotonic
        )
        yield running


async def test_a_file_is_chosen_in_a_form_and_answered_in_its_window(slack):
    await slack.interaction(**SHORTCUT, trigger_id="22.1")
    form = slack.slack.of("views.open")[0]["view"]
    working = await (await slack.choose_file(slack.slack.add_file("cv.txt", LIST))).json()
    answer = slack.slack.of("views.update")[-1]["view"]
    await slack.click(buttons({"view": answer})[files.EXPORT], **WINDOW)
    beside = slack.slack.of("views.push")[0]["view"]
    await slack.click(buttons({"view": answer})[files.VERIFY_FILE_AGAIN], **WINDOW)

    element = form["blocks"][0]["element"]
    assert ("file_input", 5) == (element["type"], element["max_files"])
    assert {"csv", "xlsx", "pdf", "docx", "txt", "png", "svg", "json", "jwt", "1ob"} <= set(element["filetypes"])
    assert ("update", files.READING_FILE) == (
        working["response_action"], working["view"]["blocks"][0]["text"]["text"],
    )  # fmt: skip
    assert "2 certificates: 1 revoked, 1 active." in json.dumps(answer)
    assert files.EXPORTED in json.dumps(beside)
    assert "AIDA-2026-1234" in slack.slack.of("upload")[0]["content"]
    assert form == slack.slack.of("views.update")[-1]["view"]


async def test_several_files_are_chosen_in_the_form_and_answered_in_its_window(slack):
    chosen = (slack.slack.add_file("cv.txt", LIST), slack.slack.add_file("badge.json", sample_bytes()))
    await slack.choose_file(*chosen)
    answer = json.dumps(slack.slack.of("views.update")[-1]["view"])

    assert answer.index("cv.txt") < answer.index("badge.json")
    assert "(AIDA) is active" in answer


async def test_without_the_optional_scope_the_form_cannot_be_opened_and_that_is_said(slack):
    slack.slack.answers["views.open"] = {"ok": False, "error": "missing_scope"}
    await slack.interaction(**SHORTCUT, trigger_id="22.2")

    [said] = slack.slack.of("chat.postMessage")
    assert (ADA, file_phrases.NO_FILE_FORM) == (said["channel"], said["text"])
    assert "files:read" in file_phrases.NO_FILE_FORM


async def test_a_form_without_a_file_says_so_at_its_field(slack):
    for chosen in ((), ("no file",), ({"name": "x"},)):
        response = await (await slack.choose_file(*chosen)).json()

        assert {"file": files.NO_FILE} == response["errors"]


async def test_the_file_of_a_message_is_verified_for_whoever_chose_it_and_never_for_the_channel(slack):
    message = {"user": BOB, "text": "our candidates", "ts": "1.0", "files": [slack.slack.add_file("list.txt", LIST)]}
    await slack.message_shortcut(message)
    answer = slack.slack.of("response_url")[-1]
    await slack.click(buttons(answer)[files.EXPORT], **ALONE)

    assert files.READING_FILE == slack.slack.of("response_url")[0]["text"]
    assert "2 certificates: 1 revoked, 1 active." in answer["text"]
    assert {"ephemeral"} == {each["response_type"] for each in slack.slack.of("response_url")}
    assert [ADA] == [each["channel"] for each in slack.slack.of("chat.postMessage")]  # without im:write: it tells where
    assert DIRECT in json.dumps(slack.slack.of("files.completeUploadExternal"))
    assert CHANNEL not in json.dumps([body for name, body in slack.slack.calls if name != "response_url"])


async def test_what_is_typed_in_a_message_counts_for_more_than_a_document_beside_it(slack):
    both = [slack.slack.add_file("cv.pdf", LIST), slack.slack.add_file("photo.png", b"x")]
    await slack.message_shortcut({"text": "AIDA-2026-0404", "files": both})
    typed = slack.slack.of("response_url")[-1]["text"]
    await slack.message_shortcut({"text": "see below", "files": both})
    chosen = slack.slack.of("response_url")[-1]["text"]
    await slack.message_shortcut({"text": "see below", "files": both[1:]})

    assert ("AIDA-2026-0404" in typed, "AIDA-2026-1234" in typed) == (True, False)
    assert "AIDA-2026-1234" in chosen
    assert ["cv.pdf", "photo.png"] == [each for each in ("cv.pdf", "photo.png") if each in chosen]
    assert files.NO_IDS in slack.slack.of("response_url")[-1]["text"]
    assert 3 == len(slack.slack.asked_for)


async def test_a_file_that_the_bot_cannot_open_is_asked_for_in_the_own_chat(slack):
    hidden = slack.slack.add_file("list.txt", b"<html>", kind="text/html")
    unnamed = {"id": "F7", "mode": "file_access", "file_access": "check_file_info"}
    for called in ({"ok": False, "error": "file_not_found"}, {"file": slack.slack.add_file("info.txt", LIST)}):
        slack.slack.answers["files.info"] = called
        for file in (hidden, unnamed):
            await slack.message_shortcut({"text": "", "files": [file]})
    said = [each["text"] for each in slack.slack.of("response_url") if each["text"] != files.READING_FILE]

    assert [file_phrases.THEIRS_NOT_READ] * 3 == [each for each in said if "1 active" not in each]
    assert "2 certificates: 1 revoked, 1 active." in said[-1]
    assert [{"file": "F7"}] * 2 == slack.slack.of("files.info")


async def test_who_mentions_the_bot_beside_a_file_is_told_of_the_shortcut(slack):
    await slack.mention("can you check this?", files=[slack.slack.add_file("list.txt", LIST)], subtype="file_share")

    assert file_phrases.FILE_IN_CHANNEL in slack.slack.of("chat.postEphemeral")[0]["text"]
    assert [] == slack.slack.asked_for


async def test_a_stop_for_a_file_that_is_not_here_replaces_nothing(slack):
    stop = {"type": "button", "action_id": "run:0", "value": f"file stop {'0' * 16}"}
    await slack.click(stop, **ALONE)

    [said] = slack.slack.of("response_url")
    assert (files.FILE_GONE, False) == (said["text"], said["replace_original"])


def test_a_shortcut_in_two_other_people_s_chat_is_answered_there_to_the_chooser_alone():
    body = {
        "type": "message_action", "user": {"id": ADA}, "team": {"id": TEAM}, "channel": {"id": "D0THEIRS"},
        "response_url": "https://hooks.slack.com/1", "message": {"files": [{"id": "F1", "name": "a.csv"}]},
    }  # fmt: skip
    request = shortcut(body, lambda _text, **_how: None)

    assert (True, ADA) == (request.operation.roster.from_elsewhere, request.operation.destination.person)


@asynccontextmanager
async def serving(slack, destination):
    """A visit that verifies three certificates, each when ``client`` is let to."""
    client = slack.container.desk.file_jobs._verifier = Client(slack.container)
    asker = Asker("slack", TEAM, ADA)
    async with aiohttp.ClientSession() as session:
        one = Workspace.open(SlackConnection.over(session, slack.slack.api), TOKEN, Bot())
        answers = AnswerMemory(time.monotonic)
        service = SlackService(
            slack.container.desk, IdempotencyKeysInMemory(time.monotonic), replies=one.replies,
            home=Home(), bot_name="Certdesk", answers=answers, shown=ShownAnswers(time.monotonic, answers),
            files=one.files,
            progress_interval=0.01,
        )  # fmt: skip
        shared = slack.slack.add_file("list.txt", THREE)
        task = asyncio.create_task(
            service.serve(Request(asker, ReadRoster(shared_in({"files": [shared]}), destination)))
        )
        yield client, task
        await task


async def test_what_takes_longer_in_a_channel_goes_on_in_the_direct_message(slack):
    async with serving(slack, ResponseUrl(ADA, slack.slack.link(), CHANNEL)) as (client, _):
        await slack.slack.called("response_url", 2)
        client.go.release()
        await slack.slack.called("chat.postMessage")
        client.go.release()
        await slack.slack.called("chat.update")
        client.go.release()
    at_link = [each["text"] for each in slack.slack.of("response_url")]
    [direct] = slack.slack.of("chat.postMessage")

    assert [files.READING_FILE, files.under_way(0, 3), files.GOES_ON] == at_link
    assert (ADA, files.under_way(1, 3)) == (direct["channel"], direct["text"])
    assert files.STOP in buttons(direct)
    assert slack.slack.of("chat.update")[-1]["text"].splitlines()[1].startswith("3 certificates")


async def test_a_window_shows_how_far_its_file_is_and_one_that_was_closed_leaves_the_rest_to_the_direct_message(slack):
    async with serving(slack, OpenModal(ADA, "V1", FormKind.FILE)) as (client, _):
        await slack.slack.called("views.update")
        stop = buttons(slack.slack.of("views.update")[0])[files.STOP]
        slack.slack.answers["views.update"] = {"ok": False, "error": "not_found"}
        client.go.release()
        await slack.slack.called("chat.postMessage")
        await slack.click(stop, **WINDOW)
    key = stop["value"].split()[-1]
    late = await slack.container.desk.answer(FileAction(FileActionKind.STOP, key), Asker("slack", TEAM, BOB))

    assert files.under_way(1, 3) == slack.slack.of("chat.postMessage")[0]["text"]
    assert slack.slack.of("chat.update")[-1]["text"].splitlines()[1] == files.stopped(1, 3)
    assert not any(files.STOPPING in each for each in slack.slack.said)
    assert files.FILE_GONE == late.cards[0].headline
