"""Settings come from the environment, secrets from files too, and half a configuration is refused by name."""

import os
import subprocess
import sys

import pytest

from bots.config.settings import Settings, SettingsError

READ = "from bots.config.settings import Settings; print(Settings.from_env())"


@pytest.fixture(autouse=True)
def clean(monkeypatch):
    for name in [name for name in os.environ if name.startswith("CERTDESK_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def read(monkeypatch):
    """Set the environment, and tell what the settings say of it."""

    def reader(**environ):
        for name, value in environ.items():
            monkeypatch.setenv(f"CERTDESK_{name.upper()}", value)
        try:
            settings = Settings.from_env()
        except SettingsError as error:
            return f"refused: {error}"
        return f"{settings.port} {settings.slack_is_on} {settings}"

    return reader


@pytest.mark.system
def test_a_real_process_reads_its_environment():
    env = {"CERTDESK_PORT": "9000", "CERTDESK_SLACK_BOT_TOKEN": "xoxb-1", "CERTDESK_SLACK_SIGNING_SECRET": "s3cr3t"}
    shown = subprocess.run([sys.executable, "-c", READ], env=env, capture_output=True, text=True, check=True).stdout

    assert "port=9000" in shown
    assert "s3cr3t" not in shown


def test_defaults_are_safe():
    settings = Settings.from_env()

    assert ("127.0.0.1", 8080, None) == (settings.host, settings.port, settings.registries)
    assert not settings.slack_is_on


def test_the_environment_is_read(read):
    assert read(port="9000", slack_bot_token="xoxb-1", slack_signing_secret="s").startswith("9000 True")


def test_a_secret_may_stand_in_a_file_and_is_never_shown(read, tmp_path):
    path = tmp_path / "secret"
    path.write_text("very-secret\n", encoding="utf-8")
    shown = read(slack_bot_token_file=str(path), slack_signing_secret_file=str(path))

    assert "True" in shown
    assert "very-secret" not in shown


@pytest.mark.parametrize(
    ("environ", "named"),
    [
        ({"slack_bot_token": "xoxb-1"}, "CERTDESK_SLACK_SIGNING_SECRET is missing"),
        ({"slack_signing_secret": "s"}, "CERTDESK_SLACK_BOT_TOKEN is missing"),
        ({"slack_app_token": "xapp-1"}, "CERTDESK_SLACK_BOT_TOKEN is missing"),
        ({"port": "99999"}, "CERTDESK_PORT"),
        ({"port": "many"}, "CERTDESK_PORT"),
        ({"slack_bot_token_file": "/no/such/file"}, "CERTDESK_SLACK_BOT_TOKEN_FILE"),
    ],
)
def test_half_a_configuration_is_refused_with_the_name_of_the_variable(read, environ, named):
    shown = read(**environ)

    assert shown.startswith("refused:")
    assert named in shown


@pytest.mark.parametrize("name", ["slack_bot_token", "slack_signing_secret"])
def test_an_empty_secret_is_no_secret(read, name):
    """An empty signing secret would let anybody sign."""
    environ = {"slack_bot_token": "xoxb-1", "slack_signing_secret": "s"} | {name: ""}

    assert read(**environ).startswith("refused:")


def test_a_wrong_value_is_refused_in_words():
    with pytest.raises(SettingsError, match="CERTDESK_IDS_PER_PERSON"):
        Settings.from_env(ids_per_person=0)


def test_an_attempt_to_send_ends_before_its_lease():
    for lease in (5, 8, 60, 3600):
        assert Settings.from_env(lease_seconds=lease).send_patience <= min(lease / 2, 10)
