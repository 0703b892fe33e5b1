"""The webhook that settings describe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.config.settings import SettingsError
from bots.config.webhook_checks import secrets_of
from bots.http.transport import HttpxTransport
from bots.webhooks.sender import WebhookSender
from bots.webhooks.webhook import Webhook

if TYPE_CHECKING:
    from bots.config.settings import Settings
    from bots.runtime.clock import Now

NOT_SET = "CERTDESK_WEBHOOK_URL is not set: set it to the address that takes events."


def webhook_of(settings: Settings, now: Now) -> Webhook:
    """
    Return what takes events, for the organisations that were named, and sends them to the address that was configured.

    Private addresses are called only where they were allowed. Raises ``SettingsError`` where there is no address.
    """
    if settings.webhook_url is None or settings.webhook_secret is None:
        raise SettingsError(NOT_SET)
    transport = HttpxTransport() if settings.webhook_private else HttpxTransport.to_public_hosts()
    sender = WebhookSender(transport, settings.webhook_url, secrets=secrets_of(settings.webhook_secret), now=now)
    named = (settings.webhook_organisations or "").replace(",", " ").split()
    return Webhook(settings.webhook_name, sender, organisations=named, now=now)
