"""``certdesk verify --file``: a file in, the answer and its export out, in the file's order."""

import csv
import json
import signal
import socket
import subprocess
import sys

import pytest

from bots.files.export import COLUMNS, escape_formula
from tests.bots.cli.test_app import CERTDESK, run

LINES = ["name,id", "=1+1,CPAP-2026-6660", "Jane Doe,AIDA-2026-1234", ",AIDA-2026-0404"]


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("\n".join(LINES), encoding="utf-8")
    return path


def test_a_file_is_answered_and_exported_in_its_order_with_no_formula(file, tmp_path):
    out, lines = tmp_path / "out.csv", tmp_path / "out.jsonl"
    result = run("verify", "--file", file, "--csv", out, "--jsonl", lines, "--json")
    said = json.loads(result.stdout)
    rows = list(csv.DictReader(out.read_text(encoding="utf-8-sig").splitlines()))

    assert 1 == result.exit_code
    assert ["CPAP-2026-6660", "AIDA-2026-1234", "AIDA-2026-0404"] == [each["id"] for each in said]
    assert [None, "Jane Doe", None] == [each["name_asked"] for each in said]
    assert "line 2: “=1+1” is not read as a name" in result.stderr
    assert [
        ("", "found", "revoked", ""),
        ("Jane Doe", "found", "active", "agrees"),
        ("", "not_found", "", ""),
    ] == [(row["name_asked"], row["outcome"], row["standing"], row["agreement"]) for row in rows]
    assert [list(COLUMNS)] * 3 == [list(json.loads(line)) for line in lines.read_text(encoding="utf-8").splitlines()]
    assert not set(COLUMNS) & {"score", "rank", "rating"}


def test_what_a_column_is_can_be_said(tmp_path):
    table = tmp_path / "people.csv"
    table.write_text("Zed,ID\nJane Doe,AIDA-2026-1234\n", encoding="utf-8")

    assert "No column with names was found" in run("verify", "--file", table).stdout
    assert "agrees with “Jane Doe”" in run("verify", "--file", table, "--column", "A=name").stdout
    assert 2 == run("verify", "AIDA-2026-1234", "--column", "Who=name").exit_code


def test_every_beginning_of_a_formula_is_defused():
    assert ["'=x", "'+x", "'-x", "'@x", "'\tx", "'\rx", "'\nx", "'＝x", "x=", ""] == [
        *map(escape_formula, ["=x", "+x", "-x", "@x", "\tx", "\rx", "\nx", "＝x", "x=", ""])
    ]


def test_what_cannot_be_is_a_usage_error_with_its_reason(file, tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 nothing")
    for arguments, reason in (
        (["--file", tmp_path / "a.pdf"], "damaged"),
        (["--file", file, "AIDA-2026-1234"], "leave IDS out"),
        (["--file", file, "--on", "soon"], "not a day"),
        (["AIDA-2026-1234", "--csv", tmp_path / "x"], "give one with --file"),
    ):
        result = run("verify", *arguments)

        assert (2, True) == (result.exit_code, reason in result.output), result.output


@pytest.mark.system
@pytest.mark.skipif(sys.platform == "win32", reason="signals differ")
def test_ctrl_c_ends_with_what_was_done_so_far(file, tmp_path):
    """The registry takes the call, and answers when nobody waits any more."""
    config, out = tmp_path / "registries.toml", tmp_path / "out.csv"
    file.write_text("id\nAIDA-2026-1234\n", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as registry:
        config.write_text(SILENT.format(*registry.getsockname()), encoding="utf-8")
        command = [CERTDESK, "verify", "--file", file, "--config", config, "--csv", out]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            called, _ = registry.accept()
            process.send_signal(signal.SIGINT)
            said = process.stdout.readline()
            called.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
            process.communicate(timeout=10)
            called.close()

    assert said.startswith(b"Stopped: the certificate was not asked about")
    assert 130 == process.returncode
    assert "AIDA-2026-1234,,row 2,not_asked," in out.read_text(encoding="utf-8-sig")


SILENT = """
[registries.pai]
preset = "pai"
base_url = "http://{}:{}"
"""
