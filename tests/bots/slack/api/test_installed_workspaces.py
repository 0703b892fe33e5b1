"""Workspaces install the app themselves: begun and finished in one browser, each with its own token and data."""

import asyncio
import json
import logging
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select

from bots.conversation.model.intents import Asker
from bots.conversation.model.replies import Card, Reply
from bots.conversation.model.watch_models import StoredWatch
from bots.notifications.message_models import Sent, Unreachable
from bots.security.encryption import new_key
from bots.slack.api.workspaces import EventOrigin
from bots.storage.store import Store
from bots.storage.tables.schema import install_states
from tests.bots.slack.fakes import ADA, BOB, SECRET, buttons, workspace
from tests.bots.storage.databases import fresh
from verifier_client import CertificateId

pytestmark = pytest.mark.anyio
ONE, TWO, ORG = "T0000ONE1", "T0000TWO2", "E0000ORG3"
TOKEN_KEY = new_key()
INSTALLS = {
    "slack_bot_token": None,
    "slack_signing_secret": SECRET,
    "slack_client_id": "1.2",
    "slack_client_secret": "app-secret",
    "public_url": "http://127.0.0.1:8080",
    "token_key": TOKEN_KEY,
}


class Clock:
    def __init__(self):
        self.time = datetime(2026, 11, 20, 9, tzinfo=UTC)

    def __call__(self):
        return self.time

    def advance(self, **span):
        self.time += timedelta(**span)


@asynccontextmanager
async def installable(tmp_path, **more):
    """A Certdesk that any workspace can install, and its store."""
    clock = Clock()
    store = await Store.open(fresh(tmp_path), now=clock)
    try:
        async with workspace(store, clock, **INSTALLS | more) as here:
            here.store, here.clock = store, clock
            yield here
    finally:
        await store.close()


def granted(tenant, **more):
    """What Slack grants to a workspace."""
    return {
        "access_token": f"xoxb-{tenant}",
        "token_type": "bot",
        "team": {"id": tenant, "name": "<b>Team</b>"},
        "authed_user": {"id": ADA},
        "app_id": "A1",
    } | more


async def rows_of(here, table):
    async with here.store.database.reading() as connection:
        return (await connection.execute(select(table))).all()


async def begun(here):
    """Begin in a new browser: what Slack is asked, and the cookie."""
    response = await here.client.get("/slack/install", allow_redirects=False)
    here.client.session.cookie_jar.clear()
    cookie = response.headers["Set-Cookie"].partition(";")[0]
    asked = {name: values[0] for name, values in parse_qs(urlsplit(response.headers["Location"]).query).items()}
    return response, asked, cookie


async def back(here, query, cookie=""):
    response = await here.client.get("/slack/oauth", params=query, headers={"Cookie": cookie} if cookie else {})
    here.client.session.cookie_jar.clear()
    return response


async def installed(here, tenant, **more):
    here.slack.answers["oauth.v2.access"] = granted(tenant, **more)
    _, asked, cookie = await begun(here)
    response = await back(here, {"state": asked["state"], "code": "c"}, cookie)
    assert response.status == 200
    return response


async def test_s40_an_installation_leads_to_slack_and_back_and_keeps_the_token_sealed(tmp_path):
    async with installable(tmp_path) as here:
        response, asked, _ = await begun(here)
        done = await installed(here, ONE)
        page = await done.text()
        await here.slash("AIDA-2026-1234", team_id=ONE)
        await here.container.background_tasks.drain(5)
        audit = await here.store.audit.since(here.clock() - timedelta(days=1))
        [grant] = here.slack.of("oauth.v2.access")
        kept = b"".join(each.read_bytes() for each in tmp_path.iterdir())

    assert (302, "/oauth/v2/authorize", "1.2") == (
        response.status,
        urlsplit(response.headers["Location"]).path,
        asked["client_id"],
    )
    assert {"commands", "chat:write", "im:history"} <= set(asked["scope"].split(","))
    assert "http://127.0.0.1:8080/slack/oauth" == asked["redirect_uri"] == grant["redirect_uri"]
    assert all(part in response.headers["Set-Cookie"] for part in ("HttpOnly", "SameSite=Lax", "Max-Age=600"))
    assert ("Certdesk is installed." in page, "<script" in page, "default-src 'none'") == (
        True,
        False,
        done.headers["Content-Security-Policy"].partition(";")[0],
    )
    assert b"xoxb-" not in kept
    assert [("install", ONE, ADA), ("verify", ONE, ADA)] == [
        (each.action, each.who.tenant, each.who.person) for each in audit
    ]


async def test_s22_a_wrong_missing_replayed_expired_or_foreign_state_is_refused_and_nothing_is_granted(tmp_path):
    async with installable(tmp_path) as here:
        await installed(here, ONE)
        _, asked, cookie = await begun(here)
        good = {"state": asked["state"], "code": "c"}
        _, _, another = await begun(here)
        _, old, old_cookie = await begun(here)
        refused = [
            await back(here, good | {"state": "wrong"}, cookie),
            await back(here, {"code": "c"}, cookie),
            await back(here, {"state": "", "code": "c"}, cookie),
            await back(here, {"state": "x" * 600, "code": "c"}, cookie),
            await back(here, good, ""),
            await back(here, good, "certdesk_install="),
        ]
        finished = await back(here, good, cookie)
        _, asked, cookie = await begun(here)
        refused += [await back(here, good, cookie), await back(here, {"state": asked["state"], "code": "c"}, another)]
        here.clock.advance(minutes=10, seconds=1)
        refused.append(await back(here, {"state": old["state"], "code": "c"}, old_cookie))
        pages = [await each.text() for each in refused]
        grants = len(here.slack.of("oauth.v2.access"))

    assert 200 == finished.status
    assert {400} == {each.status for each in refused}
    assert all("Begin anew" in page and "xoxb" not in page for page in pages)
    assert 2 == grants


async def test_who_only_looks_at_the_first_page_writes_nothing_down_and_who_comes_back_leaves_one_row(tmp_path):
    async with installable(tmp_path) as here:
        began = [await begun(here) for _ in range(20)]
        before = await rows_of(here, install_states)
        for _, asked, _cookie in began:
            await back(here, {"state": asked["state"], "code": "c"}, "certdesk_install=another")
        foreign = await rows_of(here, install_states)
        _, asked, cookie = began[0]
        changed = [f"{part}x" for part in asked["state"].split(".")]
        odd = [".".join(changed), "a.b.c", "a.1.\udcff", "..", asked["state"].replace(".", ".9", 1)]
        for state in odd:
            await back(here, {"state": state, "code": "c"}, cookie)
        forged = await rows_of(here, install_states)
        await back(here, {"state": asked["state"], "error": "access_denied"}, cookie)
        after = await rows_of(here, install_states)

    assert ([0] * 3, 1) == (list(map(len, (before, foreign, forged))), len(after))
    assert not [each for each in (*asked["state"].split("."), cookie.partition("=")[2]) if each in str(after)]


async def test_whoever_says_no_or_is_refused_by_slack_reads_so(tmp_path):
    async with installable(tmp_path) as here:
        _, asked, cookie = await begun(here)
        no = await back(here, {"state": asked["state"], "error": "access_denied"}, cookie)
        here.slack.answers["oauth.v2.access"] = {"ok": False, "error": "invalid_code"}
        _, asked, cookie = await begun(here)
        refused = await back(here, {"state": asked["state"], "code": "c"}, cookie)

        assert (200, True) == (no.status, "was not installed" in await no.text())
        assert (502, True) == (refused.status, "did not finish" in await refused.text())


async def test_each_workspace_is_answered_with_its_own_token_and_an_unknown_one_is_not(tmp_path, caplog):
    async with installable(tmp_path) as here:
        for tenant in (ONE, TWO):
            await installed(here, tenant)
        here.slack.tokens.clear()
        for tenant in (ONE, TWO, "T0UNKNOWN"):
            here_only = {"channel": "D1", "channel_type": "im", "ts": tenant}
            await here.event({"type": "message", "user": ADA, "text": "AIDA-2026-1234"} | here_only, team_id=tenant)
        answer = await (await here.slash("AIDA-2026-1234", team_id="T0UNKNOWN")).json()
        sender = here.container.surfaces[0].sender
        payload = sender.render(Reply((Card("One certificate needs you"),)), key="k")
        sent = [await sender.send(Asker("slack", tenant, ADA), payload) for tenant in (TWO, "T0UNKNOWN")]

    assert [f"xoxb-{each}" for each in (ONE, TWO, TWO)] == [
        token for method, token in here.slack.tokens if method == "chat.postMessage"
    ]
    assert "not installed in this workspace" in answer["text"]
    assert [Sent, Unreachable] == [type(each) for each in sent]
    assert "AIDA-2026-1234" not in caplog.text


async def test_s23_a_removed_app_loses_its_token_at_once_and_an_unrelated_revocation_changes_nothing(tmp_path, caplog):
    caplog.set_level(logging.WARNING)
    async with installable(tmp_path) as here:
        for tenant in (ONE, TWO):
            await installed(here, tenant)
        await here.event({"type": "tokens_revoked", "tokens": {"oauth": ["U9"], "bot": []}}, team_id=TWO)
        await here.event({"type": "app_uninstalled"}, team_id=ONE)
        kept = [await here.store.installations.of_team("slack", tenant) for tenant in (ONE, TWO)]
        gone = await (await here.slash("AIDA-2026-1234", team_id=ONE)).json()
        await here.event({"type": "tokens_revoked", "tokens": {"bot": ["U0BOT"]}}, team_id=TWO)
        late = await here.store.installations.of_team("slack", TWO)
        audit = [(each.who.tenant, each.action) for each in await here.store.audit.since(here.clock())]
        again = await installed(here, ONE)

    assert (None, True, None) == (kept[0], kept[1] is not None, late)
    assert "not installed" in gone["text"]
    assert [(ONE, "install"), (TWO, "install"), (ONE, "uninstall"), (TWO, "uninstall")] == audit
    assert 200 == again.status


async def test_s32_an_organisation_s_installation_serves_its_workspaces_and_their_notices(tmp_path):
    everywhere = {"is_enterprise_install": True, "enterprise": {"id": ORG}, "team": None}
    async with installable(tmp_path) as here:
        await installed(here, "x", access_token="xoxb-org", **everywhere)
        sender = here.container.surfaces[0].sender
        payload = sender.render(Reply((Card("One certificate needs you"),)), key="k")
        before = await sender.send(Asker("slack", ONE, ADA), payload)
        answered = await (await here.slash("AIDA-2026-1234", team_id=ONE, enterprise_id=ORG)).text()
        after = await sender.send(Asker("slack", ONE, ADA), payload)
        whose = {"is_enterprise_install": True, "enterprise_id": ORG, "team_id": ONE}
        await here.event({"type": "app_uninstalled"}, team_id=ONE, enterprise_id=ORG, authorizations=[whose])
        gone = await sender.send(Asker("slack", ONE, ADA), payload)
        here.clock.advance(days=31)
        removed = await here.store.installations.removed_before(here.clock())

    assert [Unreachable, Sent, Unreachable] == [type(each) for each in (before, after, gone)]
    assert {("slack", ORG), ("slack", ONE)} == set(removed)
    assert "" == answered
    assert "xoxb-org" == here.slack.tokens[-1][1]


async def test_five_at_once_renew_an_ending_token_once_and_so_do_two_processes(tmp_path):
    async with installable(tmp_path) as here:
        await installed(here, ONE, refresh_token="r1", expires_in=43200)
        here.clock.advance(hours=12)
        here.slack.answers["oauth.v2.access"] = granted(
            ONE, access_token="xoxe.xoxb-new", refresh_token="r2", expires_in=43200
        )
        async with workspace(here.store, here.clock, **INSTALLS | {"slack_api_url": here.slack.api}) as other:
            directories = [each.container.surfaces[0]._app._workspaces for each in (here, other)]
            found = await asyncio.gather(*(directories[number % 2].workspace(EventOrigin(ONE)) for number in range(5)))
        renewed = [body for body in here.slack.of("oauth.v2.access") if body.get("grant_type") == "refresh_token"]

    assert {"xoxe.xoxb-new"} == {each.token for each in found}
    assert ["r1"] == [body["refresh_token"] for body in renewed]


async def test_two_workspaces_never_see_each_other_s_watches_codes_or_audit(tmp_path):
    """The same person's ID, the same certificates, every command and button with the other's IDs."""
    certificate, mine = CertificateId.parse("AIDA-2026-1234"), Asker("slack", ONE, ADA)
    async with installable(tmp_path) as here:
        for tenant in (ONE, TWO):
            await installed(here, tenant)
        await here.store.watch_stores.watches.add(
            [StoredWatch(mine, certificate, "Jane Secret", "Rita Secret", "Risk")]
        )
        await here.slash("watches", team_id=ONE)
        shown = buttons(here.slack.of("response_url")[-1])
        codes = []
        for words in ("link Rita Secret", "assign AIDA-2026-1234", "deputy AIDA-2026-1234", "fallback"):
            await here.slash(words, team_id=ONE)
            codes.append(json.dumps(here.slack.of("response_url")[-1]).partition("claim ")[2][:9])
        before = len(here.slack.of("response_url"))
        for words in (
            "watches", "links", "rules", "notify", "unwatch AIDA-2026-1234", "ack AIDA-2026-1234", "ack all",
            "snooze AIDA-2026-1234 1w", "assign AIDA-2026-1234 to Rita Secret", "deputy AIDA-2026-1234",
            "ends AIDA-2026-1234 2028-01-01", "unlink Rita Secret", "link Rita Secret", "unwatch all yes",
            *(f"claim {code}" for code in codes), "forget me yes",
        ):  # fmt: skip
            await here.slash(words, team_id=TWO)
        for label in ("Check now", "Stop watching"):
            await here.click(shown[label], team={"id": TWO})
        said = json.dumps(here.slack.of("response_url")[before:], ensure_ascii=False)
        page = await here.store.watch_stores.actions.page(mine)
        audit = await here.store.audit.since(here.clock() - timedelta(days=1), tenant=ONE)
        for code in codes:
            await here.slash(f"claim {code}", team_id=ONE, user_id=BOB)
        claimed = json.dumps(here.slack.of("response_url")[-len(codes) :])

    assert [] == [word for word in ("Jane Secret", "Risk", "1 watch", "You watch AIDA") if word in said]
    assert 1 == page.total
    assert {ONE} == {each.who.tenant for each in audit}
    assert (4, 0) == (len(codes), claimed.count("No open invitation"))


async def test_a_token_that_slack_does_not_renew_holds_up_nobody_and_is_tried_again_later(tmp_path, caplog):
    async with installable(tmp_path) as here:
        await installed(here, ONE, refresh_token="r1", expires_in=43200)
        here.clock.advance(hours=13)
        here.slack.answers["oauth.v2.access"] = {"ok": False, "error": "invalid_refresh_token"}
        for _ in range(3):
            await here.slash("AIDA-2026-1234", team_id=ONE)
        asked = [body for body in here.slack.of("oauth.v2.access") if "refresh_token" in body]

    assert 1 == len(asked)
    assert 3 == len(here.slack.of("response_url"))
    assert "install the app again" in caplog.text


async def test_while_tokens_cannot_be_read_slack_is_asked_to_come_again_and_nobody_is_told_a_wrong_reason(tmp_path):
    async with installable(tmp_path) as here:
        await installed(here, ONE)
        await here.slash("AIDA-2026-1234", team_id=ONE)
        async with here.store.database.writing() as connection:
            await connection.exec_driver_sql("ALTER TABLE installations RENAME TO gone")
        known = await here.slash("AIDA-2026-1234", team_id=ONE)
        unknown = await here.slash("AIDA-2026-1234", team_id=TWO)
        answer = await unknown.text()
        async with here.store.database.writing() as connection:
            await connection.exec_driver_sql("ALTER TABLE gone RENAME TO installations")

    assert (200, 503, "") == (known.status, unknown.status, answer)
