"""A direct message that is edited has its answer changed, not a second one below it."""

import json

import pytest

from bots.storage.store import Store
from tests.bots.slack.fakes import ADA, BOT, CHANNEL, DIRECT, workspace
from verifier_client.sandbox.register import cards as register

pytestmark = pytest.mark.anyio


@pytest.fixture
async def slack():
    async with workspace() as running:
        yield running


def changed(now, then, *, ts="77.1", user=ADA, edited="78.1", channel=DIRECT, kind="im"):
    message = {"type": "message", "user": user, "text": now, "ts": ts}
    message |= {"edited": {"user": user, "ts": edited}} if edited else {}
    return {
        "type": "message", "subtype": "message_changed", "hidden": True, "channel": channel, "channel_type": kind,
        "ts": "79.1", "message": message, "previous_message": {**message, "text": then},
    }  # fmt: skip


async def test_the_answer_is_changed_where_it_stands(slack):
    await slack.direct("AIDA-2026-1234", ts="77.1")
    await slack.event(changed("AIDA-2026-0404", "AIDA-2026-1234"))
    await slack.event(changed("CPAP-2026-6660", "AIDA-2026-0404", edited="80.1"))

    [_] = slack.slack.of("chat.postMessage")
    first, second = slack.slack.of("chat.update")
    assert "has no record of AIDA-2026-0404" in first["text"]
    assert "CPAP-2026-6660 was revoked" in second["text"]
    assert first["ts"] == second["ts"]


async def test_a_longer_answer_that_became_short_leaves_nothing_behind(slack):
    ids = [card.id for card in register() if card.expect.outcome == "found"][:50]
    name = f"Max{'imiliane' * 7} Ann{'abella' * 10} Doe{'ringsfeld' * 6}"
    await slack.direct("\n".join(f"{each} {name}" for each in ids), ts="77.1")
    posted = len(slack.slack.of("chat.postMessage"))
    await slack.event(changed("AIDA-2026-1234", "before"))

    assert posted > 1
    assert posted - 1 == len(slack.slack.of("chat.delete"))
    assert "AIDA-2026-1234 is active." in slack.slack.of("chat.update")[-1]["text"]


async def test_an_edit_that_asks_nothing_new_changes_nothing(slack):
    await slack.direct("please verify AIDA-2026-1234", ts="77.1")
    before = len(slack.slack.calls)
    await slack.event(changed("please, verify AIDA-2026-1234", "please verify AIDA-2026-1234"))
    await slack.event(changed("AIDA-2026-0404", "AIDA-2026-1234", edited=""))  # a preview of a link
    await slack.event(changed("AIDA-2026-0404", "AIDA-2026-1234", user=BOT))
    await slack.event(changed("AIDA-2026-0404", "AIDA-2026-1234", channel=CHANNEL, kind="channel"))

    assert before == len(slack.slack.calls)


async def test_an_edit_in_a_direct_message_whose_kind_slack_does_not_name_changes_the_answer(slack):
    await slack.direct("AIDA-2026-1234", ts="77.1")
    edit = changed("AIDA-2026-0404", "AIDA-2026-1234")
    await slack.event({name: value for name, value in edit.items() if name != "channel_type"})

    [answer] = slack.slack.of("chat.update")
    assert "has no record of AIDA-2026-0404" in answer["text"]


def changed_mention(now, then, **fields):
    return changed(f"<@{BOT}> {now}", f"<@{BOT}> {then}", channel=CHANNEL, kind="channel", **fields)


async def test_an_edited_mention_is_answered_anew_to_whoever_wrote_it_and_once(slack):
    await slack.mention("AIDA-2026-1234", ts="77.1")
    await slack.event(changed_mention("please: AIDA-2026-1234", "AIDA-2026-1234"))
    await slack.event(changed_mention("AIDA-2026-0404", "AIDA-2026-1234", edited="80.1"))
    await slack.mention("AIDA-2026-0404", ts="77.1", edited={"user": ADA, "ts": "80.1"})  # of the same edit
    await slack.mention("so: AIDA-2026-0404", ts="77.1", edited={"user": ADA, "ts": "81.1"})  # it asks the same

    first, second = slack.slack.of("chat.postEphemeral")
    assert "AIDA-2026-1234 is active" in first["text"]
    assert (CHANNEL, ADA) == (second["channel"], second["user"])
    assert "has no record of AIDA-2026-0404" in second["text"]
    assert [] == slack.slack.of("chat.postMessage")


async def test_an_edited_mention_that_was_answered_in_the_own_chat_changes_that_answer(slack):
    slack.slack.answers["chat.postEphemeral"] = {"ok": False, "error": "user_not_in_channel"}
    await slack.mention("AIDA-2026-1234", ts="77.1")
    await slack.event(changed_mention("AIDA-2026-0404", "AIDA-2026-1234"))

    [_] = slack.slack.of("chat.postMessage")
    [answer] = slack.slack.of("chat.update")
    assert (DIRECT, True) == (answer["channel"], "has no record of AIDA-2026-0404" in answer["text"])


async def test_a_message_that_becomes_a_mention_is_answered(slack):
    edit = changed(f"<@{BOT}> AIDA-2026-1234", "AIDA-2026-1234", channel=CHANNEL, kind="channel")
    await slack.event(edit)

    [answer] = slack.slack.of("chat.postEphemeral")
    assert "AIDA-2026-1234 is active" in answer["text"]


async def test_an_edit_delivered_twice_is_answered_once_and_a_forgotten_one_anew(slack):
    edit = changed("AIDA-2026-0404", "AIDA-2026-1234")
    await slack.event(edit)
    await slack.event(edit)

    [answer] = slack.slack.of("chat.postMessage")
    assert "has no record of AIDA-2026-0404" in json.dumps(answer)


async def test_an_edit_after_a_restart_changes_the_answer_that_another_process_gave():
    async with Store.temporary() as store:
        async with workspace(store) as before:
            await before.direct("AIDA-2026-1234", ts="77.1")
        async with workspace(store) as after:
            await after.event(changed("AIDA-2026-0404", "AIDA-2026-1234"))
            [answer] = after.slack.of("chat.update")
            assert [] == after.slack.of("chat.postMessage")

    assert "has no record of AIDA-2026-0404" in answer["text"]
