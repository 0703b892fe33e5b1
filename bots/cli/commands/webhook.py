"""The commands about the webhook by which another system gets verdicts and notices."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bots.cli import runner as cli_running

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from bots.config.settings import Settings


@click.group(short_help="Another system that gets verdicts and notices.")
def webhook() -> None:
    """
    Look after the webhook by which another system, such as one for applicants, gets verdicts and notices.

    \b
    certdesk webhook secret > webhook.secret     # once; CERTDESK_WEBHOOK_SECRET_FILE=webhook.secret, and to the system
    certdesk webhook test
    """


@webhook.command("secret", short_help="Make a secret for CERTDESK_WEBHOOK_SECRET.")
def secret() -> None:
    """
    Print a new secret, which signs what is sent; the receiver needs the same one.

    To change it, put the new one before the old one with a comma between them, and take the old one out once the
    receiver knows the new one.
    """
    from bots.config.webhook_checks import new_secret  # noqa: PLC0415

    click.echo(new_secret())


@webhook.command("test", short_help="Send an event that says nothing.", epilog="Exit code: 0 taken, 1 not, 2 usage.")
def test() -> None:
    """Send one event of the type "test" to CERTDESK_WEBHOOK_URL, and say what came of it."""

    def run(settings: Settings) -> Coroutine[object, object, int]:
        from bots.cli.actions.webhook import send_test  # noqa: PLC0415

        return send_test(settings)

    cli_running.run_set(run)
