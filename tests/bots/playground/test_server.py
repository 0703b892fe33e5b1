"""The page's door, knocked at without a browser: what it answers, and whom it turns away."""

import asyncio
import json
import os
import re
import signal
import socket
import subprocess
import sys
import warnings
from base64 import b64encode
from contextlib import closing, suppress
from pathlib import Path
from urllib.request import urlopen

import pytest

from bots.playground.container import play
from bots.playground.examples import EXAMPLES
from bots.playground.uploaded_files import sample_bytes
from tests.bots.files.badge_files import qr_page, qr_picture
from tests.bots.playground.factories import served
from tests.bots.slack.cards.block_kit_rules import problems as slack_problems
from tests.bots.slack.cards.block_kit_rules import view_problems
from tests.bots.teams.cards.adaptive_card_rules import problems as teams_problems
from tests.bots.teams.factories import buttons
from tests.verifier_client.badges.test_files import itxt, png
from tests.verifier_client.factories import pai_answer, scripted

pytestmark = pytest.mark.anyio
CERTDESK = Path(sys.executable).with_name("certdesk")
PERSON = {"user": {"id": "U0YOU"}, "team": {"id": "T0SANDBOX"}}
CHAT = {
    "from": {"id": "29:you", "aadObjectId": "you"},
    "recipient": {"id": "28:certdesk"},
    "conversation": {"id": "a:you", "conversationType": "personal", "tenantId": "sandbox"},
}


@pytest.fixture
async def page():
    async with served() as page:
        yield page


def cards_of(answer):
    return [each["content"] for activity in answer["teams"]["sent"] for each in activity["attachments"]]


def blocks_of(answer):
    return [block for call in answer["slack"]["sent"] for block in call["body"].get("blocks", [])]


# --- what it answers ---


async def test_every_example_is_drawn_in_all_three_panes_within_the_platforms_limits(page):
    texts = {}
    for example in EXAMPLES:
        answer = await (await page.post({"say": example.words} if example.words else {"show": example.show})).json()
        texts[example.label] = answer["text"]
        assert blocks_of(answer), example
        assert [] == slack_problems(blocks_of(answer)), example
        assert [] == [problem for card in cards_of(answer) for problem in teams_problems(card)], example
        headline = next(line for line in answer["text"].splitlines() if line and not line.startswith("SANDBOX"))
        for pane in ("slack", "teams"):
            assert headline.split(".")[0] in json.dumps(answer[pane]["sent"], ensure_ascii=False), (pane, example)

    for label, words in {
        "Valid": "is active",
        "Expired": "has expired",
        "Revoked": "was revoked",
        "Not found": "has no record",
        "Registry down": "could not be checked",
        "Check by hand": "by hand",
        "Several at once": "4 certificates",
        "A manager's digest": "need your action",
    }.items():
        assert words in texts[label], label


async def test_the_one_person_here_changes_the_settings_by_a_command_as_the_made_up_workspaces_admin(page):
    answer = await page.say("settings sharing no")
    again = await page.say("settings")

    assert "Saved." in json.dumps(answer["slack"]["sent"])
    assert "sharing" in json.dumps(again["slack"]["sent"])


async def test_one_question_is_one_question_to_the_registry_and_one_reply():
    client, transport, _ = scripted(lambda _ask: pai_answer())
    async with served(client) as page:
        answer = await page.say("/verify AIDA-2026-1234 Jane Doe fresh")

    assert 1 == len(transport.requests)
    assert "asked just now" in answer["details"]
    assert all("agrees with" in json.dumps(answer[pane]["sent"]) for pane in ("slack", "teams"))


async def test_a_press_in_the_slack_pane_is_read_as_slacks_own(page):
    answer = await page.say("/verify AIDA-2026-1234 Jane Doe")
    details = next(block for block in blocks_of(answer) if block["type"] == "actions")["elements"][0]
    where = {"container": {"type": "message", "channel_id": "C0HIRING", "is_ephemeral": True}}
    pressed = {"type": "block_actions", "trigger_id": "1", "response_url": "https://hooks.slack.com/x", **PERSON}

    answered = await (await page.post({"slack": {**pressed, **where, "actions": [details]}})).json()

    [call] = answered["slack"]["sent"]
    assert ("response_url", True) == (call["method"], call["body"]["replace_original"])
    assert "Source: " in call["body"]["text"]
    assert ["slack"] == list(answered)


async def test_a_form_in_the_slack_pane_is_answered_in_its_window_or_at_its_field(page):
    opened = await page.say("/certguide")
    [call] = opened["slack"]["sent"]
    assert ("views.open", []) == (call["method"], view_problems(call["body"]["view"]))

    def filled(text):
        values = {"wish": {"value": {"selected_option": {"value": "guide"}}}, "text": {"value": {"value": text}}}
        view = {"id": "V1", "callback_id": "find_certification", "state": {"values": values}}
        return {"slack": {"type": "view_submission", "trigger_id": text, "view": view, **PERSON}}

    answered = (await (await page.post(filled("senior ML engineer"))).json())["slack"]
    refused = (await (await page.post(filled(""))).json())["slack"]

    assert ["views.update"] == [each["method"] for each in answered["sent"]]
    assert "errors" == refused["response"]["response_action"]


async def test_a_press_in_the_teams_pane_is_read_as_teams_own(page):
    card = cards_of(await page.say("verify CPAP-2026-6660"))[0]
    pressable = buttons([card])

    async def press(title, number):
        action = {"type": "Action.Execute", "verb": pressable[title]["verb"], "data": pressable[title]["data"]}
        activity = {"type": "invoke", "name": "adaptiveCard/action", "id": number, "value": {"action": action}, **CHAT}
        return (await (await page.post({"teams": activity})).json())["teams"]

    again, ask = await press("Check again", "1"), await press("Ask the holder", "2")

    assert "application/vnd.microsoft.card.adaptive" == again["response"]["type"]
    assert "was revoked" in json.dumps(again["response"]["value"])
    assert "application/vnd.microsoft.activity.message" == ask["response"]["type"]
    assert "Could you tell us more" in json.dumps(ask["sent"])


async def test_a_badge_s_file_is_dropped_into_both_chats(page):
    shown = await (await page.post({"show": "badge"})).json()

    for pane in ("text", "slack", "teams"):
        said = json.dumps(shown[pane], ensure_ascii=False)
        assert "The badge AI Deployment Associate (AIDA) is active." in said
        assert "SANDBOX" in said
        assert "agrees with “Jane Doe”" in said


def dropped(name, content, words=""):
    """A file as the page posts it."""
    return {"file": {"name": name, "data": b64encode(content).decode()}, "say": words}


@pytest.mark.parametrize(
    ("name", "content", "words", "said"),
    [
        (
            "badge.json",
            sample_bytes(),
            "is this Jane Doe's badge?",
            "The badge AI Deployment Associate (AIDA) is active.",
        ),
        ("badge.png", png(itxt(sample_bytes())), "", "AI Deployment Associate (AIDA) is active."),
        ("cv.pdf", qr_page("AIDA-2026-1234"), "John Smith", "issued to Jane Doe, not John Smith"),
        ("photo.png", qr_picture("CPAP-2026-6660"), "", "CPAP-2026-6660 was revoked on 30 June 2026."),
        ("list.csv", b"certificate id,name\nAIDA-2026-1234,Jane Doe\nCPAP-2026-6660,Jo Poe\n", "", "2 certificates"),
        ("holiday.png", b"\x89PNG\r\n\x1a\n", "", "damaged"),
    ],
)
async def test_a_file_of_one_s_own_is_dropped_into_both_chats(page, name, content, words, said):
    response = await page.post(dropped(name, content, words))
    shown = await response.json()

    assert 200 == response.status, shown
    for pane in (shown["text"], json.dumps(blocks_of(shown), ensure_ascii=False), json.dumps(cards_of(shown))):
        assert said in pane
    assert [] == slack_problems(blocks_of(shown))
    assert [] == [problem for card in cards_of(shown) for problem in teams_problems(card)]


async def test_what_a_file_lists_is_verified_by_the_button_of_either_chat(page):
    people = b"name,certificate id\nJane Doe,AIDA-2026-1234\nJo Poe,CPAP-2026-6660\n"
    asked = await (await page.post(dropped("people.csv", people))).json()
    label = "Verify certificates in this file"
    shown = [each for block in blocks_of(asked) for each in block.get("elements", [])]
    pressed = [each for each in shown if each.get("text", {}).get("text") == label]
    where = {"container": {"type": "message", "channel_id": "D0CERTDESK", "message_ts": "1.1", "is_ephemeral": False}}
    in_slack = await page.post({"slack": PERSON | where | {"type": "block_actions", "actions": pressed}})
    of_teams = {"type": "message", "id": "p", "channelId": "msteams", "channelData": {"tenant": {"id": "sandbox"}}}
    value = buttons(cards_of(asked)[0])[label]["data"]
    in_teams = await page.post({"teams": CHAT | of_teams | {"value": value}})

    for answered in (in_slack, in_teams):
        said = json.dumps(await answered.json(), ensure_ascii=False)
        assert "2 certificates: 1 active, 1 revoked in another name." in said


async def test_a_file_that_cannot_be_taken_is_refused_with_a_sentence(page):
    for wrong in ({"name": "a.png", "data": "?"}, {"name": "", "data": "YQ=="}, {"name": "a.png", "data": ""}, {}):
        response = await page.post({"file": wrong})
        assert (400, True) == (response.status, (await response.json())["error"].endswith(".")), wrong
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # that the client sends much at once
        too_big = await page.post(dropped("a.png", b"x" * (9 * 1024 * 1024)))
    assert (413, "That file is larger than 8 MB.") == (too_big.status, (await too_big.json())["error"])


async def test_a_badge_is_watched_by_its_button_and_verified_by_its_name(page):
    shown = await (await page.post({"show": "badge"})).json()
    [name] = set(re.findall("BADGE-[0-9A-Z]{16}", json.dumps(shown)))
    watched = (await page.say(f"watch {name}"))["text"]
    verified = (await page.say(f"verify {name}"))["text"]
    left = (await page.say(f"unwatch {name}"))["text"]

    assert f"You watch {name} now." in watched
    assert f"{name} is active" in verified
    assert name in left


async def test_the_digest_is_what_the_schedule_makes_of_the_sandbox_and_its_buttons_work(page):
    shown = await (await page.post({"show": "digest"})).json()
    alert, digest = (call["body"]["text"] for call in shown["slack"]["sent"])

    assert "CPAP-2026-6660" in alert
    assert "was revoked" in alert
    assert "expires on" in digest
    assert "in 14 days" in digest
    assert "source read 22:00 UTC." in digest
    assert "was followed by AIDA-2026-1181" in digest
    assert "AIDA-2026-1234" not in digest
    assert 2 == len(shown["teams"]["sent"])
    assert "You watch 7 certificates" in (await page.say("watches"))["text"]
    assert "you act on CPAP-2026-8841" in (await page.say("ack CPAP-2026-8841"))["text"]
    assert "I remind you of CPAP-2026-8841 again on" in (await page.say("snooze CPAP-2026-8841 7d"))["text"]


async def test_a_watch_set_in_one_pane_is_known_in_the_others(page):
    assert "You watch AIDA-2026-1234 now." in (await page.say("/watch AIDA-2026-1234"))["text"]
    assert "AIDA-2026-1234" in (await page.say("watches"))["text"]
    assert "no longer" in (await page.say("unwatch AIDA-2026-1234"))["text"]


# --- whom it turns away ---


async def test_another_name_for_this_machine_or_another_page_is_turned_away(page):
    words = {"say": "help"}
    refused = [
        await page.post(words, Host="evil.example"),
        await page.post(words, Host=f"evil.example:{page.server.port}"),
        await page.post(words, Host="127.0.0.1:1"),
        await page.post(words, Origin="http://evil.example"),
        await page.post(words, Origin="null"),
        await page.post(words, Origin=""),
        await page.post(words, **{"Sec-Fetch-Site": "cross-site"}),
        await page.post(words, **{"Content-Type": "text/plain"}),
        await page.http.get("/", headers={"Host": "evil.example"}),
        await page.http.get("/static/page.js", headers={"Host": "evil.example"}),
    ]

    assert {403} == {response.status for response in refused}
    assert (
        200
        == (
            await page.post(words, Host=f"LOCALHOST:{page.server.port}", Origin=f"http://localhost:{page.server.port}")
        ).status
    )


async def test_what_cannot_be_read_is_answered_with_a_sentence(page):
    for body in (
        b"",
        b"{",
        b"[" * 60_000,
        b"\xff",
        1,
        [],
        {},
        {"say": 1},
        {"slack": {}},
        {"slack": {"type": "x"}},
        {"teams": {}},
    ):
        response = await page.post(body)
        assert (400, True) == (response.status, (await response.json())["error"].endswith(".")), body
    for strange in ({"conversation": {"id": {}}}, {"conversation": {"id": "a"}, "type": ["invoke"]}):
        assert (await page.post({"teams": strange})).status in {200, 400}, strange
    too_big = await page.post({"say": "x" * 70_000})
    assert (413, "64 KB" in (await too_big.json())["error"]) == (too_big.status, True)
    for path in ("/x", "/answer", "/static/", "/static/../page.py", "/static/%2e%2e/page.py", "/static/index.py"):
        response = await page.http.get(path)
        assert response.status in {404, 405}, path
        assert (await response.json())["error"]


async def test_every_answer_carries_a_policy_that_lets_nothing_else_in(page):
    for response in (
        await page.http.get("/"),
        await page.http.get("/static/page.css"),
        await page.http.get("/x"),
        await page.post({}),
    ):
        policy = response.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; ")
        assert "unsafe" not in policy
        assert "*" not in policy
        assert "http" not in policy
        assert "frame-ancestors 'none'" in policy
        assert "nosniff" == response.headers["X-Content-Type-Options"]
        assert "certdesk" == response.headers["Server"]


async def test_the_page_refers_to_nothing_elsewhere_and_styles_nothing_inline(page):
    html = await (await page.http.get("/")).text()

    assert [] == re.findall(r"""(?:src|href|action)=["'](?!/|#)[^"']*""", html)
    assert [] == re.findall(r"<style|\sstyle=|\son\w+=|<script(?![^>]*src=)|https?://", html)
    for path in re.findall(r"""(?:src|href)=["'](/[^"']*)""", html):
        assert 200 == (await page.http.get(path)).status, path


# --- the command ---


async def test_where_the_usual_port_is_taken_another_is_found_and_a_wanted_one_is_refused():
    with closing(socket.socket()) as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with suppress(OSError):  # whoever has it, it is taken
            taken.bind(("127.0.0.1", 8765))
            taken.listen()
        found = asyncio.get_running_loop().create_future()
        playing = asyncio.create_task(play(ready=found.set_result))
        url = await asyncio.wait_for(found, 20)
        playing.cancel()
        await asyncio.wait([playing])

        assert re.fullmatch(r"http://127\.0\.0\.1:\d+", url)
        assert not url.endswith(":8765")
        with pytest.raises(OSError, match="address already in use"):
            await play(8765, ready=print)


@pytest.mark.system
def test_other_commands_load_nothing_of_it():
    code = "import sys, bots.cli.app, bots.cli.actions.verify; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert [] == [name for name in loaded.split() if name.startswith("bots.playground")]


@pytest.mark.system
def test_the_command_prints_the_address_answers_and_leaves_when_told():
    with subprocess.Popen(
        [sys.executable, "-W", "error", CERTDESK, "demo", "--port", "0"],
        stdout=subprocess.PIPE,
        env={**os.environ, "CERTDESK_SLACK_APP_TOKEN": "half"},
    ) as process:
        line = process.stdout.readline().decode()
        with urlopen(re.search(r"http://127\.0\.0\.1:\d+", line)[0]) as response:  # noqa: S310 - our own address
            shown = response.read().decode()
        process.send_signal(signal.SIGTERM)

        assert "SANDBOX" in line
        assert "Certdesk playground" in shown
        assert 0 == process.wait(timeout=20)
