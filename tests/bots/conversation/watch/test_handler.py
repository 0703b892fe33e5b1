"""Watching, as it is talked about: watches, lists, deeds, codes, hours and rules."""

from datetime import date, time, timedelta

import pytest

from bots.conversation.desk import Desk
from bots.conversation.model.replies import Tone
from bots.conversation.model.watch_models import Preferences, RosterRow, StoredWatch, TeamRule
from bots.conversation.plain_text import reply_as_text
from bots.conversation.quota import Quota, QuotaRule
from tests.bots.conversation.factories import ANNA, BEN, A, B, C, desk_with_stores
from verifier_client import CertificateId, RegistryStatus, VerifierClient
from verifier_client.testing import ManualClock

pytestmark = pytest.mark.anyio
TODAY = ManualClock().now().date()


async def test_what_is_watched_is_the_askers_own():
    async with desk_with_stores() as here:
        assert f"You watch {A} and {B} now." in await here.text_of_reply(f"watch {A} {B}")
        assert f"{A} was watched already." in await here.text_of_reply(f"watch {A}")
        assert "You watch 2 certificates." in await here.text_of_reply("watches")
        assert "You watch no certificate." in await here.text_of_reply("watches", BEN)
        assert "was not watched by you" in await here.text_of_reply(f"unwatch {A}", BEN)
        assert f"You no longer watch {A}." in await here.text_of_reply(f"unwatch {A}")


async def test_what_was_said_of_a_watch_stays_until_something_else_is_said():
    async with desk_with_stores() as here:
        await here.text_of_reply(f"watch {A} for Jane Doe until 2099-03-01 team Risk because for the Oslo client")
        await here.text_of_reply(f"watch {A}")
        await here.text_of_reply(f"watch {A} team Audit")
        text = await here.text_of_reply("watches")

        assert f"{A} · Jane Doe · team Audit: active" in text
        assert "watched until 1 March 2099; purpose: for the Oslo client" in text


async def test_a_watched_certificate_is_checked_with_its_name_and_not_offered_again():
    async with desk_with_stores() as here:
        await here.text_of_reply(f"watch {A} for Sam Poe")
        checked = await here.press(await here.card("watches"), "Check now")
        of_another = await here.card(f"verify {A}", BEN)

        assert ("Sam Poe", A) == (checked.verdict.question.holder, checked.verdict.question.text)
        assert "Watch" not in {each.label for each in checked.unfolded().actions}
        assert "Watch" in {each.label for each in of_another.unfolded().actions}


async def test_a_watch_offered_below_a_verdict_is_for_the_person_who_was_asked_about():
    async with desk_with_stores() as here:
        assert "Noted: for Jane Doe." in reply_as_text(
            await here.desk.answer(here.desk.read(next(
                each.command for each in (await here.card(f"verify {A} Jane Doe")).unfolded().actions
                if each.label == "Watch"
            )), ANNA)
        )  # fmt: skip


async def test_what_was_said_of_a_new_watch_is_what_the_list_says():
    async with desk_with_stores() as here:
        said = await here.text_of_reply(f"watch {A} AIDA-2026-9503")
        listed = await here.text_of_reply("watches")

        assert f"{A} is active" in said
        assert f"{A}: active until" in listed
        assert "AIDA-2026-9503: not read yet" in listed


async def test_what_was_read_when_a_watch_began_is_read_again_by_the_round_and_no_change():
    async with desk_with_stores() as here:
        await here.text_of_reply("watch CPAP-2026-6660")
        [kept] = await here.store.rounds.to_read(here.time.date())
        here.advance(days=1)
        await here.text_of_reply("watch CPAP-2026-6660", BEN)
        [again] = await here.store.rounds.to_read(here.time.date())

        assert ("revoked", kept.reading) == (kept.reading.facts.status.value, again.reading)


async def test_a_watch_that_would_be_over_before_it_began_is_refused():
    async with desk_with_stores() as here:
        assert "1 March 2020 has passed" in await here.text_of_reply(f"watch {A} until 2020-03-01")
        assert "is not a day that can be read" in await here.text_of_reply(f"watch {A} until 1/2/2027")
        assert "You watch no certificate." in await here.text_of_reply("watches")


async def test_forgetting_everything_is_asked_back():
    async with desk_with_stores() as here:
        assert "You watch no certificate." in await here.text_of_reply("unwatch all")
        await here.text_of_reply(f"watch {A} {B}")
        asked = await here.card("unwatch all")

        assert "Forget all 2 watches?" in asked.headline
        assert "You watch 2 certificates." in await here.text_of_reply("watches")
        assert "2 watches are forgotten." == (await here.press(asked, "Forget them all")).headline
        assert "You watch no certificate." in await here.text_of_reply("watches")


async def test_a_thousand_watches_are_turned_page_by_page():
    async with desk_with_stores() as here:
        ids = [CertificateId.parse(f"AIDA-2026-{number}") for number in range(1000, 2000)]
        await here.watch_stores.watches.add([StoredWatch(ANNA, each) for each in ids])
        first = await here.card("watches")
        second = await here.press(first, "Next page")
        last = await here.card("watches 50")

        assert "You watch 1,000 certificates; 1 to 20 are shown." == first.headline
        assert ["Next page", "Ends this quarter"] == [action.label for action in first.actions]
        assert "21 to 40" in second.headline
        assert second.groups[0].items[0].text.startswith("AIDA-2026-1020:")
        assert "981 to 1,000" in last.headline
        assert ["Page before", "Ends this quarter"] == [action.label for action in last.actions]
        assert "1 to 20" in (await here.press(second, "Page before")).headline
        assert "no page 51: the last is 50" in (await here.card("watches 51")).headline


async def test_the_list_begins_with_what_is_most_urgent_and_each_line_says_how_it_stands():
    async with desk_with_stores() as here:
        for each in (A, B, C, "AIDA-2026-0404", "AIDA-2026-0503", "AIDA-2026-9503"):
            await here.text_of_reply(f"watch {each}")
        await here.read(A, expires_on=TODAY + timedelta(30))
        await here.read(B, expires_on=TODAY - timedelta(1))
        await here.read(C, status=RegistryStatus.REVOKED)
        await here.read("AIDA-2026-0404", expires_on=None)
        await here.read("AIDA-2026-0503", status=RegistryStatus.EXPIRED, expires_on=TODAY + timedelta(30))
        await here.text_of_reply(f"snooze {A}")
        listed = await here.card("watches")
        states = [(group.heading, item.text.partition(": ")[2]) for group in listed.groups for item in group.items]

        assert ("Revoked or suspended", "revoked") == states[0]
        assert ("Ended, or ends within 90 days", "expired on 19 November 2026") == states[1]
        assert "active until 20 December 2026" == states[2][1]
        assert states[3][1].startswith("called expired by its registry")
        assert ("No end known", "no end is given") == states[4]
        assert "not read yet" == states[5][1]
        assert "snoozed until" in await here.text_of_reply("watches")


async def test_the_list_is_narrowed_to_a_quarter_a_team_or_a_person():
    async with desk_with_stores() as here:
        await here.text_of_reply(f"watch {A} for Jane Doe team Risk")
        await here.text_of_reply(f"watch {B} for Tobias Brandt team Audit")
        await here.read(A, expires_on=date(2026, 12, 31))
        await here.read(B, expires_on=date(2027, 1, 1))
        quarter, following = await here.card("watches this quarter"), await here.card("watches next quarter")
        team, person = await here.card("watches team audit"), await here.card("watches for jane")
        none = await here.card("watches team Risk next 30 days")

        def found(card):
            return [item.text.split(" ")[0] for group in card.groups for item in group.items]

        assert ([A], [B]) == (found(quarter), found(following))
        assert "with an end from 1 October 2026 to 31 December 2026" in quarter.headline
        assert ([B], [A]) == (found(team), found(person))
        assert "You watch no certificate of team Risk with an end from 20 November" in none.headline
        assert [A, B] == found(await here.press(none, "Show all"))
        assert found(quarter) == found(await here.card("which of my certificates expire this quarter?"))


async def test_watching_says_at_once_how_it_stands_and_whose_it_is():
    async with desk_with_stores() as here:
        active = await here.text_of_reply(f"watch {A} for Jane Doe")
        other = await here.card(f"watch {A} for John Smith")
        revoked = await here.card("watch CPAP-2026-6660")
        unknown = await here.text_of_reply("watch AIDA-2026-9999")
        down = await here.text_of_reply("watch AIDA-2026-9503")

        assert "active" in active.casefold()
        assert "John Smith" in " ".join(other.findings)
        assert ("revoked" in " ".join(revoked.findings), Tone.BAD) == (True, revoked.tone)
        assert "no record" in unknown
        assert "could not be checked" in down.casefold()


async def test_a_snooze_needs_an_end_and_a_day_to_come():
    async with desk_with_stores() as here:
        await here.text_of_reply(f"watch {A} AIDA-2026-9503")
        await here.read(A)

        assert f"again on {(TODAY + timedelta(14)).day} " in await here.text_of_reply(f"snooze {A} 2w")
        assert "I still write the day before it ends" in await here.text_of_reply(
            f"snooze {A} until {TODAY + timedelta(5)}"
        )
        assert "within a year" in await here.text_of_reply(f"snooze {A} until 2020-01-01")
        assert "no end of it is known" in await here.text_of_reply("snooze AIDA-2026-9503")
        both = await here.card(f"snooze {A} {B} 7d")
        assert (True, True) == (A in both.headline, B in both.findings[0])


async def test_acknowledging_says_on_what():
    async with desk_with_stores() as here:
        await here.text_of_reply(f"watch {A}")

        assert f"you act on {A}" in await here.text_of_reply(f"ack {A}")
        assert "not among what you watch" in await here.text_of_reply(f"ack {A}", BEN)
        assert "nothing to acknowledge" in await here.text_of_reply("ack all")


async def test_a_code_is_handed_over_and_typed_once_by_whoever_agrees():
    async with desk_with_stores() as here:
        await here.text_of_reply(f"watch {A}")
        assert "hand over this line, good once and until 27 November 2026:  claim K3F9-2QXT" in (
            await here.text_of_reply(f"assign {A}")
        )
        assert "No open invitation" in await here.text_of_reply("claim K3F9-2QXW", BEN)
        assert f"You act on {A} from now on" in await here.text_of_reply("claim k3f92qxt", BEN)
        assert "No open invitation" in await here.text_of_reply("claim K3F9-2QXT", BEN)
        assert "somebody else watches it" in await here.text_of_reply("watches", BEN)
        assert f"{A} is yours to act on again." in await here.text_of_reply(f"assign {A} to me")
        assert "You watch no certificate." in await here.text_of_reply("watches", BEN)


async def test_a_code_ends_after_seven_days():
    async with desk_with_stores() as here:
        await here.text_of_reply("fallback")
        here.advance(days=7)

        assert "older than seven days" in await here.text_of_reply("claim K3F9-2QXT", BEN)


async def test_codes_are_made_for_ones_own_only_and_not_guessed():
    async with desk_with_stores(quota=Quota(QuotaRule(ids=24), lambda: 0.0)) as here:
        assert "not among what you watch" in await here.text_of_reply(f"assign {A}")
        assert "not among what you watch" in await here.text_of_reply(f"deputy {A}")
        tries = [await here.text_of_reply("claim 22222222", BEN) for _ in range(3)]
        assert [True, True, False] == ["No open invitation" in each for each in tries]
        assert "many tries" in tries[2]


async def test_each_kind_of_code_says_what_it_gives():
    async with desk_with_stores() as here:
        await here.text_of_reply(f"watch {A}")
        assert "nobody acknowledges" in await here.text_of_reply(f"deputy {A}")
        assert f"when nobody acknowledges {A}" in await here.text_of_reply("claim K3F9-2QXT", BEN)
        assert "on another platform" in await here.text_of_reply("fallback")
        assert "I write to you here" in await here.text_of_reply("claim K3F9-2QXT", BEN)


async def roster(here):
    rows = [
        RosterRow(2, CertificateId.parse(A), "Jane Doe", "Rita Lead", "Risk"),
        RosterRow(3, CertificateId.parse(B), "Ben Example", "Ola Boss", "Risk"),
    ]
    await here.watch_stores.rosters.import_rows(ANNA, rows, name="roster.csv", digest="d", wrong=0)


async def test_a_rosters_managers_are_linked_by_their_codes():
    async with desk_with_stores() as here:
        assert "No roster of yours names a manager" in await here.text_of_reply("links")
        await roster(here)
        links = await here.card("links")
        assert [
            "Ola Boss: not linked, their notices come to you, 1 watch",
            "Rita Lead: not linked, their notices come to you, 1 watch",
        ] == [item.text for item in links.groups[0].items]

        assert "For “Ola Boss” to get the notices" in (await here.press(links, "Make a code")).headline
        assert "You get the notices for “Ola Boss” from now on." in await here.text_of_reply("claim K3F9-2QXT", BEN)
        assert "Ola Boss: linked, 1 watch" in await here.text_of_reply("links")
        assert f"Ola Boss acts on {A} from now on" in await here.text_of_reply(f"assign {A} to ola boss")
        unknown = await here.text_of_reply(f"assign {A} to @rita")
        assert ("claim K3F9-2QXT" in unknown, "I do not know who “@rita” is here" in unknown) == (True, True)
        assert "“Ola Boss” is not linked any more" in (await here.press(await here.card("links"), "Unlink")).headline
        assert "was not linked" in await here.text_of_reply("unlink Ola Boss")
        assert "No roster of yours names a manager “Jane”" in await here.text_of_reply("link Jane")


async def test_hours_days_and_zone_are_shown_and_set():
    async with desk_with_stores() as here:
        assert "from 09:00 until before 17:00" in await here.text_of_reply("notify")
        assert "from 08:30 until before 16:00" in await here.text_of_reply("notify at 8:30-16 Europe/Berlin")
        await here.text_of_reply("notify days sun-thu")
        await here.text_of_reply("notify alerts 5")
        await here.text_of_reply("notify urgent hours")
        text = await here.text_of_reply("notify heartbeat off")

        assert "Time zone:         Europe/Berlin" in text
        assert "Monday, Tuesday, Wednesday, Thursday, Sunday" in text
        assert "up to 5 messages a day" in text
        kept = await here.watch_stores.preferences.preferences(ANNA)
        days = frozenset({7, 1, 2, 3, 4})
        assert Preferences("Europe/Berlin", time(8, 30), time(16), days, 5, False, False) == kept


async def test_all_of_it_can_be_turned_off_and_on_again():
    async with desk_with_stores() as here:
        off = await here.card("notify off")
        assert "I write to you about nothing" in off.headline
        assert "When I write to you about what you watch" in (await here.press(off, "Turn on")).headline


async def test_hours_that_nobody_could_live_with_are_refused():
    async with desk_with_stores() as here:
        for zone in ("Mars/Olympus", "../../etc/passwd", "Europe", "x" * 500):
            assert "is no time zone that I know" in await here.text_of_reply(f"notify zone {zone}")
        assert "three hours or more" in await here.text_of_reply("notify at 09:00-10:00")
        assert "I can read: notify off" in await here.text_of_reply("notify at noon")
        assert await here.watch_stores.preferences.preferences(ANNA) is None


async def test_a_rule_says_what_it_would_send_before_it_is_saved():
    async with desk_with_stores() as here:
        assert "No watch of yours belongs to a team “Risk”" in await here.text_of_reply("rule Risk 120 60 30")
        await roster(here)
        await here.read(A)
        shown = await here.card("rule Risk 120 60 30")

        assert "This rule would send 5" in shown.headline
        assert "about 2 watches of team Risk" in shown.headline
        assert "No team of yours has its own days" in await here.text_of_reply("rules")
        assert "120, 60, 30 days before the end" in (await here.press(shown, "Save this rule")).headline
        assert "held to the profile growing" in await here.text_of_reply("rule risk profile growing")
        assert (TeamRule("Risk", (120, 60, 30), "growing"),) == await here.watch_stores.rules.rules(ANNA)
        assert "• Risk: 120, 60, 30 days before the end, and around it; held to the profile growing" in (
            await here.text_of_reply("rules")
        )
        await here.text_of_reply("rule Risk standard save")
        assert "• Risk: by the standard days" in await here.text_of_reply("rules")
        await here.text_of_reply("rule Risk profile none")
        assert "No team of yours" in await here.text_of_reply("rules")
        assert "Give days from" in await here.text_of_reply("rule Risk 5000 save")
        assert "There is no profile “huge”" in await here.text_of_reply("rule Risk profile huge")


async def test_an_end_is_entered_only_where_no_registry_can_be_asked():
    async with desk_with_stores() as here:
        await here.text_of_reply(f"watch {A} CAIP1234567-2026-03")
        await here.read(A)

        assert "or its registry can be asked" in await here.text_of_reply(f"ends {A} 2029-03-31")
        assert "ends on 31 March 2029. No registry confirmed it" in (
            await here.text_of_reply("ends CAIP1234567-2026-03 31 March 2029")
        )
        assert "active until 31 March 2029, entered by hand" in await here.text_of_reply("watches")
        assert "is not a day" in await here.text_of_reply(f"ends {A} soon")


async def test_what_could_not_be_checked_is_promised_once_and_not_without_end():
    async with desk_with_stores() as here:
        down = await here.card("verify AIDA-2026-9503 Jane Doe")
        promised = await here.press(down, "Tell me when it is back")

        assert "I keep asking about AIDA-2026-9503" in promised.headline
        await here.press(down, "Tell me when it is back")
        [callback] = await here.watch_stores.callbacks.open()
        assert ("Jane Doe", None) == (callback.holder, callback.on)
        for number in range(9):
            await here.text_of_reply(f"tell me AIDA-2026-100{number} on 2099-01-01")
        assert "I am already asking about 10 certificates for you" in await here.text_of_reply("tell me AIDA-2026-1010")
        here.advance(hours=24)
        assert () == await here.watch_stores.callbacks.open()
        assert 10 == len(await here.watch_stores.callbacks.expired())


async def test_watching_is_no_way_around_the_allowance():
    async with desk_with_stores(quota=Quota(QuotaRule(ids=2), lambda: 0.0), max_ids=3) as here:
        assert "3 at most can be watched" in await here.text_of_reply(f"watch {A} {B} {C} AIDA-2026-0404")
        await here.text_of_reply(f"watch {A} {B}")
        assert "You may ask about 2 certificates" in await here.text_of_reply(f"watch {C}")
        assert "You may ask about 2 certificates" in await here.text_of_reply(f"tell me {C}")


async def test_help_says_that_there_is_watching_and_where_the_rest_stands():
    async with desk_with_stores() as here:
        assert "help watching" in await here.text_of_reply("help")
        for asked in ("help watching", "watching", "watch help", "notify ?"):
            assert "claim K3F9-2QXT" in await here.text_of_reply(asked)


async def test_where_nothing_is_kept_nothing_is_promised():
    async with VerifierClient.from_config(None, clock=ManualClock()) as client:
        desk = Desk(client)

        async def text_of_reply(text):
            return reply_as_text(await desk.answer(desk.read(text), ANNA))

        for asked in (f"watch {A}", "watches", f"snooze {A}", "notify", "help watching", "import 0123456789abcdef"):
            assert "cannot be watched here" in await text_of_reply(asked)
        assert "watching" not in await text_of_reply("help")
        for asked in (A, "AIDA-2026-9503"):
            [card] = (await desk.answer(desk.read(f"verify {asked}"), ANNA)).cards
            assert {"Watch", "Tell me when it is back"}.isdisjoint(action.label for action in card.actions)
        assert "cannot be watched here" in reply_as_text(await desk.preview_roster([["id"]], "x.csv", ANNA))


async def test_a_verdict_offers_to_watch_what_still_stands():
    async with desk_with_stores() as here:
        for certificate, offered in ((A, True), (C, False)):
            assert offered is ("Watch" in [each.label for each in (await here.card(f"verify {certificate}")).actions])
