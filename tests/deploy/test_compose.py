"""The compose file: hardened services, secrets as files."""

import yaml

from tests.deploy.deploy_files import DEPLOY, KEYS, NAMES, SECRETS

COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
SERVICES = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if service["image"] == "certdesk"}


def test_there_is_a_bot_on_postgresql_and_a_second_worker_for_who_asks():
    assert {"bot", "upgrade", "worker"} == set(OURS)
    assert {"worker": ["worker"]} == {name: each["profiles"] for name, each in SERVICES.items() if "profiles" in each}


def test_no_service_can_write_its_root_or_gain_rights():
    for name, service in SERVICES.items():
        assert service["read_only"], name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name


def test_every_setting_exists_and_every_secret_is_a_file():
    for name, service in OURS.items():
        given = set(service["environment"])
        assert given <= NAMES, name
        assert not given & (SECRETS | KEYS), name
        files = {value for key, value in service["environment"].items() if key.endswith("_FILE")}
        assert files == {f"/run/secrets/{secret}" for secret in service["secrets"] if secret != "teams.pem"}, name
    for name, secret in COMPOSE["secrets"].items():
        assert secret == {"file": f"secrets/{name}"}


def test_nothing_starts_before_the_tables_are_there_and_the_bot_is_reached_from_this_machine_only():
    for name in ("bot", "worker"):
        assert {
            "database": {"condition": "service_healthy"},
            "upgrade": {"condition": "service_completed_successfully"},
        } == SERVICES[name]["depends_on"]
    assert ["127.0.0.1:8080:8080"] == [port for each in SERVICES.values() for port in each.get("ports", [])]


def test_the_database_has_no_way_out():
    assert SERVICES["database"]["networks"] == ["inside"]
    assert COMPOSE["networks"]["inside"] == {"internal": True}
