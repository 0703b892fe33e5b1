"""Until which day somebody wants no notices."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Make the column; nobody had a pause before."""
    op.add_column("preferences", sa.Column("paused_until", sa.Date))


def downgrade() -> None:
    """Drop it: an older Certdesk knows no pause, and tells what waits."""
    op.drop_column("preferences", "paused_until")
