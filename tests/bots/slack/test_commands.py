"""Slash commands, by the front door, on the real desk and the sandbox."""

import json

import pytest

from tests.bots.slack.fakes import ADA, BOB, CHANNEL, DIRECT, buttons, menus, workspace

pytestmark = pytest.mark.anyio


async def test_s03_slash_answers_are_ephemeral_and_go_through_the_response_url(slack):
    response = await slack.slash("AIDA-2026-1234 Jane Doe")

    assert (200, "") == (response.status, await response.text())
    [answer] = slack.slack.of("response_url")
    assert ("ephemeral", False) == (answer["response_type"], answer["replace_original"])
    assert answer["text"].startswith("SANDBOX")
    assert "AIDA-2026-1234 is active." in answer["text"]
    assert ["auth.test", "response_url"] == [method for method, _ in slack.slack.calls]


async def test_the_answer_is_arranged_in_blocks_with_its_tone_in_words_and_sign(slack):
    await slack.slash("AIDA-2026-1234 Jane Doe")

    [answer] = slack.slack.of("response_url")
    texts = [block.get("text", {}).get("text") for block in answer["blocks"]]
    assert "✅ *AIDA-2026-1234 is active.*" in texts
    fields = [field["text"] for block in answer["blocks"] for field in block.get("fields", [])]
    assert [] == fields
    assert ["Details", "Share here"] == list(buttons(answer))


@pytest.mark.parametrize("text", ["help", "", "   ", "?", "hello", "what is this", "CAIPX"])
async def test_s02_help_and_unknown_input_answer_with_usage(slack, text):
    await slack.slash(text)

    [answer] = slack.slack.of("response_url")
    assert "verify AIDA-2026-1234" in answer["text"]


@pytest.mark.parametrize("command", ["/verify", "/certverify", "/acme-verify", "/something-new"])
async def test_every_name_that_the_manifest_may_give_the_command_works(slack, command):
    await slack.slash("AIDA-2026-1234", command=command)

    [answer] = slack.slack.of("response_url")
    assert "AIDA-2026-1234 is active." in answer["text"]


async def test_s04_somebody_nobody_knows_gets_the_same_answer(slack):
    await slack.slash("AIDA-2026-1234", user_id=BOB, team_id="")
    await slack.slash("AIDA-2026-1234", user_id="W0GUEST", team_id="T99OTHER")

    assert 2 == sum("AIDA-2026-1234 is active." in answer["text"] for answer in slack.slack.of("response_url"))


async def test_five_certificates_are_shown_in_full_and_in_order(slack):
    ids = ["CPAP-2026-8841", "AIDA-2026-1234", "AIDA-2026-0404", "AIMA-2026-4406", "CAIP1900001-2026-03"]
    await slack.slash(" ".join(ids))

    text = json.dumps([answer["blocks"] for answer in slack.slack.of("response_url")])
    positions = [text.index(one) for one in ids]
    assert positions == sorted(positions)
    assert "5 certificates: " in text


async def test_fifty_certificates_announce_themselves_and_then_take_the_announcement_s_place(slack):
    """Three of the response URL's five uses at most, each certificate in the answer, nothing dropped."""
    ids = [f"AIDA-2026-{number}" for number in range(3000, 3050)]
    await slack.slash(", ".join(ids))

    note, *rest = slack.slack.of("response_url")
    assert ("Checking 50 certificates…", False) == (note["text"], note["replace_original"])
    assert [True] == [answer["replace_original"] for answer in rest]
    shown = json.dumps(rest)
    assert [] == [one for one in ids if one not in shown]
    assert "50 certificates: 50 not found." in rest[0]["text"]
    assert 50 == len(menus(rest[0])[0]["options"])


async def test_the_details_of_one_of_many_are_shown_beside_the_list(slack):
    await slack.slash(" ".join(["AIDA-2026-1234", *(f"AIDA-2026-{number}" for number in range(3000, 3006))]))
    [menu] = menus(slack.slack.of("response_url")[-1])
    await slack.choose(menu, "AIDA-2026-1234")

    answer = slack.slack.of("response_url")[-1]
    assert answer["replace_original"] is False
    assert "Holder" in answer["text"]


async def test_the_details_take_the_place_of_the_gist_and_go_away_again(slack):
    await slack.slash("AIDA-2026-1234 John Smith")
    gist = slack.slack.of("response_url")[-1]
    await slack.click(buttons(gist)["Details"])
    details = slack.slack.of("response_url")[-1]
    await slack.click(buttons(details)["Less"])
    less = slack.slack.of("response_url")[-1]

    assert "Source: " not in gist["text"]
    assert ("clicked", True) == (details["_link"], details["replace_original"])
    assert all(part in details["text"] for part in (gist["text"].splitlines()[1], "Evidences: ", "Source: "))
    assert {"Less", "Check again", "View at the registry"} <= set(buttons(details))
    assert (True, gist["text"]) == (less["replace_original"], less["text"])


async def test_the_details_of_an_answer_in_the_direct_message_are_opened_in_place(slack):
    await slack.direct("AIDA-2026-1234")
    where = {"container": {"type": "message", "channel_id": DIRECT, "is_ephemeral": False}, "channel": {"id": DIRECT}}
    await slack.click(buttons(slack.slack.of("chat.postMessage")[-1])["Details"], **where)

    assert slack.slack.of("response_url")[-1]["replace_original"] is True
    assert 1 == len(slack.slack.of("chat.postMessage"))


async def test_a_few_certificates_are_a_table_and_their_details_one_press_away(slack):
    await slack.slash("AIDA-2026-1234 John Smith, CPAP-2026-6660")
    gist = slack.slack.of("response_url")[-1]
    await slack.click(buttons(gist)["Details"])

    [table] = [block for block in gist["blocks"] if block["type"] == "table"]
    assert ["AIDA-2026-1234", "⚠️ other name"] == [cell["text"] for cell in table["rows"][1]]
    assert "CPAP-2026-6660 was revoked on 30 June 2026" in slack.slack.of("response_url")[-1]["text"]


async def test_s28_an_answer_never_says_in_channel(slack):
    await slack.slash("AIDA-2026-1234 Jane Doe in_channel")

    assert {"ephemeral"} == {answer["response_type"] for answer in slack.slack.of("response_url")}


async def test_more_certificates_than_one_command_may_name_are_refused_with_the_number():
    async with workspace(ids_per_command=2) as slack:
        await slack.slash("AIDA-2026-1234 AIDA-2026-3001 AIDA-2026-3002")

        [answer] = slack.slack.of("response_url")
        assert "2 at most" in answer["text"]


async def test_whoever_harvests_is_slowed_down_and_others_are_not():
    async with workspace(ids_per_person=2) as slack:
        for _ in range(3):
            await slack.slash("AIDA-2026-1234")
        await slack.slash("AIDA-2026-1234", user_id=BOB)

        said = [answer["text"] for answer in slack.slack.of("response_url")]
        assert [False, False, True, False] == ["Try again in" in text for text in said]


async def test_without_a_response_url_the_answer_is_a_direct_message(slack):
    await slack.slash("AIDA-2026-1234", response_url="")

    [answer] = slack.slack.of("chat.postMessage")
    assert ADA == answer["channel"]


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/hook", "http://169.254.169.254/latest", "file:///etc/passwd", "https://hooks.slack.com@evil.example/",
        "https://hooks.slack.com.evil.example/x", "http://hooks.slack.com/x", "//evil.example", "http://[", "not a url",
    ],
)  # fmt: skip
async def test_a_response_url_that_leads_elsewhere_is_never_followed(slack, url):
    await slack.slash("AIDA-2026-1234", response_url=url)

    assert ["auth.test", "chat.postMessage"] == [method for method, _ in slack.slack.calls]


async def test_an_expired_response_url_becomes_a_direct_message(slack):
    slack.slack.hooks = [(404, {})]
    await slack.slash("AIDA-2026-1234")

    [answer] = slack.slack.of("chat.postMessage")
    assert (ADA, True) == (answer["channel"], "AIDA-2026-1234 is active." in answer["text"])


async def test_retry_after_is_honoured_at_the_response_url_and_at_the_web_api(slack):
    slack.slack.hooks = [(429, {"Retry-After": "0"}), (404, {})]
    slack.slack.answers["chat.postMessage"] = [(429, {"Retry-After": "0"}), {}]
    await slack.slash("AIDA-2026-1234")

    assert (2, 2) == (len(slack.slack.of("response_url")), len(slack.slack.of("chat.postMessage")))


async def test_a_person_who_cannot_be_reached_at_all_breaks_nothing(slack, caplog):
    slack.slack.hooks = [(500, {})]
    slack.slack.answers["chat.postMessage"] = {"ok": False, "error": "messages_tab_disabled"}
    await slack.slash("AIDA-2026-1234")

    assert "Slack refused chat.postMessage: messages_tab_disabled" in caplog.text
    assert (await slack.slash("help")).status == 200


async def test_one_delivery_twice_is_answered_once(slack):
    for _ in range(3):
        await slack.slash("AIDA-2026-1234", trigger_id="13.same")

    assert 1 == len(slack.slack.of("response_url"))


@pytest.mark.parametrize("name", ["AIDA-2026-NAME1", "AIDA-2026-NAME2", "AIDA-2026-NAME3", "AIDA-2024-NAME4"])
async def test_what_a_registry_wrote_pings_nobody_and_links_nowhere(slack, name):
    """The fake Slack checks every text; here the raw message is looked at once more."""
    await slack.slash(f"{name} <!channel>")

    [answer] = slack.slack.of("response_url")
    raw = json.dumps(answer)
    assert not any(bad in raw for bad in ("<!", "<@", "<http", "\\u202e"))


async def test_names_of_askers_are_escaped_too(slack):
    await slack.slash("AIDA-2026-1234 Jane &lt;!here&gt; *Bold* &amp; @everyone")

    [answer] = slack.slack.of("response_url")
    assert "<!here>" not in answer["text"]
    assert "“Jane”" in answer["text"]


async def test_a_megabyte_of_text_gets_a_sentence(slack):
    await slack.slash("A" * 900_000)

    [answer] = slack.slack.of("response_url")
    assert "at most can be read at once" in answer["text"]


async def test_s05_the_acknowledgement_does_not_wait_for_the_answer(slack):
    slack.slack.may_answer.clear()
    response = await slack.post(
        "command=%2Fverify&text=AIDA-2026-1234&user_id=U01ADA&response_url=" + slack.slack.link()
    )

    assert (200, "", 1) == (response.status, await response.text(), len(slack.container.background_tasks))
    slack.slack.may_answer.set()
    assert 0 == await slack.container.background_tasks.drain(5)
    assert 1 == len(slack.slack.of("response_url"))


async def test_s26_nobody_s_address_is_asked_for_and_s16_nothing_goes_to_a_channel(slack):
    await slack.slash("AIDA-2026-1234 Jane Doe")
    await slack.mention("AIDA-2026-1234")

    assert {"auth.test", "response_url", "chat.postEphemeral"} == {method for method, _ in slack.slack.calls}
    assert {CHANNEL} == {body["channel"] for body in slack.slack.of("chat.postEphemeral")}


async def test_plain_text_in_place_of_slack_s_answer_costs_nobody_theirs(slack):
    """A proxy answers so; the SDK's response of it cannot be asked for the error's name."""
    slack.slack.answers["chat.postEphemeral"] = "page"
    await slack.mention("AIDA-2026-1234")

    [answer] = slack.slack.of("chat.postMessage")
    assert "AIDA-2026-1234 is active" in answer["text"]
