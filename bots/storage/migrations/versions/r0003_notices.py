"""Notices, and the ledger of their delivery."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bots.storage.db.columns import Moment, Serial

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make them."""
    _deliveries()
    op.create_table(
        "notices",
        sa.Column("id", Serial, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("watch_id", Serial, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("about_on", sa.Date),
        sa.Column("threshold", sa.Integer),
        sa.Column("delivery_key", sa.Text),
        sa.Column("acknowledged_at", Moment),
        sa.Column("acknowledged_by", sa.Text),
        sa.Column("snoozed_until", sa.Date),
        sa.Column("created_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_notices"),
        sa.UniqueConstraint("key", name="uq_notices_key"),
        sa.ForeignKeyConstraint(["watch_id"], ["watches.id"], name="fk_notices_watch_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["delivery_key"], ["deliveries.key"], name="fk_notices_delivery_key"),
    )
    op.create_index("ix_notices_watch_id", "notices", ["watch_id"])
    op.create_index("ix_notices_delivery_key", "notices", ["delivery_key"])


def downgrade() -> None:
    """Drop them."""
    op.drop_table("notices")
    op.drop_table("deliveries")


def _deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("surface", sa.Text, nullable=False),
        sa.Column("tenant", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("local_date", sa.Date, nullable=False),
        sa.Column("severity", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False, server_default="pending"),
        sa.Column("attempt", sa.Integer, nullable=False, server_default="0"),
        sa.Column("worker", sa.Text),
        sa.Column("lease_until", Moment),
        sa.Column("not_before", Moment),
        sa.Column("first_attempt_at", Moment),
        sa.Column("payload", sa.Text),
        sa.Column("payload_hash", sa.Text),
        sa.Column("provider_id", sa.Text),
        sa.Column("cause", sa.Text, nullable=False, server_default=""),
        sa.Column("repeated", sa.Boolean, nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("changed_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_deliveries"),
        sa.CheckConstraint(
            "state IN ('pending', 'inflight', 'sent', 'held', 'dead')", name=sa.schema.conv("ck_deliveries_state")
        ),
        sa.CheckConstraint(
            "(state = 'inflight') = (lease_until IS NOT NULL)", name=sa.schema.conv("ck_deliveries_lease")
        ),
    )
    op.create_index("ix_deliveries_state_not_before", "deliveries", ["state", "not_before"])
    op.create_index("ix_deliveries_state_lease_until", "deliveries", ["state", "lease_until"])
