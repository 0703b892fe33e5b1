"""From every revision up and down with rows in every table, and by several processes at once."""

import subprocess
import sys
from datetime import date, timedelta

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from click.testing import CliRunner
from sqlalchemy import column, create_engine, inspect, literal, select, table, text
from sqlalchemy.exc import DatabaseError as DriverError

from bots.cli.app import main
from bots.storage.db.url import DatabaseError, DatabaseUrl
from bots.storage.maintenance.revision import is_current, newest
from bots.storage.maintenance.upgrade import downgrade, revisions, upgrade
from bots.storage.tables.schema import audit, certificates, entered_ends, metadata
from tests.bots.storage.row_factories import AT, DAY, NOW

REVISIONS = revisions()
has_tables = pytest.mark.usefixtures("has_tables")
on_sqlite = pytest.mark.parametrize("url", ["sqlite"], indirect=True)


@pytest.fixture
def engine(url):
    engine = create_engine(DatabaseUrl.read(url).direct)
    yield engine
    engine.dispose()


def there(engine):
    """Return the names of the tables that are there."""
    return sorted(set(inspect(engine).get_table_names()) - {"alembic_version"})


def fill(engine, rows):
    """Put the rows in, as far as there are tables for them."""
    names = there(engine)
    with engine.begin() as connection:
        for name, row in rows.items():
            if name in names:
                into = table(name, *(column(key, literal(value).type) for key, value in row.items()))
                connection.execute(into.insert().values(row))


def filled(engine):
    """Return what is kept, table by table."""
    with engine.connect() as connection:
        return {
            each: connection.execute(select(text("*")).select_from(table(each))).mappings().first()
            for each in there(engine)
        }


@has_tables
def test_the_tables_are_those_that_the_code_asks(url, engine):
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": "postgresql" in url})

        assert [] == compare_metadata(context, metadata)


def test_nothing_is_lost_on_the_way_up_and_back(url, engine):
    """Step by step to the newest, each new table with a row as soon as it is there; and back the same way."""
    kept = {}
    for revision in REVISIONS:
        assert revision == upgrade(url, to=revision)
        empty = [name for name, row in filled(engine).items() if row is None]
        fill(engine, {name: row for name, row in AT[revision].items() if name in empty})
        kept[revision] = filled(engine)
        assert None not in kept[revision].values()
    says_what_the_third_knew(kept[REVISIONS[-1]])
    for revision in REVISIONS[-2::-1]:
        assert revision == downgrade(url, to=revision)
        assert kept[revision] == filled(engine)
    assert REVISIONS[-1] == upgrade(url)
    assert kept[REVISIONS[0]].keys() - {"managers"} <= {name for name, row in filled(engine).items() if row}
    assert "base" == downgrade(url, to="base")
    assert [] == there(engine)


def says_what_the_third_knew(rows):
    assert ("slack:T1:U2", "slack:T1:U2") == (rows["watches"]["reader"], rows["links"]["who"])
    assert "slack:T1:a:U1" == rows["deliveries"]["recipient"]
    assert str(rows["deliveries"]["not_before"]).startswith("2026-11-20 09:00:00")
    assert (1, "dig:1") == tuple(rows["tellings"].values())
    assert ("valid", str(DAY)) == (rows["certificates"]["status"], str(rows["certificates"]["expires_on"]))


@has_tables
@on_sqlite
def test_going_back_says_in_old_words_what_can_be_said(url, engine):
    fill(engine, AT[REVISIONS[-1]])
    downgrade(url, to="0003")
    rows = filled(engine)

    assert ("slack", "T1", "a:U1", "dead") == tuple(
        rows["deliveries"][name] for name in ("surface", "tenant", "person", "state")
    )
    assert ("U2", "dig:1", "07:30") == (
        rows["managers"]["person"],
        rows["notices"]["delivery_key"],
        rows["preferences"]["digest_at"],
    )


def test_what_was_entered_becomes_each_organisations_own_and_one_date_comes_back(url, engine):
    """Two organisations watch what somebody entered; what a registry said stays where it is."""
    upgrade(url, to="0009")
    rows = AT["0009"]
    hand = rows["certificates"] | {"status": "unsaid", "by_hand_since": NOW, "code": "AIDA", "previous_end": NOW.date()}
    fill(engine, {"rosters": rows["rosters"], "certificates": hand})
    for number, tenant in enumerate(("T1", "T1", "T2"), 1):
        fill(engine, {"watches": rows["watches"] | {"id": number, "tenant": tenant, "owner": f"U{number}"}})
    said = {"id": 2, "text": "CPAP-2026-8841"}
    fill(engine, {"certificates": rows["certificates"] | said})
    fill(engine, {"watches": rows["watches"] | {"id": 4, "certificate_id": 2}})
    upgrade(url)
    with engine.begin() as connection:
        found = connection.execute(select(entered_ends).order_by(entered_ends.c.tenant)).all()
        known = connection.execute(select(certificates).order_by(certificates.c.id)).all()
        later = entered_ends.update().where(entered_ends.c.tenant == "T2")
        connection.execute(later.values(expires_on=date(2030, 1, 1), entered_at=NOW + timedelta(days=1)))

    assert [(1, "slack", each, DAY, NOW.date(), NOW) for each in ("T1", "T2")] == [tuple(each) for each in found]
    assert [(None, None, None, None, NOW), ("valid", DAY, None, NOW, None)] == [
        (row.status, row.expires_on, row.previous_end, row.read_at, row.by_hand_since) for row in known
    ]
    downgrade(url, to="0009")
    with engine.connect() as connection:
        then = (certificates.c[name] for name in ("status", "expires_on", "certification", "read_at"))
        back = connection.execute(select(*then).order_by(certificates.c.id)).all()
    assert [("unsaid", date(2030, 1, 1), "AIDA", NOW + timedelta(days=1)), ("valid", DAY, "", NOW)] == [
        (row.status, row.expires_on, row.certification, row.read_at) for row in back
    ]


def test_there_is_a_row_for_every_table():
    assert set(metadata.tables) == set(AT[REVISIONS[-1]])
    assert list(REVISIONS) == list(AT)


@has_tables
def test_the_audit_only_grows(engine):
    with engine.begin() as connection:
        connection.execute(audit.insert().values(**AT[REVISIONS[-1]]["audit"]))

    for statement in ("UPDATE audit SET outcome = 'x'", "DELETE FROM audit"):
        with engine.connect() as connection, pytest.raises(DriverError, match="append-only"):
            connection.exec_driver_sql(statement)


@pytest.mark.system
def test_processes_that_start_together_upgrade_once(url):
    code = (
        "import sys; from bots.storage.maintenance.upgrade import upgrade; print('ready', flush=True); "
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


@has_tables
@on_sqlite
def test_what_a_newer_certdesk_made_is_left_alone(url, engine):
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
    assert ["deliveries"] == there(engine)


@has_tables
def test_the_command_says_where_it_got_to(url):
    done = CliRunner(env={"CERTDESK_DATABASE_URL": url}).invoke(main, ["db", "upgrade"])

    assert 0 == done.exit_code, done.output
    assert f"is at revision {REVISIONS[-1]}." in done.output


def test_the_command_says_what_is_wrong():
    done = CliRunner(env={"CERTDESK_DATABASE_URL": "mysql://u:s3cr3t@h/d"}).invoke(main, ["db", "upgrade"])

    assert 2 == done.exit_code
    assert "sqlite:///certdesk.db or postgresql://" in done.output
    assert "s3cr3t" not in done.output


def test_alembic_is_asked_only_when_there_is_something_to_upgrade(url):
    """What is older, or of a newer Certdesk, is left to it."""
    before = is_current(url)
    upgrade(url)

    assert (False, True, revisions()[-1]) == (before, is_current(url), newest())
    downgrade(url, to="0004")
    assert not is_current(url)
