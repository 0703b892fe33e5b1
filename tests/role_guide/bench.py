"""
How good the guide is on texts that it has not seen, and how fast: ``python -m tests.role_guide.bench``.

Quality is cross-validated: each text is answered by a model trained on texts of other groups. The figures of first
looks, taken once before a batch was read or trained on, stand in ``sets/first_looks.json``.
"""

from __future__ import annotations

import json
import time
from pathlib import Path

from role_guide import recommend
from role_guide.matching.verdict import decide
from tests.role_guide.scoring_sets import best_constant, scored
from tests.training.guide_training import SETS, cross_validated, items_of_sets

OWN_SET = SETS / "own.jsonl"
FIRST_LOOKS = Path(__file__).parent / "sets" / "first_looks.json"


def items_of(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def cross_validated_answers(items):
    """Return for each item the outcome and codes of a model that has not seen its group."""
    verdicts = [decide(likely, shares) for likely, shares in cross_validated(items)]
    return [(verdict.outcome.value, verdict.codes) for verdict in verdicts]


def report(items, answers):
    print(f"cross-validated, all sets:\n  {scored(items, answers)}")
    for name in sorted({item["set"] for item in items}):
        part = [(item, answer) for item, answer in zip(items, answers, strict=True) if item["set"] == name]
        print(f"  {name:<8}{scored(*zip(*part, strict=True))}")
    print("\nby slice and kind of answer:")
    for where, counts in sorted(scored(items, answers).slices.items()):
        print(f"  {where:<10}" + "   ".join(f"{what} {count}" for what, count in sorted(counts.items())))
    (outcome, codes), constant = best_constant(items)
    print(f"\nbest constant answer ({' '.join((outcome, *codes))}):\n  {constant}")
    print("\nfirst looks, before a batch was read or trained on:")
    for look in json.loads(FIRST_LOOKS.read_text(encoding="utf-8")):
        print("  " + "  ".join(f"{name} {value}" for name, value in look.items()))


def times(items):
    taken = []
    recommend("loads its data")
    for item in items:
        start = time.thread_time()
        recommend(item["question"])
        taken.append((time.thread_time() - start) * 1000)
    taken.sort()
    long = "\n".join(item["question"] for item in items if len(item["question"]) > 200)[:4000]
    start = time.thread_time()
    recommend(long)
    of_long = (time.thread_time() - start) * 1000
    print(f"per question (processor): median {taken[len(taken) // 2]:.2f} ms, slowest {taken[-1]:.2f} ms", end="")
    print(f", {len(long):,} characters {of_long:.2f} ms")


def main():
    items = items_of_sets()
    times(items)
    report(items, cross_validated_answers(items))


if __name__ == "__main__":
    main()
