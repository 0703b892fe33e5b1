"""Certificates, rosters, watches, managers, and the audit that only grows."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bots.storage.db.columns import Moment, Serial

revision = "0001"
down_revision = None

REFUSED = "The audit is append-only."
ON_SQLITE = """
CREATE TRIGGER audit_no_{deed} BEFORE {deed} ON audit
BEGIN SELECT RAISE(ABORT, '{refused}'); END
"""
ON_POSTGRESQL = """
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{refused}'; END $$;
CREATE TRIGGER audit_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON audit EXECUTE FUNCTION audit_refuse()
"""


def upgrade() -> None:
    """Make them."""
    _certificates()
    _rosters()
    _watches()
    _managers()
    _audit()


def downgrade() -> None:
    """Drop them."""
    for table in ("audit", "managers", "watches", "rosters", "certificates"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_refuse()")


def _certificates() -> None:
    op.create_table(
        "certificates",
        sa.Column("id", Serial, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("code", sa.Text),
        sa.Column("issued_year", sa.Integer),
        sa.Column("issued_month", sa.Integer),
        sa.Column("seen_status", sa.Text),
        sa.Column("expires_on", sa.Date),
        sa.Column("revoked_on", sa.Date),
        sa.Column("verified_at", Moment),
        sa.Column("next_verify_at", Moment),
        sa.PrimaryKeyConstraint("id", name="pk_certificates"),
        sa.UniqueConstraint("text", name="uq_certificates_text"),
    )
    op.create_index("ix_certificates_expires_on_id", "certificates", ["expires_on", "id"])
    op.create_index("ix_certificates_next_verify_at_id", "certificates", ["next_verify_at", "id"])


def _rosters() -> None:
    op.create_table(
        "rosters",
        sa.Column("id", Serial, nullable=False),
        sa.Column("surface", sa.Text, nullable=False),
        sa.Column("tenant", sa.Text, nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("rows_new", sa.Integer, nullable=False),
        sa.Column("rows_changed", sa.Integer, nullable=False),
        sa.Column("rows_wrong", sa.Integer, nullable=False),
        sa.Column("imported_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_rosters"),
    )
    op.create_index("ix_rosters_surface_tenant_owner_id", "rosters", ["surface", "tenant", "owner", "id"])


def _watches() -> None:
    op.create_table(
        "watches",
        sa.Column("id", Serial, nullable=False),
        sa.Column("surface", sa.Text, nullable=False),
        sa.Column("tenant", sa.Text, nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("certificate_id", Serial, nullable=False),
        sa.Column("holder", sa.Text, nullable=False, server_default=""),
        sa.Column("manager", sa.Text, nullable=False, server_default=""),
        sa.Column("team", sa.Text, nullable=False, server_default=""),
        sa.Column("purpose", sa.Text, nullable=False, server_default=""),
        sa.Column("until", sa.Date),
        sa.Column("next_notice_on", sa.Date),
        sa.Column("roster_id", Serial),
        sa.Column("added_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_watches"),
        sa.UniqueConstraint(
            "surface", "tenant", "owner", "certificate_id", name="uq_watches_surface_tenant_owner_certificate_id"
        ),
        sa.ForeignKeyConstraint(["certificate_id"], ["certificates.id"], name="fk_watches_certificate_id"),
        sa.ForeignKeyConstraint(["roster_id"], ["rosters.id"], name="fk_watches_roster_id", ondelete="SET NULL"),
    )
    op.create_index("ix_watches_surface_tenant_owner_id", "watches", ["surface", "tenant", "owner", "id"])
    op.create_index("ix_watches_next_notice_on_id", "watches", ["next_notice_on", "id"])
    op.create_index("ix_watches_certificate_id", "watches", ["certificate_id"])
    op.create_index("ix_watches_roster_id", "watches", ["roster_id"])


def _managers() -> None:
    op.create_table(
        "managers",
        sa.Column("surface", sa.Text, nullable=False),
        sa.Column("tenant", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("linked_by", sa.Text, nullable=False),
        sa.Column("linked_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("surface", "tenant", "name", name="pk_managers"),
    )


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", Serial, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("surface", sa.Text, nullable=False),
        sa.Column("tenant", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("deed", sa.Text, nullable=False),
        sa.Column("certificate", sa.Text, nullable=False, server_default=""),
        sa.Column("outcome", sa.Text, nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_at_id", "audit", ["at", "id"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(ON_POSTGRESQL.format(refused=REFUSED))
    else:
        for deed in ("UPDATE", "DELETE"):
            op.execute(ON_SQLITE.format(deed=deed, refused=REFUSED))
