"""Slack: whether the tokens look like tokens, are accepted, and allow what the app needs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bots.conversation.verify.link_hosts import link_hosts
from bots.doctor.context import DoctorTransport, json_object
from bots.doctor.findings import Finding, fault, ok, warning
from bots.runtime.json_access import text_at
from bots.slack.scopes import LINK_SCOPES, OPTIONAL_SCOPES, SCOPES
from verifier_client import Misconfigured, VerifierClient

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bots.config.settings import Settings
    from bots.doctor.context import DoctorContext
    from bots.http.messages import HttpResponse

_REINSTALL = "Add them in the app's settings under OAuth & Permissions, and reinstall the app."
_NO_WAY = "Check the way out of this machine to Slack, and CERTDESK_SLACK_API_URL."


async def slack(context: DoctorContext) -> Iterable[Finding]:
    """Look whether the bot token is accepted, and what it allows."""
    settings = context.settings
    token, shape = settings.slack_bot_token, list(_shapes(settings))
    if token is None:
        return shape
    if any(finding.do for finding in shape if "BOT_TOKEN" in finding.says) or not context.online:
        return shape or [ok("Tokens look like tokens; not asked (offline).")]
    answer = await _call(context, "auth.test", token.get_secret_value())
    if answer is None:
        return [*shape, fault("Slack does not answer.", _NO_WAY)]
    said = json_object(answer)
    if said.get("ok") is not True:
        return [
            *shape,
            fault(
                f"Slack refused the bot token ({_code(said)}).",
                "Set CERTDESK_SLACK_BOT_TOKEN to the Bot User OAuth Token of the app, as it stands after the last "
                "installation.",
            ),
        ]
    return [*shape, ok("The bot token is accepted."), *_scopes(settings, answer)]


async def socket_mode(context: DoctorContext) -> Iterable[Finding]:
    """Look whether the app may open a socket."""
    token = context.settings.slack_app_token
    if token is None or not _is_token(token.get_secret_value(), "xapp-"):
        return []
    answer = await _call(context, "apps.connections.open", token.get_secret_value())
    if answer is None:
        return [fault("Slack opens no socket: it does not answer.", _NO_WAY)]
    said = json_object(answer)
    if said.get("ok") is True:
        return [ok("Socket Mode opens.")]
    return [
        fault(
            f"Slack refused the app-level token ({_code(said)}).",
            "Set CERTDESK_SLACK_APP_TOKEN to a token with the scope connections:write, and switch Socket Mode on.",
        )
    ]


def _shapes(settings: Settings) -> Iterable[Finding]:
    wanted = {
        "SLACK_BOT_TOKEN": (settings.slack_bot_token, "xoxb-"),
        "SLACK_APP_TOKEN": (settings.slack_app_token, "xapp-"),
    }
    for name, (token, prefix) in wanted.items():
        if token is not None and not _is_token(token.get_secret_value(), prefix):
            yield fault(f"CERTDESK_{name} does not look like one.", f"Set it to the token that begins with {prefix}")
    secret = settings.slack_signing_secret
    if secret is not None and not re.fullmatch(r"[0-9a-f]{32}", secret.get_secret_value()):
        yield warning(
            "CERTDESK_SLACK_SIGNING_SECRET does not look like one: 32 hex digits.",
            "Copy it anew from the app's Basic Information.",
        )
    if secret is not None and settings.slack_app_token is not None:
        yield warning(
            "Socket Mode and signed HTTP are both set; Slack delivers one way, by what its app's settings say.",
            "Keep the one that the app uses: unset CERTDESK_SLACK_APP_TOKEN or CERTDESK_SLACK_SIGNING_SECRET.",
        )


def _is_token(token: str, prefix: str) -> bool:
    return token.startswith(prefix) and token.isascii() and token.isprintable() and " " not in token


async def _call(context: DoctorContext, method: str, token: str) -> HttpResponse | None:
    url = f"{context.settings.slack_api_url.rstrip('/')}/{method}"
    async with DoctorTransport(context) as transport:
        return await transport.try_send("POST", url, Authorization=f"Bearer {token}")


def _code(said: dict[str, object]) -> str:
    """Return Slack's code for what is wrong, and nothing that could be anything else."""
    code = text_at(said, "error")
    return code if re.fullmatch(r"[a-z_]{1,60}", code) else "no reason that can be read"


def _scopes(settings: Settings, answer: HttpResponse) -> Iterable[Finding]:
    granted = set(answer.headers.get("x-oauth-scopes", "").replace(",", " ").split())
    if not granted:
        yield ok("Slack did not say which scopes were granted.")
        return
    if missing := [scope for scope in SCOPES if scope not in granted]:
        yield fault(f"Scopes are missing: {', '.join(missing)}.", _REINSTALL)
    if _has_links(settings) and (missing := [scope for scope in LINK_SCOPES if scope not in granted]):
        yield warning(f"Links to certificates are not previewed without {', '.join(missing)}.", _REINSTALL)
    if missing := [scope for scope in OPTIONAL_SCOPES if scope not in granted]:
        yield ok(f"Optional scopes that were not granted: {', '.join(missing)}; `certdesk manifest slack --reasons`.")
    if extra := sorted(granted - {*SCOPES, *LINK_SCOPES, *OPTIONAL_SCOPES}):
        yield warning(f"Scopes that Certdesk does not use: {', '.join(extra)}.", "Take them away from the app.")


def _has_links(settings: Settings) -> bool:
    try:
        return bool(link_hosts(VerifierClient.from_config(settings.registries).registries))
    except Misconfigured:
        return False
