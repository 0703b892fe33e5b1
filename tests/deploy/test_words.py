"""What `deploy/` says exists: commands, settings, doors, files."""

import re

import click
import yaml

from bots.cli.app import main
from bots.notifications.message_details import AlarmKind
from tests.deploy.deploy_files import AZURE_S, DEPLOY, KEYS, NAMES, ROOT, SECRETS, names_in, texts

RUNBOOK = (DEPLOY / "RUNBOOK.md").read_text(encoding="utf-8")
PEOPLE_SEE = ("RUNBOOK.md", "README.md")


def test_every_setting_named_exists():
    """With `_FILE` behind it, if it is a secret."""
    assert {} == {name: wrong for name, text in texts() if (wrong := names_in(text) - NAMES)}


def test_every_secret_is_in_every_list_of_secrets():
    """What is missing in a list cannot be set there at all, as the units and containers see nothing else."""
    secrets = SECRETS - AZURE_S | KEYS
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]
    lists = {name: set(service["secrets"]) for name, service in services.items() if service["image"] == "certdesk"}
    for path in (DEPLOY / "systemd").glob("*.service"):
        lists[path.name] = set(re.findall(r"^LoadCredential=([^:]+):", path.read_text(encoding="utf-8"), re.MULTILINE))
    for at, words in enumerate(re.findall(r"touch ((?:\\\n|[^'`\n])+)", RUNBOOK)):
        lists[f"runbook {at}"] = {*re.findall(r"[\w.]+", words), "CERTDESK_DATABASE_URL"}  # which is filled in apart
    rotated = names_in(RUNBOOK.partition("## Rotate secrets")[2].partition("\n## ")[0])

    assert 7 == len(lists)
    assert {} == {name: secrets ^ given for name, given in lists.items() if given != secrets | {"teams.pem"}}
    assert set() == SECRETS - rotated


def commands_in(text):
    """Return the words after `certdesk` of everything shown as code."""
    code = re.findall(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL) + re.findall(r"`([^`\n]+)`", text)
    for part in code:
        for line in part.replace("\\\n", "").splitlines():
            before = r"(?:\S*=\S* |sudo |-E |-u certdesk |/opt/certdesk/bin/)*"
            yield from re.findall(rf"^{before}certdesk ((?:[a-z-]+ ?)+)", line.strip())


def started():
    """Return what the units, the compose file and the chart start."""
    for path in sorted((DEPLOY / "systemd").glob("*.service")):
        yield from re.findall(r"^ExecStart(?:Pre)?=\S+/certdesk (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]
    yield from (" ".join(each["command"]) for each in services.values() if "command" in each)
    chart = "".join(path.read_text(encoding="utf-8") for path in (DEPLOY / "helm/certdesk/templates").iterdir())
    yield from re.findall(r'"args" "(\w+)"', chart)
    yield from (found.replace(",", "") for found in re.findall(r"args: \[([a-z, ]+)\]", chart))


def test_every_command_named_or_started_exists():
    named = {words.strip() for name in PEOPLE_SEE for words in commands_in((DEPLOY / name).read_text(encoding="utf-8"))}

    assert {"db upgrade", "serve", "worker"} == set(started())
    assert {"db copy-from", "db upgrade", "forget", "manifest slack", "manifest teams"} <= named
    assert [] == sorted(words for words in named | set(started()) if not is_command(words))


def is_command(words):
    command = main
    for word in words.split():
        if not isinstance(command, click.Group):
            return bool(command.params)
        if word not in command.commands:
            return False
        command = command.commands[word]
    return True


def test_links_lead_to_files_and_headings():
    for name in PEOPLE_SEE:
        for target, heading in re.findall(r"\]\(([^)#]+)(?:#([^)]+))?\)", (DEPLOY / name).read_text(encoding="utf-8")):
            path = DEPLOY / target
            assert path.exists(), target
            assert not heading or f"# {heading}" in path.read_text(encoding="utf-8").lower(), heading


def test_every_alarm_is_explained():
    assert [] == [kind for kind in AlarmKind if kind is not AlarmKind.WELL_AGAIN and f"| `{kind}` |" not in RUNBOOK]


def test_every_metric_named_exists_and_every_one_is_explained():
    shown = set(
        re.findall(r'"(certdesk_[a-z_]+)"', (ROOT / "bots/observability/metrics.py").read_text(encoding="utf-8"))
    )

    assert shown == {name for _, text in texts() for name in re.findall(r"\bcertdesk_[a-z_]+\b", text)}


def test_the_doors_that_a_proxy_opens_are_those_of_the_surfaces():
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "bots").rglob("*.py"))
    for door in ("/slack/events", "/api/messages", "/healthz", "/readyz", "/metrics"):
        assert f'"{door}"' in code, door
        assert f"{door}`" in RUNBOOK, door
    assert "/api/messages'" in (DEPLOY / "azure/bot.bicep").read_text(encoding="utf-8")
