"""What is logged reads well, and holds nothing that must not leave the process."""

import io
import json
import logging
import sys

import pytest

from bots.observability.logs import handler_for, set_up, without_secrets
from tests.log_guard import LogGuard, kept_loggers, restore_loggers


def record(name, said, *arguments, error=None):
    info = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord(name, logging.ERROR, "here.py", 7, said, arguments, info)


def written(form, *records):
    stream = io.StringIO()
    handler = handler_for(form, stream)
    for each in records:
        handler.handle(each)
    return stream.getvalue()


def failed():
    holder = "Jane Doe"
    try:
        try:
            raise KeyError(holder)
        except KeyError as error:
            raise ValueError(f"no certificate of {holder}") from error
    except ValueError as error:
        return error


def test_people_get_a_line_and_collectors_an_object():
    said = record("bots.app.server", "%d answers were not finished", 2)
    text, line = written("text", said), json.loads(written("json", said))

    assert text.endswith("Z error    bots.app.server: 2 answers were not finished\n")
    assert ("error", "bots.app.server", "2 answers were not finished") == (line["level"], line["logger"], line["event"])
    assert ["at", "level", "logger", "event"] == list(line)


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_traceback_says_where_and_of_which_kind_and_nothing_else(form):
    found = written(form, record("asyncio", "Task exception\nfuture: <ValueError('Jane Doe')>", error=failed()))

    assert [] == [word for word in ("Jane", "certificate of") if word in found]
    for expected in ("Task exception", "ValueError", "KeyError", "test_logs.py:", "in failed"):
        assert expected in found


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("sent with xoxb-12-abcDEF now", "sent with [cut] now"),
        ("Authorization: Bearer abc.def", "Authorization: [cut]"),
        ("a token eyJhbGciOi.eyJzdWIi.c2ln ends", "a token [cut] ends"),
        ("https://hooks.slack.com/commands/T1/2/x9 failed", "https://hooks.slack.com/[cut] failed"),
        ("postgresql://certdesk:pass@db:5432/certdesk is down", "postgresql://db:5432/certdesk is down"),
        ("v0=" + "a1" * 32, "v0=[cut]"),
        ("the Slack app's token was revoked", "the Slack app's token was revoked"),
        (
            "sqlite:////var/lib/certdesk/certdesk.db cannot be used",
            "sqlite:////var/lib/certdesk/certdesk.db cannot be used",
        ),
    ],
)
def test_what_looks_like_a_secret_is_cut(said, kept):
    assert kept == without_secrets(said)


def test_a_page_long_message_is_cut():
    assert 600 > len(written("text", record("bots.app.server", "word " * 1000)))


def test_the_suite_s_guard_finds_a_name_and_a_token():
    guard = LogGuard()
    for each in (
        record("bots.app.server", "asked about %s", "Jane Doe"),
        record("aiohttp.server", "Error", error=failed()),
        record("slack_sdk", "with xoxb-1"),
        record("bots.app.server", "nothing to see"),
    ):
        guard.handle(each)

    assert (4, 3) == (guard.received, len(guard.violations))
    assert "bots.app.server (here.py:7) logged 'Jane Doe'" == guard.violations[0]


@pytest.mark.parametrize("level", ["WARNING", "ERROR"])
def test_the_suite_s_guard_reads_on_after_the_logs_were_set_up(log_guard, level):
    before, handlers = kept_loggers(), logging.getLogger().handlers[:]
    set_up("json", level, stream=io.StringIO())
    logging.getLogger("bots.app").error("nobody reads this")
    deaf = log_guard not in logging.getLogger().handlers
    restore_loggers(before)
    received = log_guard.received
    logging.getLogger("bots.app").debug("read again")

    assert (True, received + 1, handlers) == (deaf, log_guard.received, logging.getLogger().handlers)


@pytest.mark.system
def test_libraries_speak_from_warnings_on_and_through_one_writer():
    """In a process of its own, as it changes what all share."""
    import subprocess

    script = (
        "import logging, warnings; from bots.observability.logs import set_up; set_up('json', 'INFO');"
        "logging.getLogger('aiosqlite').info('no'); logging.getLogger('dbos').warning('yes');"
        "logging.getLogger('bots.x').info('yes'); logging.getLogger('bots.x').debug('no'); warnings.warn('yes')"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert ["dbos", "bots.x", "py.warnings"] == [line["logger"] for line in lines]
