"""The messages of the sets are read as they were: faster or tidier code changes no reading without being noticed."""

import pytest

from tests.readings.kept import changed
from tests.readings.messages import NAMES


@pytest.mark.parametrize("name", NAMES)
def test_messages_are_understood_as_they_were(name):
    """Names, days, intents and how sure they are; ``python -m tests.readings`` where one is meant to change."""
    assert {} == changed(f"messages {name}")


def test_the_weights_are_used_with_the_features_that_they_were_fitted_to():
    """A message that is read otherwise than when the weights were fitted is weighed wrongly: fit anew."""
    assert {} == changed("message features")
