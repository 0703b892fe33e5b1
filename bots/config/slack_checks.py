"""What must not be left half set for Slack: each function says which setting is missing, or nothing."""

from __future__ import annotations

from typing import Protocol
from urllib.parse import urlsplit


class SlackSettings(Protocol):
    """The settings that belong to Slack, as ``bots.config.settings.Settings`` holds them."""

    @property
    def slack_bot_token(self) -> object | None: ...
    @property
    def slack_app_token(self) -> object | None: ...
    @property
    def slack_signing_secret(self) -> object | None: ...
    @property
    def slack_client_id(self) -> str | None: ...
    @property
    def slack_client_secret(self) -> object | None: ...
    @property
    def token_key(self) -> object | None: ...
    @property
    def public_url(self) -> str | None: ...


LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def slack_fault(settings: SlackSettings) -> str:
    """Say what is missing of the Slack bot, in one workspace or in many."""
    token, client = settings.slack_bot_token, settings.slack_client_id
    secret, app_token = settings.slack_signing_secret, settings.slack_app_token
    if token is not None and (client is not None or settings.slack_client_secret is not None):
        return (
            "CERTDESK_SLACK_BOT_TOKEN is for one workspace, and CERTDESK_SLACK_CLIENT_ID for those that install the "
            "app themselves: keep one."
        )
    if client is not None or settings.slack_client_secret is not None:
        return _install_fault(settings)
    if token is None and (secret is not None or app_token is not None):
        return "CERTDESK_SLACK_BOT_TOKEN is missing: set it to the bot token (xoxb-…) of the Slack app."
    if token is not None and secret is None and app_token is None:
        return (
            "CERTDESK_SLACK_SIGNING_SECRET is missing: set it to the Slack app's signing secret, or set "
            "CERTDESK_SLACK_APP_TOKEN to use Socket Mode instead."
        )
    return ""


def _install_fault(settings: SlackSettings) -> str:
    needed = {
        "CERTDESK_SLACK_CLIENT_ID": (settings.slack_client_id, "the client ID"),
        "CERTDESK_SLACK_CLIENT_SECRET": (settings.slack_client_secret, "the client secret"),
        "CERTDESK_SLACK_SIGNING_SECRET": (
            settings.slack_signing_secret or settings.slack_app_token,
            "the signing secret",
        ),
    }
    for name, (value, what) in needed.items():
        if value is None:
            return f"{name} is missing: set it to {what} that the Slack app's page “Basic Information” shows."
    if settings.token_key is None:
        return (
            "CERTDESK_TOKEN_KEY is missing: set it to a key that `certdesk db key` makes; it encrypts Slack's tokens."
        )
    if not is_public(settings.public_url):
        return (
            "CERTDESK_PUBLIC_URL is missing or not https: set it to the address under which people reach Certdesk, "
            "like https://certdesk.example.org."
        )
    return ""


def is_public(url: str | None) -> bool:
    """Say whether people can be sent there; unencrypted only to this machine, for peers and tests."""
    try:
        parts = urlsplit(url or "")
        host, plain = parts.hostname, not (parts.query or parts.fragment or "@" in parts.netloc)
    except ValueError:
        return False
    return bool(host) and plain and (parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK))
