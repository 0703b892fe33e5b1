"""``certdesk verify --file badge.png``: the verdict as text and as JSON, and an exit code."""

import json

import pytest

from tests.bots.cli.test_app import run
from tests.bots.files.badge_files import TOML, baked, changed, qr_page, signed_token


@pytest.fixture
def check(tmp_path):
    table = tmp_path / "registries.toml"
    table.write_text(TOML, encoding="utf-8")

    def check(data, *more, name="badge.png"):
        (tmp_path / name).write_bytes(data)
        return run("verify", "--file", tmp_path / name, "--config", table, *more)

    return check


def test_a_badge_is_said_in_four_lines_with_the_name(check):
    result = check(baked(), "--name", "Jane Doe")

    assert 0 == result.exit_code, result.output
    assert "is active" in result.output
    assert "agrees with “Jane Doe”" in result.output


def test_a_badge_is_said_as_json(check):
    [said] = json.loads(check(baked(), "--json", "--name", "John Smith").stdout)

    assert ("found", "active", "fits", "listed", "differs") == (
        said["outcome"], said["standing"], said["proof"]["word"], said["issuer"]["word"], said["agreement"],
    )  # fmt: skip
    assert "Example Institute" == said["issuer"]["title"]


def test_the_code_on_a_page_is_a_badge_too(check):
    result = check(qr_page(signed_token()), "--details", name="certificate.pdf")

    assert 0 == result.exit_code, result.output
    assert "QR code on page 1" in result.output


def test_a_changed_badge_and_no_badge_end_otherwise(check):
    assert 1 == check(changed(), name="badge.json").exit_code
    assert 2 == check(b'{"a": 1}', name="badge.json").exit_code
    assert 1 == run("verify", "--file", "-", input=baked()).exit_code  # nobody is on the sandbox's list


def test_a_name_for_a_list_is_a_usage_error(check):
    result = check(b"AIDA-2026-1234", "--name", "Jane Doe", name="list.txt")

    assert (2, True) == (result.exit_code, "leave --name out" in result.output)
