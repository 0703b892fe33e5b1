"""
Fits a ``role_guide.LinearModel`` to examples, and says by cross-validation what it is worth on unseen examples.

The fit is liblinear's dual coordinate descent from a fixed seed, on one thread: the same examples give the same bytes.
"""

import random
from collections import defaultdict

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from role_guide.linear_model import LinearModel, bucket, model_bytes


def matrix(feature_maps, buckets):
    """Return the hashed features of all examples: one row each, values in the same bucket added up."""
    data, columns, starts = [], [], [0]
    for features in feature_maps:
        cells = defaultdict(float)
        for name, value in features.items():
            cells[bucket(name, buckets)] += value
        for column in sorted(cells):
            columns.append(column)
            data.append(cells[column])
        starts.append(len(columns))
    return csr_matrix((data, columns, starts), shape=(len(starts) - 1, buckets), dtype=np.float64)


def fit(feature_maps, labels, *, buckets=8192, c=1.0, weights=None, balanced=0.5):
    """
    Return the bytes of a model's file, one class against the rest for each label.

    ``weights`` is one number for each example; ``balanced`` says how far rare labels are weighed up: 0 not at all, 1
    until all labels weigh the same.
    """
    classes = sorted(set(labels))
    x = matrix(feature_maps, buckets)
    counts = {name: labels.count(name) for name in classes}
    mean = len(labels) / len(classes)
    base = np.ones(len(labels)) if weights is None else np.asarray(weights, dtype=float)
    weighed = base * np.array([(mean / counts[label]) ** balanced for label in labels])
    rows, intercepts = [], []
    for name in classes:
        wanted = np.array([label == name for label in labels], dtype=int)
        one = LogisticRegression(
            C=c, solver="liblinear", dual=True, max_iter=2000, tol=1e-4, random_state=0, intercept_scaling=1.0
        )
        one.fit(x, wanted, sample_weight=weighed)
        rows.append(one.coef_[0])
        intercepts.append(float(one.intercept_[0]))
    return model_bytes(classes, rows, intercepts=intercepts)


def folds(groups, count, *, seed=0):
    """Yield the indices to train on and to test on; examples of one group are never on both sides."""
    names = sorted(set(groups))
    random.Random(seed).shuffle(names)  # noqa: S311 - the same folds each time are the point
    part = {name: at % count for at, name in enumerate(names)}
    for fold in range(count):
        test = [at for at, group in enumerate(groups) if part[group] == fold]
        train = [at for at, group in enumerate(groups) if part[group] != fold]
        yield train, test


def cross_validate(feature_maps, labels, groups, *, count=5, seed=0, tested=None, **settings):
    """
    Return for each example the label that a model says which has not seen the example's group.

    ``tested`` (indices) says which examples are asked about; the others are only trained on.
    """
    said = {}
    for train, test in folds(groups, count, seed=seed):
        asked = [at for at in test if tested is None or at in tested]
        if not asked:
            continue
        settings_here = dict(settings)
        if settings.get("weights") is not None:
            settings_here["weights"] = [settings["weights"][at] for at in train]
        model = LinearModel.from_bytes(
            fit([feature_maps[at] for at in train], [labels[at] for at in train], **settings_here)
        )
        for at in asked:
            scores = model.scores(feature_maps[at])
            said[at] = max(scores, key=scores.get)
    return said
