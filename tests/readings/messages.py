"""Messages of the sets: what each is understood as, and the features by which the models weigh it."""

import json
from datetime import date
from functools import partial

from bots.conversation import read_message
from bots.conversation.understanding.features import facet_features, intent_features, see
from bots.conversation.understanding.text.id_marks import marked_text
from tests.bots.understanding.judging import SETS

TODAY = date(2026, 9, 1)
NAMES = sorted(path.stem for path in SETS.glob("*.jsonl"))


def items(name):
    return [json.loads(line) for line in (SETS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines() if line]


def understood(name):
    """Give what each message of a set is understood as."""
    found = {}
    for item in items(name):
        said = read_message(item["text"], where=item["where"], today=TODAY)
        found[item["id"]] = repr(said._replace(certainty=1.0, others=()))  # each fit moves these
    return found


def features():
    """Give the features of every third message that the models are fitted to; a change of theirs needs a fit."""
    found = {}
    for name in (each for each in NAMES if each.startswith("intents_")):
        for item in items(name)[::3]:
            seen = see(marked_text(item["text"]), where=item["where"])
            both = (intent_features(seen), facet_features(seen))
            found[item["id"]] = repr([sorted((mark, round(worth, 6)) for mark, worth in each.items()) for each in both])
    return found


MESSAGES = {f"messages {name}": partial(understood, name) for name in NAMES} | {"message features": features}
