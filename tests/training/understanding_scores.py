"""
Says what the understanding is worth on sets that its models have not seen, and how long a message takes.

``python -m tests.training.understanding_scores [--show]``: for each set in turn, models are fitted to all the others
(grouped cross-validation: a group is a voice) and score it by the rules of the evaluation sets. ``--blind`` leaves out
of the training the own texts that were written after that set had been read.
"""

import statistics
import sys
import time

from bots.conversation.understanding.intent_model import Models
from bots.conversation.understanding.message_reading import as_mapping, read_message
from role_guide import LinearModel
from tests.training.understanding_training import fitted, items

CODED = {"about", "compare", "jd", "kit"}
HELD_OUT = ("intents_dev", *(f"intents_{batch}" for batch in "abcdfgh"))
READ_BEFORE = {
    "intents_dev": 0,
    "intents_a": 2,
    "intents_b": 3,
    "intents_c": 4,
    "intents_d": 6,
    "intents_f": 6,
    "intents_g": 7,
    "intents_h": 8,
}
"""How many parts of the own texts had been written when a set was read; their voices begin with the part's number."""


def marks(expect, got):
    """Return for each scored detail of an item whether it is right, as the evaluation's script has it."""
    intent = got["intent"]
    right = intent in {expect["intent"], *expect.get("accept", ())}
    carried = intent if right else expect["intent"]
    found = {"intent": right, "ids": _bag(got["ids"]) == _bag(expect.get("ids", ()))}
    if "codes" in expect and carried in CODED:
        found["codes"] = _bag(got["codes"]) == _bag(expect["codes"])
    if "facet" in expect and carried == "about":
        found["facet"] = got["facet"] == expect["facet"]
    if "name" in expect:
        found["name"] = got["name"].casefold() == expect["name"].casefold()
    return found


def _bag(values):
    return {value.casefold() for value in values}


def scored(test, models, *, show):
    """Return one row of marks for each item."""
    rows = []
    for item in test:
        got = as_mapping(read_message(item["text"], where=item["where"], models=models))
        rows.append(marks(item["expect"], got))
        if show and not all(rows[-1].values()):
            wrong = [name for name, is_right in rows[-1].items() if not is_right]
            print(f"  {item['id']}: {item['text'][:90]!r}: {wrong}, got {got['intent']} {got['facet']}")
    return rows


def summary(rows):
    """Return the share of right intents, of items with everything right, and of right facets, as text."""
    facets = [row["facet"] for row in rows if "facet" in row]
    return (
        f"intent {_share(row['intent'] for row in rows)}, "
        f"everything right {_share(all(row.values()) for row in rows)}, facet {_share(facets)} of {len(facets)}"
    )


def _share(values):
    values = list(values)
    return f"{sum(values) / len(values):.3f}" if values else "-"


def main():
    """Print a line for each set, one for all, and the times."""
    every, all_rows = items(), []
    for name in HELD_OUT:
        test = [item for item in every if item["set"] == name]
        train = [item for item in every if item["set"] != name and not _written_after(item, name)]
        models = Models(*map(LinearModel.from_bytes, fitted(train)))
        rows = scored(test, models, show="--show" in sys.argv)
        all_rows += rows
        print(f"{name} ({len(test)} items, {len(train)} trained on): {summary(rows)}", flush=True)
    print(f"all: {summary(all_rows)}")
    took = sorted(_timed(item) for item in every)
    print(
        f"a message: {statistics.median(took):.2f} ms in the median, "
        f"{took[int(0.95 * len(took))]:.2f} ms at the 95th percentile"
    )


def _written_after(item, name):
    if "--blind" not in sys.argv or item["set"] != "intents_own" or name == "intents_dev":
        return False
    return int(item["id"].split("-")[1]) > READ_BEFORE[name]


def _timed(item):
    started = time.perf_counter()
    read_message(item["text"], where=item["where"])
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    main()
