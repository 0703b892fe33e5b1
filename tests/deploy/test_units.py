"""The systemd units: what they name exists, and systemd itself finds no fault."""

import re
import shutil
import subprocess
import sys

import pytest

from tests.deploy.deploy_files import DEPLOY, KEYS, NAMES, SECRETS, names_in

UNITS = {path.name: path.read_text(encoding="utf-8") for path in sorted((DEPLOY / "systemd").glob("*.service"))}
WORST = 15  # tenths of systemd's exposure level; what is left is the network and the host's files


def test_every_secret_is_a_credential_and_every_setting_exists():
    for name, unit in UNITS.items():
        credentials = dict(re.findall(r"^LoadCredential=([A-Z_]+):(.+)$", unit, re.MULTILINE))
        files = dict(re.findall(r"^Environment=(\w+)_FILE=%d/(.+)$", unit, re.MULTILINE))
        assert names_in(unit) <= NAMES, name
        assert credentials.keys() <= SECRETS | KEYS, name
        assert files == {secret: secret for secret in credentials}, name
        assert set(credentials.values()) == {f"/etc/certdesk/secrets/{secret}" for secret in credentials}, name


def test_the_worker_is_the_bot_s_unit_but_for_its_command_and_port():
    bot, worker = (UNITS[name].splitlines() for name in ("certdesk.service", "certdesk-worker.service"))
    differing = [ours.partition("=")[0] for ours, theirs in zip(bot, worker, strict=True) if ours != theirs]

    assert ["Description", "Environment", "ExecStart"] == differing


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
def test_systemd_finds_no_fault_and_little_exposure(tmp_path):
    paths = [tmp_path / name for name in UNITS]
    for path in paths:
        path.write_text(UNITS[path.name].replace("/opt/certdesk/bin/certdesk", sys.executable), encoding="utf-8")

    def analyze(*arguments):
        done = subprocess.run(
            [shutil.which("systemd-analyze"), *arguments, *paths], capture_output=True, text=True, check=False
        )
        return done.returncode, done.stderr

    assert (0, "") == analyze("verify", "--man=no")
    assert (0, "") == analyze("security", "--offline=true", "--no-pager", f"--threshold={WORST}")
