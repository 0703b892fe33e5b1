"""In Slack admins set things for everybody by a form in the Home tab, which also shows what is one's own."""

import json

import pytest

from bots.conversation.model.intents import Asker
from bots.conversation.model.watch_models import StoredWatch
from bots.conversation.organisation.organisation_settings import FIELDS
from bots.storage.store import Store
from tests.bots.slack.fakes import ADA, BOB, TEAM, buttons, workspace
from tests.bots.storage.databases import fresh
from verifier_client import CertificateId

pytestmark = pytest.mark.anyio
HERE = Asker("slack", TEAM, ADA)


@pytest.fixture
async def slack(tmp_path):
    store = await Store.open(fresh(tmp_path))
    async with workspace(store) as here:
        here.store = store
        yield here
    await store.close()


def an_admin(slack, person, **flags):
    slack.slack.answers["users.info"] = {"user": {"id": person, "is_admin": False, "is_owner": False} | flags}


async def home(slack, person=ADA):
    await slack.event({"type": "app_home_opened", "user": person, "tab": "home", "channel": "D1"})
    return slack.slack.of("views.publish")[-1]


def sent(changed, view):
    """The form's values, sent back as they were shown but for what was changed."""
    values = {}
    for block in view["blocks"]:
        element = block["element"]
        shown = element.get("initial_option", {}).get("value") or element.get("initial_value", "")
        text = changed.get(block["block_id"], shown)
        if element["type"] == "multi_users_select":
            people = text.split(", ") if text else element.get("initial_users", [])
            values[block["block_id"]] = {"value": {"type": element["type"], "selected_users": people}}
            continue
        is_menu = element["type"] == "static_select"
        given = {"selected_option": {"value": text}} if is_menu else {"value": text or None}
        values[block["block_id"]] = {"value": {"type": element["type"]} | given}
    return {"id": "V9", "type": "modal", "callback_id": view["callback_id"], "state": {"values": values}}


async def submitted(slack, view, person=ADA, **changed):
    user = {"user": {"id": person}, "team": {"id": TEAM}, "trigger_id": f"20.{sorted(changed)}{person}"}
    response = await slack.interaction(type="view_submission", view=sent(changed, view), **user)
    return await response.text()


async def opened(slack, person=ADA):
    button = buttons(await home(slack, person))["Change the settings"]
    await slack.click(button, view={"id": "V1", "type": "home"}, user={"id": person})
    return slack.slack.of("views.open")[-1]["view"]


async def test_s12_the_home_shows_my_watches_by_the_page_and_when_i_am_told_and_the_settings_to_admins_only(slack):
    ids = [CertificateId.parse(f"AIDA-2026-{number}") for number in range(1000, 1025)]
    await slack.store.watch_stores.watches.add([StoredWatch(HERE, each) for each in ids])
    an_admin(slack, ADA)
    mine = await home(slack)
    an_admin(slack, BOB, is_owner=True)
    theirs = await home(slack, BOB)
    await slack.click(buttons(mine)["Next page"], view={"id": "V1", "type": "home"})
    second = json.dumps(slack.slack.of("views.publish")[-1])
    labels = set(buttons(mine))

    assert {"Verify", "Find a certification", "My watches", "When I am told", "Next page", "Turn off"} <= labels
    assert ("Change the settings" in labels, "Change the settings" in buttons(theirs)) == (False, True)
    assert ("AIDA-2026-1019" in json.dumps(mine), "AIDA-2026-1020" in json.dumps(mine)) == (True, False)
    assert ("AIDA-2026-1020" in second, "AIDA-2026-1019" in second) == (True, False)
    assert "nothing to set" not in json.dumps(mine)


async def test_an_admin_changes_every_setting_by_the_form_and_it_holds_at_once(slack):
    an_admin(slack, ADA, is_admin=True)
    form = await opened(slack)
    good = {
        "sharing": "no", "days": "120 30", "zone": "Europe/Berlin", "hours": "08:00-16:00", "workdays": "sun-thu",
        "watch_for": "admins", "admins": BOB, "audit_days": "30", "message_days": "7", "name_days": "7",
    }  # fmt: skip
    wrong = await submitted(slack, form, hours="noon", audit_days="1")
    zone = await submitted(slack, form, zone="Europe/Atlantis", same_name="yes")
    await submitted(slack, form, **good)
    shown = json.dumps(slack.slack.of("views.update")[-1]["view"])
    settings = await slack.store.watch_stores.settings.settings("slack", TEAM)
    await slack.slash("AIDA-2026-1234")
    answer = buttons(slack.slack.of("response_url")[-1])
    again = await opened(slack)

    assert list(FIELDS) == [block["block_id"] for block in form["blocks"]]
    assert {"hours", "audit_days"} == set(json.loads(wrong)["errors"])
    assert {"zone", "same_name"} == set(json.loads(zone)["errors"])
    assert "Saved." in shown
    assert good == {name: settings.text(name) for name in good}
    assert "Share here" not in answer
    assert "Europe/Berlin" in json.dumps(again)
    [admins] = [block["element"] for block in again["blocks"] if block["block_id"] == "admins"]
    assert ("multi_users_select", [BOB]) == (admins["type"], admins["initial_users"])


async def test_who_is_no_admin_changes_nothing_however_they_ask(slack):
    an_admin(slack, ADA, is_admin=True)
    form = await opened(slack)
    await slack.slash("AIDA-2026-1234")
    share = buttons(slack.slack.of("response_url")[-1])["Share here"]
    await submitted(slack, form, sharing="no")
    an_admin(slack, BOB)
    await submitted(slack, form, BOB, sharing="yes")
    await slack.slash("settings sharing yes", user_id=BOB)
    an_admin(slack, ADA, is_admin=True)  # Slack speaks of somebody else than was asked about
    await slack.slash("settings sharing yes", user_id=BOB)
    posted = len(slack.slack.of("chat.postMessage"))
    await slack.click(share)
    settings = await slack.store.watch_stores.settings.settings("slack", TEAM)
    audit = [
        (each.action, each.outcome)
        for each in await slack.store.audit.since(slack.store.watch_stores.now().replace(year=2020))
    ]

    assert not settings.may_share
    assert posted == len(slack.slack.of("chat.postMessage"))
    assert "answers stay private" in json.dumps(slack.slack.of("response_url")[-1])
    assert {("settings", "done"): 1, ("settings", "refused"): 3, ("share", "refused"): 1} == {
        line: audit.count(line) for line in audit if line[0] != "verify"
    }
