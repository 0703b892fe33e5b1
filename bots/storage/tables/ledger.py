"""The tables of what was told, what is sent, and which rounds ran."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, Date, ForeignKey, Index, Integer, Table, false

from bots.storage.db.columns import Moment, Serial, Words, metadata, text

deliveries = Table(
    "deliveries",
    metadata,
    Column("key", Words, primary_key=True),
    text("what"),
    text("recipient"),
    Column("local_date", Date, nullable=False),
    Column("urgent", Boolean, nullable=False, server_default=false()),
    text("about", default=""),
    text("state", default="pending"),
    Column("revision", Integer, nullable=False, server_default="0"),
    Column("attempt", Integer, nullable=False, server_default="0"),
    Column("doubt", Boolean, nullable=False, server_default=false()),
    Column("repeated", Boolean, nullable=False, server_default=false()),
    text("worker", nullable=True),
    Column("not_before", Moment, nullable=False),
    Column("lease_until", Moment),
    Column("first_attempt_at", Moment),
    text("payload", nullable=True),
    text("provider_id", nullable=True),
    text("cause", default=""),
    Column("created_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    CheckConstraint("state IN ('pending', 'inflight', 'sent', 'held', 'dropped', 'dead')", name="state"),
    CheckConstraint("(state = 'inflight') = (lease_until IS NOT NULL)", name="lease"),
    Index(None, "state", "key"),
    Index(None, "state", "changed_at"),
    Index(None, "state", "not_before"),
    Index(None, "state", "lease_until"),
    Index(None, "recipient", "local_date"),
)
"""The ledger of what is sent: claimed before any network; its words stay while an attempt is in doubt."""

notices = Table(
    "notices",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("key", Words, nullable=False, unique=True),
    Column("watch_id", Serial, ForeignKey("watches.id", ondelete="CASCADE"), nullable=False),
    text("kind"),
    text("of_kind", nullable=True),
    Column("about_on", Date, nullable=False),
    Column("step", Integer, nullable=False),
    Column("covered_by", Serial, ForeignKey("notices.id", ondelete="CASCADE")),
    text("detail", default="{}"),
    Column("told_at", Moment, nullable=False),
    Column("acknowledged_at", Moment),
    text("acknowledged_by", nullable=True),
    Index(None, "watch_id"),
    Index(None, "covered_by"),
)
"""What was told of a watch, once for each key; what another notice settled along the way says which one."""

notice_deliveries = Table(
    "tellings",
    metadata,
    Column("notice_id", Serial, ForeignKey("notices.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("delivery_key", Words, ForeignKey("deliveries.key", ondelete="CASCADE"), primary_key=True),
    Index(None, "delivery_key"),
)
"""Which message tells which notice: a revocation goes to a watch's manager and to its reader."""

rounds = Table(
    "rounds",
    metadata,
    Column("kind", Words, primary_key=True),
    text("worker"),
    Column("lease_until", Moment),
    Column("began_at", Moment, nullable=False),
    Column("finished_at", Moment),
    text("counts", default="{}"),
)
"""The last walk of each kind: who walks now, when one came to its end, and what it counted (JSON)."""

workers = Table(
    "workers",
    metadata,
    Column("worker", Words, primary_key=True),
    Column("beat_at", Moment, nullable=False),
)
"""When each process last said that it lives."""
