"""The Teams app package: what the bot offers where, and nothing that it does not do."""

from __future__ import annotations

import ipaddress
import json
import re
import zipfile
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bots.conversation.text import talk
from bots.teams import icons
from bots.teams.inbound.parser import FORM_COMMAND, MESSAGE_COMMAND, SEARCH_BOX, SEARCH_COMMAND
from bots.teams.manifest_translations import LANGUAGE, TRANSLATIONS, translated

if TYPE_CHECKING:
    from collections.abc import Sequence

# 1.29 is the first released version with targeted messages and slash commands; prompts came with 1.27, shared and
# private channels with 1.25 (https://learn.microsoft.com/microsoft-365/extensibility/schema).
VERSION = "1.29"
SCHEMA = f"https://developer.microsoft.com/json-schemas/teams/v{VERSION}/MicrosoftTeams.schema.json"
APP_VERSION = "1.1.0"
MOST_HOSTS = 10
PUBLISHER = "The Certdesk authors"
COLOUR_ICON, OUTLINE_ICON = "color.png", "outline.png"

SHORT = "Says whether an AI certificate is real and still stands, and which fits a role."
LONG = """\
Certdesk answers questions about AI certifications where recruiters, interviewers and managers work.

Is this certificate real, whose is it, and does it still stand? Write its ID, and the holder's name if you have it. \
The answer comes from the issuer's own registry, says when it was read, and says what it does not prove.

Which certification fits this role, and what does it leave open? Describe the role: Certdesk gives reasons in your own \
words, compares certifications, writes a clause for the job description, reviews one, prepares interview questions and \
shows what a team lacks.

How to use it: write to Certdesk in its own chat, mention it in a channel or group chat, choose “Verify with Certdesk” \
among a message's actions, or search with it where you write. Write help to see everything it reads.

Limits: answers in channels and group chats are shown to the person who asked, never to everybody. Where an issuer \
offers no registry for programs, Certdesk gives the page and the steps for checking by hand. Certdesk never guesses an \
ID, never ranks or scores people, and calls nothing a forgery. An administrator of your organisation sets up the \
registries; without that, Certdesk answers from a made-up sandbox and says so."""

COMMANDS = (
    ("verify", "Verify a certificate: verify AIDA-2026-1234 Jane Doe"),
    ("guide", "Which certification fits a role: guide senior ML engineer, client-facing RAG"),
    ("compare", "Two to four certifications side by side: compare CAIP CAIM"),
    ("jd", "A clause for a job description: jd CAIP machine learning engineer; review-jd reads yours"),
    ("kit", "Interview questions: kit AIDA CPAP for platform engineer"),
    ("team", "What a team lacks, without names: team small and the table"),
    ("watch", "Be told before it ends and when it is revoked: watch AIDA-2026-1234"),
    ("watches", "What you watch, the most urgent first"),
    ("notify", "When you are told, and how to be told less: notify at 9-17 Berlin"),
    ("help", "Everything I read, with examples"),
)
PROMPTS = (talk.IS_IT_REAL, talk.WHICH_FITS, talk.WHAT_IS_IT, talk.WHAT_ENDS)
"""What somebody can begin with in their own chat, by a press."""
SHARED_SCOPES = ("team", "groupChat")
SCOPES = ("personal", *SHARED_SCOPES)
NOT_LISTED_ALONE = {"team", "watches"}  # a list takes twelve, and four are prompts, one of which asks for the watches
NOT_LISTED_AMONG_OTHERS = {"notify"}  # that is between the bot and one person

_GUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_VERSION = re.compile(r"(?:0|[1-9]\d{0,4})(?:\.(?:0|[1-9]\d{0,4})){2}")
_PLACEHOLDER = re.compile(
    r"^(?:www\.)?(?:example\.(?:com|org|net)|contoso\.com|fabrikam\.com)$|your-?|change-?me|todo|placeholder",
    re.IGNORECASE,
)
_TUNNELS = ("ngrok.io", "ngrok.app", "ngrok-free.app", "ngrok.dev", "devtunnels.ms", "trycloudflare.com", "loca.lt")


class ManifestError(ValueError):
    """Something given for the manifest cannot be used; the message says what to give instead."""


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes the app in an organisation; pages that are not given are taken below the bot's own address."""

    name: str = PUBLISHER
    website: str = ""
    privacy: str = ""
    terms: str = ""


def manifest(
    app_id: str,
    url: str,
    *,
    publisher: Publisher | None = None,
    link_hosts: Sequence[str] = (),
    version: str = APP_VERSION,
) -> dict[str, Any]:
    """
    Return the manifest.

    Args:
        app_id: the bot's application (client) ID.
        url: the public address of ``certdesk serve``.
        publisher: who publishes the app; its makers when None.
        link_hosts: the hosts whose links are previewed, the first ten.
        version: the package's version, which Teams wants higher with each upload that changes anything.

    Raises:
        ManifestError: Something given cannot be used.
    """
    app_id = app_id.strip().lower()
    if not _GUID.fullmatch(app_id) or set(app_id) <= {"0", "-"}:
        raise ManifestError("--app-id is the application (client) ID of the bot: 8-4-4-4-12 letters and digits.")
    if not _VERSION.fullmatch(version):
        raise ManifestError("--version is three numbers, like 1.2.0, higher than that of the package before.")
    base, host = _own(url)
    return {
        "$schema": SCHEMA,
        "manifestVersion": VERSION,
        "version": version,
        "id": app_id,
        "localizationInfo": {
            "defaultLanguageTag": LANGUAGE,
            "additionalLanguages": [{"languageTag": tag, "file": f"{tag}.json"} for tag in TRANSLATIONS],
        },
        "developer": _developer(publisher or Publisher(), base),
        "name": {"short": "Certdesk", "full": "Certdesk: AI certificates and certifications"},
        "description": {"short": SHORT, "full": LONG},
        "icons": {"color": COLOUR_ICON, "outline": OUTLINE_ICON},
        "accentColor": icons.ACCENT,
        "bots": [_bot(app_id)],
        "composeExtensions": [_extension(app_id, link_hosts)],
        "validDomains": [host],
        "supportsChannelFeatures": "tier1",  # shared and private channels, too
    }


def manifest_json(found: dict[str, Any]) -> str:
    """Return the manifest as JSON."""
    return json.dumps(found, indent=2, ensure_ascii=False)


def package(found: dict[str, Any]) -> bytes:
    """Return the app package, the same bytes for the same manifest."""
    files = {
        "manifest.json": manifest_json(found).encode() + b"\n",
        **{f"{tag}.json": manifest_json(translated(found, words)).encode() for tag, words in TRANSLATIONS.items()},
        COLOUR_ICON: icons.colour(),
        OUTLINE_ICON: icons.outline(),
    }
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content)
    return held.getvalue()


def _own(url: str) -> tuple[str, str]:
    """Return the public address and its host: https, one's own, and there tomorrow as well."""
    host = _https_host(url, "--url")
    if any(host == tunnel or host.endswith(f".{tunnel}") for tunnel in _TUNNELS):
        raise ManifestError("--url leads through a tunnel: an app package names a domain of your own.")
    return url.strip().rstrip("/").removesuffix("/api/messages"), host


def _https_host(url: str, option: str) -> str:
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").lower()
    except ValueError:
        host, parts = "", urlsplit("")
    if parts.scheme != "https" or "." not in host or "*" in host or _is_address(host) or host.endswith(".localhost"):
        raise ManifestError(f"{option} is a public address of your own that begins with https://.")
    return host


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _developer(publisher: Publisher, base: str) -> dict[str, str]:
    given = {
        "websiteUrl": ("--website-url", publisher.website, base),
        "privacyUrl": ("--privacy-url", publisher.privacy, f"{base}/privacy"),
        "termsOfUseUrl": ("--terms-url", publisher.terms, f"{base}/terms"),
    }
    if not 0 < len(publisher.name.strip()) <= 32:
        raise ManifestError("--publisher is a name of at most 32 characters.")
    found = {"name": publisher.name.strip()}
    for field, (option, url, otherwise) in given.items():
        if url and _PLACEHOLDER.search(_https_host(url, option)):
            raise ManifestError(f"{option} is a placeholder: give the page that people shall find there.")
        found[field] = url or otherwise
    return found


def _bot(app_id: str) -> dict[str, Any]:
    alone = [_command(*each) for each in COMMANDS if each[0] not in NOT_LISTED_ALONE]
    prompts = [{"title": title, "description": text, "type": "prompt", "prompt": text} for title, text in PROMPTS]
    among_others = [_command(*each) for each in COMMANDS if each[0] not in NOT_LISTED_AMONG_OTHERS]
    return {
        "botId": app_id,
        "scopes": list(SCOPES),
        "isNotificationOnly": False,
        "supportsFiles": True,
        "supportsTargetedMessages": True,
        "commandLists": [
            {"scopes": ["personal"], "commands": [*prompts, *alone]},
            {"scopes": list(SHARED_SCOPES), "triggers": ["mention", "slash"], "commands": among_others},
        ],
    }


def _command(title: str, description: str) -> dict[str, str]:
    return {"title": title, "description": description}


def _extension(app_id: str, link_hosts: Sequence[str]) -> dict[str, Any]:
    search = {
        "id": SEARCH_COMMAND,
        "type": "query",
        "title": "Search with Certdesk",
        "description": "A certificate's ID, or a role; what you insert names no holder",
        "context": ["compose", "commandBox"],
        "initialRun": True,
        "parameters": [
            {
                "name": SEARCH_BOX,
                "title": "ID or role",
                "description": "AIDA-2026-1234, or senior ML engineer",
                "inputType": "text",
            }
        ],
    }
    found: dict[str, Any] = {
        "botId": app_id,
        "commands": [
            search,
            _window(MESSAGE_COMMAND, "Verify with Certdesk", "Verify the certificates in this message", "message"),
            {
                **_window(FORM_COMMAND, "Certdesk form", "Verify a certificate by ID, name and day", "compose"),
                "triggers": ["slash"],
            },
        ],
    }
    hosts = list(dict.fromkeys(_link_host(host) for host in link_hosts))[:MOST_HOSTS]
    return found | ({"messageHandlers": [{"type": "link", "value": {"domains": hosts}}]} if hosts else {})


def _window(name: str, title: str, description: str, context: str) -> dict[str, Any]:
    kind = {"id": name, "type": "action", "title": title, "description": description}
    return {**kind, "context": [context], "fetchTask": True}


def _link_host(host: str) -> str:
    if not re.fullmatch(r"(?:[a-z0-9-]+\.)+[a-z]{2,}", host.strip().lower()):
        raise ManifestError(f"--link-host {host!r} is no host name, like registry.example.org.")
    return host.strip().lower()
