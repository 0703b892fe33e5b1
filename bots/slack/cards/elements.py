"""
The smallest pieces of Block Kit, each harmless whatever is put into it and within Slack's limits.

Words of people and registries are ``plain_text``, in which Slack renders no markup, makes no links and pings nobody;
``&``, ``<`` and ``>`` are escaped all the same, as https://docs.slack.dev/messaging/formatting-message-text asks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bots.runtime.clean_text import clean_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bots.conversation.model.replies import ItemState

Block = dict[str, Any]

SECTION_TEXT, FIELD_TEXT, CONTEXT_TEXT, BUTTON_TEXT = 3000, 2000, 2000, 75
BUTTON_VALUE, BUTTON_URL, CONFIRM_TEXT, MESSAGE_TEXT = 2000, 3000, 300, 3000
HEADER_TEXT, OPTION_TEXT, OPTION_VALUE = 150, 75, 150
QUOTED_TEXT = 10_000  # one quotation; Slack takes some 13,200 characters in a message
FIELDS, CONTEXT_ELEMENTS, ACTIONS, SELECT_OPTIONS = 10, 10, 25, 100

_CALM = r"[\w .,()'?!“”„‘’«»…\u00a0\u202f-]*"  # noqa: RUF001 - quotation marks of four languages
_HARMLESS = re.compile(rf"{_CALM}(?:: {_CALM})*:?")
_USER = re.compile(r"[UW][A-Z0-9]{2,30}")
_TO_ALL = re.compile(r"@(?=channel|here|everyone)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent: blocks, and the same as text for screen readers and notifications."""

    text: str
    blocks: tuple[Block, ...]

    def body(self) -> dict[str, Any]:
        """Return the fields that every way of sending shares."""
        return {"text": self.text, "blocks": list(self.blocks), "unfurl_links": False, "unfurl_media": False}


def escape(text: str) -> str:
    """Escape Slack's three control characters, and drop what could turn the reading direction."""
    return clean_text(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def top_text(text: str) -> str:
    """Return a message's top-level text: escaped, pinging nobody, cut to what screen readers are given."""
    text = _TO_ALL.sub("@\u2060", escape(text[:MESSAGE_TEXT]))
    if len(text) <= MESSAGE_TEXT:
        return text
    return re.sub(r"&[a-z]{0,3}$", "", text[: MESSAGE_TEXT - 1]) + "…"


def plain(text: str, limit: int = SECTION_TEXT) -> Block:
    """Return a text object that is shown as it is."""
    text = escape(text)
    if len(text) > limit:
        text = re.sub(r"&[a-z]{0,3}$", "", text[: limit - 1]) + "…"
    return {"type": "plain_text", "text": text or " ", "emoji": False}


def strong(text: str) -> Block:
    """Return a bold text object where nothing in the text can be taken for markup, and a plain one elsewhere."""
    if text and "_" not in text and len(text) <= SECTION_TEXT // 2 and _HARMLESS.fullmatch(text):
        return {"type": "mrkdwn", "text": f"*{text}*", "verbatim": True}
    return plain(text)


def naming(state: ItemState) -> Block:
    """Return what was done by somebody, whom Slack names where they are in Slack; all other words are our own."""
    surface, _, rest = state.who.partition(":")
    person = rest.rpartition(":")[2]
    if surface != "slack" or not _USER.fullmatch(person):
        return plain(state.plain, FIELD_TEXT)
    said = escape(state.text).replace("{}", f"<@{person}>", 1)
    return {"type": "mrkdwn", "text": said, "verbatim": True}


def sections(text: str) -> list[Block]:
    """Return as many sections as a text needs; nothing is cut off."""
    return [{"type": "section", "text": plain(piece)} for piece in pieces(text, SECTION_TEXT)]


def pieces(text: str, limit: int) -> list[str]:
    """Cut a text at line ends, or where it must be, into pieces that fit once they are escaped."""
    found: list[str] = []
    for line in text.splitlines():
        rest = line
        while rest or not line:
            head = rest[: _fitting(rest, limit)]
            rest = rest[len(head) :]
            if found and len(escape(found[-1])) + len(escape(head)) < limit:
                found[-1] += f"\n{head}"
            else:
                found.append(head)
            if not line:
                break
    return [piece for piece in found if piece.strip()]


def _fitting(text: str, limit: int) -> int:
    count = min(len(text), limit)
    while len(escape(text[:count])) > limit:
        count = count * 4 // 5
    return count


def facts(pairs: tuple[tuple[str, str], ...]) -> list[Block]:
    """Return label and value side by side; a value too long for a field follows as text."""
    short = [(label, value) for label, value in pairs if len(escape(value)) <= FIELD_TEXT]
    found: list[Block] = []
    for start in range(0, len(short), FIELDS // 2):
        fields = [
            text
            for label, value in short[start : start + FIELDS // 2]
            for text in (strong(label), plain(value, FIELD_TEXT))
        ]
        found.append({"type": "section", "fields": fields})
    for label, value in pairs:
        if len(escape(value)) > FIELD_TEXT:
            found += sections(f"{label}: {value}")
    return found


def context(*texts: str) -> list[Block]:
    """Return small print."""
    elements = [plain(piece, CONTEXT_TEXT) for text in texts for piece in pieces(text, CONTEXT_TEXT)]
    return [
        {"type": "context", "elements": elements[start : start + CONTEXT_ELEMENTS]}
        for start in range(0, len(elements), CONTEXT_ELEMENTS)
    ]


def to_copy(parts: Iterable[tuple[str, bool]]) -> list[Block]:
    """
    Return a text in a quotation of its own, in which words are not broken as they are in pre-formatted text.

    Args:
        parts: pairs of a text and whether it is marked, which makes it bold; put together they are the whole.
    """
    quotes: list[list[Block]] = []
    room = 0
    for text, marked in parts:
        shown = clean_text(text)
        style: Block = {"style": {"bold": True}} if marked and shown.strip() else {}
        for at in range(0, len(shown), QUOTED_TEXT):
            piece = shown[at : at + QUOTED_TEXT]
            if len(piece) > room:
                quotes.append([])
                room = QUOTED_TEXT
            quotes[-1].append({"type": "text", "text": piece} | style)
            room -= len(piece)
    return [{"type": "rich_text", "elements": [{"type": "rich_text_quote", "elements": each}]} for each in quotes]


def button(label: str, action_id: str, *, value: str = "", url: str = "", confirm: str = "") -> Block:
    """Return a button; ``confirm`` is what the person must agree to first."""
    found: Block = {"type": "button", "text": plain(label, BUTTON_TEXT), "action_id": action_id}
    if value:
        found["value"] = value
    if url:
        found["url"] = url
    if confirm:
        found["confirm"] = {
            "title": plain(label, 100),
            "text": plain(confirm, CONFIRM_TEXT),
            "confirm": plain(label, 30),
            "deny": plain("Cancel", 30),
        }
    return found


def header(text: str) -> list[Block]:
    """Return a heading above several blocks."""
    return [{"type": "header", "text": plain(text, HEADER_TEXT)}]


def overflow(options: list[tuple[str, str, str]], action_id: str) -> Block:
    """Return a menu behind three dots, from (label, value, page to open)."""
    shown = [
        {"text": plain(label, OPTION_TEXT), "value": value} | ({"url": url} if url else {})
        for label, value, url in options
    ]
    return {"type": "overflow", "action_id": action_id, "options": shown}


def select(placeholder: str, options: list[tuple[str, str]], action_id: str) -> Block:
    """Return a menu to choose from, of pairs of what is shown and the value that is sent."""
    shown = [{"text": plain(label, OPTION_TEXT), "value": value} for label, value in options[:SELECT_OPTIONS]]
    return {"type": "static_select", "action_id": action_id, "placeholder": plain(placeholder, 150), "options": shown}


def field(block_id: str, label: str, element: Block, *, hint: str = "", optional: bool = False) -> Block:
    """Return one field of a form."""
    found: Block = {"type": "input", "block_id": block_id, "label": plain(label, 2000), "element": element}
    if hint:
        found["hint"] = plain(hint, 2000)
    return {**found, "optional": True} if optional else found


def actions(buttons: list[Block]) -> list[Block]:
    """Return the buttons in rows."""
    return [
        {"type": "actions", "elements": buttons[start : start + ACTIONS]} for start in range(0, len(buttons), ACTIONS)
    ]
