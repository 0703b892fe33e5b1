"""The process: what it says of itself, when it refuses to start, and how it stops."""

import logging
import re
import shutil

import pytest
from click.testing import CliRunner

from bots.app.container import build_container
from bots.app.server import serve
from bots.cli.app import main
from bots.config.settings import Settings, SettingsError
from bots.storage.store import Store
from tests.bots.slack.fakes import ADA, SECRET, TOKEN, FakeSlack, signed, workspace
from tests.bots.storage.databases import fresh

pytestmark = pytest.mark.anyio
WHO_IS_SERVED = "SLACK_BOT_TOKEN SLACK_SIGNING_SECRET SLACK_APP_TOKEN TEAMS_APP_ID TEAMS_TENANT_ID TEAMS_APP_SECRET MCP"


async def test_health_and_readiness_say_what_is_on_and_what_rests():
    async with workspace() as slack:
        health = await slack.client.get("/healthz")
        ready = await slack.client.get("/readyz")
        body = await ready.json()

    assert (200, 200, ["slack"]) == (health.status, ready.status, body["surfaces"])
    assert (True, []) == (body["ready"], body["resting"])
    assert "pai" in body["registries"]


async def test_with_no_surface_it_refuses_to_start_and_says_what_to_set_and_makes_no_database(tmp_path):
    database = tmp_path / "certdesk.db"
    with pytest.raises(SettingsError) as refused:
        await serve(Settings.from_env(database_url=f"sqlite:///{database}"))

    assert str(refused.value).startswith("No surface is configured, so there is nobody to serve: set ")
    assert [f"CERTDESK_{name}" for name in WHO_IS_SERVED.split()] == re.findall(r"CERTDESK_\w+", str(refused.value))
    assert not database.exists()


async def test_registries_that_cannot_be_read_are_a_setting_s_error(tmp_path):
    with pytest.raises(SettingsError, match=r"nowhere\.toml"):
        build_container(
            Settings.from_env(slack_bot_token=TOKEN, slack_signing_secret=SECRET, registries=tmp_path / "nowhere.toml")
        )


async def test_s21_an_empty_signing_secret_is_none(monkeypatch):
    monkeypatch.setenv("CERTDESK_SLACK_SIGNING_SECRET", "")
    monkeypatch.setenv("CERTDESK_SLACK_BOT_TOKEN", TOKEN)

    with pytest.raises(SettingsError, match="CERTDESK_SLACK_SIGNING_SECRET is missing"):
        Settings.from_env()


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"ok": False, "error": "invalid_auth"}, r"refused the bot token \(invalid_auth\)"),
        (None, "could not be reached"),
    ],
)
async def test_s23_a_refused_token_stops_the_start_without_being_shown(answer, expected, caplog, tmp_path):
    caplog.set_level(logging.DEBUG)
    slack = FakeSlack()
    slack.answers["auth.test"] = answer
    async with slack.open():
        api = slack.api if answer else "http://127.0.0.1:1/api/"
        database = f"sqlite:///{tmp_path}/certdesk.db"
        given = Settings.from_env(
            slack_bot_token=TOKEN, slack_signing_secret=SECRET, slack_api_url=api, port=0, database_url=database
        )
        with pytest.raises(SettingsError, match=expected) as error:
            await serve(given)

    assert TOKEN not in f"{error.value}{caplog.text}"


async def test_slack_s_own_variables_in_the_environment_change_nothing(monkeypatch):
    """bolt would take secret and token from them, and become an OAuth app by the last two."""
    for name in ("SIGNING_SECRET", "BOT_TOKEN", "VERIFICATION_TOKEN", "CLIENT_ID", "CLIENT_SECRET", "APP_TOKEN"):
        monkeypatch.setenv(f"SLACK_{name}", "xoxb-from-the-environment")
    async with workspace() as slack:
        await slack.slash("AIDA-2026-1234")
        raw = b"command=%2Fverify&text=hi"
        forged = signed(raw, secret="xoxb-from-the-environment") | {"Content-Type": "application/x-www-form-urlencoded"}
        refused = await slack.client.post("/slack/events", data=raw, headers=forged)

    assert (401, 1) == (refused.status, len(slack.slack.of("response_url")))


PEOPLE = ("Jane", "Doe", "Tobias", "Strauß", "María", "Sigríður", "Ada Lovelace")


async def test_no_name_no_words_and_no_secret_reach_the_log(caplog):
    """Everything at DEBUG, with everything going wrong that can."""
    caplog.set_level(logging.DEBUG)
    async with workspace() as slack:
        slack.slack.hooks = [(500, {}), (404, {}), (200, {})]
        slack.slack.answers |= {"chat.postMessage": {"ok": False, "error": "fatal_error"}, "views.publish": (500, {})}
        await slack.slash("AIDA-2026-1234 Jane Doe")
        await slack.slash("CPAP-2026-6660 Ada Lovelace")
        await slack.mention("AIDA-2026-1234 for Jane Doe")
        await slack.direct("Jane Doe wrote AIDA-2026-1234")
        await slack.submit("AIDA-2026-1234", "Jane Doe")
        await slack.event({"type": "app_home_opened", "user": ADA, "tab": "home"})
        await slack.interaction(type="block_actions", user={"id": ADA}, actions=[{"value": "Jane Doe"}])
        await slack.post("text=Jane+Doe&command=/verify", **{"X-Slack-Signature": "v0=bad"})

    found = [word for word in (*PEOPLE, TOKEN, SECRET, "v0=") if word in caplog.text]
    assert [] == found
    assert "Slack refused chat.postMessage: fatal_error" in caplog.text


@pytest.mark.system
def test_a_database_that_is_down_at_the_start_is_a_sentence_and_an_exit_code():
    given = {f"CERTDESK_SLACK_{name}": value for name, value in (("BOT_TOKEN", TOKEN), ("SIGNING_SECRET", SECRET))}
    down = {"CERTDESK_DATABASE_URL": "postgresql://certdesk:made-up@127.0.0.1:1/certdesk"}
    done = CliRunner().invoke(main, ["serve"], env=given | down)

    assert (2, "") == (done.exit_code, done.stdout)
    assert "postgresql://127.0.0.1:1/certdesk cannot be used" in done.stderr
    assert [] == [word for word in ("Traceback", "made-up") if word in done.stderr]


async def test_while_the_database_is_down_people_are_answered_and_readiness_says_so(tmp_path):
    folder = tmp_path / "disk"
    folder.mkdir()
    store = await Store.open(fresh(folder))
    shutil.rmtree(folder)
    async with workspace(store) as slack:
        await slack.slash("AIDA-2026-1234")
        ready = await slack.client.get("/readyz")
        body, figures = await ready.json(), await (await slack.client.get("/metrics")).text()
    await store.close()

    assert ["AIDA-2026-1234 is active." in answer["text"] for answer in slack.slack.of("response_url")] == [True]
    assert (503, ["database"]) == (ready.status, list(body["troubles"]))
    assert "certdesk_inbox_unkept_total 1.0" in figures


@pytest.mark.parametrize("replaced", [False, True])
async def test_readiness_sees_a_database_file_that_was_removed_or_replaced(tmp_path, replaced):
    """Who holds it open goes on reading and writing what nobody will ever see again."""
    url = fresh(tmp_path)
    store = await Store.open(url)
    file = tmp_path / url.rpartition("/")[2]
    kept = file.read_bytes()
    file.unlink()
    if replaced:
        (tmp_path / "held").touch()  # else the new file may be given the number of the old one
        file.write_bytes(kept)
    async with workspace(store) as slack:
        ready = await slack.client.get("/readyz")
        body = await ready.json()
    await store.close()

    assert 503 == ready.status
    assert ("was replaced" if replaced else "was removed") in body["troubles"]["database"]
