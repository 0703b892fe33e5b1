"""Organisations' own settings, and keyed hashes of the names with which IDs were presented."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bots.storage.db.columns import Moment

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "tenant_settings",
        sa.Column("surface", sa.Text, nullable=False),
        sa.Column("tenant", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("changed_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("surface", "tenant", "name", name="pk_tenant_settings"),
    )
    op.create_table(
        "presented",
        sa.Column("surface", sa.Text, nullable=False),
        sa.Column("tenant", sa.Text, nullable=False),
        sa.Column("certificate", sa.Text, nullable=False),
        sa.Column("name_hash", sa.Text, nullable=False),
        sa.Column("seen_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("surface", "tenant", "certificate", "name_hash", name="pk_presented"),
    )
    op.create_index("ix_presented_seen_at", "presented", ["seen_at"])


def downgrade() -> None:
    """Drop them."""
    for table in ("presented", "tenant_settings"):
        op.drop_table(table)
