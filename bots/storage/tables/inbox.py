"""The table of what was acknowledged and not yet answered."""

from __future__ import annotations

from sqlalchemy import Column, Double, Integer, Table

from bots.storage.db.columns import Words, metadata, text

inbox = Table(
    "inbox",
    metadata,
    Column("name", Words, primary_key=True),
    text("worker"),
    text("kind"),
    text("body"),
    Column("received", Double, nullable=False),
    Column("tries", Integer, nullable=False, server_default="0"),
)
"""Here only until it is answered, at most half an hour; ``received`` in seconds since 1970.

On SQLite a file of its own holds such a table, see ``inbox_backends``, and this one stays empty.
"""
