"""
The tables, as the code asks them; ``migrations/`` makes them, and a test holds both to each other.

Nothing here scores or orders people, and what a registry said is kept only as far as a change must be noticed.
"""

from bots.storage.db.columns import metadata
from bots.storage.tables.inbox import inbox
from bots.storage.tables.ledger import deliveries, notice_deliveries, notices, rounds, workers
from bots.storage.tables.people import (
    access_tokens,
    audit,
    audit_door,
    audit_removed,
    conversation_references,
    given_answers,
    install_states,
    installations,
    preferences,
    presented,
    profiles,
    receipts,
    seen,
    tenant_settings,
)
from bots.storage.tables.watches import (
    callbacks,
    certificates,
    entered_ends,
    invites,
    links,
    rosters,
    team_rules,
    watch_marks,
    watches,
)

__all__ = [
    "access_tokens",
    "audit",
    "audit_door",
    "audit_removed",
    "callbacks",
    "certificates",
    "conversation_references",
    "deliveries",
    "entered_ends",
    "given_answers",
    "inbox",
    "install_states",
    "installations",
    "invites",
    "links",
    "metadata",
    "notice_deliveries",
    "notices",
    "preferences",
    "presented",
    "profiles",
    "receipts",
    "rosters",
    "rounds",
    "seen",
    "team_rules",
    "tenant_settings",
    "watch_marks",
    "watches",
    "workers",
]
