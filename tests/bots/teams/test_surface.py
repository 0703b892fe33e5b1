"""The surface in its process: what it needs to start, what it refuses, and the whole way over loopback."""

import logging
from contextlib import asynccontextmanager

import httpx
import pytest
from aiohttp.test_utils import TestClient, TestServer
from click.testing import CliRunner
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from bots.app.container import build_container
from bots.app.server import application
from bots.cli.app import main
from bots.config.settings import Settings, SettingsError
from bots.http.transport import HttpxTransport
from bots.runtime.background_tasks import BackgroundTasks
from bots.storage.platform.in_memory import ConversationReferencesInMemory
from bots.teams.surface import PATH, TeamsSurface
from tests.bots.teams.fakes import APP, SECRET, TENANT, Echo, activity, rsa_key
from tests.bots.teams.microsoft import IDS, WHOLE, Microsoft

THUMBPRINT = "AB" * 20

REFUSED = [
    ({"teams_tenant_id": TENANT}, "CERTDESK_TEAMS_APP_ID is missing"),
    ({"teams_app_secret": SECRET}, "CERTDESK_TEAMS_APP_ID is missing"),
    ({"teams_managed_identity": True}, "CERTDESK_TEAMS_APP_ID is missing"),
    ({"teams_app_id": APP}, "CERTDESK_TEAMS_TENANT_ID is missing"),
    ({"teams_app_id": APP, "teams_app_secret": SECRET}, "CERTDESK_TEAMS_TENANT_ID is missing"),
    (IDS, "CERTDESK_TEAMS_APP_SECRET is missing"),
    (WHOLE | {"teams_managed_identity": True}, "CERTDESK_TEAMS_APP_SECRET and CERTDESK_TEAMS_MANAGED_IDENTITY"),
    (IDS | {"teams_certificate": "key.pem"}, "CERTDESK_TEAMS_CERTIFICATE_THUMBPRINT is missing"),
    (IDS | {"teams_certificate": "k", "teams_certificate_thumbprint": "xyz"}, "CERTDESK_TEAMS_CERTIFICATE_THUMBPRINT"),
    (WHOLE | {"teams_certificate_thumbprint": THUMBPRINT}, "CERTDESK_TEAMS_CERTIFICATE is missing"),
    (WHOLE | {"teams_allow_anonymous": True}, "CERTDESK_TEAMS_ALLOW_ANONYMOUS is for local peers"),
    ({"teams_allow_anonymous": True, "host": "0.0.0.0"}, "CERTDESK_TEAMS_ALLOW_ANONYMOUS lets everybody in"),
    ({"teams_allow_anonymous": True, "host": "bot.example.org"}, "set CERTDESK_HOST to 127.0.0.1"),
    ({"teams_allow_anonymous": True, "host": ""}, "CERTDESK_TEAMS_ALLOW_ANONYMOUS"),
    ({"teams_allow_anonymous": "perhaps"}, "CERTDESK_TEAMS_ALLOW_ANONYMOUS"),
]


@pytest.mark.parametrize(("given", "named"), REFUSED)
def test_half_a_configuration_is_refused_with_the_name_of_the_variable(given, named):
    with pytest.raises(SettingsError, match=named) as error:
        Settings.from_env(**given)

    assert SECRET not in str(error.value)


@pytest.mark.parametrize(
    "given",
    [
        WHOLE,
        IDS | {"teams_managed_identity": True},
        IDS | {"teams_certificate": "key.pem", "teams_certificate_thumbprint": THUMBPRINT},
        {"teams_allow_anonymous": True},
        {"teams_allow_anonymous": True, "host": "::1"},
        {"teams_allow_anonymous": True, "host": "localhost"} | IDS,
    ],
)
def test_a_whole_configuration_turns_teams_on(given):
    assert Settings.from_env(**given).teams_is_on


def test_without_one_it_is_off():
    assert not Settings.from_env().teams_is_on
    assert not Settings.from_env(slack_bot_token="x", slack_signing_secret="y").teams_is_on


@pytest.mark.parametrize("content", [None, "no key"])
def test_a_certificate_that_cannot_be_read_is_a_setting_s_error(tmp_path, content):
    path = tmp_path / "key.pem"
    if content:
        path.write_text(content, encoding="utf-8")
    given = Settings.from_env(**IDS, teams_certificate=path, teams_certificate_thumbprint=THUMBPRINT)
    with pytest.raises(SettingsError, match="CERTDESK_TEAMS_CERTIFICATE names no readable PEM"):
        TeamsSurface(given, BackgroundTasks(), make_bot=lambda *_: Echo(), references=ConversationReferencesInMemory())


@pytest.mark.parametrize("proof", ["certificate", "identity"])
@pytest.mark.anyio
async def test_a_certificate_and_a_managed_identity_get_tokens_too(tmp_path, proof):
    asked = []

    def answer(request):
        asked.append(request)
        return httpx.Response(200, json={"access_token": "x", "expires_in": 3600})

    path = tmp_path / "key.pem"
    path.write_bytes(rsa_key("first").private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    given = {
        "certificate": {"teams_certificate": path, "teams_certificate_thumbprint": THUMBPRINT},
        "identity": {"teams_managed_identity": True, "teams_identity_header": "h"},
    }
    transport = HttpxTransport(transport=httpx.MockTransport(answer))
    surface = TeamsSurface(
        Settings.from_env(**IDS, **given[proof]),
        BackgroundTasks(),
        make_bot=lambda *_: Echo(),
        references=ConversationReferencesInMemory(),
        transport=transport,
    )
    await surface.start()

    assert {"certificate": "POST", "identity": "GET"}[proof] == asked[0].method
    await surface.close()


@asynccontextmanager
async def running(**given):
    """The whole process but for its signals."""
    container = build_container(Settings.from_env(**given))
    async with TestClient(TestServer(application(container))) as client:
        for surface in container.surfaces:
            await surface.start()
        yield client, container
        assert 0 == await container.background_tasks.drain(5)
    for surface in container.surfaces:
        await surface.stop_listening()
        await surface.close()
    await container.verifier.aclose()


@pytest.mark.anyio
async def test_the_whole_way_over_loopback():
    microsoft = Microsoft()
    async with microsoft.open(), running(**microsoft.settings) as (client, container):
        said = activity(serviceUrl=microsoft.url, text="verify AIDA-2026-1234")
        unsigned = await client.post(PATH, json=said)
        accepted = await client.post(PATH, json=said, headers=microsoft.signed())
        got = await client.get(PATH)
        ready = await (await client.get("/readyz")).json()
        await container.background_tasks.drain(5)

    assert (401, 200, 405) == (unsigned.status, accepted.status, got.status)
    assert (["teams"], True) == (ready["surfaces"], ready["ready"])
    assert {"Bearer outbound"} == {token for token, _, _ in microsoft.said}
    assert ["typing", "message"] == [kind for _, kind, _ in microsoft.said]
    assert "AIDA-2026-1234" in microsoft.said[-1][2]


@pytest.mark.anyio
async def test_slack_and_teams_share_one_application():
    container = build_container(
        Settings.from_env(slack_bot_token="xoxb-1", slack_signing_secret="s", teams_allow_anonymous=True)
    )
    paths = {route.resource.canonical for route in application(container).router.routes()}

    assert {"/slack/events", PATH, "/healthz", "/metrics", "/readyz", "/privacy", "/terms"} == paths
    await container.verifier.aclose()


@pytest.mark.anyio
async def test_local_peers_are_answered_without_tokens_and_told_of(caplog):
    microsoft = Microsoft()
    async with microsoft.open(), running(teams_allow_anonymous=True) as (client, container):
        accepted = await client.post(PATH, json=activity(serviceUrl=microsoft.url, text="help"))
        elsewhere = await client.post(PATH, json=activity(serviceUrl="https://smba.trafficmanager.net/"))
        await container.background_tasks.drain(5)

    assert (200, 401) == (accepted.status, elsewhere.status)
    assert {None} == {token for token, _, _ in microsoft.said}
    assert "anonymous peers on this machine are let in" in caplog.text


@pytest.mark.anyio
async def test_refused_credentials_stop_the_start_without_being_shown(caplog):
    caplog.set_level(logging.DEBUG)
    microsoft = Microsoft()
    microsoft.token_status = 401
    async with microsoft.open():
        surface = TeamsSurface(
            Settings.from_env(**microsoft.settings),
            BackgroundTasks(),
            make_bot=lambda *_: Echo(),
            references=ConversationReferencesInMemory(),
        )
        with pytest.raises(SettingsError, match=r"refused the Teams bot's credentials \(invalid_client\)") as error:
            await surface.start()
        await surface.close()

    assert "invalid_client" in (surface.error or "")
    assert SECRET not in f"{error.value}{caplog.text}"


@pytest.mark.anyio
async def test_an_outage_of_the_token_endpoint_does_not_stop_the_start(caplog):
    given = WHOLE | {"teams_authority": "http://127.0.0.1:1/"}
    surface = TeamsSurface(
        Settings.from_env(**given),
        BackgroundTasks(),
        make_bot=lambda *_: Echo(),
        references=ConversationReferencesInMemory(),
    )
    await surface.start()
    await surface.close()

    assert "no token could be had yet" in caplog.text
    assert surface.error is None


def test_the_terminal_lets_local_peers_in_on_loopback_only():
    result = CliRunner().invoke(main, ["serve", "--allow-anonymous", "--host", "0.0.0.0"])

    assert (2, True) == (result.exit_code, "set CERTDESK_HOST to 127.0.0.1" in result.output)
