"""How good the guide is, in figures: ``python -m tests.role_guide.bench``."""

from __future__ import annotations

import json
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from role_guide import recommend

ROOT = Path(__file__).parents[2]
OWN_SET = Path(__file__).parent / "sets" / "own.jsonl"
DEV_SET = ROOT.parent / "shared" / "data" / "role_guide_dev.jsonl"


@dataclass
class Score:
    """What came out of one set, by the rules of ``../shared/eval/score_guide.py``."""

    asked: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    covered: int = 0
    abstained: int = 0
    blunders: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    slices: dict[str, Counter[str]] = field(default_factory=dict)

    def share(self, expected: str) -> float:
        """The share of one expected outcome that was right; for ``recommend`` this is top-1."""
        return self.right[expected] / max(self.asked[expected], 1)

    @property
    def top3(self) -> float:
        """The share of recommend items whose first three codes hold all that had to be there."""
        return self.covered / max(self.asked["recommend"], 1)

    def add(self, item, outcome, codes):
        """Count one answer."""
        expected = item["expect"]
        self.asked[expected] += 1
        recommended = outcome == "recommend"
        if expected == "recommend":
            good = recommended and codes[0] in item["best"]
            self.covered += recommended and set(item["top3"]) <= set(codes[:3])
            self.abstained += not recommended
            blunder = recommended and codes[0] in item["never"]
        else:
            good = outcome == expected
            blunder = recommended
        self.right[expected] += good
        where = self.slices.setdefault(item["id"].split("-")[1], Counter())
        where[f"{expected} -> {outcome}{'' if good or outcome != expected else ' (other code)'}"] += 1
        if not good:
            self.missed.append(item["id"])
        if blunder:
            self.blunders.append(item["id"])


def items_of(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def score(items, answer=None):
    """Score ``recommend``, or another ``answer`` that gives outcome and codes."""
    found = Score()
    for item in items:
        if answer is None:
            said = recommend(item["question"])
            found.add(item, str(said.outcome), said.codes)
        else:
            found.add(item, *answer)
    return found


def best_constant(items):
    """The one answer that is right most often: what any guide has to beat."""
    codes = sorted({code for item in items for code in item["best"]})
    answers = [("ask", ()), ("none", ()), *(("recommend", (code,)) for code in codes)]
    return max(answers, key=lambda answer: sum(score(items, answer).right.values()))


def report(name, items):
    found = score(items)
    print(f"\n{name}: {len(items)} items")
    print(f"  top-1 {found.share('recommend'):.3f}   top-3 {found.top3:.3f}   blunders {len(found.blunders)}")
    ask, none = (f"{found.right[kind]}/{found.asked[kind]}" for kind in ("ask", "none"))
    print(f"  abstained {found.abstained}/{found.asked['recommend']}   ask right {ask}   none right {none}")
    for where, counts in sorted(found.slices.items()):
        print(f"  {where:<4}" + "   ".join(f"{what} {count}" for what, count in sorted(counts.items())))
    outcome, codes = best_constant(items)
    constant = score(items, (outcome, codes))
    says = " ".join((outcome, *codes))
    print(f"  best constant answer ({says}): {sum(constant.right.values())}/{len(items)} right, top-1 ", end="")
    print(f"{constant.share('recommend'):.3f}, blunders {len(constant.blunders)}")
    if found.missed:
        print("  not as labelled:", *found.missed)


def times(items):
    taken = []
    for item in items:
        start = time.perf_counter()
        recommend(item["question"])
        taken.append((time.perf_counter() - start) * 1000)
    taken.sort()
    print(f"\nper question: median {taken[len(taken) // 2]:.2f} ms, slowest {taken[-1]:.2f} ms")


def main():
    own = items_of(OWN_SET)
    if DEV_SET.exists():
        report("development set", items_of(DEV_SET))
    for batch in sorted({item["id"].split("-")[0] for item in own}):
        report(f"own set, batch {batch[1:]}", [item for item in own if item["id"].startswith(batch)])
    report("own set", own)
    times(own)


if __name__ == "__main__":
    main()
