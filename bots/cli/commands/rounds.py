"""The commands that look after the rounds and what they send."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from bots.cli import runner as cli_running


class DayTime(click.ParamType[datetime]):
    """A day with a time, as `2026-12-01T08:00`; without a zone it is UTC."""

    name = "moment"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Read it."""
        if isinstance(value, datetime):
            return value
        try:
            found = datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(
                f"{value!r} is no moment: write it like 2026-12-01T08:00 (UTC) or 2026-12-01T08:00+01:00.", param, ctx
            )
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


@click.command(name="round", short_help="Run one round by hand: read, decide, send.")
@click.option(
    "--now", type=DayTime(), metavar="MOMENT", help="Decide as if it were that moment, like 2026-12-01T08:00."
)
@click.option("--dry-run", is_flag=True, help="Show what would be sent; send nothing and keep nothing.")
def round_(now: datetime | None, *, dry_run: bool) -> None:
    """
    Read every watched certificate that is due for it, decide what must be told, and send it.

    \b
    certdesk round --dry-run
    certdesk round --now 2026-12-01T08:00 --dry-run
    certdesk round

    `certdesk serve` and `certdesk worker` run rounds by themselves, every hour; what one of them tells, no other
    tells again. Notices for a chat platform are sent if that platform is configured here.
    """
    from bots.cli.actions.rounds import run  # noqa: PLC0415

    cli_running.run_long(lambda: run(now, dry_run=dry_run))


@click.command(short_help="Run the rounds, without talking.")
@click.option("--host", help="Address for /healthz, /readyz and /metrics. Default: CERTDESK_HOST, else 127.0.0.1.")
@click.option("--port", type=click.IntRange(0, 65535), help="Port for them. Default: CERTDESK_PORT, else 8080.")
def worker(host: str | None, port: int | None) -> None:
    """
    Run the rounds and send the notices, without answering anybody; several may run on one PostgreSQL database.

    \b
    CERTDESK_DATABASE_URL=postgresql://certdesk@db.example.org/certdesk certdesk worker --port 8081

    Set CERTDESK_ROUNDS=false for the `certdesk serve` beside it, which then only talks.
    """
    from bots.app.server import work  # noqa: PLC0415

    cli_running.serve(work, host=host, port=port)


@click.group(short_help="See what was sent, and what could not be.")
def notices() -> None:
    """See what was sent, what waits and what could not be delivered."""


@notices.command("list", short_help="List messages that were not sent.")
@click.option("--all", "everything", is_flag=True, help="The others too: sent, dropped, waiting.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
def list_(*, everything: bool, as_json: bool) -> None:
    """
    List messages that nobody got: dead, held as in doubt, or waiting for longer than they should.

    \b
    certdesk notices list
    certdesk notices list --all --json
    """
    from bots.cli.actions.rounds import show_notices  # noqa: PLC0415

    cli_running.run_long(lambda: show_notices(everything=everything, as_json=as_json))


@notices.command("retry", short_help="Send a dead message again.")
@click.argument("keys", nargs=-1, metavar="KEY...")
@click.option("--all", "everything", is_flag=True, help="All dead messages.")
def retry(keys: tuple[str, ...], *, everything: bool) -> None:
    """
    Open dead messages again; the next round, `certdesk serve` or `certdesk worker` sends them.

    \b
    certdesk notices retry dig:slack:T1:U1:2026-12-01
    certdesk notices retry --all
    """
    if bool(keys) == everything:
        raise click.UsageError("Give the keys that `certdesk notices list` shows, or --all.")
    from bots.cli.actions.rounds import retry_notices  # noqa: PLC0415

    cli_running.run_long(lambda: retry_notices(keys))


COMMANDS = (round_, worker, notices)
