"""Every page, file, class and function that code, data, tests and documents refer to is there."""

import ast
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.promises.source_files import nodes

ROOT = Path(__file__).parents[2]
KINDS = {".py", ".pyi", ".md", ".toml", ".yaml", ".yml", ".sh", ".service", ".bicep", ""}
PACKAGES = ("bots", "verifier_client", "role_guide")
SEEN = re.compile(r"\b[Ss]ee(?: the port)? ``([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)``")
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


def defined(path):
    """The full names of a module, its classes, functions, fields and constants."""
    module = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    yield module
    for node in nodes(path):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield f"{module}.{node.id}"
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{module}.{node.name}"
        if isinstance(node, ast.ClassDef):
            fields = (each.target.id for each in node.body if isinstance(each, ast.AnnAssign))
            methods = (each.name for each in node.body if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef))
            yield from (f"{module}.{node.name}.{name}" for name in (*fields, *methods))


def test_what_a_docstring_says_to_see_is_defined():
    """By a full name or the end of one, so that ``ports.Ledger`` is refused where the ledger has a file of its own."""
    paths = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    ends = {
        ".".join(parts[start:])
        for path in paths
        for parts in (name.split(".") for name in defined(path))
        for start in range(len(parts))
    }
    named = {(path, name) for path in paths for name in SEEN.findall(path.read_text(encoding="utf-8"))}

    assert len(named) > 50
    assert [] == sorted(f"{path.relative_to(ROOT)}: {name}" for path, name in named if name not in ends)
