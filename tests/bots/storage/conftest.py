"""Every test of this folder runs on SQLite and on PostgreSQL, each in a database or schema of its own."""

import os
import sqlite3
import uuid
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from sqlalchemy import Engine, event

from bots.storage.database import Database
from bots.storage.upgrade import upgrade

SERVER = os.environ.get("CERTDESK_TEST_DATABASE_URL", "postgresql://postgres@127.0.0.1:5432/test")
LOUD = (
    f"NOT TESTED ON POSTGRESQL: {SERVER.rpartition('@')[2]} does not answer. Start a server, or set "
    "CERTDESK_TEST_DATABASE_URL. With CI=true this is a failure."
)


@dataclass
class Time:
    """A clock that only tests move."""

    now: datetime = datetime(2026, 11, 20, 9, tzinfo=UTC)

    def __call__(self):
        return self.now

    def forward(self, **by):
        self.now += timedelta(**by)


@pytest.fixture
def time():
    return Time()


@pytest.fixture(scope="session")
def server():
    """Connect to the server, or give None where there is none; in CI there must be one."""
    try:
        connection = psycopg.connect(SERVER, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        if os.environ.get("CI") == "true":
            raise
        yield None
        return
    with connection:
        connection.execute("SET synchronous_commit = off")
        yield connection


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    """Give the URL of an empty database; what is kept in memory only, where a test asks for it, has none."""
    if request.param == "memory":
        yield None
        return
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/certdesk.db"
        return
    server = request.getfixturevalue("server")
    if server is None:
        pytest.skip(LOUD)
    schema = f"certdesk_{uuid.uuid4().hex}"
    server.execute(f"CREATE SCHEMA {schema}; SET search_path = {schema}")
    options = f"-csearch_path%3D{schema}%20-csynchronous_commit%3Doff"
    yield f"{SERVER}{'&' if '?' in SERVER else '?'}options={options}"
    server.execute(f"DROP SCHEMA {schema} CASCADE")


@pytest.fixture
async def database(url, made, anyio_backend):  # noqa: ARG001 - makes anyio run it
    """Open a database that has all its tables."""
    if url is None:
        yield None
        return
    made(url)
    database = Database.open(url)
    yield database
    await database.close()


@pytest.fixture(scope="session")
def made(request):
    """Make the tables by upgrading once, and then by saying again what the upgrade said: that is four times as fast."""
    said = {}

    def make(url):
        dialect = url.partition(":")[0]
        if dialect not in said:
            said[dialect] = _said_by(lambda: upgrade(url))
        elif dialect == "sqlite":
            with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
                connection.executescript(";".join(["BEGIN", *said[dialect], "COMMIT"]))
        else:
            request.getfixturevalue("server").execute(";".join(said[dialect]))

    return make


def _said_by(act):
    heard = []

    def hear(_connection, _cursor, statement, *_more):
        if statement.lstrip().startswith("CREATE"):
            heard.append(statement)

    event.listen(Engine, "before_cursor_execute", hear)
    act()
    event.remove(Engine, "before_cursor_execute", hear)
    return heard
