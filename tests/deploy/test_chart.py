"""
The Helm chart, rendered by Helm itself where it is found.

Helm is no part of the locked requirements: put `helm` on the path, or take its engine as a wheel with
`.venv/bin/pip install helm-python-sdk`. Without either only what needs no rendering is checked.
"""

import importlib.util
import json
import re
import shutil
import subprocess
import tomllib

import pytest
import yaml
from jsonschema import Draft7Validator

from tests.deploy.deploy_files import DEPLOY, ROOT, SECRETS, SETTINGS

CHART = DEPLOY / "helm/certdesk"
SCHEMA = json.loads((CHART / "values.schema.json").read_text(encoding="utf-8"))
TEMPLATES = {path.name: path.read_text(encoding="utf-8") for path in sorted((CHART / "templates").iterdir())}
SET_BY_THE_CHART = {"CERTDESK_HOST", "CERTDESK_PORT", "CERTDESK_REGISTRIES", "CERTDESK_ROUNDS"}
NEVER_IN_A_CLUSTER = {"CERTDESK_TEAMS_ALLOW_ANONYMOUS"}
ROLES = ("web", "worker")
HELM = shutil.which("helm")
ENGINE = importlib.util.find_spec("helm_python")
rendering = pytest.mark.skipif(not HELM and not ENGINE, reason="neither helm nor helm-python-sdk: nothing is rendered")

LEAST = {"image": {"repository": "registry.example.org/certdesk"}, "secret": {"name": "certdesk"}}
SOMEBODY = [{"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "somebody"}}}]
MOST = {
    "image": {"repository": "registry.example.org/certdesk", "digest": f"sha256:{'a' * 64}"},
    "imagePullSecrets": [{"name": "pull"}],
    "ingress": {"enabled": True, "className": "nginx", "host": "certdesk.example.org", "tlsSecret": "certdesk-tls"},
    "networkPolicy": {"webFrom": SOMEBODY, "metricsFrom": SOMEBODY, "database": SOMEBODY},
    "podAnnotations": {"a": "b"},
    "podLabels": {"c": "d"},
    "nodeSelector": {"kubernetes.io/os": "linux"},
    "tolerations": [{"operator": "Exists"}],
    "registries": '[registries.pai]\npreset = "pai"\nkey_env = "PAI_REGISTRY_KEY"\n',
    "secret": {"name": "certdesk", "settings": ["CERTDESK_DATABASE_URL"], "registryKeys": ["PAI_REGISTRY_KEY"]},
    "serviceMonitor": {"enabled": True, "labels": {"release": "prometheus"}},
    "settings": {"CERTDESK_TEAMS_APP_ID": "5f0c2a8e", "CERTDESK_TEAMS_MANAGED_IDENTITY": True},
    "web": {"autoscaling": {"enabled": False}},
}
REFUSED = {
    "no image": {"secret": LEAST["secret"]},
    "no secret": {"image": LEAST["image"]},
    "a setting that does not exist": LEAST | {"settings": {"CERTDESK_TEAMS_APPID": "x"}},
    "a secret among the settings": LEAST | {"settings": {"CERTDESK_SLACK_BOT_TOKEN": "xoxb"}},
    "no database": LEAST | {"secret": {"name": "certdesk", "settings": ["CERTDESK_SLACK_BOT_TOKEN"]}},
    "a door without a certificate": LEAST | {"ingress": {"enabled": True, "host": "certdesk.example.org"}},
}


def rendered(values, tmp_path):
    """Return the documents by kind and name; raises ``ValueError`` when Helm refuses."""
    if HELM:
        path = tmp_path / "values.json"
        path.write_text(json.dumps(values), encoding="utf-8")
        command = [HELM, "template", "certdesk", CHART, "--values", path]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise ValueError(done.stderr)
        text = done.stdout
    else:
        text = "\n---\n".join(_by_engine(values))
    documents = [each for each in yaml.safe_load_all(text) if each]
    return {(each["kind"], each["metadata"]["name"]): each for each in documents}


def _by_engine(values):
    import helm_python

    try:
        with helm_python.Chart.load(CHART) as chart:
            files = chart.render(values, name="certdesk")
    except helm_python.HelmError as error:
        raise ValueError(str(error)) from error
    return [text for name, text in files.items() if name.endswith(".yaml")]


def test_the_values_schema_knows_every_setting_and_no_other():
    """After adding a setting, add it to `values.schema.json`: to `settings`, or to `secret` if it is one."""
    properties = SCHEMA["properties"]

    assert SETTINGS - SECRETS - SET_BY_THE_CHART - NEVER_IN_A_CLUSTER == set(
        properties["settings"]["propertyNames"]["enum"]
    )
    assert set(properties["secret"]["properties"]["settings"]["items"]["enum"]) == SECRETS


def test_the_schema_takes_what_can_run_and_refuses_what_cannot():
    Draft7Validator.check_schema(SCHEMA)
    defaults = yaml.safe_load((CHART / "values.yaml").read_text(encoding="utf-8"))

    def faults(values):
        merged = {
            key: defaults[key] | values.get(key, {})
            if isinstance(defaults[key], dict)
            else values.get(key, defaults[key])
            for key in defaults
        }
        return [error.message for error in Draft7Validator(SCHEMA).iter_errors(merged)]

    assert set(defaults) | {"global"} == set(SCHEMA["properties"])
    assert [] == faults(LEAST)
    assert [] == faults(MOST)
    assert [] == [name for name, values in REFUSED.items() if not faults(values)]


def test_the_chart_is_of_this_version():
    chart = yaml.safe_load((CHART / "Chart.yaml").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert {project["version"]} == {chart["version"], chart["appVersion"]}


def test_templates_close_what_they_open_and_use_only_values_that_exist():
    defaults = yaml.safe_load((CHART / "values.yaml").read_text(encoding="utf-8"))
    for name, text in TEMPLATES.items():
        words = re.findall(r"\{\{-?\s*(if|with|range|define|end)\b", text)
        assert len(words) == 2 * words.count("end"), name
        for path in re.findall(r"(?:\$|\s|\()\.?[Vv]alues\.(\w+(?:\.\w+)*)", text):
            found = defaults
            for part in path.split("."):
                assert part in found, f"{name}: {path}"
                found = found[part]


@rendering
def test_two_roles_run_without_rights_and_upgrade_first(tmp_path):
    for values in (LEAST, MOST):
        documents = rendered(values, tmp_path)
        roles = {
            name: each["spec"]["template"]["spec"] for (kind, name), each in documents.items() if kind == "Deployment"
        }
        assert {"certdesk-web": ["serve"], "certdesk-worker": ["worker"]} == {
            name: pod["containers"][0]["args"] for name, pod in roles.items()
        }
        for pod in roles.values():
            assert [["db", "upgrade"]] == [each["args"] for each in pod["initContainers"]]
            assert pod["automountServiceAccountToken"] is False
            assert pod["securityContext"]["runAsNonRoot"]
            assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
            assert ("/healthz", "/readyz") == tuple(
                pod["containers"][0][probe]["httpGet"]["path"] for probe in ("livenessProbe", "readinessProbe")
            )
            for container in (*pod["initContainers"], *pod["containers"]):
                assert container["securityContext"] == {
                    "allowPrivilegeEscalation": False,
                    "readOnlyRootFilesystem": True,
                    "capabilities": {"drop": ["ALL"]},
                }


@rendering
def test_secrets_are_files_and_the_rest_is_where_it_was_put(tmp_path):
    documents = rendered(MOST, tmp_path)
    web, worker = (documents["Deployment", f"certdesk-{role}"]["spec"]["template"]["spec"] for role in ROLES)
    talking, watching = ({each["name"]: each["value"] for each in pod["containers"][0]["env"]} for pod in (web, worker))

    assert talking == watching | {"CERTDESK_ROUNDS": "false"}
    assert watching == {
        "CERTDESK_HOST": "0.0.0.0",
        "CERTDESK_PORT": "8080",
        "CERTDESK_REGISTRIES": "/etc/certdesk/registries.toml",
        "CERTDESK_DATABASE_URL_FILE": "/run/secrets/certdesk/CERTDESK_DATABASE_URL",
        "CERTDESK_TEAMS_APP_ID": "5f0c2a8e",
        "CERTDESK_TEAMS_MANAGED_IDENTITY": "true",
        "PAI_REGISTRY_KEY_FILE": "/run/secrets/certdesk/PAI_REGISTRY_KEY",
    }
    assert web["containers"][0]["image"].endswith(f"@sha256:{'a' * 64}")


@rendering
def test_every_selector_meets_its_pods_and_only_the_surfaces_doors_are_outside(tmp_path):
    documents = rendered(MOST, tmp_path)
    pods = {
        name: each["spec"]["template"]["metadata"]["labels"]
        for (kind, name), each in documents.items()
        if kind == "Deployment"
    }
    for (kind, name), each in documents.items():
        chosen = each.get("spec", {}).get("podSelector") or each.get("spec", {}).get("selector")
        if chosen and kind != "ServiceMonitor":
            wanted = chosen.get("matchLabels", chosen).items()
            assert [name] == [pod for pod, labels in pods.items() if wanted <= labels.items()], kind
    [rule] = documents["Ingress", "certdesk"]["spec"]["rules"]
    doors = ["/slack/events", "/slack/install", "/slack/oauth", "/api/messages", "/mcp"]
    assert doors == [path["path"] for path in rule["http"]["paths"]]
    kinds = {kind for kind, _ in documents}
    assert {"NetworkPolicy", "PodDisruptionBudget", "ServiceMonitor", "ConfigMap"} < kinds
    assert "HorizontalPodAutoscaler" not in kinds
    assert ("HorizontalPodAutoscaler", "certdesk-web") in rendered(LEAST, tmp_path)


@rendering
def test_helm_refuses_what_cannot_run(tmp_path):
    unseen = LEAST | {"serviceMonitor": {"enabled": True}}
    for name, values in (REFUSED | {"metrics that nobody may read": unseen}).items():
        with pytest.raises(ValueError, match=r"specifications of the schema|metricsFrom"):
            pytest.fail(f"{name}: {rendered(values, tmp_path)}")
