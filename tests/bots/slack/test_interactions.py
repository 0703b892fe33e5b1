"""Buttons, shortcuts, the form and the App Home."""

import json

import pytest

from bots.slack.cards import cards
from tests.bots.slack.fakes import ADA, BOB, CHANNEL, DIRECT, buttons, workspace

pytestmark = pytest.mark.anyio


async def last_buttons(slack, text="AIDA-2026-1234 Jane Doe"):
    await slack.slash(text)
    return buttons(slack.slack.of("response_url")[-1])


async def buttons_of_details(slack):
    await slack.click((await last_buttons(slack))["Details"])
    return buttons(slack.slack.of("response_url")[-1])


# --- buttons ---


async def test_check_again_asks_anew_and_takes_the_place_of_the_old_answer(slack):
    await slack.click((await buttons_of_details(slack))["Check again"])

    answer = slack.slack.of("response_url")[-1]
    assert ("clicked", "ephemeral", True) == (answer["_link"], answer["response_type"], answer["replace_original"])
    assert "AIDA-2026-1234 is active." in answer["text"]


async def test_what_all_see_carries_no_button_whose_answer_would_be_written_over_it():
    below_links = cards.certificate_link("AIDA-2026-1234")

    assert "run:" not in json.dumps(below_links)
    assert {} == buttons({"blocks": cards.shared("AIDA-2026-1234 is active.", ADA).blocks})


async def test_share_here_posts_in_the_thread_and_says_who_shared_but_not_whose_certificate_it_is(slack):
    share = (await last_buttons(slack))["Share here"]
    assert "AIDA-2026-1234 is active" in share["confirm"]["text"]["text"]
    container = {"type": "message", "channel_id": CHANNEL, "is_ephemeral": True, "thread_ts": "1.2"}
    await slack.click(share, container=container)

    [posted] = slack.slack.of("chat.postMessage")
    assert (CHANNEL, "1.2") == (posted["channel"], posted["thread_ts"])
    assert f"Shared by <@{ADA}>" in json.dumps(posted)
    assert "AIDA-2026-1234 is active" in posted["text"]
    assert "Jane" not in json.dumps(posted)


async def test_an_old_answers_share_button_shares_once_too(slack):
    share = (await last_buttons(slack))["Share here"] | {"block_id": "b"}
    await slack.click(share)
    await slack.click(share)

    assert 1 == len(slack.slack.of("chat.postMessage"))


async def test_share_here_works_where_the_bot_is_not_a_member(slack):
    slack.slack.answers["chat.postMessage"] = {"ok": False, "error": "not_in_channel"}
    await slack.click((await last_buttons(slack))["Share here"])

    posted = slack.slack.of("response_url")[-1]
    assert ("in_channel", False) == (posted["response_type"], posted["replace_original"])


async def test_s08_where_sharing_is_impossible_the_person_is_told_what_to_do(slack):
    share = (await last_buttons(slack))["Share here"]
    slack.slack.answers["chat.postMessage"] = [{"ok": False, "error": "not_in_channel"}, {}]
    slack.slack.hooks = [(404, {})]
    await slack.click(share)

    answer = slack.slack.of("chat.postMessage")[-1]
    assert (ADA, True) == (answer["channel"], "/invite @certdesk" in answer["text"])


async def test_ask_the_holder_shows_a_message_to_copy_that_names_nobody(slack):
    await slack.click((await last_buttons(slack, "AIDA-2026-0404 Jane Doe"))["Ask the holder"])

    [opened] = slack.slack.of("views.open")
    assert opened["trigger_id"].startswith("14.")
    assert "Could you check the ID letter by letter" in json.dumps(opened["view"])
    assert "Jane" not in json.dumps(opened["view"])


async def test_ask_the_holder_falls_back_to_a_direct_message(slack):
    slack.slack.answers["views.open"] = {"ok": False, "error": "expired_trigger_id"}
    await slack.click((await last_buttons(slack, "AIDA-2026-0404"))["Ask the holder"])

    [sent] = slack.slack.of("chat.postMessage")
    assert (ADA, True) == (sent["channel"], "letter by letter" in sent["text"])


async def test_opening_the_registry_s_page_is_acknowledged_and_nothing_else(slack):
    opening = (await buttons_of_details(slack))["View at the registry"]
    before = len(slack.slack.calls)
    response = await slack.click(opening)

    assert (200, before) == (response.status, len(slack.slack.calls))


async def test_which_issuer_is_asked_with_buttons_that_answer(slack):
    """CAIP has three issuers; none is taken by guess."""
    issuers = await last_buttons(slack, "CAIP Jane Doe")
    assert {"AI Professional Alliance", "PECB", "CertNexus"} == set(issuers)
    await slack.click(issuers["PECB"])

    assert "by hand" in slack.slack.of("response_url")[-1]["text"]


@pytest.mark.parametrize("button", [{"action_id": "unheard_of"}, {"action_id": "run:0"}, {"action_id": "share:0"}])
async def test_buttons_of_another_version_answer_with_usage(slack, button):
    await slack.click(button)

    assert "verify AIDA-2026-1234" in slack.slack.of("response_url")[-1]["text"]


async def test_a_double_click_is_one_wish(slack):
    again = (await buttons_of_details(slack))["Check again"]
    before = len(slack.slack.of("response_url"))
    for _ in range(2):
        await slack.interaction(
            type="block_actions", user={"id": ADA}, actions=[again], trigger_id="14.same", channel={"id": CHANNEL},
            response_url=slack.slack.link("clicked"),
        )  # fmt: skip

    assert before + 1 == len(slack.slack.of("response_url"))


# --- the message shortcut ---


async def test_s07_the_message_shortcut_tells_the_clicker_alone_and_nothing_of_the_channel(slack):
    message = {"user": BOB, "text": "CV of our candidate: AIDA-2026-1234", "ts": "1.0"}
    await slack.message_shortcut(message)

    [answer] = slack.slack.of("response_url")
    assert ("ephemeral", True) == (answer["response_type"], "AIDA-2026-1234 is active." in answer["text"])
    assert not any(word in json.dumps(answer) for word in ("secret-project", BOB, "candidate"))


async def test_the_message_shortcut_reads_blocks_attachments_and_link_targets(slack):
    link = {"type": "link", "url": "https://x.example/?id=AIDA-2026-1234", "text": "certificate"}
    message = {
        "text": "",
        "blocks": [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [link]}]}],
        "attachments": [{"fallback": "x", "fields": [{"title": "ID", "value": "CPAP-2026-8841"}]}],
    }
    await slack.message_shortcut(message)

    [answer] = slack.slack.of("response_url")
    assert all(one in answer["text"] for one in ("AIDA-2026-1234", "CPAP-2026-8841"))


@pytest.mark.parametrize("text", ["nothing here", "help", "hi", "CAIP", "", "verify"])
async def test_a_message_without_an_id_is_said_to_have_none(slack, text):
    await slack.message_shortcut({"text": text})

    [answer] = slack.slack.of("response_url")
    assert answer["text"].startswith("There is no certificate ID in that message.")


async def test_with_several_ids_a_name_in_a_message_is_compared_with_its_own_id_only(slack):
    await slack.message_shortcut({"text": "AIDA-2026-1234 for Jane Doe and CPAP-2026-8841 for somebody"})

    [answer] = slack.slack.of("response_url")
    assert "1 name agrees. 1 without a name." in answer["text"]
    assert "other name" not in answer["text"]


# --- the form ---


async def test_s06_the_global_shortcut_opens_a_form_with_a_way_out(slack):
    await slack.interaction(
        type="shortcut", callback_id="verify_certificate", user={"id": ADA}, team=None, trigger_id="17.1"
    )

    [opened] = slack.slack.of("views.open")
    assert ("17.1", "Cancel", "Verify") == (
        opened["trigger_id"], opened["view"]["close"]["text"], opened["view"]["submit"]["text"],
    )  # fmt: skip
    elements = {block["block_id"]: block["element"]["type"] for block in opened["view"]["blocks"] if "element" in block}
    assert {"ids": "plain_text_input", "name": "plain_text_input", "on": "datepicker"} == elements


async def test_s06_errors_are_shown_at_their_field(slack):
    wrong = await slack.submit("nothing", "x" * 300, "31 February")
    shown = await wrong.json()

    assert ("errors", {"ids", "name", "on"}) == (shown["response_action"], set(shown["errors"]))
    assert all(shown["errors"].values())


async def test_the_form_shows_its_answer_in_its_own_window(slack):
    shown = await (await slack.submit("AIDA-2026-1234", "Jane Doe", "2027-01-31")).json()
    assert "update" == shown["response_action"]
    assert "Checking…" in json.dumps(shown, ensure_ascii=False)

    [updated] = slack.slack.of("views.update")
    text = json.dumps(updated["view"], ensure_ascii=False)
    assert "V1" == updated["view_id"]
    assert all(part in text for part in ("AIDA-2026-1234 is active on 31 January 2027", "Jane Doe", "agrees with"))
    assert ["Details", "Verify another"] == list(buttons(updated))
    assert "Share here" not in buttons(updated)


async def test_s09_from_the_answer_one_gets_back_to_the_form_and_to_a_message_for_the_holder(slack):
    await slack.submit("AIDA-2026-0404")
    shown = buttons(slack.slack.of("views.update")[-1])
    view = {"id": "V1", "type": "modal"}
    await slack.click(shown["Ask the holder"], view=view)
    await slack.click(shown["Verify another"], view=view)

    assert "Back" == slack.slack.of("views.push")[-1]["view"]["close"]["text"]
    assert "verify_certificate" == slack.slack.of("views.update")[-1]["view"]["callback_id"]


async def test_check_again_in_the_window_stays_in_the_window(slack):
    await slack.submit("AIDA-2026-1234")
    for label in ("Details", "Check again"):
        await slack.click(buttons(slack.slack.of("views.update")[-1])[label], view={"id": "V1", "type": "modal"})

    assert 3 == len(slack.slack.of("views.update"))


async def test_a_window_that_was_closed_meanwhile_becomes_a_direct_message(slack):
    slack.slack.answers["views.update"] = {"ok": False, "error": "not_found"}
    await slack.submit("AIDA-2026-1234")

    [sent] = slack.slack.of("chat.postMessage")
    assert (ADA, True) == (sent["channel"], "AIDA-2026-1234 is active." in sent["text"])


async def test_fifty_certificates_in_the_window_lose_none():
    async with workspace() as slack:
        ids = [f"AIDA-2026-{number}" for number in range(3000, 3050)]
        await slack.submit("\n".join(ids))

        shown = json.dumps(slack.slack.of("views.update")) + json.dumps(slack.slack.of("chat.postMessage"))
        assert [] == [one for one in ids if one not in shown]


# --- the App Home ---


async def open_home(slack, **fields):
    await slack.event({"type": "app_home_opened", "user": ADA, "channel": DIRECT, "tab": "home"} | fields)


async def test_s12_the_home_is_useful_for_everybody_and_shows_help_settings_and_support():
    async with workspace(support="#ask-certdesk") as slack:
        await open_home(slack)
        await open_home(slack, user="W0GUEST")

        mine, theirs = slack.slack.of("views.publish")
        assert (ADA, "W0GUEST") == (mine["user_id"], theirs["user_id"])
        assert mine["view"] == theirs["view"]
        text = json.dumps(mine["view"], ensure_ascii=False)
        assert all(part in text for part in ("/verify", "Production AI Institute", "#ask-certdesk", "nothing to set"))
        assert all(f"/certguide {command}" in text for command in ("about CPAP", "compare CAIP", "jd CAIP", "kit AIDA"))


async def test_s11_who_comes_first_is_welcomed_once(slack):
    await open_home(slack)
    await open_home(slack)

    assert [True, False] == ["Welcome!" in json.dumps(body["view"]) for body in slack.slack.of("views.publish")]


async def test_s16_opening_the_messages_tab_sends_nothing(slack):
    await open_home(slack, tab="messages")

    assert ["auth.test"] == [method for method, _ in slack.slack.calls]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("AIDA-2026-1234 Jane Doe", "AIDA-2026-1234 is active."),
        ("nonsense", "There is no certificate ID in that."),
        ("", "help"),
    ],
)
async def test_one_can_verify_right_in_the_home(slack, typed, expected):
    state = {"values": {"ids": {"value": {"type": "plain_text_input", "value": typed or None}}}}
    await slack.click({"action_id": "verify_at_home"}, view={"id": "V9", "type": "home", "state": state})

    [shown] = slack.slack.of("views.publish")
    assert (ADA, True) == (shown["user_id"], expected in json.dumps(shown["view"], ensure_ascii=False))
    assert "verify_at_home" in json.dumps(shown["view"])
