"""README and docs are kept true by a machine: examples run, tables match the code, commands, paths and links exist."""

import json
import re
import shlex
import tomllib

import click
import pytest
from click.testing import CliRunner

from bots.cli.app import main
from bots.conversation.grammar.commands import read
from bots.conversation.model.intents import Unclear
from tests.deploy.deploy_files import KEYS, NAMES, names_in
from tests.promises.generated_docs import PAGES, ROOT, written_anew
from verifier_client import VerifierClient
from verifier_client.configuration import build

pytestmark = pytest.mark.anyio
TEXTS = {page.relative_to(ROOT).as_posix(): page.read_text(encoding="utf-8") for page in PAGES}
DOCUMENTS = "\n".join(TEXTS.values())
BLOCKS = [
    (kind, block) for _, kind, block in re.findall(r"^( *)```(\w*)\n(.*?)^\1```$", DOCUMENTS, re.MULTILINE | re.DOTALL)
]
SPANS = re.findall(r"`([^`\n]+)`", re.sub(r"^( *)```.*?^\1```$", "", DOCUMENTS, flags=re.MULTILINE | re.DOTALL))
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))


def test_every_certdesk_command_is_shown():
    for name in main.commands:
        assert f"certdesk {name}" in DOCUMENTS, name


@pytest.mark.parametrize("page", TEXTS)
def test_what_is_made_from_the_code_is_up_to_date(page):
    """Its examples, its tables: ``python -m tests.promises.generated_docs`` runs and writes them anew."""
    assert written_anew(TEXTS[page]) == TEXTS[page]


def test_the_readme_fits_its_three_readers():
    assert len(TEXTS["README.md"].splitlines()) <= 220


@pytest.mark.parametrize("heading", ["The path of `/verify`", "The path of a notice"])
def test_the_paths_lead_through_files_that_exist(heading):
    path = section(heading)
    files = re.findall(r"^\d+\. `([^`]+)`", path, re.MULTILINE)

    assert len(files) >= 9
    assert [] == [name for name in files if not (ROOT / name).is_file()]


def section(heading):
    return re.split(r"^##", DOCUMENTS.split(f"## {heading}\n")[1], maxsplit=1, flags=re.MULTILINE)[0]


def anchors(text):
    return {
        re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    }


@pytest.mark.parametrize("page", TEXTS)
def test_links_lead_to_files_and_headings(page):
    for target, heading in re.findall(r"\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)", TEXTS[page]):
        place = (ROOT / page).parent / target if target else ROOT / page
        assert place.exists(), target
        assert not heading or heading in anchors(place.read_text(encoding="utf-8")), (target, heading)


def commands():
    """Every command line of the README: the lines of its shell blocks, and what its sentences quote."""
    for kind, block in BLOCKS:
        if kind == "sh":
            yield from (line.strip() for line in block.splitlines() if line.strip())
        elif kind == "console":
            yield from (line.removeprefix("$ ") for line in block.splitlines() if line.startswith("$ "))
    yield from (span for span in SPANS if span.startswith(("certdesk ", "make ")))


def test_every_command_exists_with_the_options_that_are_shown():
    wrong = {line: why for line in commands() if (why := fault_of(line))}

    assert {} == wrong
    assert len(list(commands())) > 60


def fault_of(line):
    words = shlex.split(line.replace("…", "..."), comments=True)
    while words and "=" in words[0]:
        words = words[1:]
    match words:
        case ["make", target, *_]:
            return None if target in TARGETS else f"no target {target}"
        case ["export", setting]:
            return None if "=" in setting else "no value"
        case ["certdesk", *rest]:
            return _unknown_to_click(rest)
        case _:
            return "neither make nor certdesk"


def _unknown_to_click(words):
    command = main
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        if words[0] not in command.commands:
            return f"no command {words[0]}"
        command, words = command.commands[words[0]], words[1:]
    known = {"--help", "-h"} | {option for each in command.params for option in (*each.opts, *each.secondary_opts)}
    if command is main:
        known |= {"--version"}
    strange = [word for word in words if word.startswith("--") and word.partition("=")[0] not in known]
    return f"no option {strange[0]}" if strange else None


def test_every_setting_and_file_that_is_named_exists():
    assert set() == names_in(DOCUMENTS) - NAMES - KEYS
    places = [span for span in SPANS if re.fullmatch(r"(bots|tests|deploy|role_guide|verifier_client)/[\w./-]*", span)]

    assert len(places) > 25
    assert [] == [place for place in places if not (ROOT / place).exists()]


def test_what_one_types_in_chat_is_understood():
    [talk] = [block for kind, block in BLOCKS if not kind]
    verifier = VerifierClient.from_config(None)
    lines = [re.split(r" {3,}", line)[0] for line in talk.splitlines()]
    lines += [line for line in SPANS if line.split()[0] in {"notify", "unwatch", "claim"} and line != "notify"]

    assert [] == [line for line in lines if isinstance(read(line, verifier), Unclear)]
    assert len(lines) > 8


def test_what_one_should_see_is_what_is_said(tmp_path):
    """The manifests, and the sentences that the doctor and the server say (their own tests see them said)."""
    run = CliRunner().invoke
    assert json.loads(run(main, ["manifest", "slack", "--socket"]).stdout)["settings"]["socket_mode_enabled"]
    app_id, package = "5f0c2a8e-0000-4000-8000-000000000001", tmp_path / "certdesk-teams.zip"
    made = run(main, ["manifest", "teams", "--app-id", app_id, "--url", "https://certdesk.test", "--out", str(package)])
    [upload] = [span for span in SPANS if span.startswith("certdesk-teams.zip:")]
    assert made.stdout.splitlines()[0].endswith(upload)
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "bots").rglob("*.py"))
    seen = [line.strip() for _, block in BLOCKS for line in block.splitlines() if line.strip().startswith("OK  ")]
    for line in seen:
        sentence = line.partition(": ")[2]
        assert sentence.partition(" https://")[0] in source, line
    assert len(seen) >= 4
    assert "f\"Certdesk listens on http://{settings.host}:{port} ({', '.join(doing)}).\"" in source


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
    assert {"demo", "test", "check", "bench"} <= TARGETS
    assert re.search(r"^(exec )?make check$", (ROOT / ".ci/run").read_text(encoding="utf-8"), re.MULTILINE)
