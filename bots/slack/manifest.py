"""The Slack app's manifest: what the bot asks for, and why. What is not used is not asked for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bots.conversation.text import talk
from bots.conversation.verify.link_hosts import link_hosts
from bots.slack.api.oauth_pages import CALLBACK_PATH
from bots.slack.forms.file import FILE_FORM
from bots.slack.forms.file import TITLE as FILE_TITLE
from bots.slack.forms.guide import GUIDE_FORM, TITLE
from bots.slack.forms.roster import IMPORT_FORM
from bots.slack.forms.roster import TITLE as IMPORT_TITLE
from bots.slack.model.action_ids import VERIFY_FORM, VERIFY_MESSAGE
from bots.slack.model.workflow_steps import FUNCTIONS
from bots.slack.scopes import LINK_SCOPES, NOT_ASKED_FOR, OPTIONAL_SCOPES, SCOPES
from bots.slack.surface import PATH
from verifier_client import VerifierClient

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_DOMAINS = 5  # Slack's limit for unfurl domains in a manifest
EVENTS = {
    "app_home_opened": None,
    "app_mention": "app_mentions:read",
    "app_uninstalled": None,
    "function_executed": None,
    "tokens_revoked": None,
    "link_shared": "links:read",
    "message.im": "im:history",
}
SHORT = "Says whether an AI certificate is real and still stands"
LONG = (
    "Certdesk answers one question where recruiters and interviewers work: is this certificate real, whose is it, and "
    "does it still stand? Type /verify with the certificate's ID and, if you like, the holder's name. The answer comes "
    "from the issuer's own registry, says when it was read, and what it does not prove. It is shown to you alone until "
    "you share it. Type /certguide with a role, and it says which certification fits, why, and what it does not "
    "evidence; it also words clauses and interview questions. Certdesk never guesses IDs, never ranks or scores "
    "people, and calls nothing a forgery."
)

PROMPTS = [
    {"title": each.title, "message": each.text}
    for each in (talk.IS_IT_REAL, talk.WHICH_FITS, talk.FOR_AN_INTERVIEW, talk.WHAT_ENDS)
]
"""What people begin with in the agent's view: a recruiter, a hiring manager, an interviewer, a manager."""


def manifest(
    url: str | None,
    *,
    socket: bool,
    command: str = "/verify",
    unfurl_hosts: Sequence[str] = (),
) -> dict[str, Any]:
    """Return the manifest; ``url`` is the public address of ``certdesk serve``, not needed with ``socket``."""
    address = None if socket or url is None else request_url(url)
    required = [*SCOPES, *(LINK_SCOPES if unfurl_hosts else ())]
    # Slack wants optional scopes named in both lists (https://docs.slack.dev/reference/app-manifest/#oauth).
    granted = {*required, *OPTIONAL_SCOPES, None}
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {
            "name": "Certdesk",
            "description": SHORT,
            "long_description": LONG,
            "background_color": "#1d3557",
        },
        "features": _features(command, address, list(unfurl_hosts)[:MOST_DOMAINS]),
        "functions": FUNCTIONS,
        "oauth_config": {
            **({} if address is None else {"redirect_urls": [address.removesuffix(PATH) + CALLBACK_PATH]}),
            "scopes": {"bot": [*required, *OPTIONAL_SCOPES], "bot_optional": list(OPTIONAL_SCOPES)},
        },
        "settings": {
            "event_subscriptions": _with(
                address, bot_events=[name for name, needs in EVENTS.items() if needs in granted]
            ),
            "interactivity": _with(address, is_enabled=True),
            "org_deploy_enabled": True,  # steps of workflows need it
            "socket_mode_enabled": socket,
            "token_rotation_enabled": False,
        },
    }


def request_url(url: str) -> str:
    """Return where Slack is to send everything: the door's path below the public address."""
    url = url.rstrip("/")
    return url if url.endswith(PATH) else url + PATH


def manifest_json(
    url: str | None, *, socket: bool, command: str = "/verify", unfurl_hosts: Sequence[str] | None = None
) -> str:
    """Return the manifest as JSON; without ``unfurl_hosts`` the hosts of the built-in registries are taken."""
    hosts = default_hosts() if unfurl_hosts is None else unfurl_hosts
    return json.dumps(manifest(url, socket=socket, command=command, unfurl_hosts=hosts), indent=2, ensure_ascii=False)


def default_hosts() -> tuple[str, ...]:
    """Return the hosts of certificate links as the sandbox has them."""
    return link_hosts(VerifierClient.from_config(None).registries)


def reasons_text() -> str:
    """Return why each scope is asked for, and which are not."""
    parts = ["Required:", *_listed(SCOPES)]
    parts += ["", "Required where certificate links are unfurled:", *_listed(LINK_SCOPES)]
    parts += ["", "Optional, can be declined or granted later:", *_listed(OPTIONAL_SCOPES)]
    return "\n".join([*parts, "", "Not asked for:", *_listed(NOT_ASKED_FOR)])


def _listed(reasons: dict[str, str]) -> list[str]:
    return [f"  {scope}\n      {reason}" for scope, reason in reasons.items()]


def _features(command: str, address: str | None, hosts: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "agent_view": {"agent_description": SHORT, "suggested_prompts": PROMPTS},
        "bot_user": {"display_name": "Certdesk", "always_online": True},
        "shortcuts": _shortcuts(),
        "slash_commands": [
            *(
                _command(name, "Verify a certificate", "AIDA-2026-1234 Jane Doe", address)
                for name in dict.fromkeys((command, "/certverify"))
            ),
            _command("/certguide", "Find a certification for a role", "senior ML engineer, client-facing RAG", address),
        ],
    }
    return found | ({"unfurl_domains": hosts} if hosts else {})


def _shortcuts() -> list[dict[str, str]]:
    return [
        {
            "name": "Verify certificates",
            "type": "message",
            "callback_id": VERIFY_MESSAGE,
            "description": "Verify certificates in this message or its file; only you see the answer",
        },
        {
            "name": "Verify a certificate",
            "type": "global",
            "callback_id": VERIFY_FORM,
            "description": "Opens a form for IDs, name and day",
        },
        {
            "name": FILE_TITLE,
            "type": "global",
            "callback_id": FILE_FORM,
            "description": "Opens a form for a table, a PDF, DOCX, mail or text file; only you see the answer",
        },
        {
            "name": TITLE,
            "type": "global",
            "callback_id": GUIDE_FORM,
            "description": "Opens a form for a role, a job description or codes; only you see the answer",
        },
        {
            "name": IMPORT_TITLE,
            "type": "global",
            "callback_id": IMPORT_FORM,
            "description": "Opens a form for a roster's lines; shows what importing it does before it does it",
        },
    ]


def _command(name: str, description: str, hint: str, address: str | None) -> dict[str, Any]:
    found = {"command": name, "description": description, "usage_hint": hint, "should_escape": False}
    return found | ({"url": address} if address else {})


def _with(address: str | None, **fields: Any) -> dict[str, Any]:
    return ({"request_url": address} if address else {}) | fields
