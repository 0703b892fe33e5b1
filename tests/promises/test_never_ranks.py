"""
Law 5, walked: nothing that people or programs can reach orders persons, but by name, by date or as they were given.

The three tables say how each command, wish and address orders the persons it shows; what is new has to be entered,
and thought about, before this passes.
"""

import ast
import csv
import json
import re
from functools import cache
from itertools import permutations
from pathlib import Path
from typing import get_args

import click
import pytest
import yaml
from click.testing import CliRunner

from bots.app.container import build_container
from bots.app.server import application
from bots.cli.actions.privacy import COLUMNS as AUDIT
from bots.cli.app import main
from bots.config.settings import Settings, setting_fields
from bots.conversation.model.intents import Asker
from bots.conversation.plain_text import reply_as_text
from bots.files.export import COLUMNS
from bots.playground.container import PlaygroundBadges, playground_on
from bots.playground.server import application as playground
from bots.security.encryption import new_key
from bots.slack.cards import cards as slack
from bots.storage.store import Store
from bots.storage.tables.schema import metadata
from bots.teams.cards import cards as teams
from tests.bots.conversation.every_intent import EVERY_INTENT
from tests.bots.conversation.factories import desk_with_stores
from tests.bots.storage.databases import fresh
from tests.promises.source_files import nodes
from verifier_client import VerifierClient
from verifier_client.sandbox.server import make_app

pytestmark = pytest.mark.anyio
ROOT = Path(__file__).parents[2]
PEOPLE = ["Zoe Adams", "Adam Young", "Mia Brown", "Ben Cole"]
GIVEN, ADDED, HAPPENED, NAME, DATE, KEY = (
    "as given",
    "as added; what one import added, by ID",
    "as it happened",
    "by name",
    "by date",
    "by key",
)
NOBODY, ONE = "shows no persons", "shows one person's own"
COMMANDS = {
    "verify": GIVEN, "guide": NOBODY, "about": NOBODY,
    "compare": NOBODY, "jd": NOBODY, "review-jd": NOBODY, "kit": NOBODY,
    "team": GIVEN, "catalogue check": NOBODY, "watches import": GIVEN, "watches list": ADDED, "watches remove": GIVEN,
    "watches add": ONE,
    "watches say": ADDED, "demo": GIVEN, "serve": NOBODY, "sandbox": NOBODY, "receipt key": NOBODY,
    "receipt issue": GIVEN, "receipt check": GIVEN, "audit check": NOBODY, "audit export": HAPPENED,
    "audit subject": KEY, "round": DATE,
    "worker": NOBODY, "notices list": KEY, "notices retry": GIVEN, "forget": GIVEN, "doctor": NOBODY,
    "db upgrade": NOBODY, "db key": NOBODY, "db copy-from": NOBODY, "manifest slack": NOBODY, "manifest teams": NOBODY,
    "mcp": GIVEN, "token create": ONE, "token list": KEY, "token revoke": ONE,
    "webhook secret": NOBODY, "webhook test": NOBODY,
}  # fmt: skip
WISHES = {
    "Verify": GIVEN, "FileAction": GIVEN, "MakeReceipt": GIVEN, "SendVerdict": GIVEN,
    "ImportRoster": GIVEN, "PreviewRoster": GIVEN, "Watch": GIVEN, "Unwatch": GIVEN,
    "Snooze": GIVEN, "Acknowledge": GIVEN, "ListWatches": "by how soon the certificate ends",
    "ListInvitations": NAME,
    "ListRules": "by name of the team",
    "UnwatchAll": NOBODY, "InvitePerson": ONE, "UnlinkPerson": ONE, "Assign": ONE, "SetDeputy": ONE,
    "SetFallback": ONE, "AcceptInvitation": ONE, "AcceptOffer": ONE, "DeclineOffer": ONE, "AnswerAdminOffer": ONE,
    "TakeBackAcknowledgement": GIVEN,
    "EnterEndDate": ONE, "RequestCallback": ONE, "ChangePreferences": ONE, "ForgetMe": ONE, "SetRule": NOBODY,
    "SetProfile": NOBODY, "ShowSettings": NOBODY, "SetSettings": NOBODY,
    "SmallTalk": NOBODY, "AskPrivacy": NOBODY, "ExplainWord": NOBODY, "OffTopic": NOBODY, "AskBack": NOBODY,
    "AboutCertification": NOBODY, "ListCertifications": NOBODY,
    "VerifyCode": NOBODY, "Guide": NOBODY, "Compare": NOBODY, "WriteClause": NOBODY, "ReviewText": NOBODY,
    "MakeKit": NOBODY, "PlanTeam": GIVEN, "Help": NOBODY, "HelpWatching": NOBODY, "Unclear": NOBODY,
}  # fmt: skip
ADDRESSES = {
    "POST /slack/events": "acknowledges", "POST /api/messages": "acknowledges", "GET /healthz": NOBODY,
    "GET /readyz": NOBODY, "GET /metrics": NOBODY, "GET /": NOBODY, "POST /answer": GIVEN,
    "POST /mcp": GIVEN,
    "GET /privacy": NOBODY, "GET /terms": NOBODY, "GET /slack/install": NOBODY, "GET /slack/oauth": NOBODY,
    "* /{anything}": ONE,  # the sandbox register, one certificate at a time
}  # fmt: skip
MARK = re.compile(
    r"(?<![a-z])(scores?|scoring|rank(s|ed|ing)?|ratings?|percentiles?|leaderboards?|stars)(?![a-z])", re.IGNORECASE
)
DENIED = re.compile(r"(never|no|not|nor)\b[^.]{0,40}$", re.IGNORECASE)
FOUND = ("AIDA-2026-1234", "CPAP-2026-6660", "AIDA-2024-5512", "AIDA-2026-0404")
"""Active, revoked, expired and not found: if anything sorted by outcome, some order of these would show it."""


@cache
def leaves():
    return dict(_walk(main, ()))


def _walk(command, path):
    if isinstance(command, click.Group):
        for name, below in command.commands.items():
            yield from _walk(below, (*path, name))
    else:
        yield " ".join(path), command


def marks(words):
    """Return the words that mark people, but where they are denied."""
    found = MARK.finditer(words.replace("_", " "))
    return [each[0] for each in found if not DENIED.search(words[: each.start()])]


def keys_in(value):
    if isinstance(value, dict):
        for key, below in value.items():
            yield str(key)
            yield from keys_in(below)
    elif isinstance(value, list):
        for below in value:
            yield from keys_in(below)


def flat(union):
    for each in get_args(union) or (union,):
        yield from flat(each) if get_args(each) else (each,)


def test_every_command_says_how_it_orders_persons():
    assert set(leaves()) == set(COMMANDS)


def test_every_wish_says_how_its_answer_orders_persons():
    assert {each.__name__ for each in flat(EVERY_INTENT)} == set(WISHES)


async def test_every_address_says_how_it_orders_persons(tmp_path):
    one = {"slack_bot_token": "x", "slack_signing_secret": "x", "teams_allow_anonymous": True}
    many = {"slack_client_id": "x", "slack_client_secret": "x", "slack_signing_secret": "x", "token_key": new_key()}
    store = await Store.open(fresh(tmp_path))
    async with VerifierClient.from_config(None) as client, playground_on(client, PlaygroundBadges()) as controller:
        apps = [
            application(build_container(Settings.from_env(**one))),
            application(
                build_container(Settings.from_env(**many, public_url="https://certdesk.example.org", mcp=True), store)
            ),
            playground(controller),
            make_app(),
        ]
    await store.close()
    found = {
        f"{route.method} {re.sub(r':[^}]*', '', route.resource.canonical)}"
        for app in apps
        for route in app.router.routes()
        if route.method != "HEAD" and not route.resource.canonical.startswith("/static/")
    }

    assert set(ADDRESSES) == found


def test_no_name_of_anything_that_can_be_read_marks_people(tmp_path):
    """Options, settings, columns of tables and files, fields of JSON and of the registries' contract."""
    contract = yaml.safe_load((ROOT / "deploy/registry-openapi.yaml").read_text(encoding="utf-8"))
    names = [
        *(name for path, command in leaves().items() for name in (path, *(str(each.name) for each in command.params))),
        *setting_fields(),
        *(name for table in metadata.sorted_tables for name in (table.name, *table.columns.keys())),
        *COLUMNS, *AUDIT,
        *keys_in(contract),
    ]  # fmt: skip
    for words in (
        ("verify", *FOUND, "--json"), ("guide", "ML engineer", "--json"), ("watches", "list", "--json"),
        ("doctor", "--offline", "--json"), ("manifest", "slack", "--socket"),
    ):  # fmt: skip
        done = CliRunner(env={"CERTDESK_DATABASE_URL": f"sqlite:///{tmp_path}/k.db"}).invoke(main, words)
        names += keys_in(json.loads(done.stdout))

    assert {} == {name: marks(name) for name in names if marks(name)}


def test_no_help_offers_to_mark_people():
    for path, command in leaves().items():
        words = " ".join([command.help or "", *(str(getattr(each, "help", "")) for each in command.params)])
        assert [] == marks(words), path


async def test_whatever_the_order_of_the_question_the_answer_keeps_it_on_every_surface():
    """Whoever permutes the certificates gets the same cards, permuted alike: no outcome comes first."""
    async with desk_with_stores() as here:
        first = await here.desk.answer(here.desk.read(f"verify {' '.join(FOUND)}"), Asker("test"))
        alone = said(first)
        for order in list(permutations(FOUND))[::5]:
            reply = await here.desk.answer(here.desk.read(f"verify {' '.join(order)}"), Asker("test"))
            drawn = [
                reply_as_text(reply),
                "".join(json.dumps(message.blocks) for message in slack.messages(reply, sharing=True)),
                "".join(json.dumps(card) for message in teams.messages(reply) for card in message.cards),
            ]
            assert list(order) == [verdict.question.text for verdict in reply.verdicts]
            assert alone == said(reply)
            for text in drawn:
                assert sorted(order, key=text.index) == list(order)


def said(reply):
    """Return what each card says, by certificate, but for when it was read."""
    return {card.verdict.question.text: (card.headline, card.tone, card.facts, card.findings) for card in reply.cards}


def test_files_keep_the_order_in_which_people_were_given_and_lists_go_by_id(tmp_path):
    """A table and its exports come out turned round when they were given turned round; an import is listed by ID."""
    for order in (FOUND, FOUND[::-1]):
        env = {"CERTDESK_DATABASE_URL": f"sqlite:///{tmp_path}/{order[0]}.db", "CERTDESK_REGISTRIES": None}
        rows = [f"{each};{PEOPLE[number]}" for number, each in enumerate(order)]
        table = tmp_path / "table.csv"
        table.write_text("\n".join(["Certificate ID;Person", *rows]), encoding="utf-8")
        run = CliRunner(env=env).invoke
        shown = json.loads(run(main, ["verify", *order, "--json"]).stdout)
        run(main, ["verify", "--file", str(table), "--csv", str(tmp_path / "out.csv")])
        run(main, ["watches", "import", str(table), "--yes"])
        watched = json.loads(run(main, ["watches", "list", "--json"]).stdout)
        exported = list(csv.DictReader((tmp_path / "out.csv").read_text(encoding="utf-8-sig").splitlines()))

        assert list(order) == [each["id"] for each in shown]
        assert list(order) == [each["certificate"] for each in exported]
        assert PEOPLE == [each["name_asked"] for each in exported]
        assert sorted(order) == [each["id"] for each in watched]


SAFE = {
    "id", "number", "place", "key", "kept", "text", "team", "manager", "reader", "about_on", "at", "local_date",
    "next_notice_on", "not_before", "lease_until", "next_read_on", "until", "installed_at", "changed_at", "done_at",
}  # fmt: skip
JUDGED = {"standing", "outcome", "agreement", "status", "verdict", "findings", "freshness"}


def test_nothing_is_sorted_by_what_came_of_it():
    """Every ``order_by`` names a date, a name or a number of adding; no ``sorted`` looks at an outcome."""
    for path in sorted((ROOT / "bots").rglob("*.py")):
        for call in (node for node in nodes(path) if isinstance(node, ast.Call)):
            called = getattr(call.func, "attr", getattr(call.func, "id", ""))
            if called == "order_by":
                assert named(call.args, path) <= SAFE, f"{path}:{call.lineno}"
            elif called in {"sorted", "sort"}:
                looked_at = {node.attr for each in call.keywords for node in ast.walk(each) if hasattr(node, "attr")}
                assert not looked_at & JUDGED, f"{path}:{call.lineno}"


def named(arguments, path):
    """Return the columns that an ``order_by`` names, through one variable if need be."""
    found = set()
    for each in arguments:
        node = each.value if isinstance(each, ast.Starred) else each
        if isinstance(node, ast.Name):
            values = [
                other.value
                for other in nodes(path)
                if isinstance(other, ast.Assign) and any(getattr(to, "id", "") == node.id for to in other.targets)
            ]
            found |= {name for value in values for name in columns(value)}
        else:
            found |= set(columns(node))
    return found


def columns(expression):
    for node in ast.walk(expression):
        if isinstance(node, ast.Attribute) and getattr(node.value, "attr", "") == "c":
            yield node.attr
