"""The weights are what the script in the repository makes of the sets in the repository, and small."""

import pytest

from bots.conversation import Facet, MessageIntent
from bots.conversation.understanding.intent_model import models
from tests.training.understanding_scores import scored
from tests.training.understanding_training import FILES, WEIGHTS, fitted, items


@pytest.mark.system
def test_training_again_gives_the_same_bytes():
    """Takes some ten seconds: the sets are read and both models fitted anew."""
    for name, data in zip(FILES, fitted(items()), strict=True):
        assert (WEIGHTS / name).read_bytes() == data, f"{name}: run python -m tests.training.understanding_training"


def test_the_weights_are_small():
    assert sum((WEIGHTS / name).stat().st_size for name in FILES) <= 300_000


def test_the_models_know_all_intents_and_facets_and_no_others():
    assert set(models().intents.classes) == set(MessageIntent)
    assert set(models().facets.classes) == set(Facet)


def test_what_was_learned_is_known():
    """No measure of what is understood (that is cross-validation's), but a broken feature shows at once."""
    learned = [item for item in items() if item["set"] != "intents_own"]
    rows = scored(learned, models(), show=False)
    assert sum(all(row.values()) for row in rows) >= 0.96 * len(rows)
