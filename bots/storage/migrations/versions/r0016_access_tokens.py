"""Tokens with which assistants ask for a person."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bots.storage.db.columns import Serial

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "access_tokens",
        sa.Column("number", Serial, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_access_tokens"),
    )
    op.create_index("ix_access_tokens_digest", "access_tokens", ["digest"], unique=True)
    op.create_index("ix_access_tokens_who", "access_tokens", ["who"])


def downgrade() -> None:
    """Drop it: assistants need new tokens then."""
    op.drop_table("access_tokens")
