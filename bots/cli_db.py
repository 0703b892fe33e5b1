"""The commands that look after the database."""

from __future__ import annotations

import click


@click.group(short_help="Look after the database.")
def db() -> None:
    """Look after the database that CERTDESK_DATABASE_URL names; unset, it is certdesk.db in this folder."""


@db.command("upgrade", short_help="Bring its tables up to date.")
def upgrade() -> None:
    """
    Make the tables, or bring them up to date; safe to run twice, or from several processes at once.

    \b
    certdesk db upgrade
    CERTDESK_DATABASE_URL=postgresql://certdesk@db.example.org/certdesk certdesk db upgrade
    """
    from bots.settings import Settings, SettingsError  # noqa: PLC0415
    from bots.storage.address import Address, DatabaseError  # noqa: PLC0415
    from bots.storage.upgrade import upgrade as run  # noqa: PLC0415

    try:
        url = Settings.from_env().database_url.get_secret_value()
        reached = run(url)
    except (SettingsError, DatabaseError) as error:
        raise click.UsageError(str(error)) from error
    click.echo(f"{Address.read(url).shown} is at revision {reached}.")
