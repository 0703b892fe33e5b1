"""Imports go one way: the house is held by import-linter, here and in ``make layers``."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def test_imports_go_one_way():
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert 0 == done.returncode, done.stdout


@pytest.mark.system
def test_the_terminal_loads_no_chat_sdk():
    code = "import sys, bots.cli.actions.verify; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert not {"slack_bolt", "slack_sdk", "aiohttp", "httpx", "pydantic"} & set(loaded.split())
