"""What was read of certificates, who reads which notices, and what people linked, set and were promised."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bots.storage.db.columns import Moment, Serial

revision = "0004"
down_revision = "0003"

PARTIAL = ("linked", "assigned_to", "escalate_to")


def upgrade() -> None:
    """Make them, and carry over what is there."""
    _certificates()
    _watches()
    _links()
    _team_rules_and_promises()
    _rounds()


def downgrade() -> None:
    """Go back; what only this revision knows is gone."""
    for table in ("workers", "rounds", "installations", "promises", "team_rules", "invites"):
        op.drop_table(table)
    _managers_again()
    _watches_again()
    _certificates_again()


def _certificates() -> None:
    op.drop_index("ix_certificates_expires_on_id", "certificates")
    op.drop_index("ix_certificates_next_verify_at_id", "certificates")
    with op.batch_alter_table("certificates") as table:
        table.alter_column("seen_status", new_column_name="status", existing_type=sa.Text)
        table.alter_column("verified_at", new_column_name="read_at", existing_type=Moment)
        for name in ("since", "failing_since", "gone_since", "by_hand_since"):
            table.add_column(sa.Column(name, Moment))
        for name in ("issued_on", "previous_end", "next_read_on"):
            table.add_column(sa.Column(name, sa.Date))
        for name in ("certification", "issuer"):
            table.add_column(sa.Column(name, sa.Text, nullable=False, server_default=""))
        table.add_column(sa.Column("successor", sa.Text))
        table.drop_column("revoked_on")
    op.execute("UPDATE certificates SET next_read_on = date(next_verify_at)")
    # A status counts only with the moment of its first reading; without it the next reading is the first.
    op.execute("UPDATE certificates SET since = read_at")
    op.execute("UPDATE certificates SET status = NULL WHERE since IS NULL")
    with op.batch_alter_table("certificates") as table:
        table.drop_column("next_verify_at")
    op.create_index("ix_certificates_next_read_on", "certificates", ["next_read_on"])


def _certificates_again() -> None:
    op.drop_index("ix_certificates_next_read_on", "certificates")
    with op.batch_alter_table("certificates") as table:
        table.alter_column("status", new_column_name="seen_status", existing_type=sa.Text)
        table.alter_column("read_at", new_column_name="verified_at", existing_type=Moment)
        table.add_column(sa.Column("revoked_on", sa.Date))
        table.add_column(sa.Column("next_verify_at", Moment))
        for name in (
            "since", "failing_since", "gone_since", "by_hand_since", "issued_on", "previous_end", "next_read_on",
            "certification", "issuer", "successor",
        ):  # fmt: skip
            table.drop_column(name)
    op.create_index("ix_certificates_expires_on_id", "certificates", ["expires_on", "id"])
    op.create_index("ix_certificates_next_verify_at_id", "certificates", ["next_verify_at", "id"])


def _watches() -> None:
    with op.batch_alter_table("watches") as table:
        for name in ("reader", "linked", "assigned_to", "escalate_to", "follows"):
            table.add_column(sa.Column(name, sa.Text))
        for name in ("snooze_until", "snooze_end"):
            table.add_column(sa.Column(name, sa.Date))
        table.add_column(sa.Column("begun", sa.Boolean, nullable=False, server_default=sa.false()))
    op.execute("UPDATE watches SET reader = surface || ':' || tenant || ':' || owner")
    op.execute("""
        UPDATE watches SET linked = (
            SELECT m.surface || ':' || m.tenant || ':' || m.person FROM managers m
            WHERE (m.surface, m.tenant, m.name) = (watches.surface, watches.tenant, watches.manager)
            AND m.linked_by = watches.owner)
    """)
    op.execute("UPDATE watches SET reader = linked WHERE linked IS NOT NULL")
    with op.batch_alter_table("watches") as table:
        table.alter_column("reader", existing_type=sa.Text, nullable=False)
    op.create_index("ix_watches_reader_id", "watches", ["reader", "id"])
    op.create_index("ix_watches_surface_tenant_owner_team", "watches", ["surface", "tenant", "owner", "team"])
    for name in PARTIAL:
        there = sa.text(f"{name} IS NOT NULL")
        op.create_index(f"ix_watches_{name}", "watches", [name], sqlite_where=there, postgresql_where=there)


def _watches_again() -> None:
    for name in ("reader_id", "surface_tenant_owner_team", *PARTIAL):
        op.drop_index(f"ix_watches_{name}", "watches")
    with op.batch_alter_table("watches") as table:
        for name in (
            "reader",
            "linked",
            "assigned_to",
            "escalate_to",
            "follows",
            "snooze_until",
            "snooze_end",
            "begun",
        ):
            table.drop_column(name)


def _links() -> None:
    op.create_table(
        "links",
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("linked_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("owner", "kind", "name", name="pk_links"),
    )
    op.create_index("ix_links_who", "links", ["who"])
    op.execute("""
        INSERT INTO links (owner, kind, name, who, linked_at)
        SELECT surface || ':' || tenant || ':' || linked_by, 'manager', name,
            surface || ':' || tenant || ':' || person, linked_at FROM managers
    """)
    op.drop_table("managers")
    op.create_table(
        "invites",
        sa.Column("code_hash", sa.Text, nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("about", sa.Text, nullable=False, server_default=""),
        sa.Column("until", Moment, nullable=False),
        sa.PrimaryKeyConstraint("code_hash", name="pk_invites"),
    )
    op.create_index("ix_invites_until", "invites", ["until"])


def _managers_again() -> None:
    """A name had one link in a tenant then, and that on the owner's own surface."""
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
    asked = "SELECT owner, name, who, linked_at FROM links WHERE kind = 'manager' ORDER BY linked_at"
    found = op.get_bind().execute(sa.text(asked)).all()
    rows = {}
    for owner, name, who, linked_at in found:
        surface, tenant, by = owner.split(":", 2)
        there = who.split(":", 2)
        if there[:2] == [surface, tenant]:
            rows[surface, tenant, name] = (there[2], by, linked_at)
    fill = sa.text("INSERT INTO managers VALUES (:surface, :tenant, :name, :person, :by, :at)")
    for (surface, tenant, name), (person, by, at) in rows.items():
        values = {"surface": surface, "tenant": tenant, "name": name, "person": person, "by": by, "at": at}
        op.get_bind().execute(fill, values)
    op.drop_table("links")


def _team_rules_and_promises() -> None:
    op.create_table(
        "team_rules",
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("team", sa.Text, nullable=False),
        sa.Column("days", sa.Text),
        sa.Column("profile", sa.Text, nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("owner", "team", name="pk_team_rules"),
    )
    op.create_table(
        "promises",
        sa.Column("id", Serial, nullable=False),
        sa.Column("asker", sa.Text, nullable=False),
        sa.Column("certificate_id", Serial, nullable=False),
        sa.Column("holder", sa.Text, nullable=False, server_default=""),
        sa.Column("about_on", sa.Text, nullable=False, server_default=""),
        sa.Column("until", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_promises"),
        sa.ForeignKeyConstraint(["certificate_id"], ["certificates.id"], name="fk_promises_certificate_id"),
        sa.UniqueConstraint(
            "asker", "certificate_id", "holder", "about_on", name="uq_promises_asker_certificate_id_holder_about_on"
        ),
    )
    for name in ("certificate_id", "until"):
        op.create_index(f"ix_promises_{name}", "promises", [name])


def _rounds() -> None:
    op.create_table(
        "installations",
        sa.Column("surface", sa.Text, nullable=False),
        sa.Column("tenant", sa.Text, nullable=False),
        sa.Column("token", sa.LargeBinary, nullable=False),
        sa.Column("details", sa.Text, nullable=False, server_default=""),
        sa.Column("installed_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("surface", "tenant", name="pk_installations"),
    )
    op.create_table(
        "rounds",
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("worker", sa.Text, nullable=False),
        sa.Column("lease_until", Moment),
        sa.Column("began_at", Moment, nullable=False),
        sa.Column("finished_at", Moment),
        sa.Column("counts", sa.Text, nullable=False, server_default="{}"),
        sa.PrimaryKeyConstraint("kind", name="pk_rounds"),
    )
    op.create_table(
        "workers",
        sa.Column("worker", sa.Text, nullable=False),
        sa.Column("beat_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("worker", name="pk_workers"),
    )
