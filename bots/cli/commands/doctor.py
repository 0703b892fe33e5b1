"""The command that looks after the whole installation."""

from __future__ import annotations

import sys

import click

from bots.cli.runner import finish


@click.command(
    short_help="Check the installation, and say what to do.",
    epilog="Exit code: 0 nothing keeps it from working (warnings may), 1 something does.",
)
@click.option("--url", metavar="URL", help="The public https address, to see whether it leads here.")
@click.option("--offline", is_flag=True, help="Ask nobody outside: only this machine is looked at.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def doctor(url: str | None, *, offline: bool, as_json: bool) -> None:
    """
    Check settings, secrets, registries, database, rounds, Slack, Teams, the public address and the clock.

    Every line says OK, WARNING or FAULT, and what to do. Nothing is changed, nobody is written to, and no secret is
    shown, so its output may be sent to whoever helps.

    \b
    certdesk doctor
    certdesk doctor --url https://certdesk.example.org
    certdesk doctor --offline --json
    """
    from bots.doctor.report import run  # noqa: PLC0415

    sys.exit(finish(run(url=url, online=not offline, as_json=as_json)))
