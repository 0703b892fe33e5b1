"""The guide answers as it did: questions of the sets, with reasons, and what it remarks on in advertisements."""

import json

import pytest

from tests.readings.kept import changed
from tests.training.guide_training import READ_FEATURES, items_of_sets, read_features


@pytest.mark.parametrize("table", ["guide answers", "guide reviews"])
def test_questions_and_advertisements_are_answered_as_they_were(table):
    """Every ninth text, with its reasons; ``python -m tests.readings`` where one is meant to change."""
    assert {} == changed(table)


def test_the_weights_are_used_with_the_features_that_they_were_fitted_to():
    """
    A text that is read otherwise than when the weights were fitted is weighed wrongly, however good the new reading.

    Fit anew (``make train-guide``); where no weight can depend on it, ``python -m tests.training.guide_training
    --features`` writes down what is read now.
    """
    fitted_to = json.loads(READ_FEATURES.read_text(encoding="utf-8"))
    read_now = read_features(items_of_sets())

    assert {} == {name: read_now[name] for name in read_now if read_now[name] != fitted_to.get(name)}
    assert read_now.keys() == fitted_to.keys()
