"""What is done in Slack stands in the audit once it was answered: who, which certificate, what came of it."""

import pytest

from bots.conversation.model.audit_entry import AuditEntry
from bots.conversation.model.intents import Asker
from bots.storage.store import Store
from tests.bots.slack.fakes import ADA, TEAM, buttons, workspace
from tests.bots.storage.databases import fresh

pytestmark = pytest.mark.anyio


async def test_a_verification_a_watch_a_share_and_a_deletion_are_written_down(tmp_path):
    store = await Store.open(fresh(tmp_path))
    async with workspace(store) as slack:
        await slack.slash("AIDA-2026-1234 Jane Doe")
        shown = buttons(slack.slack.of("response_url")[0])
        await slack.click(shown["Watch"])
        await slack.click(shown["Share here"])
        before = await store.audit.since(store.watch_stores.now().replace(year=2020))
        waiting = [AuditEntry(store.watch_stores.now(), Asker("slack", TEAM, ADA), "ask") for _ in range(3)]
        await slack.container.audit.append(*waiting)
        await slack.container.desk.answer(slack.container.desk.read("forget me yes"), Asker("slack", TEAM, ADA))
        await slack.container.background_tasks.drain(5)
        after = await store.audit.since(store.watch_stores.now().replace(year=2020))
    await store.close()

    assert {("slack", TEAM, ADA)} == {(each.who.surface, each.who.tenant, each.who.person) for each in before}
    assert [("verify", "found active"), ("watch", "done"), ("share", "done")] == [
        (each.action, each.outcome) for each in before if each.certificate == "AIDA-2026-1234"
    ]
    assert [("", "forget", "one person: 6 lines")] == [(each.who.person, each.action, each.outcome) for each in after]
