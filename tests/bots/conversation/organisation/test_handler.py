"""What an organisation's admins set: a safe default, a field, and an effect for each setting."""

from datetime import time

import pytest

from bots.conversation.audit_recorder import AuditRecorder
from bots.conversation.model.command_names import SETTING_NAMES
from bots.conversation.model.intents import Asker
from bots.conversation.organisation.organisation_settings import FIELDS, OrganisationSettings, setting_errors
from bots.notifications.schedule.rule_preview import preference_error
from tests.bots.conversation.factories import ANNA, BEN, A, desk_with_stores
from tests.bots.conversation.test_audit_recorder import NOW, Book

pytestmark = pytest.mark.anyio
BAD = {
    "sharing": "maybe", "days": "90, soon", "zone": "Mars/Olympus", "hours": "17:00-09:00", "workdays": "someday",
    "watch_for": "me", "admins": "<script>", "audit_days": "1", "message_days": "9999", "same_name": "",
    "name_days": "0",
}  # fmt: skip
GOOD = {
    "sharing": "no", "days": "120 30 -7", "zone": "Europe/Berlin", "hours": "08:00-16:00", "workdays": "sun-thu",
    "watch_for": "admins", "admins": "U9, U8", "audit_days": "30", "message_days": "7", "same_name": "yes",
    "name_days": "7",
}  # fmt: skip


def test_every_setting_has_a_label_a_good_default_and_says_what_is_wrong_with_a_text():
    assert {} == setting_errors({name: field.default for name, field in FIELDS.items()}, preference_error)
    assert set(FIELDS) == set(setting_errors(BAD, preference_error)) == set(GOOD)
    assert {} == setting_errors(GOOD, preference_error)
    assert all(field.label for field in FIELDS.values())


def test_the_defaults_are_safe():
    usual = OrganisationSettings()

    assert (True, False, False, None) == (
        usual.may_share,
        usual.watch_for_admins_only,
        usual.checks_names,
        usual.notice_days,
    )
    assert (400, 90, 30, frozenset()) == (usual.audit_days, usual.message_days, usual.name_days, usual.admins)
    assert ("UTC", time(9), time(17)) == (
        usual.default_preferences.zone,
        usual.default_preferences.opens,
        usual.default_preferences.closes,
    )


def test_what_is_set_is_read_back():
    found = OrganisationSettings(tuple(GOOD.items()))

    assert (False, (120, 30, -7), True) == (found.may_share, found.notice_days, found.watch_for_admins_only)
    assert (frozenset({"U8", "U9"}), 30, 7, True, 7) == (
        found.admins, found.audit_days, found.message_days, found.checks_names, found.name_days,
    )  # fmt: skip
    assert ("Europe/Berlin", time(8), frozenset({7, 1, 2, 3, 4})) == (
        found.default_preferences.zone, found.default_preferences.opens, found.default_preferences.workdays,
    )  # fmt: skip


async def test_only_admins_change_settings_for_everybody_in_their_organisation_and_that_is_in_the_audit():
    book = Book()
    async with desk_with_stores(recorder=AuditRecorder(book, lambda: NOW)) as keeps:
        no = await keeps.text_of_reply("settings hours 08:00-16:00")
        await keeps.watch_stores.settings.change(ANNA, {"admins": ANNA.person})
        wrong = await keeps.text_of_reply("settings hours noon")
        done = await keeps.text_of_reply("settings hours 08:00-16:00")
        theirs = await keeps.text_of_reply("notify", BEN)
        await keeps.text_of_reply("settings days 45 10")
        rules = await keeps.text_of_reply("rules", BEN)
        await keeps.text_of_reply("settings days nothing")
        standard = await keeps.text_of_reply("rules", BEN)
        elsewhere = await keeps.text_of_reply("notify", Asker("test", "T2", ANNA.person))
        shown = await keeps.text_of_reply("admin", BEN)
        prose = await keeps.text_of_reply("settings for the new printer")

    assert ("Only admins" in no, "Give hours like" in wrong, "Saved." in done) == (True, True, True)
    assert ("08:00" in theirs, "08:00" in elsewhere) == (True, False)
    assert ("45, 10 days before the end for all, as your admins set" in rules, "90, 60, 30" in standard) == (True, True)
    assert all(field.label.rstrip("?") in shown for field in FIELDS.values())
    assert "Settings for everybody" not in prose
    assert [("settings", "", "refused"), ("settings", "", "partly"), *[("settings", "", "done")] * 3] == book.lines


async def test_where_admins_say_so_only_they_watch_for_other_people():
    async with desk_with_stores() as keeps:
        before = await keeps.text_of_reply(f"watch {A} for Jane Doe", BEN)
        await keeps.watch_stores.settings.change(ANNA, {"watch_for": "admins", "admins": ANNA.person})
        refused = [
            await keeps.text_of_reply(words, BEN)
            for words in (f"watch {A} for Jane Doe", f"assign {A}", f"deputy {A}", "link Rita", f"import {'a' * 16}")
        ]
        allowed = [
            await keeps.text_of_reply(f"watch {A}", BEN),
            await keeps.text_of_reply(f"watch {A} for Jane Doe", ANNA),
        ]
        preview = await keeps.desk.preview_roster([["id"], [A]], "r.csv", BEN)

    assert "You watch" in before
    assert {True} == {"only they watch for other people" in text_of_reply for text_of_reply in refused}
    assert all("watch" in text_of_reply and "admins" not in text_of_reply for text_of_reply in allowed)
    assert "only they watch" in preview.cards[0].headline


def test_the_command_knows_every_setting_by_name():
    assert frozenset(FIELDS) == SETTING_NAMES
