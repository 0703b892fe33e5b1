"""What is kept of badges that came as files, so that they can be watched."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Make the column; no badge was kept before."""
    op.add_column("certificates", sa.Column("badge", sa.Text))


def downgrade() -> None:
    """Drop it, with the badges and their watches, which an older Certdesk cannot read."""
    of_badges = "certificate_id IN (SELECT id FROM certificates WHERE kind = 'kept_badge')"
    for table in ("watches", "promises", "entered_ends"):
        op.execute(sa.delete(sa.table(table)).where(sa.text(of_badges)))
    op.execute("DELETE FROM certificates WHERE kind = 'kept_badge'")
    op.drop_column("certificates", "badge")
