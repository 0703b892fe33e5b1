"""Addresses that Certdesk calls: encrypted, or on this machine; said without asking anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bots.config.loopback import is_loopback
from bots.doctor.findings import Finding, fault, ok

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bots.doctor.context import DoctorContext


async def addresses(context: DoctorContext) -> Iterable[Finding]:
    """Look whether tokens and keys travel encrypted, and whether what receives traces is an address."""
    settings = context.settings
    secret = {
        "CERTDESK_SLACK_API_URL": settings.slack_api_url,
        "CERTDESK_TEAMS_OPENID_URL": settings.teams_openid_url,
        "CERTDESK_TEAMS_AUTHORITY": settings.teams_authority,
    }
    found = [
        fault(f"{name} is no https address: tokens and keys would travel in the clear, or nowhere.", "Unset it.")
        for name, url in secret.items()
        if not _is_address(url, plain=False)
    ]
    if settings.otlp_url is not None and not _is_address(settings.otlp_url, plain=True):
        found.append(
            fault(
                "CERTDESK_OTLP_URL is no address, so no trace would be sent.",
                "Write it like http://127.0.0.1:4318/v1/traces, or unset it.",
            )
        )
    return found or [ok("Tokens and keys travel encrypted, or stay on this machine.")]


def _is_address(url: str, *, plain: bool) -> bool:
    """Say whether something can be called there; unencrypted only on this machine, or where ``plain`` allows it."""
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if not host or any(letter.isspace() for letter in url):
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and (plain or is_loopback(host)))
