"""The child process, started as the bot starts it: what it may not do, and where it reads nothing."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
HEADING = json.dumps({"name": "ids.txt", "badge_hosts": []}).encode() + b"\n"


def python(code, *arguments, given=b""):
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, input=given, capture_output=True, check=False, timeout=60)


@pytest.mark.parametrize(
    "change",
    [
        "open(sys.argv[1], 'w')", "open(sys.argv[1], 'r+b')", "os.open(sys.argv[1], os.O_WRONLY | os.O_TRUNC)",
        "os.truncate(sys.argv[1], 0)", "os.remove(sys.argv[1])", "os.rename(sys.argv[1], sys.argv[1] + '2')",
        "os.chmod(sys.argv[1], 0)", "pathlib.Path(sys.argv[1]).unlink()", "open(sys.argv[1] + '2', 'x')",
    ],
)  # fmt: skip
def test_reading_a_file_empties_renames_and_deletes_none(tmp_path, change):
    victim = tmp_path / "kept.txt"
    victim.write_text("kept", encoding="utf-8")
    done = python(
        "import os, pathlib, sys\nfrom bots.files.worker_process import limit_resources\n"
        f"assert limit_resources()\nassert open(sys.argv[1]).read() == 'kept'\n{change}",
        victim,
    )

    assert b"PermissionError: Reading a file changes none." in done.stderr
    assert [("kept.txt", "kept")] == [(each.name, each.read_text(encoding="utf-8")) for each in tmp_path.iterdir()]


def test_where_the_system_has_no_limits_no_file_is_read():
    child = "import runpy, sys\n{}\nrunpy.run_module('bots.files.worker_process', run_name='__main__')"
    file = HEADING + b"AIDA-2026-1234"
    [without] = python(child.format("sys.modules['resource'] = None"), given=file).stdout.splitlines()
    with_limits = python(child.format(""), given=file)

    assert {"refused": "no_limits"} == json.loads(without)
    assert "AIDA-2026-1234" in [json.loads(line).get("id") for line in with_limits.stdout.splitlines()]
