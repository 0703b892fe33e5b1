"""Checks Adaptive Cards as Teams takes them: the official schema of 1.5 first, then the rules that it leaves out."""

import json
import re
from functools import cache
from importlib.resources import files

import jsonschema
import jsonschema_rs
from jsonschema.exceptions import best_match

from tests.bots.slack.cards.block_kit_rules import PYTHON

EVERYWHERE = {
    "AdaptiveCard", "TextBlock", "RichTextBlock", "TextRun", "FactSet", "Container", "ColumnSet", "Column", "ActionSet",
    "Input.Text", "Input.Date", "Input.ChoiceSet", "Action.Execute", "Action.Submit", "Action.OpenUrl", "Image",
    "Action.ToggleVisibility", "Table", "TableRow", "TableCell",
}  # fmt: skip
CARD_BYTES, MOST_ACTIONS = 80 * 1024, 6  # buttons of the card itself, and of each set of its own


@cache
def _validators():
    """The fast one says whether, the other one what."""
    schema = json.loads(files("adaptive_cards").joinpath("schemas/schema-1.5.json").read_text(encoding="utf-8"))
    return jsonschema_rs.Draft6Validator(schema), jsonschema.Draft6Validator(schema)


PICKER = {"type": "Data.Query", "dataset": "graph.microsoft.com/users"}
"""Teams' addition to 1.5: https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/people-picker"""


def _by_the_schema(card):
    card = json.loads(json.dumps(card).replace(f', "choices.data": {json.dumps(PICKER)}', ""))
    fast, telling = _validators()
    if not fast.is_valid(card):
        wrong = best_match(telling.iter_errors(card))
        yield f"schema: {'/'.join(map(str, wrong.absolute_path))}: {wrong.message[:200]}" if wrong else "schema: format"


def problems(card):
    """Return what Teams would refuse, drop on a phone, or show otherwise than meant."""
    found = list(_by_the_schema(card))
    if card.get("version") != "1.5" or not card.get("fallbackText") or "speak" in card or not card.get("body"):
        found.append("no version 1.5, no fallbackText, no body, or words only for the ear")
    size = len(json.dumps(card, ensure_ascii=False).encode("utf-16-le"))
    found += [f"{size} bytes"] if size > CARD_BYTES else []
    nodes = list(_walk(card))
    counts = [len(node.get("actions", [])) for _, node in nodes]
    found += [f"{count} buttons" for count in counts if count > MOST_ACTIONS]
    hidden = {node["id"] for _, node in nodes if node.get("isVisible") is False}
    shown = {each for _, node in nodes for each in node.get("targetElements", [])}
    found += [f"hidden for ever, or shown and not there: {hidden ^ shown}"] if hidden != shown else []
    ids = [node["id"] for _, node in nodes if "id" in node]
    found += ["an id used twice"] if len(ids) != len(set(ids)) else []
    return found + [f"{path}: {problem}" for path, node in nodes for problem in _of(node)]


def _walk(value, path=""):
    if isinstance(value, dict):
        if isinstance(value.get("type"), str) and path.rsplit("/", 1)[-1] not in {"data", "msteams"}:
            yield path, value
        for key, inner in value.items():
            if key not in {"data", "choices.data"}:
                yield from _walk(inner, f"{path}/{key}")
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from _walk(inner, f"{path}/{at}")


def _of(node):
    kind = node["type"]
    if kind not in EVERYWHERE:
        yield f"{kind} is not drawn everywhere"
    yield from _of_text(node)
    if kind.startswith("Input.") and not (node.get("label") and node.get("id")):
        yield "an input without label or id"
    if kind.startswith("Input.") and node.get("isRequired") and not node.get("errorMessage"):
        yield "an input that does not say what is missing"
    if kind == "Image" and not (str(node.get("url", "")).startswith("https://") and node.get("altText")):
        yield "an image without url or altText"
    in_colour = kind == "Container" and node.get("style") in {"good", "warning", "attention"}
    if in_colour and not re.match("[✅⚠⛔]", _first_words(node)):
        yield "a meaning by colour alone"
    if kind.startswith("Action."):
        yield from _of_action(node)
    if kind == "Table":
        widths = {len(row["cells"]) for row in node["rows"]}
        if widths != {len(node["columns"])} or "fallback" not in node:
            yield "a table whose rows differ from its columns, or without a fallback for clients that have none"


def _of_text(node):
    for text in _markdown(node):
        if re.search(r"[*_~`\[\]<>|\\{}#&]|//|^\s*(?:[-+]|\d+[.)])\s|\n", text):
            yield f"could be read as markup: {text!r}"
    if re.search("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|\\{\\{", node.get("text", "")):
        yield "turns the reading direction, or is a function"
    if PYTHON.search(" ".join((*_markdown(node), node.get("text", "")))):
        yield "a word of Python in place of one for people"
    if node["type"] == "TextBlock" and not (node.get("wrap") and node["text"].strip()):
        yield "a text that does not wrap, or is empty"


def _of_action(node):
    if not 0 < len(node.get("title", "")) <= 75:
        yield "a button's title"
    if "data" in node and not (isinstance(node["data"], dict) and node["data"].get("do")):
        yield "a button that does nothing"
    match node["type"]:
        case "Action.OpenUrl" if not node["url"].startswith("https://") or not node["title"].startswith("View"):
            yield "a button that leaves and does not say so, or not over https"
        case "Action.Execute" if node.get("fallback", {}).get("type") != "Action.Submit" or not node.get("verb"):
            yield "a Universal Action without fallback"


def _markdown(node):
    if node["type"] == "TextBlock":
        yield node["text"]
    elif node["type"] == "FactSet":
        yield from (fact[part] for fact in node["facts"] for part in ("title", "value"))


def _first_words(node):
    if "text" in node:
        return node["text"]
    return next((_first_words(each) for each in node.get("items", node.get("inlines", []))), "")
