"""The tables of who did what, who wants what, and where people can be reached."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Double, Index, Integer, LargeBinary, Table, false, true

from bots.storage.db.columns import Moment, Serial, Words, metadata, text

audit = Table(
    "audit",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("at", Moment, nullable=False),
    text("surface"),
    text("tenant"),
    text("person"),
    text("deed"),
    text("certificate", default=""),
    text("outcome", default=""),
    Column("place", Serial),
    text("salt", nullable=True),
    text("digest", nullable=True),
    text("link", nullable=True),
    Index(None, "at", "id"),
    Index(None, "surface", "tenant", "person"),
    Index(None, "place", unique=True),
)
"""Who asked what about which ID, with which outcome, and when; append-only, held by triggers, and by a chain."""

audit_removed = Table(
    "audit_removed",
    metadata,
    Column("place", Serial, primary_key=True, autoincrement=False),
    text("digest"),
    text("link"),
)
"""What a line that was taken out of the audit leaves of itself, put here by a trigger; it says nothing of anybody."""

receipts = Table(
    "receipts",
    metadata,
    Column("number", Serial, primary_key=True, autoincrement=False),
    text("digest"),
    text("key"),
    Column("issued_at", Moment, nullable=False),
)
"""The chain of receipts, by hash; the receipts themselves are kept by those who got them."""

audit_door = Table(
    "audit_door",
    metadata,
    Column("why", Words, primary_key=True),
)
"""A row here lets lines of the audit be deleted, never changed; it is only ever there within one transaction."""

seen = Table(
    "seen",
    metadata,
    Column("key", Words, primary_key=True),
    Column("until", Double, nullable=False),
    Index(None, "until"),
)
"""What was handled already; ``until`` in seconds since 1970."""

given_answers = Table(
    "given_answers",
    metadata,
    Column("key", Words, primary_key=True),
    text("who"),
    text("messages"),
    text("asked", default=""),
    Column("until", Double, nullable=False),
    Index(None, "until"),
    Index(None, "who"),
)
"""Which messages answered a message, as pairs of a place and a name in JSON; ``until`` in seconds since 1970."""

# "references" is a word of SQL.
conversation_references = Table(
    "conversation_references",
    metadata,
    Column("surface", Words, primary_key=True),
    Column("tenant", Words, primary_key=True),
    Column("conversation", Words, primary_key=True),
    text("person", default=""),
    text("team_group", default=""),
    text("address", default=""),
    Column("kept", Serial, nullable=False),
    Index(None, "surface", "tenant", "person", "kept"),
    Index(None, "surface", "tenant", "team_group"),
)
"""Where conversations can be continued; of one person's several the highest ``kept`` is the newest."""

preferences = Table(
    "preferences",
    metadata,
    Column("who", Words, primary_key=True),
    text("time_zone", default="UTC"),
    text("opens", nullable=True),
    text("closes", nullable=True),
    text("workdays", default="12345"),
    Column("alerts_a_day", Integer, nullable=False, server_default="3"),
    Column("urgent_any_time", Boolean, nullable=False, server_default=true()),
    Column("heartbeat", Boolean, nullable=False, server_default=true()),
    Column("opted_out", Boolean, nullable=False, server_default=false()),
    Column("paused_until", Date),
    Column("changed_at", Moment, nullable=False),
)
"""
When a person (``Asker.key``) wants to be told; workdays by ISO number, hours as "09:00" in that zone.

Until the morning of ``paused_until`` nothing but the urgent comes.
"""

access_tokens = Table(
    "access_tokens",
    metadata,
    Column("number", Serial, primary_key=True),
    text("digest"),
    text("who"),
    Column("made_at", Moment, nullable=False),
    Column("until", Moment, nullable=False),
    Index(None, "digest", unique=True),
    Index(None, "who"),
)
"""Tokens with which assistants ask for a person (``Asker.key``): only their hashes, until they end or are revoked."""

profiles = Table(
    "profiles",
    metadata,
    Column("who", Words, primary_key=True),
    text("name", default=""),
    text("time_zone", default=""),
    Column("seen_at", Moment, nullable=False),
    text("language", default=""),
)
"""
What a person's own platform says of them: the time zone that holds where they set none, in Teams the name, and in Slack
the language of answers to questions that have none of their own.
"""

installations = Table(
    "installations",
    metadata,
    Column("surface", Words, primary_key=True),
    Column("tenant", Words, primary_key=True),
    Column("token", LargeBinary, nullable=False),
    text("details", default=""),
    Column("installed_at", Moment, nullable=False),
    Column("expires_at", Moment),
    Column("lease_until", Moment),
    Column("removed_at", Moment),
)
"""
Workspaces that installed the bot; the token is encrypted before it comes here.

``lease_until`` while somebody refreshes a token that ends at ``expires_at``. The row of a workspace that removed the
bot has no token, and goes with its data, some time after ``removed_at``.
"""

tenant_settings = Table(
    "tenant_settings",
    metadata,
    Column("surface", Words, primary_key=True),
    Column("tenant", Words, primary_key=True),
    Column("name", Words, primary_key=True),
    text("value"),
    Column("changed_at", Moment, nullable=False),
)
"""What an organisation's admins have set, as the texts that forms show; see ``conversation.organisation``."""

presented = Table(
    "presented",
    metadata,
    Column("surface", Words, primary_key=True),
    Column("tenant", Words, primary_key=True),
    Column("certificate", Words, primary_key=True),
    Column("name_hash", Words, primary_key=True),
    Column("seen_at", Moment, nullable=False),
    Index(None, "seen_at"),
)
"""With which names an ID was presented in an organisation: keyed hashes, for a short time, and only if it wants it."""

install_states = Table(
    "install_states",
    metadata,
    Column("state_hash", Words, primary_key=True),
    text("browser_hash"),
    Column("until", Moment, nullable=False),
    Index(None, "until"),
)
"""What installations brought back, by hash, until it is void; earlier versions kept what somebody only began."""
