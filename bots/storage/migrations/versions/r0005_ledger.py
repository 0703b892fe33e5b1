"""Messages that tell many notices, notices with keys of the schedule, preferences by person; a door in the audit."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bots.storage.db.columns import Moment, Serial
from bots.storage.migrations.versions import r0003_notices

revision = "0005"
down_revision = "0004"

REBUILT = ("notices", "deliveries", "preferences")  # each before those that it points to
REFUSED = "The audit is append-only."
ON_SQLITE = """
CREATE TRIGGER audit_no_DELETE BEFORE DELETE ON audit {when}
BEGIN SELECT RAISE(ABORT, '{refused}'); END
"""
ON_POSTGRESQL = """
CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN {door} RAISE EXCEPTION '{refused}'; END $$
"""

DOOR = "IF TG_OP = 'DELETE' AND EXISTS (SELECT 1 FROM audit_door) THEN RETURN NULL; END IF;"
CARRIED = (
    """
    INSERT INTO preferences (who, time_zone, opens, workdays, opted_out, changed_at)
    SELECT surface || ':' || tenant || ':' || person,
        time_zone, digest_at, workdays, opted_out, changed_at FROM old_preferences
    """,
    """
    INSERT INTO deliveries (key, what, recipient, local_date, state, attempt, repeated, worker, not_before,
        lease_until, first_attempt_at, payload, provider_id, cause, created_at, changed_at)
    SELECT key, 'digest', surface || ':' || tenant || ':' || person, local_date, state, attempt, repeated, worker,
        coalesce(not_before, created_at), lease_until, first_attempt_at, payload, provider_id, cause, created_at,
        changed_at FROM old_deliveries
    """,
    """
    INSERT INTO notices (id, key, watch_id, kind, about_on, step, told_at, acknowledged_at, acknowledged_by)
    SELECT id, key, watch_id, kind, coalesce(about_on, date(created_at)), coalesce(threshold, 0), created_at,
        acknowledged_at, acknowledged_by FROM old_notices
    """,
    """
    INSERT INTO tellings (notice_id, delivery_key)
    SELECT id, delivery_key FROM old_notices WHERE delivery_key IS NOT NULL
    """,
)
CARRIED_BACK = """
INSERT INTO notices (id, key, watch_id, kind, about_on, threshold, delivery_key, acknowledged_at, acknowledged_by,
    created_at)
SELECT id, key, watch_id, kind, about_on, step,
    (SELECT min(delivery_key) FROM old_tellings WHERE notice_id = old_notices.id), acknowledged_at, acknowledged_by,
    told_at FROM old_notices
"""


def upgrade() -> None:
    """Make them, and carry over what is there."""
    _set_aside()
    _preferences()
    _deliveries()
    _notices()
    for statement in CARRIED:
        op.execute(statement)
    _go_on_counting()
    _forget_old()
    op.create_table(
        "audit_door", sa.Column("why", sa.Text, nullable=False), sa.PrimaryKeyConstraint("why", name="pk_audit_door")
    )
    op.create_index("ix_audit_surface_tenant_person", "audit", ["surface", "tenant", "person"])
    _guard("WHEN NOT EXISTS (SELECT 1 FROM audit_door)", DOOR)


def downgrade() -> None:
    """Go back; what only this revision knows is gone."""
    _guard("", "")
    op.drop_index("ix_audit_surface_tenant_person", "audit")
    op.drop_table("audit_door")
    op.execute("CREATE TABLE old_tellings AS SELECT * FROM tellings")
    op.drop_table("tellings")
    _set_aside()
    r0003_notices.upgrade()
    _old_preferences()
    _carry_back()
    _forget_old()
    op.drop_table("old_tellings")


def _guard(when: str, door: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(ON_POSTGRESQL.format(door=door, refused=REFUSED))
    else:
        op.execute("DROP TRIGGER audit_no_DELETE")
        op.execute(ON_SQLITE.format(when=when, refused=REFUSED))


def _go_on_counting() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SELECT setval(pg_get_serial_sequence('notices', 'id'), max(id)) FROM notices HAVING max(id) > 0")


def _set_aside() -> None:
    for table in REBUILT:
        op.execute(f"CREATE TABLE old_{table} AS SELECT * FROM {table}")  # noqa: S608
        op.drop_table(table)


def _forget_old() -> None:
    for table in REBUILT:
        op.drop_table(f"old_{table}")


def _preferences() -> None:
    op.create_table(
        "preferences",
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("time_zone", sa.Text, nullable=False, server_default="UTC"),
        sa.Column("opens", sa.Text),
        sa.Column("closes", sa.Text),
        sa.Column("workdays", sa.Text, nullable=False, server_default="12345"),
        sa.Column("alerts_a_day", sa.Integer, nullable=False, server_default="3"),
        sa.Column("urgent_any_time", sa.Boolean, nullable=False, server_default=sa.true()),
        sa.Column("heartbeat", sa.Boolean, nullable=False, server_default=sa.true()),
        sa.Column("opted_out", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("changed_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("who", name="pk_preferences"),
    )


def _deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("recipient", sa.Text, nullable=False),
        sa.Column("local_date", sa.Date, nullable=False),
        sa.Column("urgent", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("about", sa.Text, nullable=False, server_default=""),
        sa.Column("state", sa.Text, nullable=False, server_default="pending"),
        sa.Column("revision", sa.Integer, nullable=False, server_default="0"),
        sa.Column("attempt", sa.Integer, nullable=False, server_default="0"),
        sa.Column("doubt", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("repeated", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("worker", sa.Text),
        sa.Column("not_before", Moment, nullable=False),
        sa.Column("lease_until", Moment),
        sa.Column("first_attempt_at", Moment),
        sa.Column("payload", sa.Text),
        sa.Column("provider_id", sa.Text),
        sa.Column("cause", sa.Text, nullable=False, server_default=""),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("changed_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_deliveries"),
        sa.CheckConstraint(
            "state IN ('pending', 'inflight', 'sent', 'held', 'dropped', 'dead')",
            name=sa.schema.conv("ck_deliveries_state"),
        ),
        sa.CheckConstraint(
            "(state = 'inflight') = (lease_until IS NOT NULL)", name=sa.schema.conv("ck_deliveries_lease")
        ),
    )
    for columns in (
        ["state", "key"],
        ["state", "changed_at"],
        ["state", "not_before"],
        ["state", "lease_until"],
        ["recipient", "local_date"],
    ):
        op.create_index(f"ix_deliveries_{'_'.join(columns)}", "deliveries", columns)


def _notices() -> None:
    op.create_table(
        "notices",
        sa.Column("id", Serial, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("watch_id", Serial, nullable=False, autoincrement=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("of_kind", sa.Text),
        sa.Column("about_on", sa.Date, nullable=False),
        sa.Column("step", sa.Integer, nullable=False),
        sa.Column("covered_by", Serial),
        sa.Column("detail", sa.Text, nullable=False, server_default="{}"),
        sa.Column("told_at", Moment, nullable=False),
        sa.Column("acknowledged_at", Moment),
        sa.Column("acknowledged_by", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_notices"),
        sa.UniqueConstraint("key", name="uq_notices_key"),
        sa.ForeignKeyConstraint(["watch_id"], ["watches.id"], name="fk_notices_watch_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["covered_by"], ["notices.id"], name="fk_notices_covered_by", ondelete="CASCADE"),
    )
    for name in ("watch_id", "covered_by"):
        op.create_index(f"ix_notices_{name}", "notices", [name])
    op.create_table(
        "tellings",
        sa.Column("notice_id", Serial, nullable=False, autoincrement=False),
        sa.Column("delivery_key", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("notice_id", "delivery_key", name="pk_tellings"),
        sa.ForeignKeyConstraint(["notice_id"], ["notices.id"], name="fk_tellings_notice_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["delivery_key"], ["deliveries.key"], name="fk_tellings_delivery_key", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_tellings_delivery_key", "tellings", ["delivery_key"])


def _old_preferences() -> None:
    op.create_table(
        "preferences",
        sa.Column("surface", sa.Text, nullable=False),
        sa.Column("tenant", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("time_zone", sa.Text, nullable=False, server_default="UTC"),
        sa.Column("digest_at", sa.Text, nullable=False, server_default="08:00"),
        sa.Column("workdays", sa.Text, nullable=False, server_default="12345"),
        sa.Column("opted_out", sa.Boolean, nullable=False),
        sa.Column("changed_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("surface", "tenant", "person", name="pk_preferences"),
    )


def _carry_back() -> None:
    """A person's key is taken apart again; what was dropped is dead in the words of that time."""
    connection = op.get_bind()
    wanted = "time_zone, coalesce(opens, '08:00') AS digest_at, workdays, opted_out, changed_at"
    _split(connection, "preferences", "who", wanted)
    wanted = """key, local_date, what AS severity, CASE state WHEN 'dropped' THEN 'dead' ELSE state END AS state,
        attempt, worker, lease_until, not_before, first_attempt_at, payload, provider_id, cause, repeated,
        created_at, changed_at"""
    _split(connection, "deliveries", "recipient", wanted)
    op.execute(CARRIED_BACK)
    _go_on_counting()


def _split(connection: sa.Connection, table: str, key: str, wanted: str) -> None:
    columns = ("surface", "tenant", "person")
    aside = sa.text(f"SELECT {key} AS person_key, {wanted} FROM old_{table}")  # noqa: S608
    rows = [dict(row) for row in connection.execute(aside).mappings()]
    for row in rows:
        row |= dict(zip(columns, row.pop("person_key").split(":", 2), strict=True))
    if rows:
        filled = sa.table(table, *map(sa.column, rows[0]))
        connection.execute(filled.insert(), rows)
