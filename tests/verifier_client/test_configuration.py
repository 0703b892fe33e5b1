"""The registries' file: what is wrong is said with file, registry and key; hosts and keys come from nowhere else."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.verifier_client.factories import HOST, ID, PAI
from tests.verifier_client.parsed_tables import made
from verifier_client import CertificateId, Misconfigured, Policy, SystemClock, VerifierClient, key_variables
from verifier_client.configuration import build, load, preset_names
from verifier_client.id_extraction.identifiers import IdKind
from verifier_client.pacing.rate_limiter import Rate
from verifier_client.registries import ByHandRegistry
from verifier_client.registries.presets import TABLES
from verifier_client.sandbox import SandboxTransport
from verifier_client.sandbox.register import PARSED

EXAMPLE = Path(__file__).parents[2] / "deploy" / "registries.example.toml"
KEY = "pai_live_0123456789"

FULL = """
[registries.pai]
preset = "pai"
base_url = "https://registry.productionai.example"
key_env = "PAI_KEY"
rate = { requests = 120, seconds = 60, burst = 30 }
otherwise = "pai_page"

[registries.pai_page]
preset = "pai_by_hand"
ids = []

[registries.aipa]
preset = "aipa"
key_env = "AIPA_KEY"

[registries.pecb]
preset = "pecb"

[registries.artiba]
preset = "artiba"

[registries.certnexus]
preset = "certnexus"

[registries.credly]
preset = "credly"
[registries.credly.classes."https://api.credly.com/v1/obi/v2/badge_classes/1"]
code = "AIF"
title = "AI Fundamentals"
issuer = "Linux Foundation"

[registries.badges]
preset = "badgr"
base_url = "https://badges.example"

[registries.inhouse]
kind = "json"
title = "In-house academy"
ids = []
base_url = "http://127.0.0.1:9000/registry"
path = "/lookup?number={id}"
dates = "datetime"
not_found = [404, 410]
key_env = "INHOUSE_KEY"
key_header = "X-Api-Key"
key_prefix = ""
fields = { id = "data.number", status = "data.state", holder = "data.person.name" }
statuses = { GOOD = "valid", GONE = "revoked" }
"""
ENVIRON = {"PAI_KEY": KEY, "AIPA_KEY": "aipa_live_1", "INHOUSE_KEY": " spaced \n"}


def built(environ=None, **changes):
    return build({"pai": {**PAI, **changes}}, environ=environ or {}, sandbox=False)


def fault(environ=None, **changes):
    with pytest.raises(Misconfigured) as error:
        built(environ, **changes)
    return str(error.value)


def test_a_full_file_becomes_one_adapter_for_each_table():
    registries = {r.about.name: r for r in build(tomllib.loads(FULL)["registries"], environ=ENVIRON, sandbox=False)}

    assert ["aipa", "artiba", "badges", "certnexus", "credly", "inhouse", "pai", "pai_page", "pecb"] == sorted(
        registries
    )
    assert Rate(120, 60.0, 30) == registries["pai"].about.rate
    assert Rate(60, 60.0, 20) == registries["aipa"].about.rate
    assert {"badges.example"} == registries["badges"].about.badge_hosts
    assert isinstance(registries["pecb"], ByHandRegistry)
    asked = registries["inhouse"].request(CertificateId.parse(ID))
    assert f"http://127.0.0.1:9000/registry/lookup?number={ID}" == asked.url
    assert ("X-Api-Key", "spaced") in asked.headers


def test_the_example_that_we_ship_is_one_that_works():
    document = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))
    environ = {table["key_env"]: KEY for table in document["registries"].values() if "key_env" in table}
    registries, _transport = load(EXAMPLE, policy=Policy(), clock=SystemClock(), environ=environ)

    assert list(document["registries"]) == [registry.about.name for registry in registries]


@pytest.mark.parametrize(
    ("changes", "place", "what"),
    [
        ({"base_url": 5}, "base_url", "Expected `str`"),
        ({"base_url": ""}, "base_url", "must be like https://"),
        ({"base_url": "registry.example"}, "base_url", "must be like https://"),
        ({"base_url": "ftp://registry.example"}, "base_url", "must start with https://"),
        ({"base_url": "http://registry.example"}, "base_url", "must start with https://"),
        ({"base_url": "http://127.0.0.1.evil.example"}, "base_url", "must start with https://"),
        ({"base_url": "https://user:word@registry.example"}, "base_url", "must be like"),
        ({"base_url": "https://:word@registry.example"}, "base_url", "must be like"),
        ({"base_url": "https://registry.example?key=1"}, "base_url", "must be like"),
        ({"base_url": "https://registry.example#top"}, "base_url", "must be like"),
        ({"base_url": "https://registry.example:99999"}, "base_url", "must be like"),
        ({"base_url": "https://[registry"}, "base_url", "must be like"),
        ({"base_url": "https://{id}.registry.example"}, "base_url", "must be like"),
        ({"base_url": "https://registry.example\\@evil.example"}, "base_url", "must be like"),
        ({"path": "/v1/certificates"}, "path", "contain {id}"),
        ({"path": ".evil.example/{id}"}, "path", "must begin with /"),
        ({"ids": ["visa"]}, "ids", "Invalid enum value 'visa'"),
        ({"kind": "soap"}, "kind", "soap"),
        ({"colour": "red"}, "colour", "unknown field"),
        ({"rate": {"requests": 1}}, "rate.requests", ">= 2"),
        ({"rate": {"seconds": 60}}, "rate", "requests"),
        ({"rate": {"requests": 60, "burst": 60}}, "rate.burst", "smaller than rate.requests"),
        ({"rate": {"requests": 60, "seconds": 0}}, "rate.seconds", "> 0"),
        ({"fields": {"id": "id"}}, "fields", "needs id and status"),
        ({"fields": {"id": "id", "status": ""}}, "fields", "needs id and status"),
        ({"fields": {"id": "id", "status": "s", "score": "x"}}, "fields", "documented names"),
        ({"statuses": {"ok": "great"}}, "statuses", "great"),
        ({"dates": "whenever"}, "dates", "whenever"),
        ({"not_found": [200]}, "not_found", "200"),
        ({"not_found": [503]}, "not_found", "503"),
        ({"key_header": "X Key"}, "key_header", "regex"),
        ({"preset": "../../secrets"}, "preset", "is none of: aipa"),
        ({"preset": 7}, "preset", "is none of"),
        ({"otherwise": "nobody"}, "otherwise", "kind by_hand"),
        ({"otherwise": "pai"}, "otherwise", "kind by_hand"),
    ],
)
def test_every_fault_names_registry_and_key(changes, place, what):
    said = fault(**changes)

    assert said.startswith(f"registries.pai.{place}")
    assert what in said


def test_a_table_without_a_kind_says_so():
    with pytest.raises(Misconfigured, match=r"registries\.own\.kind: Object missing required field `kind`"):
        build({"own": {"title": "Own"}}, environ={}, sandbox=False)


def test_a_table_without_an_address_says_so():
    with pytest.raises(Misconfigured, match=r"registries\.pai\.base_url: Object missing required field"):
        build({"pai": {"preset": "pai"}}, environ={}, sandbox=False)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
def test_plain_http_is_for_this_machine_only(host):
    registry = built(base_url=f"http://{host}:8081/")[0]

    assert f"http://{host}:8081/v1/certificates/{ID}" == registry.request(CertificateId.parse(ID)).url


@pytest.mark.parametrize("environ", [{}, {"PAI_KEY": ""}, {"PAI_KEY": " \n"}])
def test_a_missing_key_names_the_variable_to_set(environ):
    assert "registries.pai.key_env: set the environment variable PAI_KEY" in fault(environ, key_env="PAI_KEY")


def test_a_key_may_stand_in_a_file_as_container_platforms_mount_it(tmp_path):
    (tmp_path / "key").write_text("from-a-file\n", encoding="utf-8")
    for environ in ({"PAI_KEY_FILE": str(tmp_path / "key")}, {"PAI_KEY": "from-a-file", "PAI_KEY_FILE": "nowhere"}):
        [registry] = built(environ, key_env="PAI_KEY")
        assert ("Authorization", "Bearer from-a-file") in registry.request(CertificateId.parse(ID)).headers

    said = fault({"PAI_KEY_FILE": str(tmp_path / "nowhere")}, key_env="PAI_KEY")
    assert "PAI_KEY_FILE names a file that cannot be read" in said


@pytest.mark.parametrize("key", ["one\ntwo", "schlüssel", "zero\u200bwidth"])
def test_a_key_that_no_header_can_carry_is_refused_without_being_shown(key):
    said = fault({"PAI_KEY": key}, key_env="PAI_KEY")

    assert "PAI_KEY" in said
    assert key not in said


def test_a_key_shows_in_no_representation():
    """Whatever is logged: adapter, ask, client or error."""
    registry = built({"PAI_KEY": KEY}, key_env="PAI_KEY")[0]
    request = registry.request(CertificateId.parse(ID))

    assert ("Authorization", f"Bearer {KEY}") in request.headers
    assert KEY not in repr(registry) + str(registry) + repr(request) + repr(replace(request, url=HOST))


def test_two_registries_for_one_kind_of_id_are_refused():
    tables = {"pai": PAI, "rival": PAI}
    with pytest.raises(Misconfigured, match=r"registries\.rival\.ids: 'pai' is kept by 'pai' already"):
        build(tables, environ={}, sandbox=False)


def test_no_registry_at_all_is_refused():
    with pytest.raises(Misconfigured) as refused:
        VerifierClient.from_config({})

    assert "The registries' file names no registry: add a [registries.NAME] table." == str(refused.value)


@pytest.mark.parametrize(
    ("document", "why"),
    [
        ({"registry": {}}, "The registries' file has an unknown table 'registry': only [registries.NAME]."),
        ({"registries": []}, "The registries' file must hold [registries.NAME] tables."),
        ({"registries": {"pai": "pai"}}, "registries.pai"),
    ],
)
def test_a_document_of_another_shape_is_refused(document, why):
    with pytest.raises(Misconfigured) as refused:
        VerifierClient.from_config(document)

    assert str(refused.value).startswith(why)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"[registries", "The registries' file cannot be read: "),
        (b"\xff\xfe", "The registries' file cannot be read: "),
        (b'[registries.pai]\npreset = "nope"', "registries.pai"),
        (b"[other]", "The registries' file has an unknown table 'other': only [registries.NAME]."),
    ],
)
def test_a_faulty_file_is_named(tmp_path, content, why):
    path = tmp_path / "registries.toml"
    path.write_bytes(content)

    with pytest.raises(Misconfigured) as refused:
        VerifierClient.from_config(path)

    assert str(refused.value).startswith(f"{path}: {why}")


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(Misconfigured, match=r"nowhere\.toml.*No such file"):
        VerifierClient.from_config(str(tmp_path / "nowhere.toml"))


def test_a_file_is_read_with_its_keys_from_the_environment(tmp_path):
    path = tmp_path / "registries.toml"
    path.write_text(FULL, encoding="utf-8")
    registries, _transport = load(path, policy=Policy(), clock=SystemClock(), environ=ENVIRON)

    assert 9 == len(registries)


def test_no_configuration_is_the_sandbox_and_says_so():
    registries, transport = load(None, policy=Policy(), clock=SystemClock())

    assert isinstance(transport, SandboxTransport)
    assert all(registry.about.sandbox for registry in registries)
    assert not built()[0].about.sandbox


@pytest.mark.parametrize("file", [PARSED, TABLES], ids=lambda file: file.name)
def test_what_is_read_is_made_of_what_people_wrote(file):
    """After a change of the sandbox's register or a preset: ``python -m tests.verifier_client.parsed_tables``."""
    assert made()[file] == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("preset", list(preset_names()))
def test_every_preset_stands_on_its_own(preset):
    """Each needs at most an address."""
    table = {"preset": preset}
    try:
        registry = build({"x": table}, environ={}, sandbox=False)[0]
    except Misconfigured:
        registry = build({"x": {**table, "base_url": HOST}}, environ={}, sandbox=False)[0]

    assert registry.about.title
    assert registry.about.codes or registry.about.ids <= {IdKind.BADGE, IdKind.CREDLY}


def test_codes_count_in_any_case():
    about = built(codes={"aida": "AI Deployment Associate"}, validity_years={"aida": 2})[0].about

    assert (["AIDA"], {"AIDA": 2}) == (list(about.codes), about.validity_years)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
KEYS = st.sampled_from(
    [
        "kind",
        "preset",
        "title",
        "ids",
        "base_url",
        "path",
        "rate",
        "fields",
        "statuses",
        "codes",
        "key_env",
        "page",
        "x",
    ]
)


@given(st.dictionaries(KEYS, VALUES, max_size=4))
def test_whatever_a_file_holds_is_an_adapter_or_a_sentence(changes):
    """Never a stack trace of another kind, at start-up least of all."""
    try:
        said = f"registries.{built(**changes)[0].about.name}"
    except Misconfigured as error:
        said = str(error)

    assert said.startswith("registries.pai")


def test_the_variables_that_hold_keys_are_named_whatever_else_is_wrong_with_a_table(tmp_path):
    path = tmp_path / "registries.toml"
    path.write_text(f'{FULL}\n[registries.odd]\nkind = "odd"\nkey_env = "ODD_KEY"\n', encoding="utf-8")

    assert {"PAI_KEY", "AIPA_KEY", "ODD_KEY"} <= {*key_variables(path)}
    assert [] == key_variables({"registries": {"pai": "no table"}})
    with pytest.raises(Misconfigured, match="cannot be read"):
        key_variables(tmp_path / "none.toml")
