"""The README is kept true by a machine: its examples run, its tables match the code, its paths exist."""

import re
import tomllib
from pathlib import Path

import pytest

from bots.cli import main
from tests.promises.readme import written_anew
from verifier_client.configuration import build

pytestmark = pytest.mark.anyio
ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def test_every_certdesk_command_is_shown():
    for name in main.commands:
        assert f"certdesk {name}" in README, name


def test_what_is_made_from_the_code_is_up_to_date():
    """Its examples, its tables: ``python -m tests.promises.readme`` runs and writes them anew."""
    assert written_anew(README) == README


def test_the_path_of_verify_leads_through_files_that_exist():
    path = README.split("## The path of `/verify`")[1].split("\n## ")[0]
    files = re.findall(r"^\d+\. `([^`]+)`", path, re.MULTILINE)

    assert len(files) >= 10
    assert [] == [name for name in files if not (ROOT / name).is_file()]


def test_links_lead_to_files():
    assert [] == [target for target in re.findall(r"\]\(([^)#]+)\)", README) if not (ROOT / target).exists()]


def test_the_example_registries_can_be_used():
    example = tomllib.loads((ROOT / "deploy/registries.example.toml").read_text(encoding="utf-8"))
    environ = {"PAI_REGISTRY_KEY": "k", "AIPA_KEY": "k"}

    names = {registry.about.name for registry in build(example["registries"], environ=environ, sandbox=False)}

    assert set(example["registries"]) == names


def test_toml_examples_can_be_used():
    for language, block in BLOCKS:
        if language == "toml":
            assert build(tomllib.loads(block)["registries"], environ={"PAI_REGISTRY_KEY": "k"}, sandbox=False)


async def test_the_python_example_runs(tmp_path, monkeypatch):
    (tmp_path / "registries.toml").write_text('[registries.pai]\npreset = "pai_by_hand"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    [example] = [block for language, block in BLOCKS if language == "python"]
    lines = ["async def example(text):", *(f"    {line}" for line in example.splitlines())]
    names = {}
    exec("\n".join(lines), names)  # noqa: S102 - our own README

    await names["example"]("AIDA-2026-1234 and CPAP-2026-8841")


def test_the_two_commands_exist():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    assert {"demo", "test", "check", "bench"} <= set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    assert "exec make check" in (ROOT / ".ci/run").read_text(encoding="utf-8")
