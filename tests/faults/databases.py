"""Databases for one run each: a file, or a database of a PostgreSQL server that is dropped afterwards."""

import os
import uuid
from contextlib import contextmanager

import psycopg

from bots.storage.maintenance.upgrade import upgrade

SERVER = os.environ.get("CERTDESK_TEST_DATABASE_URL", "postgresql://postgres@127.0.0.1:5432/test")


@contextmanager
def database(kind, folder):
    """Yield the URL of an empty database that has all its tables."""
    with (_file if kind == "sqlite" else _on_server)(folder) as url:
        upgrade(url)
        yield url


@contextmanager
def _file(folder):
    yield f"sqlite:///{folder}/certdesk.db"


@contextmanager
def _on_server(_folder):
    name = f"certdesk_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    try:
        yield f"{SERVER.rpartition('/')[0]}/{name}"
    finally:
        with psycopg.connect(SERVER, autocommit=True) as connection:
            found = connection.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [name])
            for (each,) in found.fetchall():
                connection.execute(f"DROP DATABASE {each} WITH (FORCE)")
