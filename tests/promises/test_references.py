"""Every page and file that code, data, tests and documents name is there."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
KINDS = {".py", ".pyi", ".md", ".toml", ".yaml", ".yml", ".sh", ".service", ".bicep", ""}
FOLDERS = "bots|verifier_client|role_guide|tests|deploy|docs|findings"
PAGE = re.compile(r"(?<![\w./-])((?:(?:\.\./)*[\w-]+/)*[\w-]+\.md)\b")
FILE = re.compile(rf"(?<![\w./-])((?:{FOLDERS})/(?:[\w.-]+/)*[\w-]+\.(?:py|toml|md|sh|yaml|jsonl|txt|json|svg|png))\b")
MADE = {"deploy/config/registries.toml", "findings/NAME.sh"}  # made by whoever installs; a pattern


def tracked():
    command = [shutil.which("git"), "ls-files"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / line for line in listed.splitlines() if Path(line).suffix in KINDS and "samples" not in line]


def resolves(name, path):
    return any((base / name).exists() for base in (ROOT, path.parent, ROOT / "deploy"))


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="not a checkout")
def test_every_reference_resolves():
    lost = []
    for path in tracked():
        if not path.is_file() or path.name in {
            "test_references.py",
            "THIRD-PARTY.txt",
            "CHANGELOG.md",
            "test_scores.py",
            "test_store_criteria.py",
        }:
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        named = {*PAGE.findall(text), *FILE.findall(text)} - MADE
        lost += [f"{path.relative_to(ROOT)}: {name}" for name in named if not resolves(name, path)]

    assert [] == sorted(lost)
