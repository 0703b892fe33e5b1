"""How a watch's name compares with the one that the registry gives."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Make the column; it is filled at the next reading."""
    op.add_column("watches", sa.Column("agreement", sa.Text, nullable=False, server_default=""))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("watches", "agreement")
