"""The commands about what is kept of people: the audit as a file, and deletion on request."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from bots.cli import runner as cli_running

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from typing import TextIO

    from bots.config.settings import Settings


@click.command("export", short_help="Write the audit to a file.")
@click.option(
    "--since", type=click.DateTime(["%Y-%m-%d"]), required=True, metavar="DATE", help="The first day, like 2026-10-01."
)
@click.option("--csv/--jsonl", "as_csv", default=True, help="As CSV, the default, or as JSON Lines.")
@click.option("--tenant", metavar="T", help="Only this Slack workspace or Teams tenant.")
@click.option("--out", type=click.File("w", encoding="utf-8"), default="-", help="Where to write it. Default: here.")
def audit_export(since: datetime, tenant: str | None, out: TextIO, *, as_csv: bool) -> None:
    """
    Write who asked about which certificate, with which outcome, and when; in the order in which it happened.

    People are the IDs that their platform gives them; no name is in it. No cell of the CSV is taken for a formula.

    \b
    certdesk audit export --since 2026-10-01 --out audit.csv
    certdesk audit export --since 2026-10-01 --jsonl --tenant T024BE7LD
    """

    def run(settings: Settings) -> Coroutine[object, object, int]:
        from bots.cli.actions.privacy import export  # noqa: PLC0415

        return export(settings, since.replace(tzinfo=UTC).date(), out, tenant=tenant, as_lines=not as_csv)

    cli_running.run_set(run)


@click.command("subject", short_help="Write what is kept about a person, a name or a certificate.")
@click.argument("wanted", metavar="PERSON|NAME|ID")
@click.option("--out", type=click.File("w", encoding="utf-8"), default="-", help="Where to write it. Default: here.")
def audit_subject(wanted: str, out: TextIO) -> None:
    """
    Write all that is kept about a chat identity, a name or a certificate as JSON, for whoever asks what that is.

    The rows stand as they are kept, by table, the audit's too, and no token is in them. They may name others: read them
    before they are handed on. That it was written is in the audit. Exit code: 0 something is kept, 1 nothing is.

    \b
    certdesk audit subject slack:T024BE7LD:U02A7B9CD --out kept.json
    certdesk audit subject "Jane Doe"
    """

    def run(settings: Settings) -> Coroutine[object, object, int]:
        from bots.cli.actions.privacy import subject  # noqa: PLC0415

        return subject(settings, wanted, out)

    cli_running.run_set(run)


@click.command(short_help="Delete what is kept of a person.", epilog="Exit code: 0 done, 1 nothing was found, 2 usage.")
@click.argument("wanted", nargs=-1, required=True, metavar="PERSON|NAME|ID...")
@click.option("--yes", is_flag=True, help="Do not ask.")
def forget(wanted: tuple[str, ...], *, yes: bool) -> None:
    """
    Delete every trace of a chat identity, of a name, or of a certificate, and print a receipt for each.

    A chat identity is what `notify` shows there, such as slack:T024BE7LD:U02A7B9CD. A name is a holder's or a manager's
    as rosters write it. What stays is one line of the audit, which does not say who was forgotten.

    \b
    certdesk forget slack:T024BE7LD:U02A7B9CD
    certdesk forget "Jane Doe" AIDA-2026-1234 --yes
    """

    def run(settings: Settings) -> Coroutine[object, object, int]:
        from bots.cli.actions.privacy import forget as work  # noqa: PLC0415

        return work(settings, wanted, yes=yes)

    cli_running.run_set(run)
