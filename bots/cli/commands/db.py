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
    from bots.config.settings import Settings, SettingsError  # noqa: PLC0415
    from bots.storage.db.url import DatabaseError, DatabaseUrl  # noqa: PLC0415
    from bots.storage.maintenance.upgrade import upgrade as run  # noqa: PLC0415

    try:
        url = Settings.from_env().database_url.get_secret_value()
        reached = run(url)
    except (SettingsError, DatabaseError) as error:
        raise click.UsageError(str(error)) from error
    click.echo(f"{DatabaseUrl.read(url).shown} is at revision {reached}.")


@db.command("key", short_help="Make a key for CERTDESK_TOKEN_KEY.")
def key() -> None:
    """
    Print a new key for CERTDESK_TOKEN_KEY, which encrypts the tokens of workspaces before they are kept.

    To change keys, put the new one before the old one with a comma between them; without the old one its tokens
    cannot be opened, and the workspaces have to install the app again.
    """
    from bots.security.encryption import new_key  # noqa: PLC0415

    click.echo(new_key())


@db.command("copy-from", short_help="Fill it from another one.")
@click.argument("source", metavar="URL")
def copy_from(source: str) -> None:
    """
    Copy everything that another database holds into this one, which must be empty; stop Certdesk before.

    \b
    CERTDESK_DATABASE_URL=postgresql://certdesk@db.example.org/certdesk certdesk db copy-from sqlite:///certdesk.db
    """
    from bots.config.settings import Settings, SettingsError  # noqa: PLC0415
    from bots.storage.db.url import DatabaseError, DatabaseUrl  # noqa: PLC0415
    from bots.storage.maintenance.copying import move  # noqa: PLC0415

    try:
        target = Settings.from_env().database_url.get_secret_value()
        copied = move(source, target)
    except (SettingsError, DatabaseError) as error:
        raise click.UsageError(str(error)) from error
    click.echo(f"{DatabaseUrl.read(target).shown} holds the {copied} rows of {DatabaseUrl.read(source).shown}.")
