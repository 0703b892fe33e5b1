"""Every test of this folder runs on SQLite and on PostgreSQL, each in a database or schema of its own."""

import os
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

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


def _connect():
    try:
        return psycopg.connect(SERVER, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        if os.environ.get("CI") == "true":
            raise
        return None


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    """Give the URL of an empty database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/certdesk.db"
        return
    connection = _connect()
    if connection is None:
        pytest.skip(LOUD)
    schema = f"certdesk_{uuid.uuid4().hex}"
    with connection:
        connection.execute(f"CREATE SCHEMA {schema}")
        yield f"{SERVER}{'&' if '?' in SERVER else '?'}options=-csearch_path%3D{schema}"
        connection.execute(f"DROP SCHEMA {schema} CASCADE")


@pytest.fixture
async def database(url, anyio_backend):  # noqa: ARG001 - makes anyio run it
    """Open a database that has all its tables."""
    upgrade(url)
    database = Database.open(url)
    yield database
    await database.close()
