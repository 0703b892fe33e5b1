"""What people see in Teams: in their own chat, in channels, on buttons, at installation."""

import json

import pytest

from bots.conversation.text import general as phrases
from bots.teams.cards.welcome import InstallationInfo
from bots.teams.service import DAY
from tests.bots.teams.factories import (
    ADA,
    BOB,
    BOT,
    CHANNEL,
    GROUP,
    PERSONAL,
    TEAM,
    TENANT,
    buttons,
    cards,
    shown,
    teams,
)  # fmt: skip

pytestmark = pytest.mark.anyio

IN_CHANNEL = {
    "conversation": {"id": TEAM, "conversationType": "channel", "isGroup": True},
    "channelData": {"tenant": {"id": TENANT}, "team": {"id": TEAM, "name": "Hiring"}},
}


@pytest.fixture
async def here():
    async with teams() as running:
        yield running


async def test_a_certificate_is_verified_in_the_personal_chat(here):
    [(where, activity)] = sent = await here.say("verify AIDA-2026-1234 Jane Doe")

    assert (PERSONAL, "AIDA-2026-1234 is active.") == (where, activity.summary)
    assert "agrees with “Jane Doe”" in shown(sent)
    assert activity.text is None  # it would stand above the card


@pytest.mark.parametrize("text", ["Hi", "hello", "Help", "", "   ", None])
async def test_t18_hi_hello_help_and_nothing_at_all_are_answered(here, text):
    sent = await here.say(text)

    assert "verify AIDA-2026-1234" in shown(sent)
    assert {phrases.VERIFY, phrases.ASK_GUIDE} <= set(buttons(sent))


@pytest.mark.parametrize("text", ["verfy", "what can you do?", "😀", "<!channel> <at>x</at>", "x" * 1_000_000])
async def test_t18_unknown_input_is_answered_with_usage(here, text):
    assert "AIDA-2026-1234" in shown(await here.say(text))


async def test_t18_every_command_of_the_manifest_works(here):
    from bots.teams.manifest import COMMANDS

    for title, description in COMMANDS:
        example = description.partition(": ")[2] or title
        team = "team small role,level,certificates\nengineer,senior,CPAP"
        review = "review-jd Junior developer. Must hold CPAA."
        text = {"team": team, "review-jd": review, "help": "help"}.get(title, example)

        assert phrases.unclear_headline("") not in shown(await here.say(text)), title


async def test_t20_one_question_is_answered_in_one_message(here):
    several = " ".join(f"AIDA-2026-{number}" for number in range(3000, 3020))

    assert [1, 1, 1] == [
        len(await here.say(text)) for text in ("verify AIDA-2026-1234", "verify AIDA-2026-1234 CPAP-2026-6660", several)
    ]


async def test_t22_more_than_five_certificates_are_lines_and_details_come_beside(here):
    sent = await here.say("verify " + " ".join(f"AIDA-2026-{number}" for number in range(3000, 3010)))
    answer = await here.press(buttons(sent)["Details"], inputs={"pick": "verify AIDA-2026-3004"})

    assert "10 certificates: 10 not found." in shown(sent)
    assert phrases.ANSWERED_BELOW == answer.body["value"]
    assert "has no record of AIDA-2026-3004" in shown(here.sent[-1:])


@pytest.mark.parametrize(("where", "kind"), [(CHANNEL, "channel"), (GROUP, "groupChat")])
async def test_t07_a_result_goes_to_the_person_and_the_conversation_reads_one_redacted_line(here, where, kind):
    await here.install()
    private, public = await here.mention("verify AIDA-2026-1234 Tobias Strauss", where, kind)

    assert (PERSONAL, f"{where};messageid=1") == (private[0], public[0])
    assert "differs from “Tobias Strauss”" in shown([private])
    assert phrases.ANSWERED_PRIVATELY == shown([public]) == public[1].summary
    assert not any(word in json.dumps(cards([public])) for word in ("AIDA", "Jane", "Tobias", "active"))


async def test_t22_a_private_answer_says_where_the_question_was_asked(here):
    await here.install()
    data = {"channelData": IN_CHANNEL["channelData"] | {"channel": {"id": "x", "name": "R&D *secret*"}}}
    private, _ = await here.mention("AIDA-2026-1234", **data)

    assert "You asked this in “R&D *secret*”." in shown([private])


async def test_t07_without_a_personal_chat_nothing_is_shown_and_a_window_is_offered(here):
    [public] = await here.mention("verify AIDA-2026-1234 Jane Doe")
    answer = await here.press(buttons([public])[phrases.SHOW_PRIVATELY], **IN_CHANNEL)

    assert phrases.NO_PERSONAL_CHAT == shown([public])
    assert "AIDA-2026-1234 is active." in shown(answer)
    assert answer.body["task"]["type"] == "continue"


async def test_t07_a_person_who_blocked_the_bot_is_told_how_to_get_the_answer(here):
    await here.install()
    here.unreachable.add(PERSONAL)

    assert phrases.NO_PERSONAL_CHAT in shown(await here.mention("verify AIDA-2026-1234"))
    assert await here.references.of_person("teams", TENANT, ADA) is None


async def test_t07_each_person_s_answer_goes_to_that_person(here):
    await here.install()
    await here.install(
        **{"from": {"id": "29:b", "aadObjectId": BOB}, "conversation": {"id": "a:bob", "conversationType": "personal"}}
    )
    private, _ = await here.mention("AIDA-2026-1234", **{"from": {"id": "29:b", "aadObjectId": BOB, "name": "Bob"}})

    assert "a:bob" == private[0]


async def test_t20_in_a_channel_only_what_mentions_the_bot_is_answered(here):
    other = {"type": "mention", "mentioned": {"id": "29:bob", "name": "Bob"}, "text": "<at>Bob</at>"}
    place = {"conversation": {"id": CHANNEL, "conversationType": "channel"}}

    assert [] == await here.say("verify AIDA-2026-1234", **place)
    assert [] == await here.say("<at>Bob</at> verify AIDA-2026-1234", entities=[other], **place)


async def test_only_our_own_mention_is_taken_out_because_another_may_be_the_holder(here):
    await here.install()
    at = [
        {"type": "mention", "mentioned": {"id": BOT}, "text": "<at>Certdesk</at>"},
        {"type": "mention", "mentioned": {"id": "29:jane"}, "text": "<at>Jane Doe</at>"},
    ]
    sent = await here.mention("<at>Certdesk</at> verify AIDA-2026-1234 <at>Jane Doe</at>", entities=at)

    assert "agrees with “Jane Doe”" in shown(sent)


async def test_check_again_refreshes_the_card_in_place(here):
    sent = await here.say("verify AIDA-2026-1234 Jane Doe")
    answer = await here.press(buttons(sent)["Check again"])

    assert (200, 200, "application/vnd.microsoft.card.adaptive") == (
        answer.status, answer.body["statusCode"], answer.body["type"]
    )  # fmt: skip
    assert "asked just now" in shown(answer)
    assert len(here.sent) == 1


async def test_a_client_without_universal_actions_submits_and_is_answered(here):
    button = buttons(await here.say("verify AIDA-2026-1234 Jane Doe"))["Check again"]
    sent = await here.turn(value=button["fallback"]["data"])

    assert "AIDA-2026-1234 is active." in shown(sent)


async def test_an_impatient_client_that_presses_twice_is_answered_twice_and_served_once(here):
    button = buttons(await here.say("verify AIDA-2026-0404"))["Ask the holder"]
    answers = [await here.press(button, replyToId="7") for _ in range(3)]
    here.clock.advance(60)
    later = await here.press(button, replyToId="7")

    assert {phrases.ANSWERED_BELOW} == {answer.body["value"] for answer in (*answers, later)}
    assert 3 == len(here.sent)  # the card, the message, and the message again a minute later
    assert "letter by letter" in shown(here.sent[-1:])


async def test_a_message_delivered_twice_is_answered_once_for_a_day(here):
    first = await here.say("verify AIDA-2026-1234", id="m-1")
    again = await here.say("verify AIDA-2026-1234", id="m-1")
    here.clock.advance(DAY + 1)
    late = await here.say("verify AIDA-2026-1234", id="m-1")

    assert [1, 0, 1] == [len(sent) for sent in (first, again, late)]


@pytest.mark.parametrize(
    "value",
    [
        None, [], "run", 7, {}, {"action": None}, {"action": "run"}, {"action": {"type": "Action.Execute"}},
        {"action": {"type": "Action.Submit", "data": {"do": "run", "command": "help"}}},
        {"action": {"type": "Action.Execute", "data": ["run"]}},
        {"action": {"type": "Action.Execute", "data": {"do": "run"}}},
        {"action": {"type": "Action.Execute", "data": {"do": {"x": 1}, "command": "help"}}},
        {"action": {"type": "Action.Execute", "verb": "drop", "data": {"do": "drop"}}},
    ],
)  # fmt: skip
async def test_malformed_card_actions_are_answered_with_400(here, value):
    answer = await here.invoke("adaptiveCard/action", value)

    assert (400, 400, "application/vnd.microsoft.error") == (
        answer.status, answer.body["statusCode"], answer.body["type"]
    )  # fmt: skip
    assert answer.body["value"]["message"]


@pytest.mark.parametrize("name", ["task/fetch", "task/submit", "composeExtension/query", "composeExtension/queryLink"])
@pytest.mark.parametrize("value", [None, [], "x", {}, {"data": 5}, {"parameters": {}}, {"url": 7}])
async def test_malformed_invokes_are_answered_with_400(here, name, value):
    assert 400 == (await here.invoke(name, value)).status


@pytest.mark.parametrize("name", ["", "signin/verifyState", "tab/fetch", "composeExtension/setting"])
async def test_what_is_not_offered_is_answered_with_501(here, name):
    assert 501 == (await here.invoke(name, {"state": "1"})).status


@pytest.mark.parametrize("value", [{}, {"do": "drop"}, {"do": 1}, [], "x", {"do": "run", "command": ["verify"]}])
async def test_malformed_submissions_are_answered_in_words(here, value):
    assert shown(await here.turn(value=value)) in {phrases.UNKNOWN_BUTTON, "The action carries no data."}


async def test_t19_the_welcome_says_what_how_and_where_help_is_once(here):
    first = await here.install()
    again = await here.turn(type="conversationUpdate", membersAdded=[{"id": BOT}])
    text = shown(first)

    assert [1, 0] == [len(first), len(again)]
    for words in (phrases.WELCOME_CHAT, phrases.HELP_HEADLINE, phrases.NOTHING_TO_SET, "verify AIDA", "#help"):
        assert words in text
    assert len(text.splitlines()) <= 12


async def test_who_installs_it_again_is_welcomed_again_alone_and_in_a_team(here):
    for where in ({}, IN_CHANNEL):
        first = await here.install(**where)
        await here.turn(type="installationUpdate", action="remove", **where)
        assert [1, shown(first)] == [len(first), shown(await here.install(**where))]


async def test_t19_in_a_team_the_welcome_names_who_added_the_bot_and_greets_no_member(here):
    sent = await here.turn(type="conversationUpdate", membersAdded=[{"id": BOT}], **IN_CHANNEL)
    member = await here.turn(type="conversationUpdate", membersAdded=[{"id": "29:bob"}], **IN_CHANNEL)
    again = await here.turn(type="installationUpdate", action="add", **IN_CHANNEL)

    assert "Ada added me." in shown(sent)
    assert len(shown(sent).splitlines()) <= 6
    assert ([], []) == (member, again)


async def test_t19_who_added_the_bot_is_data(here):
    who = {"id": "29:x", "aadObjectId": "x", "name": "[Eve](http://evil.example)"}

    assert "[Eve](http://evil.example) added me." in shown(await here.install(**IN_CHANNEL, **{"from": who}))


async def test_t03_the_dependence_on_the_organisation_is_said():
    async with teams(installation=InstallationInfo()) as here:
        assert "the people who run Certdesk in your organisation" in shown(await here.install())


async def test_an_upgrade_welcomes_nobody(here):
    assert [] == await here.turn(type="installationUpdate", action="add-upgrade")


@pytest.mark.parametrize(
    "event",
    [
        {"type": "installationUpdate", "action": "remove"},
        {"type": "conversationUpdate", "membersRemoved": [{"id": BOT}]},
    ],
)
async def test_t30_removal_forgets_the_conversation_and_says_nothing(here, event):
    await here.install()
    await here.install(**IN_CHANNEL)
    assert [] == await here.turn(**event)
    assert [] == await here.turn(**event, **IN_CHANNEL)

    assert await here.references.of_person("teams", TENANT, ADA) is None
    assert await here.references.of_conversation("teams", TENANT, TEAM) is None


async def test_t30_a_deleted_team_is_forgotten(here):
    await here.install(**IN_CHANNEL)
    gone = IN_CHANNEL | {"channelData": IN_CHANNEL["channelData"] | {"eventType": "teamDeleted"}}
    await here.turn(type="conversationUpdate", **gone)

    assert await here.references.of_conversation("teams", TENANT, TEAM) is None


@pytest.mark.parametrize("kind", ["messageReaction", "messageUpdate", "messageDelete", "typing", "event", "unheardOf"])
async def test_what_nobody_said_to_the_bot_is_left_alone(here, kind):
    assert [] == await here.turn(type=kind, text="verify AIDA-2026-1234")


@pytest.mark.parametrize(
    "fields",
    [
        {"from": None}, {"channelData": None}, {"recipient": None}, {"id": None}, {"from": {"id": "29:x"}},
        {"channelData": {"tenant": "x", "team": []}}, {"entities": [{"type": "mention"}, {"type": "clientInfo"}]},
    ],
)  # fmt: skip
async def test_a_message_with_missing_parts_is_still_answered(here, fields):
    assert "AIDA-2026-1234" in shown(await here.say("verify AIDA-2026-1234", **fields))


async def test_t10_no_typing_is_sent_by_the_bot_s_logic(here):
    """The adapter shows it, once and in personal chats only."""
    await here.say("verify AIDA-2026-1234")

    assert {"message"} == {activity.type for _, activity in here.sent}


async def test_in_doubt_somebody_reads_along(here):
    for place in ({"id": "19:x"}, {"id": "x", "isGroup": True}, {"id": "x", "conversationType": "meeting"}):
        assert [] == await here.say("verify AIDA-2026-1234", conversation=place)


async def test_sixty_typed_ids_are_verified_by_fifty_and_the_rest_by_a_button():
    async with teams(desk={"max_ids": 50}) as here:
        sent = await here.say(" ".join(f"AIDA-2026-{number:04}" for number in range(4000, 4060)))
        before = len(here.sent)
        await here.press(buttons(sent)["Verify the other 10"])
        rest = shown(here.sent[before:])

    assert "10 of your 60 certificates were not verified yet: 50 at most at once here." in shown(sent)
    assert "10 certificates:" in rest
    assert "AIDA-2026-4059" in rest


OUTSIDER = {"id": "29:eve", "aadObjectId": "aad-eve", "name": "Eve", "tenantId": "tenant-2"}


async def test_people_of_another_tenant_are_not_told_whose_a_certificate_is(here):
    await here.install(**{"from": OUTSIDER})
    told = shown(await here.say("AIDA-2026-1234 John Smith", **{"from": OUTSIDER}))

    assert "AIDA-2026-1234 is active, but in another name than John Smith." in told
    assert "not shown to people of other organisations" in told
    assert "Jane Doe" not in told


async def test_names_are_shown_to_another_tenant_where_the_setting_says_so():
    async with teams(desk={"strangers_see_names": True}) as here:
        assert "Jane Doe" in shown(await here.say("AIDA-2026-1234 John Smith", **{"from": OUTSIDER}))
