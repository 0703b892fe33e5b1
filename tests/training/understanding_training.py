"""
Fits the models of intent and facet to the sets in ``tests/bots/understanding/sets``.

``python -m tests.training.understanding_training`` writes the two weight files; with ``--check`` it compares them with
what it would write. ``understanding_scores.py`` says what the models are worth.
"""

import json
import random
import sys
from pathlib import Path

from bots.conversation.understanding.features import facet_features, intent_features, see
from bots.conversation.understanding.text.id_marks import marked_text
from tests.training.linear_training import fit

ROOT = Path(__file__).parents[2]
SETS = ROOT / "tests/bots/understanding/sets"
WEIGHTS = ROOT / "bots/conversation/understanding/data"
NAMES = ("intents_own", "intents_dev", *(f"intents_{batch}" for batch in "abcdfgh"))
FILES = ("intents.weights", "facets.weights")
SETTINGS = {"buckets": 8192, "c": 1.0, "balanced": 0.5}
DROPPED, COPIES, COPY_WEIGHT = 0.2, 2, 0.4
"""Each text is learned again with so many of its words missing, so many times, each copy counting so much."""


def items():
    """Return all items in a fixed order, each with the name of its set."""
    found = []
    for name in NAMES:
        lines = (SETS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        found += [json.loads(line) | {"set": name} for line in lines if line.strip()]
    return found


def variants(item):
    """Yield what is seen of an item, and of copies in which words are missing, each with its weight."""
    yield see(marked_text(item["text"]), where=item["where"]), 1.0
    rng = random.Random(item["id"])  # noqa: S311 - the same copies each time are the point
    words = item["text"].split(" ")
    for _ in range(COPIES if len(words) > 3 else 0):
        kept = [word for word in words if rng.random() >= DROPPED or any(map(str.isdigit, word))]
        yield see(marked_text(" ".join(kept or words)), where=item["where"]), COPY_WEIGHT


def fitted(chosen):
    """Return the bytes of both weight files for these items."""
    intents, facets = ([], [], []), ([], [], [])
    for item in chosen:
        expect = item["expect"]
        for seen, weight in variants(item):
            _add(intents, intent_features(seen), expect["intent"], weight)
            if expect["intent"] == "about" and "facet" in expect:
                _add(facets, facet_features(seen), expect["facet"], weight)
    return tuple(fit(maps, labels, weights=weights, **SETTINGS) for maps, labels, weights in (intents, facets))


def _add(table, *values):
    for column, value in zip(table, values, strict=True):
        column.append(value)


def main():
    """Write the weight files, or compare them."""
    same = True
    for name, data in zip(FILES, fitted(items()), strict=True):
        path = WEIGHTS / name
        if "--check" in sys.argv:
            same &= path.read_bytes() == data
        else:
            path.write_bytes(data)
            print(f"{name}: {len(data):,} bytes")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
