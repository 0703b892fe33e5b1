"""
The smallest pieces of an Adaptive Card, each harmless whatever is put into it.

Teams renders Markdown in a TextBlock and in both halves of a Fact
(https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-format); in the runs of a
RichTextBlock "Markdown is not supported" (the official schema, 1.2 to 1.5). So words in which anything at all could be
taken for markup are shown as runs, whoever wrote them; nothing depends on how well a client reads escapes.
"""

from __future__ import annotations

import json
import re
from itertools import groupby
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

from bots.runtime.clean_text import clean_text

Element = dict[str, Any]

ADAPTIVE_CARD = "application/vnd.microsoft.card.adaptive"
VERSION = "1.5"  # the newest that Teams takes from bots; on mobile a card without a version is not shown
CARD_BYTES = 80 * 1024  # of UTF-16: Teams refuses about 100 KB and advises 80
ACTIONS = 6
LONGEST_TEXT = 4000  # characters in one element
LONGEST_DATA = 2000  # characters that a button carries
LONGEST_FALLBACK = 2000
PLACE, SURE, YES = "place", "sure", "yes"  # what buttons that share carry: where to, and that the person was asked

_BROKEN = re.compile("[\ud800-\udfff]")
# ruff: noqa: RUF001 - quotation marks and dashes of our own sentences
_PLAIN = re.compile(r"(?:[^\W_]|[ \u00a0.,:;'\"()/%?!–—“”‘’„«»…·•🧪✅⚠️⛔🔎-])*")
_MARKER = re.compile(r"\s*(?:[-–—]|\d+[.)])(?:\s|$)|\s*-{2}")
_LINK = re.compile(r"/{2}|www\.|\w\.\w+/", re.IGNORECASE)
_BRACES = re.compile(r"\{(?=\{)")
_MARKUP = re.compile(r"[\\`*_{\[\]<>|~&]|^\s*[-+#=]|^\s*\d+[.)]", re.MULTILINE)


def clean(text: str) -> str:
    """Drop what is unseen or turns the reading direction, and what is half a character."""
    return clean_text(_BROKEN.sub("\ufffd", text))


def is_plain(text: str) -> bool:
    """Say whether no reader of Markdown could find anything in this line."""
    return bool(_PLAIN.fullmatch(text)) and not _MARKER.match(text) and not _LINK.search(text)


def escape(text: str) -> str:
    """Escape for the few places that have no runs, such as ``fallbackText``."""
    return _MARKUP.sub(lambda found: found[0][:-1] + "\\" + found[0][-1], clean(text))


def run(text: str, *, bold: bool = False, subtle: bool = False, size: str = "") -> Element:
    """Return words that are shown as they are; ``{{DATE(...)}}`` would be replaced by clients, so braces are parted."""
    found: Element = {"type": "TextRun", "text": _BRACES.sub("{\u2060", clean(text))}
    return found | _look(bold=bold, subtle=subtle, size=size)


def rich(*runs: Element) -> Element:
    """Return a paragraph of runs."""
    return {"type": "RichTextBlock", "inlines": list(runs)}


def paragraphs(
    text: str, *, bold: bool = False, subtle: bool = False, size: str = "", heading: bool = False
) -> list[Element]:
    """Return one element for each line of a text; nothing is cut off."""
    found: list[Element] = []
    for line in pieces(text):
        if is_plain(line):
            block: Element = {"type": "TextBlock", "text": line, "wrap": True}
            found.append(block | _look(bold=bold, subtle=subtle, size=size) | ({"style": "heading"} if heading else {}))
        else:
            found.append(rich(run(line, bold=bold, subtle=subtle, size=size)))
    return [element if at == 0 else element | {"spacing": "Small"} for at, element in enumerate(found)]


def pieces(text: str, *, strip: bool = True) -> list[str]:
    """Cut a text at line ends, and a line that is too long for one element where it must be."""
    return [
        line[start : start + LONGEST_TEXT]
        for each in clean(text).splitlines()
        if (line := each.strip() if strip else each)
        for start in range(0, len(line), LONGEST_TEXT)
    ]


def facts(pairs: tuple[tuple[str, str], ...]) -> list[Element]:
    """Return labels and values side by side where both are plain, and as lines of runs where one is not."""
    shown = [(clean(label), clean(value).strip()) for label, value in pairs]
    found: list[Element] = []
    for plain, group in groupby(shown, key=_is_plain_fact):
        if plain:
            rows = [{"title": label, "value": value} for label, value in group]
            found.append({"type": "FactSet", "facts": rows, "spacing": "Small" if found else "Default"})
        else:
            found += [element for label, value in group for element in _fact(label, value)]
    return found


def _is_plain_fact(pair: tuple[str, str]) -> bool:
    label, value = pair
    return is_plain(label) and is_plain(value) and max(len(label), len(value)) <= LONGEST_TEXT // 4


def _fact(label: str, value: str) -> list[Element]:
    if len(label) > LONGEST_TEXT // 4:
        return [*paragraphs(label, bold=True), *paragraphs(value)]
    first, *rest = pieces(value) or [""]
    head = rich(run(f"{label}: ", bold=True), run(first)) | {"spacing": "Small"}
    return [head, *(rich(run(piece)) | {"spacing": "None"} for piece in rest)]


def container(items: list[Element], *, style: str = "default") -> Element:
    """Return elements that belong together."""
    return {"type": "Container", "style": style, "items": items}


def to_copy(parts: Iterable[tuple[str, bool]]) -> list[Element]:
    """
    Return a text in a box of its own, line by line, very long lines in pieces; marked parts are highlighted.

    Args:
        parts: pairs of a text and whether it is marked; put together they are the whole.
    """
    lines: list[list[Element]] = [[]]
    for text, marked in parts:
        for at, line in enumerate(clean(text).split("\n")):
            if at:
                lines.append([])
            for piece in pieces(line, strip=False):
                if sum(len(each["text"]) for each in lines[-1]) + len(piece) > LONGEST_TEXT:
                    lines.append([])  # a card is split between elements only
                lines[-1].append(run(piece) | ({"highlight": True} if marked else {}))
    shown = [rich(*runs) | {"spacing": "Small"} for runs in lines if any(each["text"].strip() for each in runs)]
    return [container(shown, style="emphasis")] if shown else []


def with_separator(elements: list[Element]) -> list[Element]:
    """Return elements with a line above the first."""
    return [elements[0] | {"separator": True, "spacing": "Medium"}, *elements[1:]] if elements else []


def execute(title: str, data: Element) -> Element:
    """Return a button for a chat: a Universal Action, and where a client has none, a plain submission."""
    fallback = submit(title, data)
    verb = {"verb": data["do"], "data": fallback["data"]}
    return {"type": "Action.Execute", "title": label(title), **verb, "fallback": fallback}


def submit(title: str, data: Element) -> Element:
    """Return a button that sends its data, and what was filled in."""
    whole = {key: _BROKEN.sub("\ufffd", value) if isinstance(value, str) else value for key, value in data.items()}
    return {"type": "Action.Submit", "title": label(title), "data": whole}


def toggle(title: str, target: str) -> Element:
    """Return a button that shows and hides an element of its own card, without asking anybody."""
    return {"type": "Action.ToggleVisibility", "title": label(title), "targetElements": [target]}


def open_task_module(title: str, data: Element) -> Element:
    """Return a button that opens a window, which only the person who pressed it sees."""
    return submit(title, data | {"msteams": {"type": "task/fetch"}})


def open_url(title: str, url: str) -> Element:
    """Return a button that leaves Teams; its title says so with "View"."""
    return {"type": "Action.OpenUrl", "title": label(title), "url": url}


def label(text: str) -> str:
    """Return a button's title, which clients show as it is."""
    return " ".join(clean(text).split())[:75] or "…"


def text_box(
    name: str, title: str, *, lines: bool = False, needed: str = "", most: int = 0, value: str = ""
) -> Element:
    """Return a labelled box for words; ``needed`` is what is said when it is left empty."""
    found: Element = {"type": "Input.Text", "id": name, "label": title, "isMultiline": lines}
    if needed:
        found |= {"isRequired": True, "errorMessage": needed}
    return found | ({"maxLength": most} if most else {}) | ({"value": clean(value)} if value else {})


def choice(name: str, title: str, choices: list[tuple[str, str]], *, needed: str, value: str = "") -> Element:
    """Return a labelled choice of one of several."""
    options = [{"title": label(shown), "value": _BROKEN.sub("\ufffd", meant)} for meant, shown in choices]
    found = {"type": "Input.ChoiceSet", "id": name, "label": title, "style": "compact", "choices": options}
    return found | {"isRequired": True, "errorMessage": needed} | ({"value": value} if value else {})


def card(body: list[Element], actions: list[Element], fallback: str) -> Element:
    """Return a whole card; ``fallback`` is what a client shows that cannot show it."""
    shown = escape(fallback[:LONGEST_FALLBACK])
    found: Element = {"type": "AdaptiveCard", "version": VERSION, "lang": "en", "fallbackText": shown, "body": body}
    return found | ({"actions": actions} if actions else {})


def attachment(card: Element) -> Element:
    """Return a card as what a message or a response attaches."""
    return {"contentType": ADAPTIVE_CARD, "content": card}


def size(value: object) -> int:
    """Return how many bytes of UTF-16 something takes as JSON."""
    return len(json.dumps(value, ensure_ascii=False).encode("utf-16-le", "surrogatepass"))


def _look(*, bold: bool, subtle: bool, size: str) -> Element:
    found: Element = {"weight": "Bolder"} if bold else {}
    found |= {"isSubtle": True} if subtle else {}
    return found | ({"size": size} if size else {})
