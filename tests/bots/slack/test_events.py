"""Mentions, direct messages and links."""

import json

import pytest

from tests.bots.slack.fakes import ADA, BOB, BOT, CHANNEL, DIRECT, buttons, said, workspace

pytestmark = pytest.mark.anyio


async def test_a_mention_in_a_channel_is_answered_to_the_one_who_mentioned(slack):
    await slack.mention("could you verify AIDA-2026-1234 for Jane Doe?")

    [answer] = slack.slack.of("chat.postEphemeral")
    assert (CHANNEL, ADA, False) == (answer["channel"], answer["user"], "thread_ts" in answer)
    assert "agrees with “Jane Doe”" in answer["text"]


async def test_a_mention_in_a_thread_is_answered_in_the_thread(slack):
    await slack.mention("AIDA-2026-1234", thread_ts="5.5")

    assert "5.5" == slack.slack.of("chat.postEphemeral")[0]["thread_ts"]


async def test_where_nobody_can_be_whispered_to_the_answer_is_a_direct_message(slack):
    slack.slack.answers["chat.postEphemeral"] = {"ok": False, "error": "user_not_in_channel"}
    await slack.mention("AIDA-2026-1234")

    assert ADA == slack.slack.of("chat.postMessage")[0]["channel"]


@pytest.mark.parametrize("text", ["hi", "", "help", "verfy", "what can you do?"])
async def test_s13_direct_messages_are_answered_whatever_they_say(slack, text):
    await slack.direct(text)

    [answer] = slack.slack.of("chat.postMessage")
    assert (DIRECT, True) == (answer["channel"], "verify AIDA-2026-1234" in answer["text"])


async def test_a_direct_message_is_answered_where_it_was_written(slack):
    await slack.direct(f"<@{BOT}> verify AIDA-2026-1234 Jane Doe", thread_ts="7.7")

    [answer] = slack.slack.of("chat.postMessage")
    assert (DIRECT, "7.7", True) == (answer["channel"], answer["thread_ts"], "is active" in answer["text"])
    assert "Share here" not in buttons(answer)


async def test_many_certificates_in_a_direct_message_replace_their_announcement(slack):
    await slack.direct(" ".join(f"AIDA-2026-{number}" for number in range(3000, 3010)))

    assert "Checking 10 certificates…" == slack.slack.of("chat.postMessage")[0]["text"]
    assert "10 certificates: 10 not found." in slack.slack.of("chat.update")[0]["text"]


SHARED = {"is_share": True, "fallback": "[1 December] Bob: hello", "from_url": "https://t.slack.com/archives/C1/p7"}


def shared(text):
    """A message that is passed on, as Slack puts it beside the words of whoever does that."""
    pieces = [{"type": "rich_text_section", "elements": [{"type": "text", "text": text[:9]}]}]
    blocks = {"message": {"blocks": [{"type": "rich_text", "elements": pieces}]}}
    return SHARED | {"text": text, "message_blocks": [blocks]}


@pytest.mark.parametrize("way", ["direct", "mention"])
async def test_the_words_of_a_message_that_is_passed_on_are_read(slack, way):
    await getattr(slack, way)("", attachments=[shared("My certificate: AIDA-2026-1234")])

    [answer] = slack.slack.of("chat.postMessage" if way == "direct" else "chat.postEphemeral")
    assert "AIDA-2026-1234 is active" in answer["text"]


async def test_the_name_beside_a_message_that_is_passed_on_is_compared_with_its_certificate(slack):
    await slack.direct("is this Jane Doe's?", attachments=[shared("My certificate: AIDA-2026-1234")])

    [answer] = slack.slack.of("chat.postMessage")
    assert "agrees with “Jane Doe”" in answer["text"]


async def test_an_edit_of_words_beside_a_message_that_is_passed_on_changes_the_answer(slack):
    beside = {"attachments": [shared("My certificate: AIDA-2026-1234")]}
    await slack.direct("", ts="77.1", **beside)
    message = {"user": ADA, "ts": "77.1", "edited": {"user": ADA, "ts": "78.1"}} | beside
    before, now = message | {"text": ""}, message | {"text": "is this John Smith's?"}
    await slack.event(
        {"type": "message", "subtype": "message_changed", "channel": DIRECT, "message": now, "previous_message": before}
    )

    [answer] = slack.slack.of("chat.update")
    assert "not John Smith" in answer["text"]


@pytest.mark.parametrize("own", ["", "watch this"])
async def test_a_certificate_in_a_command_that_is_passed_on_is_verified_and_not_watched(slack, own):
    await slack.direct(own, attachments=[shared("watch AIDA-2026-1234 for Jane Doe")])

    [answer] = slack.slack.of("chat.postMessage")
    assert "AIDA-2026-1234 is active" in answer["text"]


@pytest.mark.parametrize("passed_on", ["forget me", "Lunch at noon?"])
async def test_a_message_that_is_passed_on_commands_nothing(slack, passed_on):
    await slack.direct("", attachments=[shared(passed_on)])

    [answer] = slack.slack.of("chat.postMessage")
    assert "There is no certificate ID in that message." in answer["text"]


async def test_the_preview_of_a_link_is_nobodys_question(slack):
    preview = {"service_name": "Example", "from_url": "https://example.com/1", "text": "about CPAP-2026-6660"}
    await slack.direct("AIDA-2026-1234, see https://example.com/1", attachments=[preview])

    [answer] = slack.slack.of("chat.postMessage")
    assert ("AIDA-2026-1234" in answer["text"], "CPAP-2026-6660" in answer["text"]) == (True, False)


@pytest.mark.parametrize(
    "fields",
    [
        {"bot_id": "B1"},
        {"bot_profile": {"id": "B1"}},
        {"subtype": "bot_message"},
        {"subtype": "message_changed"},
        {"subtype": "message_deleted"},
        {"subtype": "channel_join"},
        {"hidden": True},
        {"user": BOT},
        {"user": None},
        {"channel_type": "channel"},
    ],
)
async def test_what_no_person_said_to_the_bot_is_left_alone(slack, fields):
    await slack.direct("AIDA-2026-1234", **fields)

    assert ["auth.test"] == [method for method, _ in slack.slack.calls]


async def test_a_message_with_a_file_is_still_a_message(slack):
    await slack.direct("AIDA-2026-1234", subtype="file_share", files=[{"id": "F1"}])

    assert 1 == len(slack.slack.of("chat.postMessage"))


async def test_one_event_delivered_again_is_answered_once_and_an_unseen_retry_is_answered(slack):
    message = said("message", "AIDA-2026-1234", channel=DIRECT, channel_type="im")
    for _ in range(2):
        await slack.event(message, event_id="EvSame")
    raw = json.dumps({"type": "event_callback", "event_id": "EvLate", "event": message | {"ts": "99.1"}})
    response = await slack.post(
        raw, "application/json", **{"X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": "http_timeout"}
    )
    await slack.container.background_tasks.drain(5)

    assert (200, 2) == (response.status, len(slack.slack.of("chat.postMessage")))


async def test_one_message_under_several_event_ids_is_answered_once(slack):
    message = said("message", "AIDA-2026-1234", channel=DIRECT, channel_type="im")
    for number in range(11):
        await slack.event(message, event_id=f"EvOther{number}")
    await slack.event(message | {"ts": "98.1"})

    assert 2 == len(slack.slack.of("chat.postMessage"))


async def share_link(slack, url, domain, **fields):
    event = {
        "type": "link_shared",
        "user": BOB,
        "channel": CHANNEL,
        "message_ts": "8.8",
        "links": [{"url": url, "domain": domain}],
    }
    await slack.event(event | fields)


CERTIFICATE = "https://sandbox.certdesk.example/certificates/AIDA-2026-1234"


async def test_s25_a_certificate_link_is_unfurled_without_anything_private(slack):
    await share_link(slack, CERTIFICATE, "sandbox.certdesk.example")

    [call] = slack.slack.of("chat.unfurl")
    assert (CHANNEL, "8.8", [CERTIFICATE]) == (call["channel"], call["ts"], list(call["unfurls"]))
    text = json.dumps(call["unfurls"][CERTIFICATE]["blocks"])
    assert not any(word in text for word in ("Jane", "active", "Doe"))
    assert "Verify privately" in text


async def test_the_button_below_a_link_answers_the_clicker_and_leaves_the_message_alone(slack):
    await share_link(slack, CERTIFICATE, "sandbox.certdesk.example")
    verify = buttons(slack.slack.of("chat.unfurl")[0]["unfurls"][CERTIFICATE])["Verify privately"]
    await slack.click(verify, container={"type": "message_attachment", "channel_id": CHANNEL, "is_app_unfurl": True})

    [answer] = slack.slack.of("response_url")
    assert ("ephemeral", False, True) == (
        answer["response_type"],
        answer["replace_original"],
        "is active" in answer["text"],
    )


async def test_a_link_in_the_composer_is_unfurled_there(slack):
    await share_link(
        slack, CERTIFICATE, "sandbox.certdesk.example", channel="COMPOSER", unfurl_id="u1", source="composer"
    )

    [call] = slack.slack.of("chat.unfurl")
    assert ("u1", "composer", False) == (call["unfurl_id"], call["source"], "channel" in call)


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://evil.example/AIDA-2026-1234", "evil.example"),
        ("https://notsandbox.certdesk.example.evil.example/AIDA-2026-1234", "notsandbox.certdesk.example.evil.example"),
        ("https://xsandbox.certdesk.example/AIDA-2026-1234", "xsandbox.certdesk.example"),
        ("https://sandbox.certdesk.example/", "sandbox.certdesk.example"),
    ],
)
async def test_links_of_other_hosts_or_without_an_id_are_left_alone(slack, url, domain):
    await share_link(slack, url, domain)

    assert [] == slack.slack.of("chat.unfurl")


async def test_s23_a_revoked_token_is_reported_to_the_operator(slack, caplog):
    await slack.event({"type": "tokens_revoked", "tokens": {"bot": ["U0BOT"]}})

    assert "install it again" in caplog.text


async def test_sixty_typed_ids_are_verified_by_fifty_and_the_rest_by_a_button(slack):
    await slack.direct(" ".join(f"AIDA-2026-{number:04}" for number in range(4000, 4060)))
    texts = "\n".join(slack.slack.said)
    pressed = buttons(slack.slack.of("chat.update")[-1])
    before = len(slack.slack.calls)
    await slack.click(pressed["Verify the other 10"], channel={"id": DIRECT})
    after = json.dumps([body for _, body in slack.slack.calls[before:]])

    assert "10 of your 60 certificates were not verified yet: 50 at most at once here." in texts
    assert "10 certificates:" in after
    assert "AIDA-2026-4059" in after


async def test_nothing_is_said_to_be_checked_above_a_refusal(slack):
    for _ in range(3):
        before = len(slack.slack.calls)
        await slack.direct(" ".join(f"AIDA-2026-{number:04}" for number in range(4000, 4050)))
    said = json.dumps([body for _, body in slack.slack.calls[before:]])

    assert "You may ask about 120 certificates" in said
    assert "Checking" not in said


FROM_OUTSIDE = {"user_team": "T0OTHER", "source_team": "T0OTHER"}


async def test_people_of_other_organisations_are_not_told_whose_a_certificate_is(slack):
    await slack.event(
        said("app_mention", f"<@{BOT}> AIDA-2026-1234 John Smith", channel=CHANNEL) | FROM_OUTSIDE,
        is_ext_shared_channel=True,
    )
    texts = "\n".join(slack.slack.said)

    assert "AIDA-2026-1234 is active, but in another name than John Smith." in texts
    assert "differs from “John Smith”" in texts
    assert "Jane Doe" not in texts


async def test_the_own_organisation_sees_names_in_a_shared_channel_too(slack):
    await slack.event(
        said("app_mention", f"<@{BOT}> AIDA-2026-1234 John Smith", channel=CHANNEL) | {"user_team": "T01AIDA"},
        is_ext_shared_channel=True,
    )
    await slack.event(
        said("app_mention", f"<@{BOT}> AIDA-2026-1234 John Smith", channel=CHANNEL) | FROM_OUTSIDE,
        is_ext_shared_channel=False,
    )

    assert 2 == sum("Jane Doe" in each for each in slack.slack.said)


async def test_a_stranger_s_click_tells_no_name_either(slack):
    await slack.mention("AIDA-2026-1234 John Smith")
    again = buttons(slack.slack.of("chat.postEphemeral")[0])["Details"]
    before = len(slack.slack.calls)
    await slack.click(again, user={"id": BOB, "team_id": "T0OTHER"})

    assert "Jane Doe" not in json.dumps([body for _, body in slack.slack.calls[before:]])


async def test_names_are_shown_to_strangers_where_the_setting_says_so():
    async with workspace(slack_strangers_see_names=True) as slack:
        await slack.event(said("app_mention", f"<@{BOT}> AIDA-2026-1234 John Smith", channel=CHANNEL) | FROM_OUTSIDE)

        assert "Jane Doe" in "\n".join(slack.slack.said)
