"""Scores answers on the sets, by the rules of ``../shared/eval/score_guide.py``, with the kinds of misses."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

AD_WORDS = 40  # from here on a text without AI work counts as a job advertisement


def slice_of(item):
    """The slice that an item's identifier names, or the item's kind."""
    part = item["id"].split("-")[1]
    return item["kind"] if part.isdigit() else part


def is_ad_without_ai(item):
    return item["expect"] == "none" and len(item["question"].split()) >= AD_WORDS


@dataclass
class Score:
    """What came out of one set."""

    asked: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    covered: int = 0
    abstained: int = 0
    ads: int = 0
    ads_recommended: int = 0
    blunders: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    slices: dict[str, Counter[str]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return self.asked.total()

    def share(self, expected: str) -> float:
        """The share of one expected outcome that was right; for ``recommend`` this is top-1."""
        return self.right[expected] / max(self.asked[expected], 1)

    @property
    def top3(self) -> float:
        """The share of recommend items whose first three codes hold all that had to be there."""
        return self.covered / max(self.asked["recommend"], 1)

    @property
    def blundered(self) -> float:
        return len(self.blunders) / max(self.count, 1)

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
        if is_ad_without_ai(item):
            self.ads += 1
            self.ads_recommended += recommended
        self.right[expected] += good
        kind = "" if good else " (blunder)" if blunder else " (other code)" if recommended else ""
        self.slices.setdefault(slice_of(item), Counter())[f"{expected} -> {outcome}{kind}"] += 1
        if not good:
            self.missed.append(item["id"])
        if blunder:
            self.blunders.append(item["id"])

    def __str__(self) -> str:
        outcomes = "  ".join(f"{name} {self.right[name]}/{self.asked[name]}" for name in ("ask", "none"))
        return (
            f"{self.count:>5} items  top-1 {self.share('recommend'):.3f}  top-3 {self.top3:.3f}  "
            f"blunders {self.blundered:.3f}  {outcomes}  abstained {self.abstained}/{self.asked['recommend']}  "
            f"recommended on ads without AI {self.ads_recommended}/{self.ads}"
        )


def best_constant(items):
    """The one answer that is right most often, and its score: what any guide has to beat."""
    codes = sorted({code for item in items for code in item["best"]})
    answers = [("ask", ()), ("none", ()), *(("recommend", (code,)) for code in codes)]
    scores = [(answer, scored(items, [answer] * len(items))) for answer in answers]
    return max(scores, key=lambda each: each[1].right.total())


def scored(items, answers):
    """Score answers, each an outcome and codes, one for each item."""
    found = Score()
    for item, (outcome, codes) in zip(items, answers, strict=True):
        found.add(item, outcome, codes)
    return found
