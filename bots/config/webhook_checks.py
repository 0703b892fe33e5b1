"""What must not be left half set for webhooks: says which setting is missing or wrong, or nothing."""

from __future__ import annotations

import base64
import binascii
import secrets
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from bots.config.loopback import is_loopback

if TYPE_CHECKING:
    from bots.config.secret import Secret

PREFIX = "whsec_"
SHORTEST, LONGEST = 24, 64  # bytes of a secret, by the Standard Webhooks specification


class WebhookSettings(Protocol):
    """The settings that belong to webhooks, as ``bots.config.settings.Settings`` holds them."""

    @property
    def webhook_url(self) -> str | None: ...
    @property
    def webhook_secret(self) -> Secret | None: ...
    @property
    def webhook_organisations(self) -> str | None: ...
    @property
    def webhook_private(self) -> bool: ...
    @property
    def slack_client_id(self) -> str | None: ...


def webhook_fault(settings: WebhookSettings) -> str:
    """Say what is missing of the webhook, or what makes it unsafe."""
    if settings.webhook_url is None:
        missing = "CERTDESK_WEBHOOK_URL is missing: set it to the address that takes what is sent, or unset the secret."
        return missing if settings.webhook_secret is not None else ""
    if not _may_be_called(settings.webhook_url, private=settings.webhook_private):
        return (
            "CERTDESK_WEBHOOK_URL is no https address without user and fragment: set it to one like "
            "https://ats.example.org/hooks/certdesk."
        )
    if settings.webhook_secret is None:
        return "CERTDESK_WEBHOOK_SECRET is missing: set it to a secret that `certdesk webhook secret` makes."
    if not all(map(_is_secret, secrets_of(settings.webhook_secret))):
        return "CERTDESK_WEBHOOK_SECRET is no secret of a webhook: `certdesk webhook secret` makes one."
    if settings.slack_client_id is not None and not settings.webhook_organisations:
        return (
            "CERTDESK_WEBHOOK_ORGANISATIONS is missing: where workspaces install the app themselves, say whose answers "
            "may be sent, like slack:T024BE7LD."
        )
    return ""


def new_secret() -> str:
    """Make a secret."""
    return PREFIX + base64.b64encode(secrets.token_bytes(SHORTEST + 8)).decode()


def secrets_of(secret: Secret) -> tuple[str, ...]:
    """Return the secrets to sign with: a new one, and after a comma those that receivers still know."""
    return tuple(each.strip() for each in secret.get_secret_value().split(","))


def _may_be_called(url: str, *, private: bool) -> bool:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    plain = not (parts.fragment or "@" in parts.netloc) and url.isascii() and url.isprintable() and " " not in url
    safe = parts.scheme == "https" or (parts.scheme == "http" and private and is_loopback(host or ""))
    return bool(host) and plain and safe


def _is_secret(text: str) -> bool:
    try:
        key = base64.b64decode(text.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        return False
    return text.startswith(PREFIX) and SHORTEST <= len(key) <= LONGEST
