"""
The tables, as the code asks them; ``migrations/`` makes them, and a test holds both to each other.

Nothing here scores or orders people, and what a registry said is kept only as far as a change must be noticed.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    UniqueConstraint,
)

from bots.storage.columns import Moment, Serial, Words

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _text(name: str, *, default: str | None = None, nullable: bool = False) -> Column[str]:
    return Column(name, Words, nullable=nullable, server_default=default)


certificates = Table(
    "certificates",
    metadata,
    Column("id", Serial, primary_key=True),
    _text("kind"),
    Column("text", Words, nullable=False, unique=True),
    _text("code", nullable=True),
    Column("issued_year", Integer),
    Column("issued_month", Integer),
    _text("seen_status", nullable=True),
    Column("expires_on", Date),
    Column("revoked_on", Date),
    Column("verified_at", Moment),
    Column("next_verify_at", Moment),
    Index(None, "expires_on", "id"),
    Index(None, "next_verify_at", "id"),
)
"""One row for each certificate that anybody watches, verified once however many do."""

rosters = Table(
    "rosters",
    metadata,
    Column("id", Serial, primary_key=True),
    _text("surface"),
    _text("tenant"),
    _text("owner"),
    _text("name"),
    _text("digest"),
    Column("rows_new", Integer, nullable=False),
    Column("rows_changed", Integer, nullable=False),
    Column("rows_wrong", Integer, nullable=False),
    Column("imported_at", Moment, nullable=False),
    Index(None, "surface", "tenant", "owner", "id"),
)
"""One row for each import of a roster; its watches point here."""

watches = Table(
    "watches",
    metadata,
    Column("id", Serial, primary_key=True),
    _text("surface"),
    _text("tenant"),
    _text("owner"),
    Column("certificate_id", Serial, ForeignKey("certificates.id"), nullable=False),
    _text("holder", default=""),
    _text("manager", default=""),
    _text("team", default=""),
    _text("purpose", default=""),
    Column("until", Date),
    Column("next_notice_on", Date),
    Column("roster_id", Serial, ForeignKey("rosters.id", ondelete="SET NULL")),
    Column("added_at", Moment, nullable=False),
    UniqueConstraint("surface", "tenant", "owner", "certificate_id"),
    Index(None, "surface", "tenant", "owner", "id"),
    Index(None, "next_notice_on", "id"),
    Index(None, "certificate_id"),
    Index(None, "roster_id"),
)
"""Who is told about which certificate, and why."""

managers = Table(
    "managers",
    metadata,
    Column("surface", Words, primary_key=True),
    Column("tenant", Words, primary_key=True),
    Column("name", Words, primary_key=True),
    _text("person"),
    _text("linked_by"),
    Column("linked_at", Moment, nullable=False),
)
"""Which chat identity a roster's manager is, since somebody linked them."""

audit = Table(
    "audit",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("at", Moment, nullable=False),
    _text("surface"),
    _text("tenant"),
    _text("person"),
    _text("deed"),
    _text("certificate", default=""),
    _text("outcome", default=""),
    Index(None, "at", "id"),
)
"""Who asked what about which ID, with which outcome, and when; append-only, held by triggers."""

seen = Table(
    "seen",
    metadata,
    Column("key", Words, primary_key=True),
    Column("until", Double, nullable=False),
    Index(None, "until"),
)
"""What was handled already; ``until`` in seconds since 1970."""

# "references" is a word of SQL.
conversation_references = Table(
    "conversation_references",
    metadata,
    Column("surface", Words, primary_key=True),
    Column("tenant", Words, primary_key=True),
    Column("conversation", Words, primary_key=True),
    _text("person", default=""),
    _text("team_group", default=""),
    _text("address", default=""),
    Column("kept", Serial, nullable=False),
    Index(None, "surface", "tenant", "person", "kept"),
    Index(None, "surface", "tenant", "team_group"),
)
"""Where conversations can be continued; of one person's several the highest ``kept`` is the newest."""

preferences = Table(
    "preferences",
    metadata,
    Column("surface", Words, primary_key=True),
    Column("tenant", Words, primary_key=True),
    Column("person", Words, primary_key=True),
    _text("time_zone", default="UTC"),
    _text("digest_at", default="08:00"),
    _text("workdays", default="12345"),
    Column("opted_out", Boolean, nullable=False),
    Column("changed_at", Moment, nullable=False),
)
"""When a person wants to be told; workdays by ISO number, times in that zone."""

deliveries = Table(
    "deliveries",
    metadata,
    Column("key", Words, primary_key=True),
    _text("surface"),
    _text("tenant"),
    _text("person"),
    Column("local_date", Date, nullable=False),
    _text("severity"),
    _text("state", default="pending"),
    Column("attempt", Integer, nullable=False, server_default="0"),
    _text("worker", nullable=True),
    Column("lease_until", Moment),
    Column("not_before", Moment),
    Column("first_attempt_at", Moment),
    _text("payload", nullable=True),
    _text("payload_hash", nullable=True),
    _text("provider_id", nullable=True),
    _text("cause", default=""),
    Column("repeated", Boolean, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    CheckConstraint("state IN ('pending', 'inflight', 'sent', 'held', 'dead')", name="state"),
    CheckConstraint("(state = 'inflight') = (lease_until IS NOT NULL)", name="lease"),
    Index(None, "state", "not_before"),
    Index(None, "state", "lease_until"),
)
"""The ledger of what is sent: claimed before any network, frozen at the first claim."""

notices = Table(
    "notices",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("key", Words, nullable=False, unique=True),
    Column("watch_id", Serial, ForeignKey("watches.id", ondelete="CASCADE"), nullable=False),
    _text("kind"),
    Column("about_on", Date),
    Column("threshold", Integer),
    Column("delivery_key", Words, ForeignKey("deliveries.key")),
    Column("acknowledged_at", Moment),
    _text("acknowledged_by", nullable=True),
    Column("snoozed_until", Date),
    Column("created_at", Moment, nullable=False),
    Index(None, "watch_id"),
    Index(None, "delivery_key"),
)
"""One event that somebody must hear of; ``delivery_key`` once it belongs to a message."""
