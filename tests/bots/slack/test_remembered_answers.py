"""What Slack's answers remember: what was shared from them, over restarts, and the rest that no command asks for."""

import json

import pytest

from bots.playground.uploaded_files import sample_bytes
from bots.security.signed_receipts import new_key, read, receipts_in
from bots.storage.store import Store
from tests.bots.slack.fakes import ADA, CHANNEL, DIRECT, TEAM, buttons, workspace

pytestmark = pytest.mark.anyio


def rows_of(body):
    """Each row of buttons with its block's ID, as Slack gives it back with a press."""
    return [(block["block_id"], each) for block in body["blocks"] for each in block.get("elements", [])
            if each.get("type") == "button" and "block_id" in block]  # fmt: skip


async def press_in_row(slack, body, label, **fields):
    block, button = next((block, each) for block, each in rows_of(body) if each["text"]["text"] == label)
    where = {
        "container": {"type": "message", "channel_id": CHANNEL, "is_ephemeral": True, "message_ts": "9.9"},
        "channel": {"id": CHANNEL},
        "response_url": slack.slack.link("clicked"),
    }
    given = where | {"user": {"id": ADA}, "team": {"id": TEAM}, "trigger_id": f"41.{label}{len(slack.slack.calls)}"}
    action = {"block_id": block} | {key: button[key] for key in ("type", "action_id", "value") if key in button}
    await slack.interaction(type="block_actions", actions=[action], **given | fields)
    return slack.slack.of("response_url")[-1]


async def press_in_view(slack, view, label):
    where = {"container": {"type": "view"}, "view": view | {"id": "V1"}}
    await slack.click(buttons(view)[label], **where)


async def test_what_is_shared_is_shared_once_marked_in_the_answer_and_taken_back_by_a_button(slack):
    await slack.slash("AIDA-2026-1234")
    answer = slack.slack.of("response_url")[-1]
    marked = await press_in_row(slack, answer, "Share here")
    twice = await press_in_row(slack, answer, "Share here")
    posted = slack.slack.of("chat.postMessage")
    again = await press_in_row(slack, marked, "Take back")
    deleted = slack.slack.of("chat.delete")
    last = await press_in_row(slack, again, "Share here")

    assert (1, True) == (len(posted), marked["replace_original"])
    assert "You shared this here." in json.dumps(marked)
    assert {"Share here"} == set(buttons(answer)) - set(buttons(marked))
    assert "You shared this here already." in twice["text"]
    assert [DIRECT] == [each["channel"] for each in deleted]
    assert ("is deleted" in json.dumps(again), "Share here" in buttons(again)) == (True, True)
    assert "is deleted" not in json.dumps(last)
    assert 2 == len(slack.slack.of("chat.postMessage"))


async def test_what_is_shared_stays_shared_in_the_answers_details_and_can_be_taken_back_there(slack):
    await slack.slash("AIDA-2026-1234")
    body = await press_in_row(slack, slack.slack.of("response_url")[-1], "Share here")
    for label in ("Details", "Less", "Details"):
        body = await press_in_row(slack, body, label)
        assert ({"Take back"}, True) == (
            {"Take back", "Share here"} & set(buttons(body)), "You shared this here." in json.dumps(body),
        )  # fmt: skip
    body = await press_in_row(slack, body, "Take back")
    assert "Share here" in buttons(body)
    body = await press_in_row(slack, body, "Less")

    assert ("Share here" in buttons(body), "Take back" in buttons(body)) == (True, False)
    assert (1, 1) == (len(slack.slack.of("chat.postMessage")), len(slack.slack.of("chat.delete")))


async def test_a_certificate_of_several_stays_shared_although_the_overview_offers_no_sharing(slack):
    await slack.slash("AIDA-2026-1234, CPAP-2026-8841")
    await slack.click(buttons(slack.slack.of("response_url")[-1])["Details"])
    body = await press_in_row(slack, slack.slack.of("response_url")[-1], "Share here")
    body = await press_in_row(slack, body, "Less")
    body = await press_in_row(slack, body, "Details")
    labels = [each["text"]["text"] for _, each in rows_of(body)]

    assert (1, 1) == (labels.count("Take back"), labels.count("Share here"))


async def test_after_a_restart_what_was_shared_is_known_and_can_be_taken_back():
    async with Store.temporary() as store:
        async with workspace(store) as before:
            await before.slash("AIDA-2026-1234")
            answer = before.slack.of("response_url")[-1]
            await press_in_row(before, answer, "Share here")
        async with workspace(store) as after:
            twice = await press_in_row(after, answer, "Share here")
            details = await press_in_row(after, answer, "Details")
            assert [] == after.slack.of("chat.postMessage")
            gone = await press_in_row(after, twice, "Take back")
            again = await press_in_row(after, answer, "Details")
            deleted = after.slack.of("chat.delete")

    assert ("You shared this here already." in twice["text"], twice["replace_original"]) == (True, False)
    assert ("Take back" in buttons(details), "Share here" in buttons(details)) == (True, False)
    assert 1 == len(deleted)
    assert "is deleted" in json.dumps(gone)
    assert ("Take back" in buttons(again), "Share here" in buttons(again)) == (False, True)


async def test_what_another_process_shows_is_shared_once_and_its_way_back_stands_beside_it():
    async with Store.temporary() as store:
        async with workspace(store) as before:
            await before.slash("AIDA-2026-1234")
            answer = before.slack.of("response_url")[-1]
        async with workspace(store) as after:
            beside = await press_in_row(after, answer, "Share here")
            await press_in_row(after, answer, "Share here")
            assert 1 == len(after.slack.of("chat.postMessage"))

    assert (False, "You shared this here.") == (beside["replace_original"], beside["text"])
    assert "Take back" in buttons(beside)


async def test_a_badges_file_is_answered_by_its_gist_and_the_rest_is_one_press_away(slack):
    await slack.choose_file(slack.slack.add_file("badge.json", sample_bytes()))
    gist = slack.slack.of("views.update")[-1]["view"]
    await press_in_view(slack, gist, "Details")
    whole = slack.slack.of("views.update")[-1]["view"]
    await press_in_view(slack, whole, "Less")

    assert ("The signature fits" in json.dumps(gist), "The signature fits" in json.dumps(whole)) == (False, True)
    assert buttons(gist).keys() == buttons(slack.slack.of("views.update")[-1]).keys()


async def test_a_long_clause_is_answered_by_its_gist_and_the_rest_is_one_press_away(slack):
    await slack.slash(f"jd CPAP engineer {'who builds retrieval for bank clients ' * 60}", command="/certguide")
    gist = slack.slack.of("response_url")[-1]
    whole = await press_in_row(slack, gist, "Details")

    assert len(gist["blocks"]) < len(whole["blocks"])
    assert (True, "Less" in buttons(whole)) == (whole["replace_original"], True)


async def test_the_rest_that_is_forgotten_is_said_beside_the_answer(slack):
    await slack.slash(f"jd CPAP engineer {'who builds retrieval for bank clients ' * 60}", command="/certguide")
    gist = slack.slack.of("response_url")[-1]
    async with workspace() as other:
        said = await press_in_row(other, gist, "Details")

    assert (False, True) == (said["replace_original"], "ask again" in said["text"])


async def test_a_receipt_is_a_file_in_the_direct_message_and_text_where_the_bot_may_send_none():
    async with Store.temporary() as store, workspace(store, receipt_key=new_key()) as slack:
        await slack.direct("receipt AIDA-2026-1234 Jane Doe")
        [sent] = slack.slack.of("upload")
        beside = slack.slack.of("chat.postMessage")[-1]
        slack.slack.answers["files.getUploadURLExternal"] = {"ok": False, "error": "missing_scope"}
        await slack.direct("receipt AIDA-2026-1234 Jane Doe")
        text = slack.slack.of("chat.postMessage")[-1]["text"]

    [line] = receipts_in(sent["content"].encode())
    pasted = "\n".join(each.strip() for each in text[text.index("-----BEGIN") : text.index("Next:")].splitlines())
    assert ("AIDA-2026-1234", 1) == (read(line).states["asked"]["certificate"], read(line).states["number"])
    assert ("receipt-1-AIDA-2026-1234.txt" in beside["text"], "BEGIN" in beside["text"]) == (True, False)
    assert 2 == read(receipts_in(pasted.encode())[0]).states["number"]
