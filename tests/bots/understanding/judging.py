"""Judges the pairs of one item of a set: right, false, dropped. Names count up to case, titles, degrees and spacing."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from bots.conversation import named_ids

SETS = Path(__file__).parent / "sets"
_AROUND = {"mr", "mrs", "ms", "dr", "prof", "frau", "herr", "mme", "phd", "msc", "mba"}


@dataclass(frozen=True, slots=True)
class Score:
    """What came of a set: how many items, IDs, names, false and dropped names there are, and which items are wrong."""

    items: int
    right: int
    ids: int
    names: int
    false: int
    dropped: int
    wrong: tuple[str, ...]


def score(name: str) -> Score:
    """Score one set of the folder ``sets``."""
    items = [json.loads(line) for line in (SETS / name).read_text().splitlines() if line]
    wrong, false, dropped = [], 0, 0
    for item in items:
        given = {pair["id"].casefold(): pair["name"] for pair in item["expect"]}
        found = {str(each).casefold(): got for each, got in named_ids(item["text"], where=item["where"]).pairs}
        bad = {each for each in given.keys() | found.keys() if not same(given.get(each), found.get(each))}
        false += sum(1 for each in bad if found.get(each))
        dropped += sum(1 for each in bad if given.get(each) and not found.get(each))
        if bad or given.keys() != found.keys():
            wrong.append(f"{item['id']}: {item['text'][:80]!r} gave {found}")
    ids = sum(len(item["expect"]) for item in items)
    names = sum(1 for item in items for pair in item["expect"] if pair["name"])
    return Score(len(items), len(items) - len(wrong), ids, names, false, dropped, tuple(wrong))


def same(one: str | None, other: str | None) -> bool:
    """Say whether two names are the same, the parts around a comma in either order."""
    return bool(_keys(one) & _keys(other)) or not (one or other)


def _keys(name: str | None) -> set[str]:
    parts = (name or "").split(",")
    return {_key(" ".join(order)) for order in (parts, parts[::-1])} - {""}


def _key(name: str) -> str:
    words = re.sub(r"[^\w\s]", " ", unicodedata.normalize("NFKC", name).casefold()).split()
    return "".join(word for word in words if word not in _AROUND)
