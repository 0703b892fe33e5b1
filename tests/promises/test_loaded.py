"""Nobody waits, or keeps memory, for a library that is not used: what the real process has loaded, by name."""

import asyncio
import json
import signal
import subprocess
import sys
from asyncio.subprocess import PIPE
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import ClientSession

from tests.bots.teams.fakes import activity
from tests.bots.teams.microsoft import Microsoft
from tests.faults.processes import PLAIN, platform, settings

pytestmark = [pytest.mark.system, pytest.mark.anyio]

ROOT = Path(__file__).parents[2]
SLACK, TEAMS = ("slack_bolt", "slack_sdk"), ("botbuilder", "botframework", "msrest", "azure", "isodate", "jwt")
NEVER = (  # whatever is asked of a process that talks
    *("requests", "urllib3", "requests_oauthlib", "oauthlib", "msal", "charset_normalizer", "yaml", "rich"),
    *("azure.core.pipeline", "botbuilder.core.bot_framework_adapter", "botframework.connector.aio", "msrest.pipeline"),
    *("slack_bolt.app.app", "slack_bolt.oauth.oauth_flow", "slack_sdk.web.client", "slack_sdk.socket_mode"),
    *("sqlalchemy.orm.session", "sqlalchemy.dialects.postgresql.asyncpg", "psycopg", "alembic", "dbos.cli.migration"),
    *(
        "httpx._main",
        "httpcore",
        "pydantic",
        "pydantic_settings",
        "pypdf",
        "docx",
        "PIL",
        "zxingcpp",
        "python_calamine",
        "opentelemetry",
    ),
)
AT_FIRST_USE = (  # before anything is asked
    *("cryptography", "jwt", "chardet", "rapidfuzz", "pyld", "anyascii", "jaconv", "markdown_it", "wsgiref"),
    *("role_guide.matching", "bots.files.tables.table_reader", "bots.conversation.understanding.intent_model"),
)
SERVE = """
from bots.cli.app import main
from bots.runtime.lazy_import import loaded
try:
    main(["serve"])
finally:
    print(*loaded())
"""


@asynccontextmanager
async def serving(env):
    """Run ``certdesk serve``; hand over its address and, filled at its end, the names of what it had loaded."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-W", "ignore", "-c", SERVE, stdout=PIPE, cwd=ROOT, env=env
    )
    found = set()
    try:
        yield (await process.stdout.readline()).decode().split()[3], found
        process.send_signal(signal.SIGTERM)
        said, _ = await process.communicate()
        found.update(said.decode().splitlines()[-1].split())
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


def among(names, found):
    """Return those of these names that were loaded, or of which a part was."""
    return {name for name in names if any(f"{each}.".startswith(f"{name}.") for each in found)}


@pytest.mark.parametrize(("surface", "others"), [("slack", TEAMS), ("teams", SLACK)])
async def test_who_serves_one_surface_and_is_asked_nothing_loads_neither_the_other_s_library_nor_what_is_unused(
    surface, others, tmp_path
):
    async with asyncio.timeout(120), platform(surface, tmp_path, 1, calm=True) as (address, _):
        env = settings(f"sqlite:///{tmp_path}/certdesk.db", surface, address)
        async with serving(env) as (url, found), ClientSession() as session:
            ready = await (await session.get(f"{url}/readyz")).json()

    assert (True, True) == (ready["ready"], "bots.app.job_queue" in found)
    assert set() == among({*others, *NEVER, *AT_FIRST_USE}, found)


async def test_a_turn_of_teams_and_a_scrape_load_no_client_but_ours(tmp_path):
    microsoft = Microsoft()
    async with asyncio.timeout(120), microsoft.open(), ClientSession() as session:
        given = {f"CERTDESK_{name.upper()}": value for name, value in microsoft.settings.items()}
        env = PLAIN | given | {"CERTDESK_PORT": "0", "CERTDESK_DATABASE_URL": f"sqlite:///{tmp_path}/certdesk.db"}
        async with serving(env) as (url, found):
            said = activity(serviceUrl=microsoft.url, text="verify AIDA-2026-1234")
            response = await session.post(f"{url}/api/messages", json=said, headers=microsoft.signed())
            pressed = await session.post(f"{url}/api/messages", json=_press(microsoft.url), headers=microsoft.signed())
            card = await pressed.json()
            figures = await (await session.get(f"{url}/metrics")).text()

    assert (200, True) == (response.status, "certdesk_answers_under_way" in figures)
    assert "AIDA-2026-1234" in microsoft.said[-1][2]
    assert (200, 200, True) == (pressed.status, card["statusCode"], "AIDA-2026-1234" in json.dumps(card["value"]))
    assert set() == among(NEVER, found)


def _press(service):
    """A press of *Check again* in the bot's own chat, which Teams waits for."""
    data = {"do": "run", "command": "verify AIDA-2026-1234 fresh"}
    value = {"action": {"type": "Action.Execute", "verb": "certdesk", "data": data}, "trigger": "manual"}
    return activity(type="invoke", name="adaptiveCard/action", value=value, text=None, serviceUrl=service, id="p1")


TERMINAL = {
    "verify AIDA-2026-1234": (
        "bots.conversation.model.watch_models",
        "bots.conversation.understanding",
        "bots.notifications",
        "role_guide",
        *("ssl", "_ssl", "asyncio.sslproto", "importlib.resources", "tempfile", "zipfile", "email"),
    ),
    "verify AIDA-2026-1234 --details": ("bots.notifications", "role_guide.matching", "ssl", "_ssl"),
    "guide 'ML engineer'": ("verifier_client.client", "verifier_client.sandbox", "bots.conversation.verify"),
    "about AIDA": ("verifier_client.client", "verifier_client.sandbox", "role_guide.matching"),
    "--help": ("asyncio", "verifier_client", "role_guide", "bots.conversation"),
}
COMMAND = """
import sys
from bots.cli.app import main
try:
    main(__import__("shlex").split(sys.argv[1]))
finally:
    import json
    from bots.runtime.lazy_import import loaded
    print(json.dumps(sorted(loaded())))
"""


@pytest.mark.parametrize(("command", "unused"), TERMINAL.items())
def test_a_command_of_the_terminal_loads_what_it_needs(command, unused):
    call = [sys.executable, "-c", COMMAND, command]
    said = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    found = json.loads(said.splitlines()[-1])
    heavy = ("slack_bolt", "slack_sdk", "botbuilder", "aiohttp", "httpx", "pydantic", "sqlalchemy", "dbos", "structlog")

    assert set() == among({*heavy, *NEVER, *unused, "bots.app", "bots.storage", "bots.config", "cryptography"}, found)
