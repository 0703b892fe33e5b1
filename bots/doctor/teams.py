"""Teams: whether the registration looks like one, is accepted, and senders of requests can be recognised."""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING

from bots.config.settings import SettingsError
from bots.doctor.context import DoctorTransport, json_object
from bots.doctor.findings import Finding, fault, ok, warning
from bots.runtime.json_access import text_at
from bots.teams.api.tokens import AUDIENCE
from bots.teams.model.errors import NotNow, Rejected
from bots.teams.surface import tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bots.config.settings import Settings
    from bots.doctor.context import DoctorContext

_HOST = re.compile(r"(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+|localhost|127\.0\.0\.1|\[::1\]")
_NO_WAY = "Check the way out of this machine to Microsoft, and CERTDESK_TEAMS_AUTHORITY and CERTDESK_TEAMS_OPENID_URL."


async def teams(context: DoctorContext) -> Iterable[Finding]:
    """Look whether IDs and hosts look like what they must be."""
    settings = context.settings
    if not settings.teams_is_on:
        return []
    if settings.teams_allow_anonymous:
        return [
            warning(
                f"Everybody on this machine may speak as anybody: no token is asked for (only on {settings.host}).",
                "For real use unset CERTDESK_TEAMS_ALLOW_ANONYMOUS and set the registration's IDs.",
            )
        ]
    return [*_wrong(settings)] or [ok("The app ID and tenant are IDs; only tokens made for this app are let in.")]


async def teams_token(context: DoctorContext) -> Iterable[Finding]:
    """Look whether Microsoft gives the bot a token."""
    settings = context.settings
    if not settings.teams_is_on or settings.teams_allow_anonymous:
        return []
    async with DoctorTransport(context) as transport:
        try:
            tokens = tokens_of(settings, transport)
            try:
                await tokens.get()
            finally:
                await tokens.aclose()
        except SettingsError as error:
            return [fault(str(error), "Write the key and the certificate into one PEM file, without a passphrase.")]
        except Rejected as error:
            return [
                fault(
                    f"Microsoft refused the bot's credentials ({error.cause.partition(':')[2]}).",
                    "Check app ID, tenant and the secret (it may have ended), certificate or managed identity.",
                )
            ]
        except NotNow:
            return [fault("Microsoft gave no token.", _NO_WAY)]
    return [ok(f"Microsoft gives the bot a token for {AUDIENCE}.")]


async def teams_keys(context: DoctorContext) -> Iterable[Finding]:
    """Look whether the keys can be had with which incoming tokens are checked."""
    settings = context.settings
    if not settings.teams_is_on or settings.teams_allow_anonymous:
        return []
    async with DoctorTransport(context) as transport:
        answer = await transport.try_send("GET", settings.teams_openid_url)
    if answer is None or answer.status != 200 or not text_at(json_object(answer), "jwks_uri"):
        return [fault("The Bot Framework's keys cannot be found, so nobody is let in.", _NO_WAY)]
    return [ok("The Bot Framework's keys can be found.")]


def _wrong(settings: Settings) -> Iterable[Finding]:
    tenants = (settings.teams_tenants or "").replace(",", " ").split()
    ids = {
        "CERTDESK_TEAMS_APP_ID": [settings.teams_app_id or ""],
        "CERTDESK_TEAMS_TENANT_ID": [settings.teams_tenant_id or ""],
        "CERTDESK_TEAMS_TENANTS": tenants,
    }
    for name, values in ids.items():
        if not all(_is_guid(value) for value in values):
            yield fault(
                f"{name} holds something that is no GUID.",
                "Copy it from the registration's overview: 8-4-4-4-12 hex digits.",
            )
    if (secret := settings.teams_app_secret) is not None and _is_guid(secret.get_secret_value().strip()):
        yield fault(
            "CERTDESK_TEAMS_APP_SECRET is an ID: the secret's own ID stands beside its value, and is no secret.",
            "Set it to the secret's value. It is shown once; if it is gone, make a new secret.",
        )
    for name, hosts in (("SERVICE", settings.teams_service_hosts), ("FILE", settings.teams_file_hosts)):
        wrong = [host for host in hosts.lower().replace(",", " ").split() if not _HOST.fullmatch(host)]
        if wrong or not hosts.strip():
            yield fault(
                f"CERTDESK_TEAMS_{name}_HOSTS holds something that is no host.",
                "Separate hosts by commas, without https:// and without paths.",
            )


def _is_guid(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text.lower()
    except ValueError:
        return False
