"""
Fits the role guide's verdict to the sets of ``tests/role_guide/sets``: ``python -m tests.training.guide_training``.

The mean of two linear fits: one multinomial over all classes at once, and one logistic for each code by itself. In both
a class's weights are the sum of its codes' weights (in the first with a smaller part of its own), so that "AIDA+CAIP"
learns from "AIDA" and from "CAIP". Of each text three copies are learnt from: as it
is; with a third of the lexicon's open phrases left out at random, and sentences that say nothing put into long texts;
and with another third left out, one slip of the keyboard in short texts, and a note on AI around the role in long ones
without AI work. The lexicon was tuned to some of the sets: a model that always sees all of it trusts it too much.
``--check`` says whether the files in the repository are what this script makes. ``--features`` only writes down anew
what is read of every third text, and checksums of the answers: for a change of which one knows that the weights need no
fit.
"""

import argparse
import json
import random
import re
import zlib
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import vstack
from sklearn.linear_model import LogisticRegression

from role_guide import recommend
from role_guide.linear_model import model_bytes
from role_guide.matching.features.assembly import features_of
from role_guide.matching.scoring import BUILDING, FIRMS, LEADING
from role_guide.matching.signals import read
from role_guide.matching.tokens import CODES as TOKENS
from role_guide.matching.verdict import ASK, NONE, CodeShares
from tests.training.linear_training import folds, matrix

ROOT = Path(__file__).parents[2]
SETS = ROOT / "tests" / "role_guide" / "sets"
DATA = ROOT / "role_guide" / "data"
CODES = list(TOKENS.values())
BUILDERS = {"AIDA", "CAiEP", "AiE", "CPAP", "CPAA"}
BUCKETS, OWN_PART = 25_600, 0.5
FEWEST_OF_CLASS = 6  # texts that a class needs; others are learnt as the class that shares most codes with them
FEWEST_TEXTS = 2  # that a feature must stand in
C_JOINT, ITERATIONS, C_SINGLE = 1.5, 80, 1.5  # how far the joint fit, and a code's by itself, follow the texts
SHARPNESS = 1.4  # by which the mean of both is multiplied
COPIES, LEFT_OUT = 3, 3  # of each text; one phrase in so many is left out of a copy
OPEN = frozenset((*BUILDING, *LEADING, *FIRMS)) | frozenset(
    "ai_sure ai_soft plain_jobs other_fields trades persons letters_elsewhere beside_ai ai_as_place".split()  # noqa: SIM905
)
READ_FEATURES = SETS.parent / "read_features.json"
ANSWERS = SETS.parent / "shipped_answers.json"
EVERY = 3  # text, whose features are written down beside the weights that were fitted to them
SHORT, LONG_WORD = 25, 6  # words of a short text; letters of a word that gets a slip


def items_of_sets(names=None):
    """Return the items of all sets, or of those named, each with its set's name."""
    paths = sorted(SETS.glob("*.jsonl")) if names is None else [SETS / f"{name}.jsonl" for name in names]
    lines = ((path.stem, line) for path in paths for line in path.read_text(encoding="utf-8").splitlines())
    return [{**json.loads(line), "set": name} for name, line in lines if line.strip()]


def class_of(item):
    """Return the class of an item: its outcome, or its equally right codes."""
    return item["expect"] if item["expect"] != "recommend" else "+".join(sorted(item["best"]))


def learnt_classes(items):
    """Return for each item the class that it is learnt as: its own, or the one that answers it best."""
    counts = Counter(map(class_of, items))
    usual = sorted(name for name in counts if counts[name] >= FEWEST_OF_CLASS)

    def nearest(item):
        def likeness(name):
            codes = set(name.split("+"))
            return codes <= set(item["best"]), len(codes & set(item["best"])), item["best"][0] in codes, counts[name]

        return max(usual, key=likeness)

    return [name if (name := class_of(item)) in usual else nearest(item) for item in items]


def slipped(text, seed):
    """Return a text with one slip of the keyboard in its longest word: two letters swapped, one missing or doubled."""
    dice = random.Random(f"{seed}:{text}")  # noqa: S311 - the same slips each time are the point
    longest = max(text.split(), key=len, default="")
    if len(longest) < LONG_WORD or not longest.isalpha():
        return text
    at = dice.randrange(1, len(longest) - 2)
    a, b = longest[at], longest[at + 1]
    return text.replace(longest, longest[:at] + dice.choice([b + a, a, a + a + b]) + longest[at + 2 :], 1)


def filled(text, kind, count, seed):
    """Return a text with sentences put in that say nothing of the role: perks, or notes on AI around it."""
    dice = random.Random(f"{seed}:{text}")  # noqa: S311 - the same sentences each time are the point
    sentences = re.split(r"(?<=[.!?])\s+", text)
    for sentence in dice.sample(fillers()[kind], count):
        sentences.insert(dice.randrange(1, len(sentences) + 1), sentence)
    return " ".join(sentences)


@cache
def fillers():
    """Return the sentences that say nothing of a role, by kind."""
    found, kind = defaultdict(list), ""
    for line in (Path(__file__).parent / "filler_sentences.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            kind = line[2:]
        else:
            found[kind].append(line)
    return found


def varied(item, copy):
    """Return the text of one copy of an item; whatever is put in or slips, its label stays right."""
    text = item["question"]
    words, none = len(text.split()), item["expect"] == NONE
    if copy == 1 and words > SHORT and item["expect"] != ASK:
        return filled(text, "neutral", 2 + len(text) % 3, copy)
    if copy == COPIES - 1:
        return slipped(text, copy) if words <= SHORT else filled(text, "note", 1, copy) if none else text
    return text


def copy_of(item, copy):
    """Return the reading of one copy of an item: all but the first lack a third of the open phrases."""
    reading = read(varied(item, copy))
    if not copy:
        return reading
    signals = {}
    for group, found in reading.signals.items():
        kept = [each for each in found if group not in OPEN or _stays(each.quote.lower(), copy)]
        if kept:
            signals[group] = kept
    return reading._replace(signals=signals)


def _stays(quote, copy):
    return zlib.crc32(f"{copy}:{quote}".encode()) % LEFT_OUT > 0


def feature_maps(items):
    """Return the features of every copy of all items."""
    return [[features_of(copy_of(item, copy)).values for item in items] for copy in range(COPIES)]


def read_features(items):
    """Return for every third text, by its identifier, a checksum of its features, of their values and their places."""
    found = {}
    for item in (each for each in items if zlib.crc32(each["id"].encode()) % EVERY == 0):
        features = features_of(read(item["question"]))
        parts = sorted((name, round(value, 6), features.spans[name]) for name, value in features.values.items())
        found[item["id"]] = zlib.crc32(repr(parts).encode())
    return found


def answers_of(items):
    """Return for each set a checksum of the answers to its texts, with their reasons."""
    said = defaultdict(list)
    for item in items:
        said[item["set"]].append(repr(recommend(item["question"])))
    return {name: zlib.crc32("\n".join(said[name]).encode()) for name in sorted(said)}


def fitted(maps, y, classes):
    """
    Return the weights and intercepts of a fit to all copies of texts.

    A feature of a single text teaches nothing about others and only fills buckets, so it is left out.
    """
    counts = Counter(name for features in maps[0] for name in features)
    known = [
        [{name: value for name, value in features.items() if counts[name] >= FEWEST_TEXTS} for features in copy]
        for copy in maps
    ]
    x = vstack([matrix(copy, BUCKETS) for copy in known]).astype(np.float32).tocsr()
    return fit(x, np.tile(y, len(maps)), classes)


def shares_of(items):
    """Return for each class how often each code is right, must be among three, must never be first."""
    classes = learnt_classes(items)
    counts = Counter(classes)
    found = defaultdict(lambda: {"best": Counter(), "top3": Counter(), "never": Counter()})
    for item, name in zip(items, classes, strict=True):
        for key in ("best", "top3", "never"):
            found[name][key].update(item[key])
    return {
        name: {
            key: {code: round(share, 3) for code in CODES if (share := found[name][key][code] / counts[name]) >= 0.02}
            for key in ("best", "top3", "never")
        }
        for name in sorted(counts)
    }


def parts_of(classes):
    """Return what each class is made of: its codes, its kind, and a smaller part of its own."""
    codes = [name.split("+") for name in classes]
    rows = [
        [float(code in names) for code in (*CODES, ASK, NONE)]
        + [
            float(names[0] in CODES),
            float(not BUILDERS.isdisjoint(names)),
            0.5 * (names[0] in CODES and len(names) == 1),
        ]
        for names in codes
    ]
    return np.hstack([np.array(rows), OWN_PART * np.eye(len(classes))]).astype(np.float32)


def fit(x, y, classes):
    """Return the weights (one row for each class) and intercepts: the mean of a joint fit and of each code's own."""
    joint, singly = fit_jointly(x, y, parts_of(classes)), fit_singly(x, y, classes)
    return tuple(SHARPNESS * (one + other) / 2 for one, other in zip(joint, singly, strict=True))


def fit_singly(x, y, classes):
    """Return for each class the sum of its codes' weights, each code having been fitted against all else."""
    names = [*CODES, ASK, NONE]
    members = np.array([[float(name in each.split("+")) for name in names] for each in classes])
    rows, intercepts, x = np.zeros((len(names), x.shape[1])), np.zeros(len(names)), x.astype(np.float64)
    for at in range(len(names)):
        wanted = members[y, at]
        if not wanted.any():
            continue
        one = LogisticRegression(C=C_SINGLE, solver="liblinear", dual=True, max_iter=400, tol=3e-2, random_state=0)
        one.fit(x, wanted)
        rows[at], intercepts[at] = one.coef_[0], one.intercept_[0]
    return members @ rows, members @ intercepts


def fit_jointly(x, y, parts):
    """Return the weights (one row for each class) and intercepts of the most likely multinomial model."""
    count, width = x.shape
    transposed, (classes, inner) = x.T.tocsr(), parts.shape
    wanted = np.zeros((count, classes), dtype=np.float32)
    wanted[np.arange(count), y] = 1

    def loss(flat):
        flat = flat.astype(np.float32)
        weights, intercepts = flat[: inner * width].reshape(width, inner), flat[inner * width :]
        scores = x @ (weights @ parts.T) + intercepts
        scores -= scores.max(1, keepdims=True)
        grown = np.exp(scores)
        total = grown.sum(1, keepdims=True)
        value = C_JOINT * float((np.log(total[:, 0]) - scores[np.arange(count), y]).sum()) + 0.5 * float(
            (weights**2).sum()
        )
        off = C_JOINT * (grown / total - wanted)
        slope = (transposed @ off) @ parts + weights
        return value, np.concatenate([slope.ravel(), off.sum(0) + 0.01 * intercepts]).astype(np.float64)

    found = minimize(
        loss,
        np.zeros(inner * width + classes),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": ITERATIONS, "maxcor": 8, "ftol": 1e-5},
    ).x
    return (found[: inner * width].reshape(width, inner) @ parts.T).T, found[inner * width :]


def likely_of(x, weights, intercepts):
    """Return each row's probabilities of the classes."""
    scores = x @ weights.T + intercepts
    grown = np.exp(scores - scores.max(1, keepdims=True))
    return grown / grown.sum(1, keepdims=True)


def groups_of(items, alike=0.6):
    """Return a group for each item: texts that share most of their longer words are in one."""
    sets = [frozenset(w for w in item["question"].lower().split() if len(w) > 3) or {item["id"]} for item in items]
    parent = list(range(len(items)))

    def head(at):
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    seen = defaultdict(list)
    for at, words in enumerate(sets):
        shared = Counter(other for word in words for other in seen[word])
        for other, count in shared.items():
            if count >= alike * len(words | sets[other]):
                first, last = sorted((head(at), head(other)))
                parent[last] = first  # so that the same texts are in the same folds in every process
        for word in words:
            seen[word].append(at)
    return [head(at) for at in range(len(items))]


def cross_validated(items, count=4):
    """Return for each item the verdict of a model that has seen neither it nor texts that are nearly the same."""
    learnt = learnt_classes(items)
    classes = sorted(set(learnt))
    y, maps = np.array([classes.index(name) for name in learnt]), feature_maps(items)
    found = [None] * len(items)
    for train, test in folds(groups_of(items), count):
        model = fitted([[copy[at] for at in train] for copy in maps], y[train], classes)
        shares = code_shares_of([items[at] for at in train])
        asked = matrix([maps[0][at] for at in test], BUCKETS)
        for at, row in zip(test, likely_of(asked, *model), strict=True):
            likely = {name: float(each) for name, each in zip(classes, row, strict=True) if name in shares}
            found[at] = likely, shares
    return found


def trained(items):
    """Return the content of the weights' file and of the codes' file."""
    learnt = learnt_classes(items)
    classes = sorted(set(learnt))
    y = np.array([classes.index(name) for name in learnt])
    weights, intercepts = fitted(feature_maps(items), y, classes)
    return model_bytes(classes, weights, intercepts=intercepts), json.dumps(shares_of(items), indent=1) + "\n"


def code_shares_of(items):
    """Return the shares as the verdict takes them."""
    return {name: CodeShares(**shares) for name, shares in shares_of(items).items()}


def main():
    """Write the files, or with ``--check`` compare them."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--check", action="store_true")
    asked.add_argument("--features", action="store_true")
    given, items = asked.parse_args(), items_of_sets()
    if not given.features:
        weights, codes = trained(items)
        if given.check:
            same = (DATA / "verdict.weights").read_bytes() == weights
            raise SystemExit(0 if same else "the weights differ from what the sets give: run without --check")
        (DATA / "verdict.weights").write_bytes(weights)
        (DATA / "verdict_codes.json").write_text(codes, encoding="utf-8")
        print(f"{len(weights):,} bytes of weights")
    READ_FEATURES.write_text(json.dumps(read_features(items), indent=0) + "\n", encoding="utf-8")
    ANSWERS.write_text(json.dumps(answers_of(items), indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
