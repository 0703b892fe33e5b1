"""The commands about assistants that ask over the Model Context Protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bots.cli import runner as cli_running

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from bots.config.settings import Settings

LONGEST = 3650  # days


@click.command(short_help="Answer an assistant on this machine (MCP).")
def mcp() -> None:
    """
    Answer an assistant over standard input and output by the Model Context Protocol; the assistant starts this itself.

    It asks as whoever runs it, without a token, and sees the watches of this terminal. For assistants elsewhere set
    CERTDESK_MCP=true and make tokens: `certdesk serve` answers them at /mcp.
    """

    def run(settings: Settings) -> Coroutine[object, object, int]:
        from bots.cli.actions.assistants import serve  # noqa: PLC0415

        return serve(settings)

    cli_running.serve(run)


@click.group(short_help="Tokens of assistants.")
def token() -> None:
    """
    Look after the tokens by which assistants ask at /mcp, each for one person: their allowance, audit and watches.

    \b
    certdesk token create slack:T024BE7LD:U02A7B9CD
    certdesk token list
    certdesk token revoke 3
    """


@token.command("create", short_help="Make one for a person.")
@click.argument("person", metavar="PERSON")
@click.option(
    "--days", type=click.IntRange(1, LONGEST), default=365, show_default=True, help="After how many days it ends."
)
def create(person: str, days: int) -> None:
    """
    Make a token for a chat identity, as `notify` shows it there, and print it: it is shown once and kept nowhere.

    \b
    certdesk token create slack:T024BE7LD:U02A7B9CD --days 90
    """

    def run(settings: Settings) -> Coroutine[object, object, int]:
        from bots.cli.actions.assistants import create_token  # noqa: PLC0415

        return create_token(settings, person, days=days)

    cli_running.run_set(run)


@token.command("list", short_help="Show them, without their secrets.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
def list_all(*, as_json: bool) -> None:
    """List the tokens that let somebody in: number, person, and the day on which each ends."""

    def run(settings: Settings) -> Coroutine[object, object, int]:
        from bots.cli.actions.assistants import list_tokens  # noqa: PLC0415

        return list_tokens(settings, as_json=as_json)

    cli_running.run_set(run)


@token.command("revoke", short_help="Let nobody in by it any more.", epilog="Exit code: 0 done, 1 there was none.")
@click.argument("number", type=int)
def revoke(number: int) -> None:
    """Revoke the token of that number: the next request by it is refused, whichever process gets it."""

    def run(settings: Settings) -> Coroutine[object, object, int]:
        from bots.cli.actions.assistants import revoke_token  # noqa: PLC0415

        return revoke_token(settings, number)

    cli_running.run_set(run)


COMMANDS = (mcp, token)
