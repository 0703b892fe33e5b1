"""The commands that watch certificates from the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bots.cli import runner as cli_running
from bots.cli.commands.table_arguments import read_options, table_options

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from bots.config.settings import Settings

YES = click.option("--yes", is_flag=True, help="Do not ask.")


@click.group(short_help="Watch certificates, by hand or from a roster.")
def watches() -> None:
    """
    Watch certificates, kept in the database that CERTDESK_DATABASE_URL names.

    The managers that a roster names are told in chat, once each has typed a code there:

    \b
    certdesk watches say links
    certdesk watches say link Rita Lead
    """


@watches.command(
    "import", short_help="Import a roster.", epilog="Exit code: 0 every line was good, 1 some were not, 2 usage."
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only show what it would do.")
@YES
@table_options
@click.option("--json", "as_json", is_flag=True, help="Print JSON, and import with --yes only.")
def import_(file: Path, columns: tuple[str, ...], days: str | None, *, dry_run: bool, yes: bool, as_json: bool) -> None:
    """
    Import a roster (CSV, XLSX, XLS or ODS), after showing what that would do.

    Columns: certificate id, and any of person (or given and family name), manager, team, until (the day on which
    watching ends), purpose; their headings may be in any of ten languages. A line for a certificate that is watched
    already changes the details that the file has a column for; nothing is removed.

    \b
    certdesk watches import roster.csv --dry-run
    certdesk watches import roster.xlsx --yes
    certdesk watches import roster.xlsx --column "Chief=manager" --days day-first
    """
    options = read_options(columns, days)
    content = file.read_bytes()

    def run(settings: Settings) -> Coroutine[object, object, int]:
        from bots.cli.actions.watches import import_roster  # noqa: PLC0415

        return import_roster(settings, (file.name, content), options, yes=yes, dry_run=dry_run, as_json=as_json)

    cli_running.run_set(run)


@watches.command(
    short_help="Watch a certificate or badge.", epilog="Exit code: 0 watched, 1 nothing to watch, 2 usage."
)
@click.argument("certificate", metavar="ID|LINK|FILE")
@click.option("--for", "person", default="", metavar="NAME", help="Whose it is; compared at each reading.")
def add(certificate: str, person: str) -> None:
    """
    Watch a certificate by its ID or link, or a badge by its file, of which only what is needed to check it is kept.

    \b
    certdesk watches add AIDA-2026-1234 --for "Jane Doe"
    certdesk watches add badge.png --for "Jane Doe"
    """
    file = Path(certificate)
    badge = file.read_bytes() if file.is_file() else None

    def run(settings: Settings) -> Coroutine[object, object, int]:
        from bots.cli.actions.watch_badge import add as watch  # noqa: PLC0415

        return watch(settings, certificate, badge, person)

    cli_running.run_set(run)


@watches.command("list", short_help="List what is watched from here.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
def list_(*, as_json: bool) -> None:
    """List what is watched from here, in the order of adding, with end and status as last read."""

    def run(settings: Settings) -> Coroutine[object, object, int]:
        from bots.cli.actions.watches import list_watches  # noqa: PLC0415

        return list_watches(settings, as_json=as_json)

    cli_running.run_set(run)


@watches.command(short_help="Forget watches.", epilog="Exit code: 0 all were forgotten, 1 some were not watched.")
@click.argument("ids", nargs=-1, metavar="[IDS...]")
@click.option("--all", "everything", is_flag=True, help="Forget all of them.")
@YES
def remove(ids: tuple[str, ...], *, everything: bool, yes: bool) -> None:
    """
    Forget watches, with all that was kept about them.

    \b
    certdesk watches remove AIDA-2026-1234
    certdesk watches remove --all
    """
    if bool(ids) == everything:
        raise click.UsageError("Give the IDs, or --all.")

    def run(settings: Settings) -> Coroutine[object, object, int]:
        from bots.cli.actions.watches import remove as forget  # noqa: PLC0415

        return forget(settings, ids, everything=everything, yes=yes)

    cli_running.run_set(run)


@watches.command(short_help="Say about watching what one would type in chat.")
@click.argument("words", nargs=-1, required=True, metavar="WORDS...")
def say(words: tuple[str, ...]) -> None:
    """
    Say about watching what one would type in chat.

    \b
    certdesk watches say watch AIDA-2026-1234 for Jane Doe
    certdesk watches say link Rita Lead
    certdesk watches say rule Risk 120 60 30
    certdesk watches say help watching
    """

    def run(settings: Settings) -> Coroutine[object, object, int]:
        from bots.cli.actions.watches import say as answer  # noqa: PLC0415

        return answer(settings, " ".join(words))

    cli_running.run_set(run)
