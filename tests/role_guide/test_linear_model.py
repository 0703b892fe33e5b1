"""The linear model: the same bytes each time, scores that are the sum they promise, a file that is broken is named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from role_guide import DataFault, LinearModel
from role_guide.linear_model import bucket, model_bytes, softmax
from tests.training.linear_training import cross_validate, fit

EXAMPLES = [({"red": 1.0, "fruit": 1.0}, "apple"), ({"yellow": 1.0, "fruit": 1.0}, "banana"), ({"wood": 1.0}, "table")]
MAPS, LABELS = [features for features, _ in EXAMPLES * 10], [label for _, label in EXAMPLES * 10]
MODEL = LinearModel.from_bytes(fit(MAPS, LABELS, buckets=64))


def test_the_same_examples_give_the_same_bytes():
    assert fit(MAPS, LABELS, buckets=64) == fit(MAPS, LABELS, buckets=64)


def test_what_was_learned_is_said_again():
    for features, label in EXAMPLES:
        shares = MODEL.probabilities(features)
        assert max(shares, key=shares.get) == label
        assert sum(shares.values()) == pytest.approx(1)


def test_a_score_is_the_intercept_and_the_weights_of_its_features():
    row = [0.0] * 16
    row[bucket("wood", 16)] = 1.27
    model = LinearModel.from_bytes(model_bytes(["a"], [row], intercepts=[0.5]))
    assert model.scores({}) == {"a": 0.5}
    assert model.scores({"wood": 2.0})["a"] == pytest.approx(3.04)
    assert model.scores({"wood": -1.0})["a"] == pytest.approx(-0.77)


@given(st.dictionaries(st.text(), st.floats(-4, 4)))
def test_any_features_are_scored(features):
    assert set(MODEL.scores(features)) == {"apple", "banana", "table"}


@given(st.dictionaries(st.text(), st.floats(-1e6, 1e6), min_size=1))
def test_shares_add_up_to_one(scores):
    assert sum(softmax(scores).values()) == pytest.approx(1)


@pytest.mark.parametrize("data", [b"", b"{}\n", b"[]\n", b"\xff\n", b"1\n", fit(MAPS, LABELS, buckets=64)[:-1]])
def test_a_broken_file_is_named(data):
    with pytest.raises(DataFault, match=r"weights\.bin"):
        LinearModel.from_bytes(data, name="weights.bin")


def test_cross_validation_asks_each_example_once_and_only_those_asked_for():
    groups = [str(at // 3) for at in range(len(LABELS))]
    said = cross_validate(MAPS, LABELS, groups, count=5, tested=range(6), buckets=64)
    assert said == dict(enumerate(LABELS[:6]))
