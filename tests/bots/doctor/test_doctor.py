"""``certdesk doctor``, by its front door: what is well, what is not, and what to do; never a secret."""

import asyncio
import json
import time
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from click.testing import CliRunner

from bots.cli.app import main
from bots.config.settings import Settings
from bots.doctor.context import DoctorContext, DoctorTransport
from bots.doctor.findings import Level
from bots.doctor.public import knock, look_in
from bots.doctor.registries import MADE_UP
from bots.doctor.table import CHECKS, Check, examine
from bots.notifications.rounds import RoundKind
from bots.runtime.ports import Installation
from bots.security.encryption import Encryption
from bots.security.encryption import new_key as new_encryption_key
from bots.security.signed_receipts import new_key
from bots.slack.manifest import LINK_SCOPES, OPTIONAL_SCOPES, SCOPES
from bots.storage.db.connection import Database
from bots.storage.notices.round_log import RoundLogInDatabase
from bots.storage.platform.installations import InstallationsInDatabase
from tests.bots.storage.databases import fresh
from verifier_client import CertificateId
from verifier_client.sandbox.server import serving

pytestmark = pytest.mark.anyio
APP, TENANT = "5f0c2a8e-0000-4000-8000-000000000001", "5f0c2a8e-0000-4000-8000-000000000002"
SECRETS = {
    "CERTDESK_SLACK_BOT_TOKEN": "xoxb-made-up",
    "CERTDESK_SLACK_APP_TOKEN": "xapp-made-up",
    "CERTDESK_SLACK_SIGNING_SECRET": "0123456789abcdef" * 2,
    "CERTDESK_TEAMS_APP_SECRET": "made-up-client-secret",
    "CERTDESK_RECEIPT_KEY": new_key(),
    "PAI_REGISTRY_KEY": "made-up-registry-key",
}


class Outside:
    """Slack and Microsoft on loopback: what they answer can be changed, what they are asked is written down."""

    def __init__(self):
        self.asked = []
        self.scopes = [*SCOPES, *LINK_SCOPES, *OPTIONAL_SCOPES]
        self.ahead = timedelta(0)
        self.answers = {
            "auth.test": (200, {"ok": True, "user_id": "U0BOT"}),
            "apps.connections.open": (200, {"ok": True, "url": "wss://127.0.0.1/socket"}),
            "token": (200, {"access_token": "t", "expires_in": 3600}),
            "openid": (200, {"issuer": "https://api.botframework.com", "jwks_uri": "https://127.0.0.1/keys"}),
            "events": (401, {"error": "not from Slack"}),
            "oauth": (400, {}),
        }

    @asynccontextmanager
    async def open(self):
        app = web.Application()
        app.router.add_route("*", "/{anything:.*}", self._answer)
        async with TestServer(app) as server:
            self.url = str(server.make_url("/")).rstrip("/")
            yield self

    async def _answer(self, request):
        what = request.path.rpartition("/")[2]
        self.asked.append(what)
        status, body = self.answers[what]
        date = format_datetime(datetime.now(UTC) + self.ahead, usegmt=True)
        headers = {"Date": date, "x-oauth-scopes": ",".join(self.scopes)}
        if what == "oauth":
            return web.Response(text="<p>", content_type="text/html", status=status, headers=headers)
        return web.json_response(body, status=status, headers=headers)

    def environ(self, folder, **more):
        return SECRETS | {
            "CERTDESK_SLACK_API_URL": f"{self.url}/api/",
            "CERTDESK_TEAMS_APP_ID": APP,
            "CERTDESK_TEAMS_TENANT_ID": TENANT,
            "CERTDESK_TEAMS_AUTHORITY": self.url,
            "CERTDESK_TEAMS_OPENID_URL": f"{self.url}/openid",
            "CERTDESK_DATABASE_URL": f"sqlite:///{folder}/certdesk.db",
            "CERTDESK_ADMIN": "slack:T1:U1",
            "CERTDESK_OTLP_URL": "http://127.0.0.1:9/v1/traces",
            **more,
        }


@pytest.fixture
async def outside():
    async with Outside().open() as outside:
        yield outside


def registries_at(folder, address):
    path = folder / "registries.toml"
    path.write_text(
        f'[registries.pai]\npreset = "pai"\nbase_url = "{address}"\nkey_env = "PAI_REGISTRY_KEY"\n'
        '[registries.pecb]\npreset = "pecb"\n',
        encoding="utf-8",
    )
    return {"CERTDESK_REGISTRIES": str(path)}


async def doctor(environ, *options):
    """Run the command; returns its exit code and its lines, and sees that it showed no secret."""
    result = await asyncio.to_thread(CliRunner(env=environ).invoke, main, ["doctor", *options])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert [] == [name for name, secret in SECRETS.items() if secret in result.output]
    return result.exit_code, result.output.splitlines()


def said(lines, level, what):
    """Whether a line of this level says it."""
    return any(line.startswith(level) and what in line for line in lines)


async def finished_rounds(folder, ago):
    database = Database.open(fresh(folder))
    log = RoundLogInDatabase(database, lambda: datetime.now(UTC) - ago)
    for walk in RoundKind:
        await log.begin(walk, worker="w", lease=60.0)
        await log.finish(walk, worker="w", counts={})
    await database.close()


async def test_all_that_is_configured_is_looked_at_and_found_well(outside, tmp_path):
    await finished_rounds(tmp_path, timedelta(minutes=5))
    began = time.monotonic()
    async with serving("127.0.0.1", 0, key=SECRETS["PAI_REGISTRY_KEY"]) as registry:
        code, lines = await doctor(outside.environ(tmp_path, **registries_at(tmp_path, registry)))

    assert (0, []) == (code, [line for line in lines if line.startswith("FAULT")])
    for what in (
        "Production AI Institute: answers, and does not know a made-up certificate",
        "PECB: by hand",
        "opens, at the newest revision",
        "The bot token is accepted",
        "Socket Mode opens",
        "Microsoft gives the bot a token",
        "The Bot Framework's keys can be found",
        "Within 60 seconds of",
        "An admin is told",
        "Traces are sent over OTLP",
        "Receipts are signed by the key SHA256:",
    ):
        assert said(lines, "OK", what), what
    assert said(lines, "WARNING", "The canary's last notice arrived never")
    assert time.monotonic() - began < 10


async def test_all_that_is_wrong_is_said_with_what_to_do(outside, tmp_path):
    outside.answers |= {
        "auth.test": (200, {"ok": False, "error": "invalid_auth"}),
        "apps.connections.open": (200, {"ok": False, "error": "not_allowed_token_type"}),
        "token": (401, {"error": "invalid_client"}),
        "openid": (503, {}),
    }
    await finished_rounds(tmp_path, timedelta(days=3))
    async with serving("127.0.0.1", 0, key="another key") as registry:
        wrong = {"CERTDESK_ADMIN": "Rita", "CERTDESK_RECEIPT_KEY": "none", "CERTDESK_SLACK_TOKEN": "x"}
        code, lines = await doctor(outside.environ(tmp_path, **registries_at(tmp_path, registry), **wrong))

    assert 1 == code
    for what, do in (
        ("does not accept our key (HTTP 401)", "its key_env names"),
        ("refused the bot token (invalid_auth)", "Set CERTDESK_SLACK_BOT_TOKEN"),
        ("refused the app-level token (not_allowed_token_type)", "connections:write"),
        ("refused the bot's credentials (invalid_client)", "it may have ended"),
        ("keys cannot be found", "Check the way out"),
        ("CERTDESK_ADMIN is no chat identity", "Type `notify`"),
        ("CERTDESK_RECEIPT_KEY is no key", "certdesk receipt key"),
    ):
        assert said(lines, "FAULT", what), what
        assert any(what in line and do in line for line in lines), do
    assert said(lines, "WARNING", "CERTDESK_SLACK_TOKEN is no setting")
    assert said(lines, "WARNING", "The last read round ended 72 hours ago")
    assert lines[-1].startswith("7 faults")


async def test_each_issuer_of_badges_has_its_documents_read(outside, tmp_path):
    """One whose documents are away, and one whose identifier is its own key."""
    issuers = [
        ("did:web:127.0.0.1%3A9", "Away", 'lists = ["https://127.0.0.1:9/lists/1"]'),
        ("did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK", "At hand", ""),
    ]
    path = tmp_path / "registries.toml"
    path.write_text(
        '[registries.badges]\nkind = "badges"\ntitle = "Badges"\n'
        + "".join(
            f'[[registries.badges.issuers]]\nid = "{name}"\ntitle = "{title}"\n{more}\n'
            for name, title, more in issuers
        ),
        encoding="utf-8",
    )
    _, lines = await doctor(outside.environ(tmp_path, CERTDESK_REGISTRIES=str(path)))

    assert said(lines, "FAULT", "Away: The key document could not be loaded.")
    assert said(lines, "FAULT", "Away: https://127.0.0.1:9/lists/1: The status list could not be loaded.")
    assert said(lines, "OK", "At hand: its key document and its lists can be read")


async def test_offline_nobody_is_asked_and_json_says_the_same(outside, tmp_path):
    environ = outside.environ(tmp_path, **registries_at(tmp_path, "http://127.0.0.1:9"))
    code, lines = await doctor(environ, "--offline", "--json")
    body = json.loads("\n".join(lines))

    assert (0, 0, []) == (code, body["faults"], outside.asked)
    assert {"check", "level", "says", "do"} == set(body["findings"][0])
    assert any("not asked (offline)" in each["says"] for each in body["findings"])


async def test_granted_scopes_are_held_against_the_manifest_and_the_clock_against_theirs(outside, tmp_path):
    outside.scopes = ["chat:write", "app_mentions:read", "users:read.email"]
    outside.ahead = timedelta(seconds=400)
    _, lines = await doctor(outside.environ(tmp_path))

    assert said(lines, "FAULT", "Scopes are missing: commands.")
    assert said(lines, "WARNING", "not previewed without links:read, links:write")
    assert said(lines, "WARNING", "does not use: users:read.email")
    assert said(lines, "OK", "not granted: im:history, files:read")
    assert said(lines, "FAULT", "seconds behind 127.0.0.1: Slack's signatures are refused from 300 seconds on")


async def test_half_a_configuration_is_one_fault_in_the_words_of_the_settings():
    code, lines = await doctor({"CERTDESK_SLACK_BOT_TOKEN": "xoxb-made-up"})

    assert 1 == code
    assert said(lines, "FAULT    settings: CERTDESK_SLACK_SIGNING_SECRET is missing", "set it to")
    assert said(lines, "OK", "Python 3.")


async def test_secrets_that_others_can_read_and_ids_that_are_none_are_seen(tmp_path, outside):
    (tmp_path / "key").write_text("made-up-registry-key", encoding="utf-8")
    (tmp_path / "key").chmod(0o644)
    tmp_path.chmod(0o755)
    fresh(tmp_path)
    odd = {
        "PAI_REGISTRY_KEY": "", "PAI_REGISTRY_KEY_FILE": str(tmp_path / "key"), "CERTDESK_TEAMS_APP_ID": "certdesk",
        "CERTDESK_TEAMS_SERVICE_HOSTS": "https://smba.example/", "CERTDESK_SLACK_APP_TOKEN": "xoxb-made-up",
        "CERTDESK_SLACK_SIGNING_SECRET": "v0=x",
    }  # fmt: skip
    environ = outside.environ(tmp_path, **registries_at(tmp_path, "http://127.0.0.1:9"), **odd)
    _, lines = await doctor(environ, "--offline")
    kept = all(folder.stat().st_mode & 0o001 for folder in (tmp_path / "key").parents)

    assert said(lines, "WARNING", "everybody on this machine can read") is kept
    assert said(lines, "WARNING", "Everybody on this machine can read sqlite:///") is kept
    assert said(lines, "FAULT", "CERTDESK_TEAMS_APP_ID holds something that is no GUID")
    assert said(lines, "FAULT", "CERTDESK_TEAMS_SERVICE_HOSTS holds something that is no host")
    assert said(lines, "FAULT", "CERTDESK_SLACK_APP_TOKEN does not look like one")
    assert said(lines, "WARNING", "CERTDESK_SLACK_SIGNING_SECRET does not look like one")


async def test_databases_that_cannot_be_used_are_faults_and_a_missing_file_is_none(tmp_path):
    (tmp_path / "text.db").write_text("this is no database, and long enough to be seen as none\n" * 40)
    _, fresh = await doctor({"CERTDESK_DATABASE_URL": f"sqlite:///{tmp_path}/new.db"}, "--offline")
    _, broken = await doctor({"CERTDESK_DATABASE_URL": f"sqlite:///{tmp_path}/text.db"}, "--offline")
    _, gone = await doctor({"CERTDESK_DATABASE_URL": "postgresql://x:hidden@127.0.0.1:9/none"})

    assert said(fresh, "OK", "is made at the first start")
    assert not (tmp_path / "new.db").exists()
    assert said(broken, "FAULT", "cannot be used: file is not a database")
    assert said(gone, "FAULT", "postgresql://127.0.0.1:9/none cannot be used")
    assert "hidden" not in "".join(gone)


async def test_what_hangs_or_breaks_hides_nothing_else(tmp_path):
    async def hangs(_context):
        await asyncio.sleep(60)

    async def breaks(_context):
        raise ValueError("a secret")

    context = DoctorContext(Settings.from_env(database_url=f"sqlite:///{tmp_path}/x.db"), lambda: datetime.now(UTC))
    found = await examine(context, [Check("a", hangs), Check("b", breaks), CHECKS[-1]], limit=0.05)

    assert [Level.FAULT, Level.FAULT, Level.OK] == [finding.level for _, finding in found]
    assert "a secret" not in str(found)


def test_the_made_up_certificates_are_certificate_ids():
    assert list(MADE_UP) == [CertificateId.parse(text).kind for text in MADE_UP.values()]


async def test_the_public_address_must_lead_here_over_https(outside, tmp_path):
    http = {name: value for name, value in outside.environ(tmp_path).items() if "APP_TOKEN" not in name}
    _, unknown = await doctor(http, "--offline")
    _, plain = await doctor(http, "--offline", "--url", "http://certdesk.example")
    _, dead = await doctor(http, "--url", "https://127.0.0.1:9")

    assert said(unknown, "OK", "give --url https://… to see whether /slack/events and /api/messages can be reached")
    assert said(plain, "FAULT", "is not https")
    assert said(dead, "WARNING", "does not answer from here")
    context = DoctorContext(Settings.from_env(), lambda: datetime.now(UTC))
    async with DoctorTransport(context) as transport:
        assert Level.OK is (await knock(transport, f"{outside.url}/slack/events")).level
        outside.answers["events"] = (200, {"error": "elsewhere"})
        assert Level.FAULT is (await knock(transport, f"{outside.url}/slack/events")).level
        assert Level.OK is (await look_in(transport, f"{outside.url}/slack/oauth")).level


async def test_the_tokens_of_workspaces_must_open_with_the_key(tmp_path):
    url, old, new = fresh(tmp_path), new_encryption_key(), new_encryption_key()
    database = Database.open(url)
    for team, key in (("T1", old), ("T2", new)):
        kept = Installation("slack", team, Encryption.from_text(key).encrypt("xoxb-made-up"), datetime.now(UTC))
        await InstallationsInDatabase(database, lambda: datetime.now(UTC)).keep(kept)
    await database.close()
    environ = {
        "CERTDESK_SLACK_CLIENT_ID": "1.2", "CERTDESK_SLACK_CLIENT_SECRET": "made-up", "CERTDESK_DATABASE_URL": url,
        "CERTDESK_SLACK_SIGNING_SECRET": "0" * 32, "CERTDESK_PUBLIC_URL": "https://certdesk.example.org",
    }  # fmt: skip
    _, one = await doctor(environ | {"CERTDESK_TOKEN_KEY": new}, "--offline")
    _, both = await doctor(environ | {"CERTDESK_TOKEN_KEY": f"{new},{old}"}, "--offline")
    _, none = await doctor(environ | {"CERTDESK_TOKEN_KEY": "secret"}, "--offline")

    assert said(one, "FAULT", "does not open the tokens of 1 of 2 workspaces")
    assert said(both, "OK", "opens the tokens of all 2 workspaces")
    assert said(none, "FAULT", "CERTDESK_TOKEN_KEY is no key")
    assert said(one, "OK", "https://certdesk.example.org: not asked (offline)")


async def test_offline_too_it_says_what_could_only_fail_or_give_secrets_away(tmp_path):
    wrong = {
        "CERTDESK_DATABASE_URL": f"sqlite:///{tmp_path}/certdesk.db",
        "CERTDESK_SLACK_BOT_TOKEN": "xoxb-made-up",
        "CERTDESK_SLACK_APP_TOKEN": "xapp-made-up",
        "CERTDESK_SLACK_SIGNING_SECRET": "0123456789abcdef" * 2,
        "CERTDESK_SLACK_API_URL": "http://slack.example.org/api/",
        "CERTDESK_TEAMS_APP_ID": APP,
        "CERTDESK_TEAMS_TENANT_ID": TENANT,
        "CERTDESK_TEAMS_APP_SECRET": "5f0c2a8e-0000-4000-8000-0000000000aa",
        "CERTDESK_TEAMS_OPENID_URL": "http://login.example.org/keys",
        "CERTDESK_TEAMS_AUTHORITY": "login.example.org",
        "CERTDESK_OTLP_URL": "collector:4318",
    }
    code, lines = await doctor(wrong, "--offline")

    assert 1 == code
    for setting in ("SLACK_API_URL", "TEAMS_OPENID_URL", "TEAMS_AUTHORITY", "TEAMS_APP_SECRET", "OTLP_URL"):
        assert said(lines, "FAULT", f"CERTDESK_{setting} is"), setting
    assert said(lines, "WARNING", "Socket Mode and signed HTTP are both set")
    assert not any(wrong["CERTDESK_TEAMS_APP_SECRET"] in line for line in lines)


@pytest.mark.parametrize("url", ["https://collector.example.org/v1/traces", "http://127.0.0.1:4318/v1/traces"])
async def test_addresses_over_https_or_on_this_machine_are_well(tmp_path, url):
    given = {"CERTDESK_DATABASE_URL": f"sqlite:///{tmp_path}/certdesk.db", "CERTDESK_OTLP_URL": url}
    given |= {"CERTDESK_SLACK_API_URL": "http://127.0.0.1:8999/api/"}
    _, lines = await doctor(given, "--offline")

    assert said(lines, "OK", "Tokens and keys travel encrypted")
