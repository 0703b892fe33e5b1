"""Who did what about a watch and when, and what a person's own platform says of their time zone and name."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bots.storage.db.columns import Moment, Serial

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Make both; who acted before, and when, was not written down."""
    op.create_table(
        "watch_marks",
        sa.Column("watch_id", Serial, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("done_by", sa.Text, nullable=False),
        sa.Column("done_at", Moment, nullable=False),
        sa.Column("who", sa.Text),
        sa.PrimaryKeyConstraint("watch_id", "kind", name="pk_watch_marks"),
        sa.ForeignKeyConstraint(["watch_id"], ["watches.id"], name="fk_watch_marks_watch_id", ondelete="CASCADE"),
    )
    op.create_index("ix_watch_marks_who", "watch_marks", ["who"])
    op.create_table(
        "profiles",
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False, server_default=""),
        sa.Column("time_zone", sa.Text, nullable=False, server_default=""),
        sa.Column("seen_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("who", name="pk_profiles"),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("profiles")
    op.drop_table("watch_marks")
