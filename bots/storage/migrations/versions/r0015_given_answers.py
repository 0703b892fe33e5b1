"""Which messages answered a message, so that an edit after a restart changes them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "given_answers",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("messages", sa.Text, nullable=False),
        sa.Column("asked", sa.Text, nullable=False, server_default=""),
        sa.Column("until", sa.Double, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_given_answers"),
    )
    op.create_index("ix_given_answers_until", "given_answers", ["until"])
    op.create_index("ix_given_answers_who", "given_answers", ["who"])


def downgrade() -> None:
    """Drop it: an edit is answered by a new message then."""
    op.drop_table("given_answers")
