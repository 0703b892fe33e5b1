"""
Certificates as Slack's Work Objects: below a link for everybody what it is, in a person's own pane the answer.

The shapes are those of https://docs.slack.dev/messaging/work-objects-implementation, read on 1 December 2026.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bots.conversation.text import general as phrases
from bots.conversation.text import headlines
from bots.slack.cards.elements import escape, pieces

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bots.conversation.model.replies import Card, Reply

Entity = dict[str, Any]
ITEM = "slack#/entities/item"
CERTIFICATE = "certificate"  # the type of what ``external_ref`` names
MOST_FIELDS, LONGEST_VALUE = 30, 1000


def public_entity(url: str, certificate: str) -> Entity:
    """Return what everybody in the conversation sees below a link: its ID, which the link shows, and nothing more."""
    return _entity(url, certificate, [(headlines.PANE_NOTE, phrases.CERTIFICATE_LINK)])


def private_entity(url: str, certificate: str, reply: Reply) -> Entity:
    """Return what one person sees who opened it: the answer as they would be given it alone."""
    said: list[tuple[str, str]] = [(headlines.PANE_NOTE, reply.summary)] if reply.summary else []
    for card in reply.unfolded().cards:
        said += _said(card)
    return _entity(url, certificate, said)


def _said(card: Card) -> Iterable[tuple[str, str]]:
    repeated = {f"{label}: {value}" for label, value in card.facts}
    yield from ((headlines.PANE_NOTE, text) for text in (card.banner, card.first) if text)
    yield headlines.PANE_RESULT, card.headline
    yield from ((headlines.PANE_NOTE, text) for text in card.gist if text not in repeated)
    yield from card.facts
    yield from ((headlines.PANE_NOTE, text) for text in (*card.lines, *card.findings))
    yield from ((headlines.PANE_SOURCE, text) for text in (card.provenance,) if text)
    yield from ((headlines.PANE_LIMITS, text) for text in card.limits)
    yield from ((headlines.PANE_NEXT, text) for text in (card.next_step,) if text)


def _entity(url: str, certificate: str, said: Iterable[tuple[str, str]]) -> Entity:
    texts = [(label, piece) for label, text in said for piece in pieces(text, LONGEST_VALUE)]
    fields = [
        {
            "key": f"said_{number}",
            "label": escape(label),
            "type": "string",
            "value": escape(text),
        }
        for number, (label, text) in enumerate(texts[:MOST_FIELDS])
    ]
    return {
        "entity_type": ITEM,
        "app_unfurl_url": url,
        "url": url,
        "external_ref": {"id": certificate, "type": CERTIFICATE},
        "entity_payload": {
            "attributes": {
                "title": {"text": headlines.PANE_TITLE.format(certificate)},
                "display_type": headlines.PANE_KIND,
                "product_name": "Certdesk",
            },
            "custom_fields": fields,
            "display_order": [field["key"] for field in fields],
        },
    }
