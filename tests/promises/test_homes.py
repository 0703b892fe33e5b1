"""Each third-party library has one home, so that replacing it is a change in one place."""

import ast
import sys
from functools import cache
from pathlib import Path

from tests.promises.source_files import nodes

ROOT = Path(__file__).parents[2]
HOMES = {
    "docx": {"bots/files/docx.py"},
    "pypdf": {"bots/files/pdf.py"},
    "pypdfium2": {"bots/files/qr_codes.py"},
    "zxingcpp": {"bots/files/qr_codes.py"},
    "PIL": {"bots/files/qr_codes.py"},
    "dbos": {"bots/app/job_queue.py"},
    "prometheus_client": {"bots/observability/metrics.py"},
    "alembic": {"bots/storage/maintenance/upgrade.py", "bots/storage/migrations"},
    "aiohttp": {
        "verifier_client/prepared_get.py",
        "verifier_client/transport.py",
        "verifier_client/sandbox/server.py",
        "bots/app/listener.py",
        "bots/app/server.py",
        "bots/playground/server.py",
        "bots/slack",
        "bots/http/transport.py",
    },
    "botbuilder": {"bots/teams/sdk.py"},
    "botframework": {"bots/teams/sdk.py"},
    "cachetools": {
        "bots/conversation/files/file_jobs.py",
        "bots/conversation/quota.py",
        "bots/conversation/kept_files.py",
        "bots/runtime/answer_memory.py",
        "bots/slack/api/shown_answers.py",
        "verifier_client/cache.py",
        "verifier_client/registries/badge_documents.py",
    },
    "cryptography": {
        "bots/security/signed_receipts.py",
        "bots/security/encryption.py",
        "bots/teams/api/keys.py",
        "bots/teams/api/tokens.py",
        "verifier_client/badges/proofs/keys.py",
    },
    "chardet": {"bots/files/tables/encodings.py"},
    "click": {
        "bots/cli/actions/rounds.py",
        "bots/cli/commands/receipts.py",
        "bots/cli/commands/rounds.py",
        "bots/cli/progress_bar.py",
        "bots/cli/runner.py",
        "bots/cli/app.py",
        "bots/cli/commands/assistants.py",
        "bots/cli/commands/webhook.py",
        "bots/cli/actions/webhook.py",
        "bots/cli/actions/assistants.py",
        "bots/cli/commands/db.py",
        "bots/cli/commands/doctor.py",
        "bots/cli/commands/guide.py",
        "bots/cli/commands/privacy.py",
        "bots/cli/commands/table_arguments.py",
        "bots/cli/commands/watches.py",
        "bots/cli/actions/verify.py",
        "bots/cli/actions/verify_badge.py",
        "bots/cli/actions/verify_file.py",
        "bots/cli/actions/packages.py",
        "bots/cli/actions/privacy.py",
        "bots/cli/actions/receipts.py",
        "bots/cli/actions/watch_badge.py",
        "bots/cli/actions/watches.py",
    },
    "httpx": {"verifier_client/prepared_get.py", "verifier_client/transport.py", "bots/http/transport.py"},
    "httpx_aiohttp": {"verifier_client/prepared_get.py", "bots/http/transport.py"},
    "jwt": {f"bots/teams/api/{name}.py" for name in ("keys", "tokens", "trust")},
    "msrest": {"bots/teams/sdk.py"},
    "anyascii": {"verifier_client/name_matching"},
    "jaconv": {"verifier_client/name_matching"},
    "lazy_loader": {
        "bots/conversation/__init__.py",
        "role_guide/__init__.py",
        "verifier_client/__init__.py",
    },
    "markdown_it": {"bots/app/public_pages.py"},
    "msgspec": {
        "bots/cli/runner.py",
        "bots/conversation",
        "bots/config/setting_values.py",
        "bots/config/settings.py",
        "bots/mcp",
        "bots/files/file_checks.py",
        "bots/notifications/cards/message_replies.py",
        "bots/notifications/message_details.py",
        "bots/storage/privacy/audit.py",
        "bots/teams/cards/welcome.py",
        "verifier_client/cache.py",
        "verifier_client/configuration.py",
        "verifier_client/models.py",
        "verifier_client/pacing/rate_limiter.py",
        "verifier_client/registries",
        "verifier_client/sandbox",
        "role_guide/catalogue/schemas.py",
        "role_guide/catalogue/toml_files.py",
    },
    "nicknames": {"verifier_client/name_matching"},
    "opentelemetry": {"bots/observability/tracing.py"},
    "pyld": {"verifier_client/badges/linked_data/expansion.py"},
    "python_calamine": {"bots/files/tables/workbooks.py"},
    "rapidfuzz": {
        "verifier_client/name_matching",
        "bots/conversation/understanding/people/word_kinds.py",
        "bots/files/tables/headings.py",
    },
    "slack_bolt": {"bots/slack"},
    "slack_sdk": {"bots/slack"},
    "standardwebhooks": {"bots/webhooks/sender.py"},
    "structlog": {"bots/observability/logs.py"},
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
