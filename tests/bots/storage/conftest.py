"""Every test of this folder runs on SQLite and on PostgreSQL: a file of its own, or a schema emptied before it."""

import os
import uuid
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from bots.storage.maintenance.upgrade import upgrade
from bots.storage.tables.schema import metadata
from tests.bots.storage.databases import fresh_again, opened

SERVER = os.environ.get("CERTDESK_TEST_DATABASE_URL", "postgresql://postgres@127.0.0.1:5432/test")
LOUD = (
    f"NOT TESTED ON POSTGRESQL: {SERVER.rpartition('@')[2]} does not answer. Start a server, or set "
    "CERTDESK_TEST_DATABASE_URL, with which this is a failure, as with CI=true."
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
    """Connect to the server, or give None where there is none; who names one means it, and in CI there must be one."""
    try:
        connection = psycopg.connect(SERVER, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        if "CERTDESK_TEST_DATABASE_URL" in os.environ or os.environ.get("CI") == "true":
            raise
        yield None
        return
    with connection:
        connection.execute("SET synchronous_commit = off")
        yield connection


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    """
    Give the URL of a database without rows: with all tables for who asks for ``database`` too, else without any.

    What is kept in memory only, where a test asks for it, has none.
    """
    has_tables = {"database", "has_tables"} & set(request.fixturenames)
    if request.param == "memory":
        yield None
    elif request.param == "sqlite" and has_tables:
        yield fresh_again()
    elif request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/certdesk.db"
    elif has_tables:
        yield request.getfixturevalue("emptied")
    else:
        with schema(request.getfixturevalue("server")) as found:
            yield found


@pytest.fixture
def has_tables():
    """Ask for a ``url`` with all tables, where ``database`` is not needed."""


@pytest.fixture(scope="session")
def upgraded(server):
    """Upgrade one schema, to be emptied for each test."""
    with schema(server) as url:
        upgrade(url)
        yield url


@pytest.fixture
def emptied(server, upgraded):
    """Empty it; the triggers that guard the audit sleep meanwhile."""
    name = upgraded.partition("search_path%3D")[2].partition("%")[0]
    tables = "; ".join(f"DELETE FROM {name}.{table}" for table in metadata.tables)  # noqa: S608 - our own names
    server.execute(f"SET session_replication_role = replica; {tables}; SET session_replication_role = DEFAULT")
    return upgraded


@contextmanager
def schema(server):
    if server is None:
        pytest.skip(LOUD)
    name = f"certdesk_{uuid.uuid4().hex}"
    server.execute(f"CREATE SCHEMA {name}")
    options = f"-csearch_path%3D{name}%20-csynchronous_commit%3Doff"
    yield f"{SERVER}{'&' if '?' in SERVER else '?'}options={options}"
    server.execute(f"DROP SCHEMA {name} CASCADE")


@pytest.fixture
async def database(url, anyio_backend):  # noqa: ARG001 - makes anyio run it
    """Open a database that has all its tables."""
    if url is None:
        yield None
        return
    database = opened(url)
    yield database
    await database.close()
