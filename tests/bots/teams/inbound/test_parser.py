"""Payloads in, values out: pure, and never an exception."""

import pytest
from botbuilder.schema import Activity
from hypothesis import given
from hypothesis import strategies as st

from bots.conversation.grammar.commands import read
from bots.conversation.model.intents import Compare, Guide, Unclear, Verify
from bots.conversation.model.talk_intents import Help
from bots.teams.inbound import parser
from bots.teams.model.activity import Scope, parse_activity
from bots.teams.model.message_text import LONGEST_GATHERED, message_text
from bots.teams.model.requests import Answer, HolderMessage, Malformed, Operation, Preview, Search, Share, ShowForm
from tests.bots.teams.factories import BOT, TENANT
from verifier_client import VerifierClient
from verifier_client.testing import ManualClock

VERIFIER = VerifierClient.from_config(None, clock=ManualClock())
CONTEXT = parser.ParsingContext(
    lambda text, *, command=None: read(text, VERIFIER, command=command), lambda _: "", frozenset({"registry.example"})
)
INVOKES = [
    "adaptiveCard/action", "task/fetch", "task/submit", "composeExtension/query", "composeExtension/queryLink",
    "composeExtension/fetchTask", "composeExtension/submitAction", "composeExtension/anonymousQueryLink", "other",
]  # fmt: skip
keys = st.sampled_from(
    ["action", "data", "do", "command", "type", "parameters", "name", "value", "url", "messagePayload", "body",
     "content", "attachments", "ids", "on", "operation", "text", "pick", "commandId"]
)  # fmt: skip
words = st.one_of(
    st.sampled_from(["run", "more", "pick", "share", "form", "verify_form", "guide_form", "ask_holder",
                     "Action.Execute", "verify AIDA-2026-1234", "https://registry.example/AIDA-2026-1234",
                     "2026-01-01", "guide"]),
    st.text(max_size=8), st.none(), st.integers(), st.booleans(),
)  # fmt: skip
anything = st.recursive(
    words, lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(keys, inner, max_size=5)), max_leaves=12
)


def activity(**fields):
    return parse_activity(Activity(**{"type": "invoke"} | fields))


def read_invoke(name, value):
    return parser.invoke(activity(name=name, value=value), CONTEXT)


@given(st.sampled_from(INVOKES), anything)
def test_whatever_a_client_sends_becomes_a_wish(name, value):
    assert isinstance(read_invoke(name, value), Operation)
    assert isinstance(parser.message(activity(type="message", value=value, text=""), CONTEXT), Operation)


@pytest.mark.parametrize(
    ("data", "operation"),
    [
        ({"do": "run", "command": "help"}, Answer(Help(), "help")),
        ({"do": "more", "command": "compare CAIP CAIM"}, Answer(Compare(("CAIP", "CAIM")), "compare CAIP CAIM", True)),
        ({"do": "ask_holder", "text": "Hello", "back": "help"}, HolderMessage("Hello", "help")),
        ({"do": "form"}, ShowForm()),
        ({"do": "form", "form": "guide"}, ShowForm(guide=True)),
    ],
)
def test_buttons_say_what_they_do(data, operation):
    execute = {"action": {"type": "Action.Execute", "verb": data["do"], "data": data}}

    assert operation == read_invoke("adaptiveCard/action", execute)
    assert (
        operation
        == read_invoke("task/submit", {"data": data})
        == parser.message(activity(type="message", value=data), CONTEXT)
    )


def test_a_share_is_verified_again_and_never_taken_from_the_client():
    data = {"do": "share", "command": "verify AIDA-2026-0404", "text": "AIDA-2026-0404 is active."}
    operation = read_invoke("composeExtension/submitAction", {"data": data})

    assert isinstance(operation, Share)
    assert "active" not in repr(operation)


def test_a_search_box_never_asks_anew_with_every_letter():
    operation = read_invoke(
        "composeExtension/query",
        {"commandId": "search", "parameters": [{"name": "query", "value": "verify AIDA-2026-1234 fresh"}]},
    )

    assert isinstance(operation, Search)
    assert isinstance(operation.intent, Verify)
    assert not operation.intent.fresh


@pytest.mark.parametrize(("typed", "intent"), [("data scientist", Guide), ("verify AIDA on 01/02/2026", Unclear)])
def test_a_search_for_anything_else_is_about_a_role_or_says_what_is_wrong(typed, intent):
    operation = read_invoke("composeExtension/query", {"commandId": "search", "parameters": [{"value": typed}]})

    assert isinstance(operation.intent, intent)


def test_law_8_a_link_is_known_by_its_host():
    assert Preview("AIDA-2026-1234") == read_invoke(
        "composeExtension/queryLink", {"url": "https://registry.example/AIDA-2026-1234"}
    )
    assert Preview(None) == read_invoke("composeExtension/queryLink", {"url": "https://evil.example/AIDA-2026-1234"})
    assert isinstance(read_invoke("composeExtension/queryLink", {"url": ""}), Malformed)


@pytest.mark.parametrize(
    ("conversation", "data", "scope"),
    [
        ({"id": "a:1", "conversationType": "personal"}, {}, Scope.PERSONAL),
        ({"id": "a:1"}, {}, Scope.PERSONAL),
        ({"id": "a:1", "conversationType": "groupChat"}, {}, Scope.GROUP),
        ({"id": "19:x", "conversationType": "channel"}, {}, Scope.CHANNEL),
        ({"id": "19:x"}, {"team": {"id": "19:t"}}, Scope.CHANNEL),
        ({"id": "19:x"}, {}, Scope.GROUP),
        ({"id": "x", "isGroup": True}, {}, Scope.GROUP),
        ({"id": "a:1", "conversationType": "somethingNew"}, {}, Scope.GROUP),
    ],
)
def test_t07_in_doubt_somebody_reads_along(conversation, data, scope):
    raw = {"type": "message", "conversation": conversation, "channelData": data | {"tenant": {"id": TENANT}}}

    assert scope is parse_activity(Activity().deserialize(raw)).scope


@pytest.mark.parametrize(
    ("text", "fields", "said"),
    [
        ("<at>Certdesk</at> hi", {}, "hi"),
        ("<at>Certdesk</at>&nbsp;verify X\xa0Y", {}, "verify X Y"),
        ("hi <at>Jane Doe</at>", {}, "hi Jane Doe"),
        ("a &amp; b", {}, "a &amp; b"),
        ("a &amp; b", {"textFormat": "xml"}, "a & b"),
        ("<at", {}, "<at"),
    ],
)
def test_our_own_mention_is_taken_out_and_the_rest_stays(text, fields, said):
    at = {"type": "mention", "mentioned": {"id": BOT}, "text": "<at>Certdesk</at>"}
    raw = {"type": "message", "text": text, "entities": [at], "recipient": {"id": BOT}, "conversation": {"id": "a"}}

    assert said == parse_activity(Activity().deserialize(raw | fields)).text


def test_t07_a_name_alone_is_no_mention_of_the_bot():
    raw = {"type": "message", "text": "<at>Certdesk</at> hi", "recipient": {"id": BOT}, "conversation": {"id": "19:x"}}

    assert parser.message(parse_activity(Activity().deserialize(raw)), CONTEXT) is None


@pytest.mark.parametrize("size", [0, 10, 1_000_000])
def test_quoted_messages_are_read_in_linear_time_and_no_further_than_needed(size):
    for content in ("<" * size, "<a href=" * size, "x" * size, "<at>" * size):
        assert len(message_text({"body": {"contentType": "html", "content": content}})) <= LONGEST_GATHERED


def test_a_deeply_nested_attachment_is_read():
    nested = {"content": "[" * 100_000}
    for _ in range(5000):
        nested = {"items": [nested]}

    assert "[[" in message_text({"attachments": [nested]})


def test_a_search_that_names_no_command_is_answered_as_the_one_search_that_there_is():
    typed = {"parameters": [{"name": "query", "value": "AIDA-2026-1234"}]}

    assert read_invoke("composeExtension/query", typed | {"commandId": "search"}) == read_invoke(
        "composeExtension/query", typed
    )
    assert isinstance(read_invoke("composeExtension/query", typed), Search)
