"""Tokens from the terminal: for whom they may be, and what of them is said and written down."""

import json

import pytest
from click.testing import CliRunner

from bots.cli.app import main
from tests.bots.storage.databases import fresh

WHO = "slack:T024BE7LD:U02A7B9CD"


@pytest.fixture
def certdesk(tmp_path):
    runner = CliRunner(env={"CERTDESK_DATABASE_URL": fresh(tmp_path)})
    return lambda *words: runner.invoke(main, list(words))


@pytest.mark.parametrize("person", ["ada", "slack:T1", "slack:T1:", ":T1:U1", "slack:T1:U1 U2", "::"])
def test_a_token_is_for_a_chat_identity(certdesk, person):
    done = certdesk("token", "create", person)

    assert (2, "") == (done.exit_code, done.stdout)
    assert "no chat identity" in done.stderr


def test_a_secret_is_shown_once_and_a_token_ends(certdesk):
    made = certdesk("token", "create", "teams:tenant:29:a:b", "--days", "1")
    certdesk("token", "create", WHO)
    listed = certdesk("token", "list").stdout
    gone = certdesk("token", "revoke", "2")
    again = certdesk("token", "revoke", "2")

    assert made.stdout.startswith("certdesk_")
    assert 1 == len(made.stdout.splitlines())
    assert ["Token 1 for teams:tenant:29:a:b", f"Token 2 for {WHO}"] == [
        line.partition(",")[0] for line in listed.splitlines()
    ]
    assert made.stdout.strip() not in listed
    assert (0, 1) == (gone.exit_code, again.exit_code)
    assert "There is no token 2." in again.stdout


def test_who_makes_and_revokes_is_in_the_audit_and_for_whom_is_not(certdesk):
    certdesk("token", "create", WHO)
    certdesk("token", "revoke", "1")
    lines = certdesk("audit", "export", "--since", "2020-01-01", "--jsonl").stdout

    told = [(each["deed"], each["outcome"]) for each in map(json.loads, lines.splitlines())]
    assert [("token create", "token 1"), ("token revoke", "token 1")] == told[:2]
    assert "U02A7B9CD" not in lines
