"""
The database underneath, and SQLAlchemy without what nobody here uses of it.

Its asyncio part imports the ORM, the dialect of PostgreSQL, which the tables ask for on SQLite too, all its drivers:
7 MB and a tenth of a second.
"""

from bots.runtime.lazy_import import lazily

UNUSED = (
    "sqlalchemy.dialects.postgresql.asyncpg",
    "sqlalchemy.dialects.postgresql.pg8000",
    "sqlalchemy.dialects.postgresql.psycopg2",
    "sqlalchemy.dialects.postgresql.psycopg2cffi",
    "sqlalchemy.ext.asyncio.scoping",
    "sqlalchemy.ext.asyncio.session",
    "sqlalchemy.orm.*",
)

with lazily(*UNUSED):
    import sqlalchemy.dialects.postgresql
    import sqlalchemy.ext.asyncio  # noqa: F401 - for who imports from it
