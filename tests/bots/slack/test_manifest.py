"""The manifest, held to Slack's own limits (slackapi/manifest-schema) and to the store's criteria."""

import ast
import json
from pathlib import Path

import pytest

from bots.conversation.desk import Desk
from bots.conversation.model.intents import Unclear
from bots.conversation.model.talk_intents import AskBack, OffTopic
from bots.slack import manifest as made
from bots.slack.forms.file import FILE_FORM
from bots.slack.forms.guide import GUIDE_FORM
from bots.slack.forms.roster import IMPORT_FORM
from bots.slack.model.action_ids import VERIFY_FORM, VERIFY_MESSAGE
from bots.slack.model.workflow_steps import VERIFY_STEP
from verifier_client import VerifierClient
from verifier_client.testing import ManualClock

SLACK = Path(made.__file__).parent
URL = "https://certdesk.example.org"


@pytest.fixture(params=[True, False])
def manifest(request):
    return json.loads(made.manifest_json(None if request.param else URL, socket=request.param))


def test_s01_commands_are_named_hinted_and_described_in_few_words(manifest):
    commands = manifest["features"]["slash_commands"]

    assert ["/verify", "/certverify", "/certguide"] == [command["command"] for command in commands]
    assert all(command["usage_hint"] and len(command["description"].split()) <= 6 for command in commands)


def test_the_command_s_name_can_be_set_and_its_unique_alias_stays():
    commands = made.manifest(URL, socket=False, command="/acme-verify")["features"]["slash_commands"]

    assert ["/acme-verify", "/certverify", "/certguide"] == [command["command"] for command in commands]


def test_s06_shortcuts_start_with_a_verb_and_fit(manifest):
    shortcuts = {one["callback_id"]: one for one in manifest["features"]["shortcuts"]}

    assert {VERIFY_MESSAGE, VERIFY_FORM, FILE_FORM, GUIDE_FORM, IMPORT_FORM} == set(shortcuts)
    assert all(
        one["name"].startswith(("Verify ", "Find ", "Import ")) and len(one["name"]) <= 24 for one in shortcuts.values()
    )
    assert all(len(one["description"]) <= 150 for one in shortcuts.values())


def test_s18_every_scope_has_a_reason_and_every_reason_a_scope(manifest):
    scopes = manifest["oauth_config"]["scopes"]
    reasons = made.SCOPES | made.LINK_SCOPES | made.OPTIONAL_SCOPES

    assert (set(reasons), {"bot", "bot_optional"}) == (set(scopes["bot"]), set(scopes))
    assert all(reason in made.reasons_text() for reason in reasons.values())


def test_s18_no_method_is_called_that_no_scope_covers():
    """What the code calls is what is asked for; nothing is asked for a feature of tomorrow."""
    needs = {
        "chat.postMessage": "chat:write",
        "chat.postEphemeral": "chat:write",
        "chat.update": "chat:write",
        "chat.delete": "chat:write",
        "chat.unfurl": "links:write",
        "conversations.history": "im:history",
        "conversations.open": "im:write",
        "files.info": "files:read",
        "functions.completeError": None,
        "functions.completeSuccess": None,
        "users.info": "users:read",
        "views.open": None,
        "views.push": None,
        "views.update": None,
        "views.publish": None,
    }
    words = {
        node.value
        for path in SLACK.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    called = {
        word
        for word in words
        if word.startswith(("chat.", "views.", "users.", "conversations.", "files.", "functions."))
    }

    assert set(needs) == called


def test_s19_s20_history_and_files_are_optional(manifest):
    scopes = manifest["oauth_config"]["scopes"]
    required = set(scopes["bot"]) - set(scopes["bot_optional"])

    assert {"assistant:write", "im:history", "im:write", "files:read", "files:write", "users:read"} == set(
        scopes["bot_optional"]
    )
    assert not any("history" in scope or scope.startswith(("files", "users")) for scope in required)


def test_s13_direct_messages_are_switched_on_and_subscribed(manifest):
    assert manifest["features"]["app_home"]["messages_tab_enabled"]
    assert not manifest["features"]["app_home"]["messages_tab_read_only_enabled"]
    assert "message.im" in manifest["settings"]["event_subscriptions"]["bot_events"]


def test_without_link_hosts_no_link_scope_and_no_link_event():
    found = made.manifest(URL, socket=False)

    assert not set(made.LINK_SCOPES) & set(found["oauth_config"]["scopes"]["bot"])
    assert "link_shared" not in found["settings"]["event_subscriptions"]["bot_events"]
    assert "unfurl_domains" not in found["features"]


def test_s32_it_can_be_installed_for_an_organisation(manifest):
    assert manifest["settings"]["org_deploy_enabled"]


@pytest.mark.parametrize("url", [URL, f"{URL}/", f"{URL}/slack/events"])
def test_s24_everything_goes_to_the_one_door_over_https(url):
    found = made.manifest(url, socket=False)
    door = f"{URL}/slack/events"

    assert {door} == {command["url"] for command in found["features"]["slash_commands"]}
    settings = found["settings"]
    assert [door, door] == [settings[part]["request_url"] for part in ("event_subscriptions", "interactivity")]
    assert not settings["socket_mode_enabled"]


def test_in_socket_mode_there_is_no_address():
    found = json.dumps(made.manifest(URL, socket=True))

    assert URL not in found


def test_slack_s_limits_are_kept(manifest):
    about, hosts = manifest["display_information"], manifest["features"]["unfurl_domains"]

    assert len(about["name"]) <= 35
    assert len(about["description"]) <= 140
    assert 175 <= len(about["long_description"]) <= 4000
    assert 0 < len(hosts) <= 5
    assert all(host == host.lower() and "/" not in host for host in hosts)


@pytest.mark.anyio
async def test_s17_s22_no_account_is_linked_and_one_workspace_with_its_own_token_has_no_door_to_install(slack):
    """People are known by the ID that Slack signs; where workspaces install the app, ``test_installing.py`` looks."""
    doors = {path: (await slack.client.get(path)).status for path in ("/slack/install", "/slack/oauth", "/")}

    assert {404} == set(doors.values())
    assert [f"{URL}/slack/oauth"] == made.manifest(URL, socket=False)["oauth_config"]["redirect_urls"]
    assert "redirect" not in json.dumps(made.manifest(URL, socket=True))


def test_the_step_for_workflows_says_what_goes_in_and_what_comes_out(manifest):
    [(name, step)] = manifest["functions"].items()

    assert name == VERIFY_STEP
    assert ["certificate"] == [each for each, given in step["input_parameters"].items() if given["is_required"]]
    assert ["outcome", "standing", "name_agreement", "link", "line"] == list(step["output_parameters"])
    assert "function_executed" in manifest["settings"]["event_subscriptions"]["bot_events"]
    for parameters in (step["input_parameters"], step["output_parameters"]):
        assert all(
            key == given["name"] and given["title"] and given["description"] for key, given in parameters.items()
        )


def test_the_agent_s_view_begins_with_four_prompts(manifest):
    view = manifest["features"]["agent_view"]

    assert 4 == len(view["suggested_prompts"])
    assert len(view["agent_description"]) <= 300
    assert all(set(each) == {"title", "message"} and all(each.values()) for each in view["suggested_prompts"])


@pytest.mark.anyio
async def test_every_prompt_is_understood():
    async with VerifierClient.from_config(None, clock=ManualClock()) as verifier:
        read = {each["message"]: Desk(verifier).read(each["message"]) for each in made.PROMPTS}

    assert [] == [text for text, intent in read.items() if isinstance(intent, Unclear | AskBack | OffTopic)]
