"""What is kept of people, from the terminal: the audit as a file, and deletion on request."""

import asyncio
import csv
import io
import json
import re
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from bots.cli.app import main
from bots.conversation.model.audit_entry import AuditEntry
from bots.conversation.model.intents import Asker
from bots.conversation.model.watch_models import StoredWatch
from bots.storage.store import Store
from tests.bots.storage.databases import fresh
from verifier_client import CertificateId


@pytest.fixture
def url(tmp_path):
    return fresh(tmp_path)


@pytest.fixture
def certdesk(url):
    runner = CliRunner(env={"CERTDESK_DATABASE_URL": url, "CERTDESK_REGISTRIES": None})

    def run(*words, **given):
        done = runner.invoke(main, list(words), **given)
        return done.exit_code, done.output

    return run


def kept(url, work):
    """Do something with the open store."""

    async def run():
        store = await Store.open(url)
        try:
            return await work(store)
        finally:
            await store.close()

    return asyncio.run(run())


def test_the_audit_is_exported_by_tenant_and_no_cell_is_a_formula(certdesk, url):
    evil, other = Asker("slack", "T1", "=cmd|' /C calc'!A0"), Asker("slack", "T2", "U2")
    lines = [
        AuditEntry(datetime(2026, 11, day, 9, tzinfo=UTC), who, "verify", "AIDA-2026-1234", "found active")
        for day, who in ((1, evil), (2, other), (3, evil))
    ]
    kept(url, lambda store: store.audit.append(*lines))
    code, said = certdesk("audit", "export", "--since", "2026-11-02", "--tenant", "T1")
    _, all_lines = certdesk("audit", "export", "--since", "2026-11-01", "--jsonl")

    [heading, line] = csv.reader(io.StringIO(said))
    assert (0, ["at", "surface", "tenant", "person", "deed", "certificate", "outcome"]) == (code, heading)
    assert ["2026-11-03T09:00:00+00:00", "slack", "T1", "'=cmd|' /C calc'!A0"] == line[:4]
    told = [json.loads(each) for each in all_lines.splitlines()]
    assert [*["verify"] * 3, "export", "export"] == [each["deed"] for each in told]
    assert evil.person == told[0]["person"]
    assert 2 == certdesk("audit", "export", "--since", "soon")[0]


def test_what_is_kept_about_one_person_name_or_certificate_is_written_and_nothing_of_others(certdesk, url):
    ada, bob = Asker("slack", "T024BE7LD", "U0ADA0001"), Asker("slack", "T024BE7LD", "U0BOB0002")
    first, other = CertificateId.parse("AIDA-2026-1234"), CertificateId.parse("CPAP-2026-8841")
    at = datetime(2026, 11, 1, 9, tzinfo=UTC)

    async def keep(store):
        watched = [StoredWatch(ada, first, "Jane Doe", "Rita Lead"), StoredWatch(bob, other, "Jane Doerr")]
        await store.watch_stores.watches.add(watched)
        await store.audit.append(
            AuditEntry(at, ada, "verify", first.text, "found active"),
            AuditEntry(at, bob, "verify", other.text, "found"),
        )

    kept(url, keep)
    for wanted in (ada.key, "jane doe", "AIDA-2026-1234"):
        code, said = certdesk("audit", "subject", wanted)
        found = json.loads(said)
        assert (0, ["Jane Doe"]) == (code, [each["holder"] for each in found["watches"]])
        assert not {"U0BOB0002", "Doerr", other.text} & set(re.findall(r"[\w-]+", said))
    assert "verify" == json.loads(certdesk("audit", "subject", ada.key)[1])["audit"][0]["deed"]
    assert (1, {}) == (certdesk("audit", "subject", "Nobody")[0], json.loads(certdesk("audit", "subject", "Nobody")[1]))
    _, lines = certdesk("audit", "export", "--since", "2026-11-01", "--jsonl")
    assert "about one name" in {json.loads(each)["outcome"] for each in lines.splitlines()}
    assert "jane" not in lines.lower()


def test_a_name_an_identity_and_a_certificate_are_forgotten_with_a_receipt(certdesk, url, tmp_path):
    ada = Asker("slack", "T024BE7LD", "U0FORGETME")
    watched = StoredWatch(ada, CertificateId.parse("AIDA-2026-1234"), "Jane Doe", "Rita Lead")
    kept(url, lambda store: store.watch_stores.watches.add([watched]))
    assert 1 == certdesk("forget", "jane doe", input="n\n")[0]
    code, said = certdesk("forget", "rita LEAD", input="y\n")
    assert (0, True) == (code, "Forget everybody of the name “rita LEAD”? That cannot be undone." in said)
    assert "Receipt: line 1 of the audit." in said
    code, said = certdesk("forget", ada.key, "AIDA-2026-1234", "--yes")
    files = b"".join(each.read_bytes() for each in tmp_path.iterdir())

    assert (0, True, True) == (code, "  Watches: 1" in said, "Receipt: line 3 of the audit." in said)
    assert [] == [word for word in (b"U0FORGETME", b"Jane Doe", b"Rita Lead", b"AIDA-2026-1234") if word in files]
    code, said = certdesk("forget", "Jane Doe", "--yes")
    assert (1, True) == (code, "Nothing was found, so nothing was forgotten" in said)
