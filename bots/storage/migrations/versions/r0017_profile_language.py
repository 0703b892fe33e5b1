"""The language that a person's own platform is set to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Make the column; a language is learnt when it is first needed."""
    op.add_column("profiles", sa.Column("language", sa.Text, nullable=False, server_default=""))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("profiles", "language")
