"""Links in a message: which of them lead to certificates, and what Slack wants to know of the place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.model.intents import Verify
from bots.runtime.json_access import list_at, text_at

if TYPE_CHECKING:
    from bots.conversation.model.ports import IntentParser
    from bots.runtime.json_access import Payload

MOST_LINKS = 20


def certificate_links(inner: Payload, read: IntentParser, hosts: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """Return the links that name one certificate at a host of ours, each with its ID."""
    found = ((text_at(link, "url"), _verification(link, read, hosts)) for link in list_at(inner, "links")[:MOST_LINKS])
    return tuple((url, intent.ids[0].text) for url, intent in found if intent is not None)


def opened_certificate(inner: Payload, read: IntentParser, hosts: frozenset[str]) -> tuple[str, Verify] | None:
    """Return the link that a person opened as a Work Object, and what it asks; None where it is none of ours."""
    url = text_at(inner, "app_unfurl_url") or text_at(inner, "entity_url")
    intent = _verification({"url": url, "domain": text_at(inner, "link", "domain")}, read, hosts)
    return None if intent is None else (url, intent)


def _verification(link: Payload, read: IntentParser, hosts: frozenset[str]) -> Verify | None:
    """Return what a link asks that names one certificate at a host of ours, None for another."""
    url, host = text_at(link, "url"), text_at(link, "domain").lower()
    if not url or not any(host == known or host.endswith(f".{known}") for known in hosts):
        return None
    intent = read(url, command="verify")
    return intent if isinstance(intent, Verify) and len(intent.ids) == 1 else None


def unfurl_target(inner: Payload) -> tuple[tuple[str, str], ...]:
    """Return what ``chat.unfurl`` wants to know of the place; nothing when the event does not tell."""
    unfurl, source = text_at(inner, "unfurl_id"), text_at(inner, "source")
    if unfurl and source:
        return (("unfurl_id", unfurl), ("source", source))
    channel, moment = text_at(inner, "channel"), text_at(inner, "message_ts")
    return (("channel", channel), ("ts", moment)) if channel and moment else ()
