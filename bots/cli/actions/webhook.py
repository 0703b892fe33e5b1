"""The webhook from the terminal: one event that says nothing, to see whether it arrives."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import click

from bots.app.outgoing_webhook import webhook_of
from bots.cli.actions.watches import LOCAL
from bots.notifications.message_models import Sent
from bots.runtime.clock import utc_now
from bots.webhooks.events import TEST, event_text

if TYPE_CHECKING:
    from bots.config.settings import Settings


async def send_test(settings: Settings) -> int:
    """Send an event past the ledger, and say in a sentence what came of it; return the exit code."""
    sender = webhook_of(settings, utc_now).sender
    try:
        result = await sender.send(LOCAL, event_text(f"msg_{uuid4().hex}", TEST, {}, utc_now()))
    finally:
        await sender.aclose()
    if isinstance(result, Sent):
        click.echo(f"{settings.webhook_name} took the test event.")
        return 0
    click.echo(f"{settings.webhook_name} did not take the test event: {result.cause}.")
    return 1
