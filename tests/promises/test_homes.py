"""Each third-party library has one home, so that replacing it is a change in one place."""

import ast
import sys
from functools import cache
from pathlib import Path

from tests.promises.sources import nodes

ROOT = Path(__file__).parents[2]
HOMES = {
    "docx": {"bots/files/documents.py"},
    "pypdf": {"bots/files/pages.py"},
    "dbos": {"bots/engine.py"},
    "prometheus_client": {"bots/metrics.py"},
    "alembic": {"bots/storage/upgrade.py", "bots/storage/migrations"},
    "aiohttp": {
        "verifier_client/wire.py",
        "verifier_client/sandbox/server.py",
        "bots/server.py",
        "bots/playground/serving.py",
        "bots/slack",
        "bots/teams/wire.py",
    },
    "botbuilder": {f"bots/teams/{name}.py" for name in ("activities", "adapter", "bot", "references")},
    "botframework": {"bots/teams/adapter.py"},
    "cachetools": {"verifier_client/cache.py"},
    "cryptography": {"bots/receipts.py", "bots/sealing.py", "bots/teams/keys.py", "bots/teams/tokens.py"},
    "click": {
        "bots/terminal_rounds.py",
        "bots/cli_receipts.py",
        "bots/cli_rounds.py",
        "bots/cli_running.py",
        "bots/cli.py",
        "bots/cli_db.py",
        "bots/cli_doctor.py",
        "bots/cli_guide.py",
        "bots/cli_privacy.py",
        "bots/cli_watches.py",
        "bots/terminal.py",
        "bots/terminal_file.py",
        "bots/terminal_privacy.py",
        "bots/terminal_receipts.py",
        "bots/terminal_watches.py",
    },
    "httpx": {"verifier_client/wire.py", "bots/teams/wire.py"},
    "httpx_aiohttp": {"verifier_client/wire.py", "bots/teams/wire.py"},
    "jwt": {f"bots/teams/{name}.py" for name in ("keys", "tokens", "trust")},
    "msrest": {"bots/teams/activities.py"},
    "anyascii": {"verifier_client/naming"},
    "jaconv": {"verifier_client/naming"},
    "lazy_loader": {"role_guide/__init__.py", "bots/conversation/__init__.py"},
    "msgspec": {"verifier_client/configuration.py", "role_guide/tables.py"},
    "nicknames": {"verifier_client/naming"},
    "opentelemetry": {"bots/tracing.py"},
    "pydantic": {"bots/settings.py"},
    "pydantic_settings": {"bots/settings.py"},
    "python_calamine": {"bots/spreadsheets.py"},
    "rapidfuzz": {"verifier_client/naming", "bots/conversation/understanding/word_kinds.py"},
    "slack_bolt": {"bots/slack"},
    "slack_sdk": {"bots/slack"},
    "structlog": {"bots/logs.py"},
    "sqlalchemy": {"bots/storage"},
    "tenacity": {"verifier_client/retries.py"},
}
OURS = {"bots", "verifier_client", "role_guide"}


def imported(path):
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield (node.module or "").partition(".")[0]


@cache
def uses():
    return tuple(_uses())


def _uses():
    for package in sorted(OURS):
        for path in sorted((ROOT / package).rglob("*.py")):
            for library in set(imported(path)) - OURS - sys.stdlib_module_names:
                yield library, path.relative_to(ROOT).as_posix()


def at_home(library, place):
    return any(place == home or place.startswith(f"{home}/") for home in HOMES.get(library, ()))


def test_every_library_is_imported_at_home_only():
    strays = [f"{library} in {place}" for library, place in uses() if not at_home(library, place)]

    assert [] == strays


def test_every_home_is_lived_in():
    assert set() == set(HOMES) - {used for used, _ in uses()}
