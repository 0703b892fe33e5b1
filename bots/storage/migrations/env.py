"""Alembic runs this for each command; the connection and its transaction come from ``storage/upgrade.py``."""

from alembic import context

from bots.storage.tables.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
context.run_migrations()
