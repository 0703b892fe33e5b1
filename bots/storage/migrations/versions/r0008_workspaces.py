"""Workspaces that install the bot themselves: when their token ends, who refreshes it, and who began to install."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bots.storage.db.columns import Moment

revision = "0008"
down_revision = "0007"

NEW = ("expires_at", "lease_until", "removed_at")


def upgrade() -> None:
    """Make them."""
    for name in NEW:
        op.add_column("installations", sa.Column(name, Moment))
    op.create_table(
        "install_states",
        sa.Column("state_hash", sa.Text, nullable=False),
        sa.Column("browser_hash", sa.Text, nullable=False),
        sa.Column("until", Moment, nullable=False),
        sa.PrimaryKeyConstraint("state_hash", name="pk_install_states"),
    )
    op.create_index("ix_install_states_until", "install_states", ["until"])


def downgrade() -> None:
    """Drop them."""
    op.drop_table("install_states")
    for name in NEW:
        op.drop_column("installations", name)
