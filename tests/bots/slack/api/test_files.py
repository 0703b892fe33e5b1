"""Rosters dropped into the direct message or pasted: read from Slack alone, shown before anything is kept."""

import json
import logging
from contextlib import asynccontextmanager

import aiohttp
import pytest

from bots.conversation.text import file_results as listing_phrases
from bots.conversation.text import uploads as phrases
from bots.conversation.text.watches import NOT_KEPT_HERE, NOTHING_WATCHED
from bots.files.uploads import FileNotRead, UploadedFile
from bots.slack.api.files import SlackFiles
from bots.slack.api.web_api import SlackConnection
from bots.storage.db.connection import Database
from bots.storage.store import Store
from tests.bots.slack.fakes import ADA, CHANNEL, DIRECT, TEAM, TOKEN, FakeSlack, buttons, workspace
from tests.bots.storage.databases import fresh

pytestmark = pytest.mark.anyio
ROSTER = b"certificate id,person,manager,team\nAIDA-2026-1234,Jane Doe,Rita Lead,Platform\n"


@asynccontextmanager
async def reading(most=1000):
    slack = FakeSlack()
    async with slack.open(), aiohttp.ClientSession() as session:
        yield SlackFiles(SlackConnection.over(session, slack.api), TOKEN, most=most), slack


def described(file):
    return UploadedFile(file["name"], file["url_private_download"])


async def test_a_file_is_read_with_the_bot_s_token():
    async with reading() as (files, slack):
        content = await files.read(described(slack.add_file("team.csv", ROSTER)))

    assert (ROSTER, [f"Bearer {TOKEN}"]) == (content, slack.asked_for)


async def test_s19_without_the_optional_scope_the_other_ways_are_named():
    async with reading() as (files, slack):
        found = [
            await files.read(described(slack.add_file("a.csv", b"<html>", kind="text/html; charset=utf-8"))),
            await files.read(described(slack.add_file("b.csv", status=302))),
            await files.read(described(slack.add_file("c.csv", status=403))),
            await files.read(UploadedFile("d.csv", "")),
        ]

    assert [FileNotRead(phrases.MAY_NOT_READ_FILES)] * 4 == found
    assert "files:read" in phrases.MAY_NOT_READ_FILES
    assert phrases.IMPORT_ROSTER in phrases.MAY_NOT_READ_FILES


async def test_what_cannot_be_had_or_is_too_large_is_said():
    async with reading(most=50) as (files, slack):
        found = [
            await files.read(described(slack.add_file("large.csv", ROSTER))),
            await files.read(described(slack.add_file("cut.csv", status=0))),
            await files.read(described(slack.add_file("gone.csv", status=404))),
        ]

    assert [phrases.too_big(50), phrases.NOT_READ, phrases.NOT_READ] == [each.reason for each in found]


async def test_s23_the_token_goes_to_slack_s_own_hosts_only():
    async with reading() as (files, slack), FakeSlack().open() as stranger:
        elsewhere = [
            stranger.add_file("a.csv", ROSTER)["url_private_download"],
            "https://files.slack.com.evil.example/a.csv",
            "https://files.slack.com@evil.example/a.csv",
            "https://evil.example\\@files.slack.com/a.csv",
            "http://files.slack.com/a.csv",
            "file:///etc/passwd",
            "https://[",
        ]
        found = [await files.read(UploadedFile("a.csv", url)) for url in elsewhere]

    assert [FileNotRead(phrases.ELSEWHERE)] * len(elsewhere) == found
    assert [] == [*slack.asked_for, *stranger.asked_for]


async def drop(slack, *files, text="", **fields):
    await slack.direct(text, subtype="file_share", files=list(files), **fields)
    return slack.slack.of("chat.postMessage")[-1]["text"]


async def test_a_dropped_table_is_taken_to_the_desk_and_nothing_of_it_is_logged(slack, caplog):
    caplog.set_level(logging.DEBUG)
    said = await drop(slack, {"id": "F0", "name": "photo.png"}, slack.slack.add_file("team.CSV", ROSTER), text="here")

    assert NOT_KEPT_HERE in said
    assert "Jane" not in caplog.text


async def test_what_cannot_be_read_is_refused_with_a_sentence(slack):
    odd = await drop(slack, slack.slack.add_file("letter.pdf", b"Dear Sir or Madam", kind="application/pdf"))
    torn = await drop(slack, slack.slack.add_file("team.xlsx", b"PK\x03\x04torn", kind="application/zip"))

    assert f"{listing_phrases.NO_IDS} {listing_phrases.not_as_named('pdf', 'text')}" in odd
    assert listing_phrases.BROKEN in torn


async def test_a_file_in_a_channel_is_not_read(slack):
    file = slack.slack.add_file("team.csv", ROSTER)
    await slack.mention("AIDA-2026-1234", files=[file], subtype="file_share")

    assert [] == slack.slack.asked_for
    assert CHANNEL == slack.slack.of("chat.postEphemeral")[0]["channel"]


async def test_s06_lines_can_be_pasted_into_a_form_that_needs_no_scope(slack):
    shortcut = {"type": "shortcut", "callback_id": "import_roster", "user": {"id": ADA}, "team": {"id": TEAM}}
    await slack.interaction(**shortcut, trigger_id="20.1")
    form = slack.slack.of("views.open")[0]["view"]
    working = await (await slack.paste_roster(ROSTER.decode())).json()
    answer = slack.slack.of("views.update")[-1]["view"]
    await slack.click(buttons({"view": answer})[phrases.IMPORT_AGAIN], view={"id": "V1", "type": "modal"})
    again = slack.slack.of("views.update")[-1]["view"]

    assert ("import_roster", phrases.IMPORT_ROSTER) == (form["callback_id"], form["title"]["text"])
    assert ("update", phrases.READING) == (working["response_action"], working["view"]["blocks"][0]["text"]["text"])
    assert NOT_KEPT_HERE in json.dumps(answer)
    assert form == again


async def test_an_empty_form_says_what_is_missing(slack):
    for lines in (None, "", "AIDA-2026-1234"):
        response = await (await slack.paste_roster(lines)).json()

        assert {"lines": phrases.NO_LINES} == response["errors"]


async def test_the_bare_command_opens_the_form(slack):
    await slack.slash("import")

    assert "import_roster" == slack.slack.of("views.open")[0]["view"]["callback_id"]


async def test_the_import_button_keeps_what_was_shown_and_nothing_before(tmp_path):
    store = Store.of(Database.open(fresh(tmp_path)))
    async with workspace(store) as slack:
        shown = await drop(slack, slack.slack.add_file("team.csv", ROSTER))
        button = buttons(slack.slack.of("chat.postMessage")[-1])["Import"]
        await slack.direct("watches")
        before = slack.slack.of("chat.postMessage")[-1]["text"]
        await slack.click(button, container={"type": "message", "channel_id": DIRECT, "is_ephemeral": False})
        await slack.direct("watches")
        after = slack.slack.of("chat.postMessage")[-1]["text"]
    await store.close()

    assert "team.csv" in shown
    assert NOTHING_WATCHED in before
    assert NOTHING_WATCHED not in after
    assert "AIDA-2026-1234" in after


async def test_a_column_that_is_not_understood_is_said_to_be_the_manager_by_a_button(tmp_path):
    store = Store.of(Database.open(fresh(tmp_path)))
    here = {"container": {"type": "message", "channel_id": DIRECT, "is_ephemeral": False}}
    async with workspace(store) as slack:
        await drop(slack, slack.slack.add_file("team.csv", b"ID,Chief,Team\nAIDA-2026-1234,Rita Lead,Risk\n"))
        await slack.click(buttons(slack.slack.of("chat.postMessage")[-1])["This is the manager"], **here)
        shown = slack.slack.said[-1]
        [name, again] = slack.slack.calls[-1]
        await slack.click(buttons(again)["Import"], **here)
        await slack.direct("links")
        managers = slack.slack.of("chat.postMessage")[-1]["text"]
    await store.close()

    assert "manager in “Chief”" in shown, name
    assert "Rita Lead" in managers
