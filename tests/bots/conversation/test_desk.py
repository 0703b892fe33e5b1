"""The desk answers intents with replies, on the real client and the sandbox."""

import pytest
from msgspec.structs import replace

from bots.conversation.desk import Desk
from bots.conversation.model.intents import Asker
from bots.conversation.model.replies import LONGEST_COMMAND, ActionKind, Tone
from bots.conversation.plain_text import reply_as_text
from bots.conversation.quota import Quota, QuotaRule
from bots.conversation.verify.verdict_cards import verdict_card
from verifier_client import Agreement, VerifierClient
from verifier_client.testing import ManualClock

pytestmark = pytest.mark.anyio
ASKER = Asker("test", "T1", "U1")


@pytest.fixture
async def desk():
    async with VerifierClient.from_config(None, clock=ManualClock()) as client:
        yield Desk(client)


async def ask(desk, text):
    return await desk.answer(desk.read(text), ASKER)


async def test_the_answer_has_everything_a_recruiter_needs(desk):
    reply = await ask(desk, "verify AIDA-2026-1234 Jane Doe")
    text = reply_as_text(reply, details=True)

    for part in ("SANDBOX", "is active", "Jane Doe", "agrees with", "AI Deployment Associate (AIDA)", "2 March 2028"):
        assert part in text
    for part in ("Source: Production AI Institute, asked just now", "does not prove", "Next: "):
        assert part in text


@pytest.mark.parametrize(
    ("text", "headline", "tone"),
    [
        ("AIDA-2026-1234", "AIDA-2026-1234 is active.", Tone.GOOD),
        (
            "AIDA-2026-1234 on 2028-03-03",
            "will have expired by 3 March 2028: it runs until 2 March 2028.",
            Tone.CAUTION,
        ),
        ("AIDA-2024-5512", "AIDA-2024-5512 has expired: it was valid until 11 April 2026.", Tone.CAUTION),
        ("AIMA-2026-4406", "is suspended: neither valid nor revoked.", Tone.CAUTION),
        ("CPAP-2026-6660", "was revoked on 30 June 2026.", Tone.BAD),
        ("CAIM1900005-2020-10", "is emeritus: in good standing", Tone.GOOD),
        ("AIDA-2030-0007", "is not valid yet: it begins on 15 January 2030.", Tone.CAUTION),
        ("AIDA-2026-STATE1", "is on record, but whether it stands cannot be told.", Tone.CAUTION),
        ("AIDA-2026-0404", "Production AI Institute has no record of AIDA-2026-0404.", Tone.CAUTION),
        ("CAIP1900404-2026-01", "has to be checked by hand at PECB.", Tone.NEUTRAL),
        ("AIDA-2026-9503", "AIDA-2026-9503 could not be checked.", Tone.CAUTION),
    ],
)
async def test_each_outcome_and_standing_has_its_own_words(desk, text, headline, tone):
    card = (await ask(desk, f"verify {text}")).cards[0]

    assert headline in card.headline
    assert tone is card.tone


async def test_an_outage_says_nothing_about_the_certificate(desk):
    text = reply_as_text(await ask(desk, "verify AIDA-2026-9503"))

    assert "says nothing about the certificate" in text
    assert "no record" not in text


async def test_not_found_is_never_called_a_forgery_and_has_a_message_ready(desk):
    reply = await ask(desk, "verify AIDA-2026-0404")

    assert "not proof of a forgery" in reply_as_text(reply)
    assert [ActionKind.ASK_HOLDER] == [a.kind for a in reply.cards[0].actions if a.text]
    assert "fake" not in reply_as_text(reply).lower()


async def test_a_code_of_several_issuers_is_asked_about_and_never_guessed(desk):
    card = (await ask(desk, "verify CAIP")).cards[0]

    assert "CAIP is awarded by 3 issuers" in card.headline
    assert {"PECB", "AI Professional Alliance", "CertNexus"} == {action.label for action in card.actions}


async def test_choosing_the_issuer_leads_on(desk):
    card = (await ask(desk, "verify CAIP")).cards[0]
    chosen = {action.label: action.command for action in card.actions}

    assert "I need its ID" in (await ask(desk, chosen["AI Professional Alliance"])).cards[0].headline
    assert "checked by hand" in (await ask(desk, chosen["CertNexus"])).cards[0].headline


async def test_a_code_without_a_number_lookup_is_checked_by_hand(desk):
    assert "checked by hand at ARTiBA" in (await ask(desk, "verify CAiEP")).cards[0].headline


async def test_several_certificates_keep_the_askers_order_and_are_counted(desk):
    reply = await ask(desk, "verify CPAP-2026-6660 AIDA-2026-1234 AIDA-2026-0404")

    assert ["CPAP-2026-6660", "AIDA-2026-1234", "AIDA-2026-0404"] == [v.question.text for v in reply.verdicts]
    assert "3 certificates: 1 revoked, 1 active, 1 not found." == reply.overview.headline
    assert ("No name was given. No proof of identity or skill.",) == reply.overview.limits
    assert ["CPAP-2026-6660", "AIDA-2026-1234", "AIDA-2026-0404"] == [row.cells[0] for row in reply.overview.table.rows]


async def test_what_is_shared_holds_no_name(desk):
    card = (await ask(desk, "verify AIDA-2026-1234 Jane Doe")).cards[0]
    shared = next(action.text for action in card.actions if action.kind is ActionKind.SHARE)

    assert "AIDA-2026-1234 is active (AI Deployment Associate)" in shared
    assert "SANDBOX" in shared
    assert "Jane" not in shared


async def test_check_again_asks_the_same_question_anew(desk):
    card = (await ask(desk, "verify AIDA-2026-1234 Jane Doe on 2026-12-01")).cards[0]

    assert "verify AIDA-2026-1234 Jane Doe on 2026-12-01 fresh" == card.details.actions[0].command


async def test_one_person_cannot_read_a_registry_out():
    """Law of the desk_with_stores: answers are for work, not for harvesting sequential IDs."""
    clock = ManualClock()
    async with VerifierClient.from_config(None, clock=clock) as client:
        desk = Desk(client, quota=Quota(QuotaRule(2, 60), clock.monotonic))
        await ask(desk, "verify AIDA-2026-1234 CPAP-2026-6660")
        refused = await ask(desk, "verify AIDA-2026-1234")
        another = await desk.answer(desk.read("AIDA-2026-1234"), Asker("test", "T1", "U2"))
        clock.advance(31)
        later = await ask(desk, "verify AIDA-2026-1234")

    assert "You may ask about 2 certificates in 1 minute. Try again in 30 seconds" in refused.cards[0].headline
    assert another.verdicts
    assert later.verdicts


async def test_of_too_many_the_first_are_verified_and_the_rest_offered():
    async with VerifierClient.from_config(None, clock=ManualClock()) as client:
        desk = Desk(client, max_ids=1)
        first = await ask(desk, "verify AIDA-2026-1234 Jane Doe\nCPAP-2026-6660 John Roe\nAIDA-2026-0404 on 2026-12-01")
        [verdict, rest] = first.cards
        next_ = await ask(desk, rest.actions[0].command)

    assert "AIDA-2026-1234 is active" in verdict.headline
    assert "2 of your 3 certificates were not verified yet: 1 at most at once here." == rest.headline
    assert "Verify the next 1" == rest.actions[0].label
    assert ("CPAP-2026-6660", "John Roe") == (next_.verdicts[0].question.text, next_.verdicts[0].question.holder)
    assert "2026-12-01" == str(next_.verdicts[0].question.on)


async def test_the_rest_of_very_many_fits_behind_a_button():
    async with VerifierClient.from_config(None, clock=ManualClock()) as client:
        names = "\n".join(f"verify AIDA-2026-{number:04} {'Maximiliane ' * 4}Doe" for number in range(1, 140))
        *_, rest = (await ask(Desk(client, max_ids=50), names)).cards

    assert len(rest.actions[0].command) <= LONGEST_COMMAND
    assert "89 of your 139 certificates were not verified yet: 50 at most at once here." == rest.headline


async def test_a_summary_counts_other_names_and_what_is_left_to_compare():
    async with VerifierClient.from_config(None, clock=ManualClock()) as client:
        reply = await ask(Desk(client), "AIDA-2026-1234 John Smith\nCPAP-2026-8841\nCPAP-2026-6660")

    assert "3 certificates: 2 active, 1 of them in another name, 1 revoked." == reply.overview.headline
    assert reply.overview.limits[0].startswith("2 without a name.")


async def test_a_name_of_ordinary_words_is_asked_about_and_never_passed_over(desk):
    (card,) = (await ask(desk, "please check AIDA-2026-1234 for Max Bauer")).cards
    assert card.tone is Tone.CAUTION
    assert "Compare with “Max Bauer”?" in [action.label for action in card.actions]
    assert "No name compared" not in " ".join(card.gist)


async def test_a_summary_says_which_names_are_to_be_chosen(desk):
    reply = await ask(desk, "AIDA-2026-1234 for Will Law, CPAP-2026-8841 for Jane Doe")
    assert reply.overview.tone is Tone.CAUTION
    assert reply.overview.limits[0].startswith("1 name left to compare yourself. No proof")
    assert "choose the name" in reply.overview.table.rows[0].cells[1]


@pytest.mark.parametrize(
    ("agreement", "tone"),
    [(Agreement.CANNOT_TELL, Tone.CAUTION), (Agreement.PARTLY, Tone.CAUTION), (Agreement.DIFFERS, Tone.CAUTION),
     (Agreement.AGREES, Tone.GOOD), (None, Tone.GOOD)],
)  # fmt: skip
async def test_a_name_that_stays_unresolved_gets_no_green_sign(desk, agreement, tone):
    [verdict] = (await ask(desk, "verify AIDA-2026-1234 Jane Doe")).verdicts

    assert tone is verdict_card(replace(verdict, agreement=agreement)).tone


async def test_what_could_not_be_read_beside_an_id_is_named(desk):
    reply = await ask(desk, "verify AIDA-2026-1234 and CAIP-2026-0001")

    assert "“CAIP-2026-0001” has no certificate ID's form, so it was not checked." in reply_as_text(reply)
    assert "AIDA-2026-1234 is active." == reply.cards[0].headline


async def test_unknown_words_get_usage(desk):
    text = reply_as_text(await ask(desk, "verfy something"))

    assert "Did you mean “verify”, like: verify AIDA-2026-1234" in text
    assert "An ID looks like AIDA-2026-1234" in text


async def test_control_characters_never_reach_a_terminal(desk):
    text = reply_as_text(await ask(desk, "verify AIDA-2026-1234 \x1b[31mJane\x07 Doe"))

    assert "\x1b" not in text
    assert "\x07" not in text


async def test_a_row_of_many_opens_with_the_names_that_are_still_to_be_chosen_from(desk):
    ids = ("AIDA-2026-1234", "CPAP-2026-8841", "CPAP-2026-6660", "AIMA-2026-4406", "AIDA-2024-5512", "AIDA-2026-0404")
    reply = await ask(desk, "check these\n" + "\n".join((f"{ids[0]} is Jane Doe or Joan Doe", *ids[1:])))
    opened = await ask(desk, reply.overview.table.rows[0].action.command)

    assert [each.label for each in opened.cards[0].actions[:2]] == [
        "Compare with “Jane Doe”?",
        "Compare with “Joan Doe”?",
    ]
    assert "differs" not in reply_as_text(opened)


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("please watch AIDA-2026-1234 for Will May", "Will May"),
        ("keep an eye on AIDA-2026-1234 for Grace Field", "Grace Field"),
        ("watch AIDA-2026-1234 for Max Bauer", "Max Bauer"),
        ("watch AIDA-2026-1234 for jane doe", "jane doe"),
        ("watch AIDA-2026-1234 for changes please", ""),
    ],
)
async def test_a_watch_is_for_whoever_is_named_behind_for(desk, text, person):
    assert desk.read(text).person == person


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("check this ad: CAIP mandatory for all", "ReviewText"),
        ("watch list", "ListWatches"),
        ("tell me b4 AIDA-2026-1234 runs out", "Watch"),
        ("verify Jane Doe", "Unclear"),
        ("compare CAIP", "Compare"),
        ("kit for AIDA", "MakeKit"),
        ("Team lead for an ML platform, 8 years", "Guide"),
    ],
)
async def test_one_decider_tells_commands_from_sentences_that_begin_like_one(desk, text, kind):
    assert type(desk.read(text)).__name__ == kind
