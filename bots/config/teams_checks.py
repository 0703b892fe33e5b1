"""What must not be left half set for Teams: each function says which setting is missing, or nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from bots.config.loopback import is_loopback

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class TeamsSettings(Protocol):
    """The settings that belong to Teams, as ``bots.config.settings.Settings`` holds them."""

    @property
    def host(self) -> str: ...
    @property
    def teams_app_id(self) -> str | None: ...
    @property
    def teams_tenant_id(self) -> str | None: ...
    @property
    def teams_app_secret(self) -> object | None: ...
    @property
    def teams_certificate(self) -> Path | None: ...
    @property
    def teams_certificate_thumbprint(self) -> str | None: ...
    @property
    def teams_managed_identity(self) -> bool: ...
    @property
    def teams_allow_anonymous(self) -> bool: ...


def teams_fault(settings: TeamsSettings) -> str:
    """Say what is missing of the Teams bot: app id, tenant and one credential; none that trusts the network."""
    proofs = {
        "TEAMS_APP_SECRET": settings.teams_app_secret is not None,
        "TEAMS_CERTIFICATE": settings.teams_certificate is not None,
        "TEAMS_MANAGED_IDENTITY": settings.teams_managed_identity,
    }
    given = [f"CERTDESK_{name}" for name, is_set in proofs.items() if is_set]
    return _identity_fault(settings, given) or _certificate_fault(settings)


def _identity_fault(settings: TeamsSettings, given: Sequence[str]) -> str:
    if settings.teams_allow_anonymous:
        return _anonymous_fault(settings, given)
    if settings.teams_app_id is None:
        if settings.teams_tenant_id is not None or given:
            return "CERTDESK_TEAMS_APP_ID is missing: set it to the application ID of the bot's registration."
    elif settings.teams_tenant_id is None:
        return "CERTDESK_TEAMS_TENANT_ID is missing: set it to the directory ID of the bot's tenant."
    elif not given:
        return (
            "CERTDESK_TEAMS_APP_SECRET is missing: set it to the registration's client secret, or set "
            "CERTDESK_TEAMS_CERTIFICATE or CERTDESK_TEAMS_MANAGED_IDENTITY instead."
        )
    elif len(given) != 1:
        return f"{' and '.join(given)} are both set: keep one."
    return ""


def _anonymous_fault(settings: TeamsSettings, given: Sequence[str]) -> str:
    if given:
        return (
            f"CERTDESK_TEAMS_ALLOW_ANONYMOUS is for local peers and cannot be set together with {given[0]}: "
            "remove one of them."
        )
    if not is_loopback(settings.host):
        return (
            "CERTDESK_TEAMS_ALLOW_ANONYMOUS lets everybody in who can reach the bot, so it works on loopback only: "
            "set CERTDESK_HOST to 127.0.0.1."
        )
    return ""


def _certificate_fault(settings: TeamsSettings) -> str:
    thumbprint = settings.teams_certificate_thumbprint
    if settings.teams_certificate is None:
        missing = "CERTDESK_TEAMS_CERTIFICATE is missing: set it to the path of the PEM file."
        return missing if thumbprint is not None else ""
    if thumbprint is None or not re.fullmatch(r"[0-9A-Fa-f]{40}|[0-9A-Fa-f]{64}", thumbprint.replace(":", "")):
        return (
            "CERTDESK_TEAMS_CERTIFICATE_THUMBPRINT is missing or no thumbprint: set it to the 40 or 64 hex digits "
            "that the registration shows for the certificate."
        )
    return ""
