"""Wrong addresses are refused in a sentence without the password, and SQLite promises what it can."""

import asyncio

import psycopg
import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from bots.app.job_queue import DbosJobQueue
from bots.config.settings import Settings
from bots.storage.db.connection import Database
from bots.storage.db.url import DatabaseError, DatabaseUrl
from bots.storage.maintenance.upgrade import upgrade
from bots.storage.store import Store
from bots.storage.tables.schema import seen, watches

pytestmark = pytest.mark.anyio
on_postgresql = pytest.mark.parametrize("url", ["postgresql"], indirect=True)

WRONG = {
    "": "no database address",
    "s3cr3t": "no database address",
    "certdesk.db": "no database address",
    "postgresql://u:s3cr3t@host:port/name": "no database address",
    "mysql://u:s3cr3t@host/name": "not known",
    "postgresql+asyncpg://u:s3cr3t@host/name": "not known",
    "postgresql://u:s3cr3t@host": "names no database",
    "sqlite://": "names no file",
    "sqlite:///:memory:": "names no file",
    "sqlite://certdesk.db": "names no file",
    "sqlite://folder/certdesk.db": "too few slashes",
    "sqlite:////no/such/folder/certdesk.db": "no folder",
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_address_is_refused_in_a_sentence(wrong):
    with pytest.raises(DatabaseError, match=WRONG[wrong]) as caught:
        Database.open(wrong)

    assert "s3cr3t" not in f"{caught.value} {caught.value.__cause__}"


@pytest.mark.parametrize(
    "text", ["postgres://u:s3cr3t@h/n", "postgresql://u:s3cr3t@h/n", " postgresql://u:s3cr3t@h/n\n"]
)
def test_an_address_is_shown_without_its_secrets(text):
    address = DatabaseUrl.read(text)

    assert "postgresql://h:5432/n" == address.shown
    assert "s3cr3t" not in repr(address)
    assert "it said ***" == address.without_password("it said s3cr3t")


async def test_a_server_that_is_not_there():
    url = "postgresql://u:s3cr3t@127.0.0.1:1/name"
    database = Database.open(url)

    with pytest.raises(DatabaseError, match=r"127\.0\.0\.1:1/name cannot be used") as caught:
        await database.check()
    assert "s3cr3t" not in str(caught.value)
    with pytest.raises(DatabaseError, match="cannot be used"):
        upgrade(url)
    await database.close()


async def test_a_file_that_is_no_database(tmp_path):
    path = tmp_path / "letter.db"
    path.write_text("Dear Sir or Madam, " * 100, encoding="utf-8")
    database = Database.open(f"sqlite:///{path}")

    with pytest.raises(DatabaseError, match="not a database"):
        await database.check()
    with pytest.raises(DatabaseError, match="not a database"):
        upgrade(f"sqlite:///{path}")
    await database.close()


async def test_sqlite_s_files_are_for_their_owner_alone(tmp_path):
    """SQLite itself makes them as the umask says, which mostly lets everybody read them."""
    store = await Store.open(f"sqlite:///{tmp_path}/certdesk.db")
    await store.inbox.keep("slack event", "{}")
    DbosJobQueue(store.engine_url, worker="w1")
    files = {path.name: oct(path.stat().st_mode & 0o777) for path in tmp_path.iterdir()}
    await store.close()

    assert {"certdesk.db", "certdesk-inbox.db", "certdesk-engine.db"} <= set(files)
    assert {} == {name: mode for name, mode in files.items() if mode != "0o600"}


async def test_a_good_one_answers(database):
    await database.check()


async def test_sqlite_is_told_to_keep_its_promises(tmp_path):
    database = Database.open(f"sqlite:///{tmp_path}/certdesk.db")
    async with database.reading() as connection:
        asked = [
            (await connection.exec_driver_sql(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")
        ]
    await database.close()

    assert ["wal", 2, 30_000, 1] == asked


async def test_a_write_that_fails_leaves_nothing(database):
    twice = [{"key": "k", "until": 1}] * 2

    with pytest.raises(IntegrityError):
        async with database.writing() as connection:
            await connection.execute(insert(seen), twice)
    async with database.reading() as connection:
        assert [] == (await connection.execute(select(seen))).all()


async def test_a_watch_points_to_a_certificate(database, time):
    row = {"surface": "slack", "tenant": "", "owner": "U1", "certificate_id": 7, "added_at": time()}

    with pytest.raises(IntegrityError):
        async with database.writing() as connection:
            await connection.execute(insert(watches).values(**row))


async def test_who_reads_does_not_wait_for_who_writes(database):
    async with database.writing() as writer, database.reading() as reader:
        await writer.execute(insert(seen).values(key="k", until=1))

        assert [] == (await reader.execute(select(seen))).all()


async def test_who_is_cancelled_while_writing_leaves_nothing(database):
    written = asyncio.Event()

    async def write():
        async with database.writing() as connection:
            await connection.execute(insert(seen).values(key="k", until=1))
            written.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(write())
    await written.wait()
    task.cancel()
    await asyncio.wait([task])
    async with database.writing() as connection:
        assert [] == (await connection.execute(select(seen))).all()


async def test_more_may_write_at_once_than_there_are_connections(database):
    async def write(key):
        async with database.writing() as connection:
            await connection.execute(insert(seen).values(key=str(key), until=1))

    await asyncio.gather(*map(write, range(40)))
    async with database.reading() as connection:
        assert 40 == len((await connection.execute(select(seen))).all())


@on_postgresql
async def test_a_server_that_was_restarted_is_found_again(database, url):
    async with database.reading() as connection:
        mine = (await connection.exec_driver_sql("SELECT pg_backend_pid()")).scalar_one()
    with psycopg.connect(url, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [mine])

    await database.check()


@on_postgresql
async def test_a_connection_that_breaks_while_writing_is_our_error(database, url):
    async def write():
        async with database.writing() as connection:
            mine = (await connection.exec_driver_sql("SELECT pg_backend_pid()")).scalar_one()
            with psycopg.connect(url, autocommit=True) as other:
                other.execute("SELECT pg_terminate_backend(%s)", [mine])
            await connection.execute(insert(seen).values(key="k", until=1))

    with pytest.raises(DatabaseError, match="cannot be used"):
        await write()


async def test_a_lock_that_is_not_given_back_is_our_error(tmp_path, monkeypatch):
    monkeypatch.setattr("bots.storage.db.connection.BUSY_MS", 1)
    url = f"sqlite:///{tmp_path}/certdesk.db"
    holder, other = Database.open(url), Database.open(url)
    async with holder.writing():
        with pytest.raises(DatabaseError, match="locked"):
            await other.writing().__aenter__()
        with pytest.raises(DatabaseError, match="locked"):
            upgrade(url)
    await asyncio.gather(holder.close(), other.close())


def test_the_address_may_stand_in_a_file(monkeypatch, tmp_path):
    path = tmp_path / "url"
    path.write_text("postgresql://u:s3cr3t@h/n\n", encoding="utf-8")
    monkeypatch.delenv("CERTDESK_DATABASE_URL", raising=False)
    monkeypatch.setenv("CERTDESK_DATABASE_URL_FILE", str(path))

    assert "postgresql://u:s3cr3t@h/n" == Settings.from_env().database_url.get_secret_value()
    assert "s3cr3t" not in repr(Settings.from_env())


def test_the_default_is_a_file_here_and_a_password_is_masked(monkeypatch):
    monkeypatch.delenv("CERTDESK_DATABASE_URL", raising=False)

    assert "sqlite:///certdesk.db" == Settings.from_env().database_url.get_secret_value()
    assert "certdesk.db" not in repr(Settings.from_env())
