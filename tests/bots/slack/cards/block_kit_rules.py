"""Checks Block Kit without a network: slack_sdk's own models first, then the rules that they leave out."""

import re

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block

ALLOWED = {
    "message": {"header", "section", "context", "actions", "table", "rich_text"},
    "modal": {"header", "section", "context", "actions", "input", "divider", "rich_text"},
    "home": {"header", "section", "context", "actions", "input", "divider", "rich_text"},
}
MOST = {"message": 50, "modal": 100, "home": 100}
PYTHON = re.compile(r"\bNone\b(?! (?:fits|of|is|has|was|can|will|that))")  # in place of words


def problems(blocks, surface="message"):
    """Return what Slack would refuse, or would show otherwise than meant."""
    found = []
    if not 0 < len(blocks) <= MOST[surface]:
        found.append(f"{len(blocks)} blocks in a {surface}")
    for name in ("block_id",):
        ids = [block[name] for block in blocks if name in block]
        found += [f"{name} used twice"] if len(ids) != len(set(ids)) else []
    for at, block in enumerate(blocks):
        if block.get("type") not in ALLOWED[surface]:
            found.append(f"[{at}] a {block.get('type')} in a {surface}")
            continue
        found += [f"[{at}] {problem}" for problem in (*_by_the_sdk(block), *_by_rule(block))]
    if sum(block.get("type") == "table" for block in blocks) > 1:
        found.append("more than one table in a message")
    if surface == "message" and _characters(blocks) > 13_000:
        found.append("more characters than a message takes")
    return found + [f"a word of Python: {each['text']}" for each in _texts(blocks) if PYTHON.search(each["text"])]


def view_problems(view):
    found = problems(view["blocks"], view["type"])
    if view["type"] == "modal":
        titles = [view[part]["text"] for part in ("title", "submit", "close") if part in view]
        found += [f"title {title!r} is longer than 24" for title in titles if len(title) > 24]
        if "close" not in view:
            found.append("a modal without a way out")
        if any(block["type"] == "input" for block in view["blocks"]) and "submit" not in view:
            found.append("a form without submit")
    return found


def _by_the_sdk(block):
    try:
        model = Block.parse(block)
        if model is None:
            return [f"unknown block {block['type']}"]
        return [f"unknown or empty: {lost}" for lost in _lost(block, model.to_dict())]
    except (SlackObjectFormationError, TypeError) as error:
        return [str(error)]


def _lost(given, kept, path=""):
    if isinstance(given, dict):
        for key, value in given.items():
            if not isinstance(kept, dict) or key not in kept:
                yield path + key
            else:
                yield from _lost(value, kept[key], f"{path}{key}.")
    elif isinstance(given, list):
        if not isinstance(kept, list) or len(given) != len(kept):
            yield path
        else:
            for one, other in zip(given, kept, strict=True):
                yield from _lost(one, other, path)


def _by_rule(block):
    yield from (problem for text in _texts(block) for problem in _of_text(text))
    if len(block.get("text", {}).get("text", "")) > 3000:
        yield "a section of more than 3000 characters"
    if len(block.get("fields", [])) > 10 or any(len(field["text"]) > 2000 for field in block.get("fields", [])):
        yield "too many or too long fields"
    if block["type"] == "table":
        yield from _of_table(block)
    if block["type"] == "rich_text":
        yield from _of_rich_text(block)
    if block["type"] == "context" and not 0 < len(block["elements"]) <= 10:
        yield "a context of no or more than 10 elements"
    found = [*(block.get("elements", []) if block["type"] == "actions" else []), *_accessory(block)]
    names = [button["action_id"] for button in found]
    if len(names) != len(set(names)) or len(found) > 25:
        yield "an action_id used twice, or more than 25 buttons"
    yield from (problem for button in found for problem in _of_button(button))


def _of_rich_text(block):
    for element in block["elements"]:
        if element["type"] != "rich_text_quote":
            yield f"a {element['type']} that is not ours"
        if any(run["type"] != "text" or not run["text"] for run in element["elements"]):
            yield "a run that is no text"


def _of_table(table):
    rows = table["rows"]
    if not 0 < len(rows) <= 100 or not 0 < len(rows[0]) <= 20 or {len(row) for row in rows} != {len(rows[0])}:
        yield "a table of no or more than 100 rows of 20 cells, or of rows that differ"
    cells = [cell for row in rows for cell in row]
    if any(cell["type"] != "raw_text" or not cell["text"].strip() for cell in cells):
        yield "a cell without text"
    if sum(len(cell["text"]) for cell in cells) > 10_000 or len(table.get("column_settings", [])) > len(rows[0]):
        yield "a table of more than 10,000 characters, or with settings for no column"


def _of_text(text):
    ours = r"(?:\S{1,2} )?\*[^*_~`<>&@]+\*|[\w :;.,]*<@[UW]\w+>[\w :;.,]*"
    if not text["text"]:
        yield "an empty text"
    if text["type"] == "mrkdwn" and not re.fullmatch(ours, text["text"]):
        yield f"markup that is not ours: {text['text']!r}"
    rest = re.sub(r"<@[UW]\w+>", "", text["text"]) if text["type"] == "mrkdwn" else text["text"]
    if re.search(r"<[!@#]|&(?!amp;|lt;|gt;)|<https?:", rest):
        yield f"unescaped: {text['text']!r}"


def _of_menu(menu):
    options = menu["options"]
    if not 0 < len(options) <= 5 or any(not 0 < len(each["value"]) <= 150 for each in options):
        yield "a menu of none or too many entries, or an entry's value"
    if any(each["text"]["type"] != "plain_text" or len(each["text"]["text"]) > 75 for each in options):
        yield "a menu entry's label"
    if not re.fullmatch(r"item:\d{1,4}", menu["action_id"]):
        yield f"an action_id that says too much: {menu['action_id']}"


def _of_select(menu):
    options = menu["options"]
    if not 0 < len(options) <= 100 or any(not 0 < len(each["value"]) <= 150 for each in options):
        yield "a menu of none or more than 100 entries, or an entry's value"
    if any(each["text"]["type"] != "plain_text" or len(each["text"]["text"]) > 75 for each in options):
        yield "a menu entry's label"
    if not re.fullmatch(r"more:\d{1,4}", menu["action_id"]):
        yield f"an action_id that says too much: {menu['action_id']}"


def _of_button(button):
    if button["type"] == "overflow":
        yield from _of_menu(button)
        return
    if button["type"] == "static_select":
        yield from _of_select(button)
        return
    if button["text"]["type"] != "plain_text" or len(button["text"]["text"]) > 75:
        yield "a button's label"
    if len(button.get("value", "")) > 2000 or len(button.get("url", "")) > 3000:
        yield "a button's value or url"
    if not re.fullmatch(r"[a-z_]{1,30}(?::\d{1,4})?", button["action_id"]):
        yield f"an action_id that says too much: {button['action_id']}"


def _accessory(block):
    return [block["accessory"]] if "accessory" in block else []


def _texts(value):
    if isinstance(value, dict):
        if value.get("type") in {"plain_text", "mrkdwn", "raw_text"} and "text" in value:
            yield value
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def _characters(value):
    runs = [
        run["text"]
        for block in value
        if block["type"] == "rich_text"
        for element in block["elements"]
        for run in element["elements"]
    ]
    return sum(len(text["text"]) for text in _texts(value)) + sum(map(len, runs))
