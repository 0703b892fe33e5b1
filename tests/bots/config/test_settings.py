"""Settings come from the environment, secrets from files too, and half a configuration is refused by name."""

import os
import subprocess
import sys

import pytest

from bots.config.secret import Secret
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


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("port", "many", "Input should be a valid integer, unable to parse string as an integer"),
        ("port", "9.5", "Input should be a valid integer, unable to parse string as an integer"),
        ("port", "-1", "Input should be greater than or equal to 0"),
        ("port", "99999", "Input should be less than or equal to 65535"),
        ("lease_seconds", "soon", "Input should be a valid number, unable to parse string as a number"),
        ("lease_seconds", "1", "Input should be greater than or equal to 5"),
        ("lease_seconds", "inf", "Input should be less than or equal to 3600"),
        ("rounds", "maybe", "Input should be a valid boolean, unable to interpret input"),
        ("webhook_name", "x" * 31, "String should have at most 30 characters"),
        ("log_format", "xml", "Input should be 'text' or 'json'"),
        ("log_level", "info", "Input should be 'DEBUG', 'INFO', 'WARNING' or 'ERROR'"),
    ],
)
def test_what_is_wrong_with_a_value_is_said_in_words_and_without_the_value(read, name, value, said):
    assert f"refused: CERTDESK_{name.upper()}: {said}" == read(**{name: value})


def test_the_first_wrong_setting_in_the_order_of_the_table_is_named(read):
    assert read(ids_per_file="0", port="many").startswith("refused: CERTDESK_PORT: ")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"webhook_name": ""}, "CERTDESK_WEBHOOK_NAME: String should have at least 1 character"),
        ({"host": 5}, "CERTDESK_HOST: Input should be a valid string"),
        ({"registries": 5}, "CERTDESK_REGISTRIES: Input should be a valid string"),
        ({"receipt_key": 5}, "CERTDESK_RECEIPT_KEY: Input should be a valid string"),
    ],
)
def test_what_is_given_is_checked_too(wrong, said):
    with pytest.raises(SettingsError) as refused:
        Settings.from_env(**wrong)

    assert said == str(refused.value)


@pytest.mark.parametrize("written", ["true", "TRUE", "t", "1", "yes", "y", "On"])
def test_a_flag_may_be_written_in_words(read, written):
    assert "mcp=True" in read(mcp=written)


@pytest.mark.parametrize("written", ["false", "False", "f", "0", "no", "n", "OFF"])
def test_so_may_its_absence(read, written):
    assert "rounds=False" in read(rounds=written)


@pytest.mark.parametrize("written", ["9000", " 9000 ", "9_000", "9000.0"])
def test_a_number_may_be_written_as_people_write_it(read, written):
    assert read(port=written).startswith("9000 ")


def test_names_of_variables_may_be_in_small_letters(monkeypatch):
    monkeypatch.setenv("certdesk_port", "9000")

    assert 9000 == Settings.from_env().port


def test_what_is_empty_is_not_set(read):
    assert read(port="", receipt_key="").startswith("8080 ")


def test_what_is_given_goes_before_the_environment_and_that_before_a_file(monkeypatch, tmp_path):
    path = tmp_path / "secret"
    path.write_text("of the file\n", encoding="utf-8")
    monkeypatch.setenv("CERTDESK_RECEIPT_KEY_FILE", str(path))
    monkeypatch.setenv("CERTDESK_PORT", "9000")
    of_the_file = Settings.from_env(port=9001)
    monkeypatch.setenv("CERTDESK_RECEIPT_KEY", "of the environment")
    of_the_environment = Settings.from_env()

    assert (9001, Secret("of the file")) == (of_the_file.port, of_the_file.receipt_key)
    assert (9000, Secret("of the environment")) == (of_the_environment.port, of_the_environment.receipt_key)


def test_a_secret_is_equal_to_itself_alone_and_a_row_of_stars_to_who_looks():
    secret = Secret("s3cr3t")

    assert {secret} == {Secret("s3cr3t")}
    assert secret not in {Secret("other"), "s3cr3t"}
    assert "********** Secret('**********')" == f"{secret} {secret!r}"


def test_settings_do_not_change():
    with pytest.raises(AttributeError):
        Settings.from_env().port = 9000


def test_an_attempt_to_send_ends_before_its_lease():
    for lease in (5, 8, 60, 3600):
        assert Settings.from_env(lease_seconds=lease).send_patience <= min(lease / 2, 10)
