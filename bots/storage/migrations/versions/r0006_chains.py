"""A chain over the audit, and one of receipts; what is taken out of the audit leaves its hash."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bots.storage.db.columns import Moment, Serial

revision = "0006"
down_revision = "0005"

LINKS = ("salt", "digest", "link")
LEAVES = "INSERT INTO audit_removed (place, digest, link) VALUES (OLD.place, OLD.digest, OLD.link)"
ON_SQLITE = f"""
CREATE TRIGGER audit_leaves AFTER DELETE ON audit WHEN OLD.place IS NOT NULL
BEGIN {LEAVES}; END
"""
ON_POSTGRESQL = f"""
CREATE FUNCTION audit_leave() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {LEAVES}; RETURN NULL; END $$;
CREATE TRIGGER audit_leaves AFTER DELETE ON audit
FOR EACH ROW WHEN (OLD.place IS NOT NULL) EXECUTE FUNCTION audit_leave()
"""


def upgrade() -> None:
    """Make them; lines of before stay outside the chain."""
    op.add_column("audit", sa.Column("place", Serial))
    for name in LINKS:
        op.add_column("audit", sa.Column(name, sa.Text))
    op.create_index("ix_audit_place", "audit", ["place"], unique=True)
    op.create_table(
        "audit_removed",
        sa.Column("place", Serial, nullable=False, autoincrement=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("link", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("place", name="pk_audit_removed"),
    )
    op.create_table(
        "receipts",
        sa.Column("number", Serial, nullable=False, autoincrement=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("issued_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_receipts"),
    )
    op.execute(ON_POSTGRESQL if op.get_bind().dialect.name == "postgresql" else ON_SQLITE)


def downgrade() -> None:
    """Drop them; the lines of the audit stay."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER audit_leaves ON audit; DROP FUNCTION audit_leave()")
    else:
        op.execute("DROP TRIGGER audit_leaves")
    for table in ("receipts", "audit_removed"):
        op.drop_table(table)
    op.drop_index("ix_audit_place", "audit")
    for name in ("place", *LINKS):
        op.drop_column("audit", name)
