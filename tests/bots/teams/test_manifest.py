"""The app package, held to a schema and to the store's criteria."""

import json
import re
import struct
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from jsonschema import Draft7Validator

from bots.cli.app import main
from bots.conversation.desk import Desk
from bots.conversation.model.intents import Unclear
from bots.conversation.model.talk_intents import AskBack, OffTopic
from bots.teams import manifest as made
from bots.teams.inbound import parser as inbound
from bots.teams.manifest import ManifestError, Publisher
from bots.teams.manifest_translations import TRANSLATIONS
from verifier_client import VerifierClient
from verifier_client.testing import ManualClock

ROOT = Path(made.__file__).parents[2]
SCHEMA = json.loads((ROOT / "deploy/teams/manifest-schema.json").read_text(encoding="utf-8"))
APP, URL = "5f0c2a8e-7a11-4c52-9d3e-0b6f1c2d3e4f", "https://certdesk.example.org"


@pytest.fixture(scope="module")
def manifest():
    return made.manifest(APP, URL, link_hosts=["registry.example.org"])


@pytest.fixture(scope="module")
def package():
    return zipfile.ZipFile(BytesIO(made.package(made.manifest(APP, URL))))


def test_t11_the_manifest_keeps_the_schema_of_a_released_version(manifest):
    Draft7Validator.check_schema(SCHEMA)

    assert [] == [error.message for error in Draft7Validator(SCHEMA).iter_errors(manifest)]
    assert [] == [error.message for error in Draft7Validator(SCHEMA).iter_errors(made.manifest(APP, URL))]
    assert f"/v{manifest['manifestVersion']}/" in manifest["$schema"]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("name", "short"), "x" * 31), (("manifestVersion",), "devPreview"), (("developer", "privacyUrl"), "http://x.y"),
        (("bots", 0, "scopes"), ["personal", "everywhere"]), (("validDomains",), ["*.example.org"]),
        (("packageName",), "x"),
    ],
)  # fmt: skip
def test_the_schema_sees_what_is_wrong(path, value):
    broken = made.manifest(APP, URL)
    *way, last = path
    place = broken
    for step in way:
        place = place[step]
    place[last] = value

    assert list(Draft7Validator(SCHEMA).iter_errors(broken))


def test_t01_t02_no_other_platform_and_no_product_of_microsoft_is_named(manifest):
    text = json.dumps({key: manifest[key] for key in ("name", "description", "bots", "composeExtensions", "developer")})

    assert not re.search(r"slack|microsoft|teams|office|outlook|discord|zoom", text, re.IGNORECASE)


def test_t06_only_the_own_domain_is_valid(manifest):
    assert ["certdesk.example.org"] == manifest["validDomains"]


@pytest.mark.parametrize(
    "url",
    [
        "http://certdesk.example.org", "https://x.ngrok-free.app", "https://a.devtunnels.ms", "https://localhost:3978",
        "https://10.0.0.1", "https://*.example.org", "", "certdesk.example.org", "https://[::1]/", "https://[broken",
    ],
)  # fmt: skip
def test_t06_tunnels_addresses_and_plain_http_are_refused(url):
    with pytest.raises(ManifestError, match="--url"):
        made.manifest(APP, url)


@pytest.mark.parametrize(
    "page",
    ["https://example.com/privacy", "https://www.contoso.com", "https://your-domain.org/x", "http://a.org", "TODO"],
)
def test_t11_placeholders_are_refused(page):
    for given in (Publisher(website=page), Publisher(privacy=page), Publisher(terms=page)):
        with pytest.raises(ManifestError, match="-url"):
            made.manifest(APP, URL, publisher=given)


@pytest.mark.parametrize("app_id", ["", "certdesk", "00000000-0000-0000-0000-000000000000", APP + "0", "${{ID}}"])
def test_t11_an_id_that_is_none_is_refused(app_id):
    with pytest.raises(ManifestError, match="--app-id"):
        made.manifest(app_id, URL)


def test_t11_pages_of_the_publisher_are_taken_as_given():
    given = Publisher("Example Ltd", "https://a.org", "https://a.org/p", "https://a.org/t")

    assert {
        "name": "Example Ltd",
        "websiteUrl": "https://a.org",
        "privacyUrl": "https://a.org/p",
        "termsOfUseUrl": "https://a.org/t",
    } == made.manifest(APP, URL + "/api/messages", publisher=given)["developer"]


@pytest.mark.parametrize("given", [Publisher(""), Publisher("x" * 33)])
def test_a_publisher_has_a_name_that_fits(given):
    with pytest.raises(ManifestError, match="--publisher"):
        made.manifest(APP, URL, publisher=given)


def test_t13_descriptions_are_short_plain_and_say_limits(manifest):
    short, full = manifest["description"]["short"], manifest["description"]["full"]

    assert short.count(".") == 1
    assert short.endswith(".")
    assert not re.search(r"\bapp\b", short, re.IGNORECASE)
    assert len(full.split()) <= 500
    assert "Limits:" in full
    assert not re.search(r"\b(best|leading|number one|unlike|better than)\b", full, re.IGNORECASE)


def test_t18_commands_are_listed_in_every_scope(manifest):
    [bot] = manifest["bots"]
    listed = {scope: each["commands"] for each in bot["commandLists"] for scope in each["scopes"]}
    typed = {scope: {each["title"] for each in commands if "prompt" not in each} for scope, commands in listed.items()}

    assert set(listed) == set(bot["scopes"])
    assert typed["personal"] == {"verify", "guide", "compare", "jd", "kit", "watch", "notify", "help"}
    assert (
        typed["team"]
        == typed["groupChat"]
        == {"verify", "guide", "compare", "jd", "kit", "team", "watch", "watches", "help"}
    )
    assert all("review-jd" in each["description"] for each in listed["team"] if each["title"] == "jd")


def test_commands_can_be_asked_for_privately_where_others_read_along(manifest):
    [bot] = manifest["bots"]
    triggers = {scope: each.get("triggers") for each in bot["commandLists"] for scope in each["scopes"]}

    assert bot["supportsTargetedMessages"]
    assert triggers == {"personal": None, "team": ["mention", "slash"], "groupChat": ["mention", "slash"]}
    assert manifest["supportsChannelFeatures"] == "tier1"


@pytest.mark.anyio
async def test_every_prompt_that_can_be_pressed_is_understood_in_every_language():
    prompts = [text for each in ({"": made}, TRANSLATIONS) for words in each.values() for _, text in _prompts(words)]
    async with VerifierClient.from_config(None, clock=ManualClock()) as verifier:
        read = {text: Desk(verifier).read(text) for text in prompts}

    assert [] == [text for text, intent in read.items() if isinstance(intent, Unclear | AskBack | OffTopic)]
    assert 4 <= len(read) <= 4 * (1 + len(TRANSLATIONS))


def _prompts(words):
    return words.PROMPTS if words is made else words.prompts


def test_t23_t24_the_extension_searches_acts_on_a_message_and_names_itself(manifest):
    commands = {each["id"]: each for each in manifest["composeExtensions"][0]["commands"]}

    assert {inbound.SEARCH_COMMAND, inbound.MESSAGE_COMMAND, inbound.FORM_COMMAND} == set(commands)
    assert all("Certdesk" in each["title"] for each in commands.values())
    assert (["message"], True) == (commands["verifyMessage"]["context"], commands["verifyMessage"]["fetchTask"])
    assert commands["search"]["parameters"][0]["description"]


def test_t24_links_are_previewed_for_given_hosts_only(manifest):
    assert "messageHandlers" not in made.manifest(APP, URL)["composeExtensions"][0]
    [handler] = manifest["composeExtensions"][0]["messageHandlers"]
    assert ["registry.example.org"] == handler["value"]["domains"]
    for host in ("*.example.org", "https://x.org", "localhost", ""):
        with pytest.raises(ManifestError, match="--link-host"):
            made.manifest(APP, URL, link_hosts=[host])


@pytest.mark.parametrize("version", ["1.0", "v1.0.0", "1.0.0-rc1", "01.0.0", "", "1.2.3.4"])
def test_a_version_is_three_numbers(version):
    assert "2.10.3" == made.manifest(APP, URL, version="2.10.3")["version"]
    with pytest.raises(ManifestError, match="--version"):
        made.manifest(APP, URL, version=version)


def pixels(png):
    """Return side and pixels of an RGBA picture without filters."""
    width, height, depth, kind = struct.unpack(">IIBB", png[16:26])
    assert (b"\x89PNG\r\n\x1a\n", width, 8, 6) == (png[:8], height, depth, kind)
    length = struct.unpack(">I", png[33:37])[0]
    data = zlib.decompress(png[41 : 41 + length])
    rows = [data[y * (width * 4 + 1) : (y + 1) * (width * 4 + 1)] for y in range(height)]
    assert {0} == {row[0] for row in rows}
    return width, [[tuple(row[1 + x * 4 : 5 + x * 4]) for x in range(width)] for row in rows]


def test_t12_the_colour_icon_fills_its_192_pixels(package):
    side, rows = pixels(package.read("color.png"))

    assert 192 == side
    assert {255} == {pixel[3] for row in rows for pixel in row}


def test_t12_the_outline_icon_is_white_or_nothing_up_to_its_edges(package):
    side, rows = pixels(package.read("outline.png"))
    drawn = {(x, y) for y, row in enumerate(rows) for x, pixel in enumerate(row) if pixel[3] > 60}

    assert 32 == side
    assert {(255, 255, 255)} == {pixel[:3] for row in rows for pixel in row}
    assert (0, 31, 0, 31) == (
        min(x for x, _ in drawn), max(x for x, _ in drawn), min(y for _, y in drawn), max(y for _, y in drawn)
    )  # fmt: skip


def test_t17_every_text_of_the_manifest_is_translated_into_every_language_that_is_claimed(manifest, package):
    claimed = {each["languageTag"]: each["file"] for each in manifest["localizationInfo"]["additionalLanguages"]}

    assert {"manifest.json", "color.png", "outline.png", *claimed.values()} == set(package.namelist())
    for tag, name in claimed.items():
        words = json.loads(package.read(name))
        assert words["description.short"] != manifest["description"]["short"], tag
        assert len(words["description.short"]) <= 80, tag
        for path, text in _texts(manifest):
            assert 0 < len(words[path]) <= 128, (tag, path)
            assert re.findall(r"[A-Z]{4}-\d{4}-\d{4}", text) == re.findall(r"[A-Z]{4}-\d{4}-\d{4}", words[path]), path


def _texts(manifest):
    """The texts that are translated, by their paths as Teams writes them."""
    for number, listed in enumerate(manifest["bots"][0]["commandLists"]):
        for at, command in enumerate(listed["commands"]):
            yield f"bots[0].commandLists[{number}].commands[{at}].description", command["description"]
    for at, command in enumerate(manifest["composeExtensions"][0]["commands"]):
        yield f"composeExtensions[0].commands[{at}].description", command["description"]


def test_the_package_is_the_same_whenever_it_is_made():
    found = made.manifest(APP, URL)

    assert made.package(found) == made.package(found)


def test_the_command_writes_the_package_and_prints_the_manifest(tmp_path):
    out = tmp_path / "app.zip"
    arguments = ["manifest", "teams", "--app-id", APP, "--url", URL]
    written = CliRunner().invoke(main, [*arguments, "--out", str(out)])
    printed = CliRunner().invoke(main, [*arguments, "--json"])
    refused = CliRunner().invoke(main, ["manifest", "teams", "--app-id", "x", "--url", URL])

    assert (0, 0, 2) == (written.exit_code, printed.exit_code, refused.exit_code), refused.output
    assert json.loads(printed.output) == json.loads(zipfile.ZipFile(out).read("manifest.json"))
    assert "--app-id" in refused.output
