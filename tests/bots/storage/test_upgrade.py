"""From every revision up and down with rows in every table, and by several processes at once."""

import subprocess
import sys
from datetime import UTC, date, datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from click.testing import CliRunner
from sqlalchemy import create_engine, inspect, select
from sqlalchemy.exc import DatabaseError as DriverError

from bots.cli import main
from bots.storage.address import Address, DatabaseError
from bots.storage.tables import metadata
from bots.storage.upgrade import downgrade, revisions, upgrade

REVISIONS = revisions()
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
DAY = date(2027, 1, 31)
HERE = {"surface": "slack", "tenant": "T1"}
ROWS = {
    "certificates": {"id": 1, "kind": "pai", "text": "AIDA-2026-1234", "expires_on": DAY},
    "rosters": {
        **HERE, "id": 1, "owner": "U1", "name": "r.csv", "digest": "d",
        "rows_new": 1, "rows_changed": 0, "rows_wrong": 0, "imported_at": NOW,
    },
    "watches": {**HERE, "id": 1, "owner": "U1", "certificate_id": 1, "roster_id": 1, "added_at": NOW},
    "managers": {**HERE, "name": "Ada", "person": "U2", "linked_by": "U1", "linked_at": NOW},
    "audit": {**HERE, "id": 1, "at": NOW, "person": "U1", "deed": "verify"},
    "conversation_references": {**HERE, "conversation": "C1", "kept": 1},
    "seen": {"key": "k", "until": 1.5},
    "preferences": {**HERE, "person": "U1", "opted_out": False, "changed_at": NOW},
    "deliveries": {
        **HERE, "key": "dig:1", "person": "U1", "local_date": DAY, "severity": "digest",
        "repeated": False, "created_at": NOW, "changed_at": NOW,
    },
    "notices": {"id": 1, "key": "exp:1", "watch_id": 1, "kind": "exp", "delivery_key": "dig:1", "created_at": NOW},
}  # fmt: skip


@pytest.fixture
def engine(url):
    engine = create_engine(Address.read(url).direct)
    yield engine
    engine.dispose()


def there(engine):
    """Return the tables that are there, each before those that point to it."""
    names = set(inspect(engine).get_table_names())
    return [table for table in metadata.sorted_tables if table.name in names]


def fill(engine):
    with engine.begin() as connection:
        for table in there(engine):
            connection.execute(table.insert().values(**ROWS[table.name]))


def filled(engine):
    with engine.connect() as connection:
        return {each.name for each in there(engine) if [(1,)] == connection.execute(select(1).select_from(each)).all()}


def test_the_tables_are_those_that_the_code_asks(url, engine):
    upgrade(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": "postgresql" in url})

        assert [] == compare_metadata(context, metadata)


@pytest.mark.parametrize("revision", REVISIONS)
def test_no_row_is_lost_on_the_way_up_and_back(url, engine, revision):
    assert revision == upgrade(url, to=revision)

    fill(engine)
    before = filled(engine)

    assert before
    assert REVISIONS[-1] == upgrade(url)
    assert before <= filled(engine)
    assert revision == downgrade(url, to=revision)
    assert before == filled(engine)


def test_everything_can_be_undone_and_made_again(url, engine):
    upgrade(url)

    assert "base" == downgrade(url, to="base")
    assert [] == there(engine)
    assert REVISIONS[-1] == upgrade(url)


def test_there_is_a_row_for_every_table():
    assert set(metadata.tables) == set(ROWS)


@pytest.mark.parametrize("statement", ["UPDATE audit SET outcome = 'x'", "DELETE FROM audit"])
def test_the_audit_only_grows(url, engine, made, statement):
    made(url)
    fill(engine)

    with engine.connect() as connection, pytest.raises(DriverError, match="append-only"):
        connection.exec_driver_sql(statement)


def test_processes_that_start_together_upgrade_once(url):
    code = (
        "import sys; from bots.storage.upgrade import upgrade; print('ready', flush=True); "
        "sys.stdin.readline(); print(upgrade(sys.argv[1]))"
    )
    command = [sys.executable, "-c", code, url]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        ready = other.stdout.readline()
        other.stdin.write("go\n")
        other.stdin.flush()
        mine = upgrade(url)
        theirs, _ = other.communicate(timeout=30)

    assert ("ready\n", REVISIONS[-1], f"{REVISIONS[-1]}\n") == (ready, mine, theirs)


def test_what_a_newer_certdesk_made_is_left_alone(url, engine):
    upgrade(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(DatabaseError, match="newer Certdesk"):
        upgrade(url)


def test_a_revision_that_fails_changes_nothing(url, engine):
    """The third makes ``deliveries``; where one is already, nothing of what came before stays either."""
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE deliveries (mine TEXT)")

    with pytest.raises(DriverError):
        upgrade(url)
    assert ["deliveries"] == [table.name for table in there(engine)]


def test_the_command_says_where_it_got_to(url):
    done = CliRunner(env={"CERTDESK_DATABASE_URL": url}).invoke(main, ["db", "upgrade"])

    assert 0 == done.exit_code, done.output
    assert f"is at revision {REVISIONS[-1]}." in done.output


def test_the_command_says_what_is_wrong():
    done = CliRunner(env={"CERTDESK_DATABASE_URL": "mysql://u:s3cr3t@h/d"}).invoke(main, ["db", "upgrade"])

    assert 2 == done.exit_code
    assert "sqlite:///certdesk.db or postgresql://" in done.output
    assert "s3cr3t" not in done.output
