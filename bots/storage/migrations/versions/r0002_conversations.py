"""Conversation references, what was handled already, and people's preferences."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bots.storage.db.columns import Moment, Serial

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "conversation_references",
        sa.Column("surface", sa.Text, nullable=False),
        sa.Column("tenant", sa.Text, nullable=False),
        sa.Column("conversation", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False, server_default=""),
        sa.Column("team_group", sa.Text, nullable=False, server_default=""),
        sa.Column("address", sa.Text, nullable=False, server_default=""),
        sa.Column("kept", Serial, nullable=False),
        sa.PrimaryKeyConstraint("surface", "tenant", "conversation", name="pk_conversation_references"),
    )
    for columns in (["surface", "tenant", "person", "kept"], ["surface", "tenant", "team_group"]):
        op.create_index(f"ix_conversation_references_{'_'.join(columns)}", "conversation_references", columns)
    op.create_table(
        "seen",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("until", sa.Double, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_seen"),
    )
    op.create_index("ix_seen_until", "seen", ["until"])
    op.create_table(
        "preferences",
        sa.Column("surface", sa.Text, nullable=False),
        sa.Column("tenant", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("time_zone", sa.Text, nullable=False, server_default="UTC"),
        sa.Column("digest_at", sa.Text, nullable=False, server_default="08:00"),
        sa.Column("workdays", sa.Text, nullable=False, server_default="12345"),
        sa.Column("opted_out", sa.Boolean, nullable=False),
        sa.Column("changed_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("surface", "tenant", "person", name="pk_preferences"),
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("preferences", "seen", "conversation_references"):
        op.drop_table(table)
