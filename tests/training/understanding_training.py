"""
Fits the models of intent and facet to the sets in ``tests/bots/understanding/sets``.

``python -m tests.training.understanding_training`` writes the two weight files; with ``--scores`` it prints what a model
says of each set that has not seen that set (grouped cross-validation), ``--check`` compares the files with what it
would write.
"""

import json
import random
import sys
from pathlib import Path

from bots.conversation.understanding.features import facet_features, intent_features, see
from bots.conversation.understanding.id_marks import marked_text
from tests.training.linear_training import fit

ROOT = Path(__file__).parents[2]
SETS = ROOT / "tests/bots/understanding/sets"
WEIGHTS = ROOT / "bots/conversation/understanding/data"
NAMES = ("intents_own", "intents_dev", "intents_a", "intents_b", "intents_c")
INTENT = {"buckets": 8192, "c": 1.0, "balanced": 0.5}
FACET = {"buckets": 8192, "c": 1.0, "balanced": 0.5}
DROPPED, COPIES = 0.2, 2
"""Each text is also learned with so many of its words missing, so many times."""


def load(name):
    """Return the items of a set, or none where the set is not there yet."""
    path = SETS / f"{name}.jsonl"
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def items():
    """Return all items in a fixed order, each with the name of its set."""
    return [item | {"set": name} for name in NAMES for item in load(name)]


def _thinned(text, rng):
    words = text.split(" ")
    return " ".join(word for word in words if rng.random() >= DROPPED or any(map(str.isdigit, word))) or text


def variants(item):
    """Return the item's text, and copies in which words are missing."""
    rng = random.Random(item["id"])  # noqa: S311 - the same copies each time are the point
    texts = [item["text"]]
    if len(item["text"].split()) > 3:
        texts += [_thinned(item["text"], rng) for _ in range(COPIES)]
    return [(see(marked_text(text), where=item["where"]), 1.0 if at == 0 else 0.4) for at, text in enumerate(texts)]


def fitted(chosen):
    """Return the bytes of both weight files for these items."""
    maps, labels, weights, facet_maps, facets, facet_weights = [], [], [], [], [], []
    for item in chosen:
        expect = item["expect"]
        for seen, weight in variants(item):
            maps.append(intent_features(seen))
            labels.append(expect["intent"])
            weights.append(weight)
            if expect["intent"] == "about" and "facet" in expect:
                facet_maps.append(facet_features(seen))
                facets.append(expect["facet"])
                facet_weights.append(weight)
    return fit(maps, labels, weights=weights, **INTENT), fit(facet_maps, facets, weights=facet_weights, **FACET)


def main():
    """Write the weight files, or compare them."""
    found = dict(zip(("intents.weights", "facets.weights"), fitted(items()), strict=True))
    same = True
    for name, data in found.items():
        path = WEIGHTS / name
        if "--check" in sys.argv:
            same &= path.read_bytes() == data
        else:
            path.write_bytes(data)
            print(f"{name}: {len(data):,} bytes")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
