"""What people entered where no registry can be asked, for each organisation apart; registries' facts stay shared."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bots.storage.db.columns import Moment, Serial

revision = "0010"
down_revision = "0009"

CARRIED = """
    INSERT INTO entered_ends (certificate_id, surface, tenant, expires_on, previous_end, entered_at)
    SELECT DISTINCT certificates.id, surface, tenant, expires_on, previous_end, coalesce(read_at, by_hand_since)
    FROM certificates JOIN watches ON watches.certificate_id = certificates.id WHERE
"""
FORGOTTEN = """
    UPDATE certificates SET status = NULL, since = NULL, certification = '', issuer = '', expires_on = NULL,
    issued_on = NULL, previous_end = NULL, successor = NULL, read_at = NULL WHERE
"""
ENTERED = "by_hand_since IS NOT NULL AND expires_on IS NOT NULL AND status = 'unsaid'"
BACK = """
    UPDATE certificates SET status = 'unsaid', since = newest.entered_at, certification = coalesce(code, ''),
    expires_on = newest.expires_on, issued_on = NULL, previous_end = newest.previous_end, successor = NULL,
    read_at = newest.entered_at, by_hand_since = coalesce(by_hand_since, newest.entered_at)
    FROM (
        SELECT *, row_number() OVER (PARTITION BY certificate_id ORDER BY entered_at DESC, surface, tenant) AS place
        FROM entered_ends
    ) AS newest
    WHERE newest.certificate_id = certificates.id AND newest.place = 1
    AND (by_hand_since IS NOT NULL OR (status IS NULL AND gone_since IS NULL))
"""


def upgrade() -> None:
    """Make the table, and give each organisation that watches a certificate what was entered about it."""
    op.create_table(
        "entered_ends",
        sa.Column("certificate_id", Serial, nullable=False),
        sa.Column("surface", sa.Text, nullable=False),
        sa.Column("tenant", sa.Text, nullable=False),
        sa.Column("expires_on", sa.Date, nullable=False),
        sa.Column("previous_end", sa.Date),
        sa.Column("entered_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("certificate_id", "surface", "tenant", name="pk_entered_ends"),
        sa.ForeignKeyConstraint(["certificate_id"], ["certificates.id"], name="fk_entered_ends_certificate_id"),
    )
    for statement in (CARRIED, FORGOTTEN):
        op.execute(f"{statement} {ENTERED}")


def downgrade() -> None:
    """Put the date that was entered last back to where all share it; the other organisations' are gone."""
    op.execute(BACK)
    op.drop_table("entered_ends")
