"""Every claim that the data protection officer reads is kept by a test that exists."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.conversation.organisation.organisation_settings import OrganisationSettings, setting_errors
from bots.conversation.organisation.retention_presets import PRESETS
from bots.storage.privacy.purge import KEPT as KEPT_FOR
from bots.storage.tables.schema import metadata
from tests.promises.pointers import ROOT, leads_nowhere
from tests.verifier_client.factories import ID, pai_answer, scripted
from verifier_client import Policy, agreement
from verifier_client.policy import DAY

pytestmark = pytest.mark.anyio
PAGE = ROOT / "deploy" / "data-protection.md"
TEXT = PAGE.read_text(encoding="utf-8")
KEPT = {  # where a person's words or IDs may stand, each told of on the page
    "certificates", "watches", "rosters", "links", "invites", "team_rules", "promises", "notices", "tellings",
    "deliveries", "preferences", "audit", "audit_removed", "audit_door", "receipts", "seen",
    "conversation_references", "installations", "install_states", "tenant_settings", "presented",
    "entered_ends", "watch_marks", "profiles", "given_answers", "access_tokens",
    "inbox", "rounds", "workers",
}  # fmt: skip


def test_the_tests_that_the_page_names_exist():
    named = re.findall(r'\]\(\.\./(tests/[^ )]+) "(\w+)"\)', TEXT)

    assert len(named) >= 30
    assert [] == [why for path, test in named if (why := leads_nowhere(f"{path}::{test}"))]
    assert len(re.findall(r"\[test\]", TEXT)) == len(named)


def test_the_other_links_lead_to_files():
    assert [] == [link for link in re.findall(r"\]\(([^ )#]+)", TEXT) if not (PAGE.parent / Path(link)).exists()]


def test_the_times_are_those_of_the_code():
    assert f"| Messages that were sent | {KEPT_FOR.days} days |" in TEXT
    assert f"at most {'seven' if Policy().stale_if_error == 7 * DAY else 'other'} days" in TEXT


def test_what_laws_ask_for_is_what_an_admin_gets_by_their_names():
    rows = re.findall(r"^\| `(\w+)` \| (\d+) \|.*\| (\d+ \w+ \d{4}) \|$", TEXT, re.MULTILINE)
    kept = [(name, str(each.days), f"{each.since:%-d %B %Y}") for name, each in PRESETS.items()]

    assert kept == rows
    for name, each in PRESETS.items():
        texts = {"audit_days": name}
        assert {} == setting_errors(texts, lambda _zone: "")
        assert each.days == OrganisationSettings(tuple(texts.items())).audit_days
    assert "colorado" in setting_errors({"audit_days": "utah"}, lambda _zone: "")["audit_days"]


def test_a_new_table_is_thought_about_before_the_page_is_true_again():
    assert KEPT == set(metadata.tables)


@given(name=st.text(st.characters(categories=["Lu", "Ll"]), max_size=20))
async def test_no_registry_is_told_a_name(name):
    name = f"zzq{name}"
    client, transport, _ = scripted(pai_answer())
    verdict = await client.settle(ID, holder=name)

    assert 1 == len(transport.requests)
    assert agreement(name, "Jane Doe") is verdict.agreement
    assert name not in repr([(ask.url, ask.headers) for ask in transport.requests])
