"""``make faults``: kills and other faults, one line each; ``python -m tests.faults --help`` names the parts."""

import argparse
import asyncio
import sys
from functools import partial

from tests.faults import killing, scenarios
from tests.faults.killing import Plan

COLUMNS = (
    ("expected", lambda found: found.verdict.expected),
    ("arrived", lambda found: found.verdict.arrived),
    ("lost", lambda found: len(found.verdict.lost)),
    ("doubled", lambda found: len(found.verdict.doubled)),
    ("marked", lambda found: found.verdict.marked),
    ("held", lambda found: found.verdict.held),
    ("dead", lambda found: found.verdict.dead),
    ("open", lambda found: found.verdict.left_open),
    ("retried", lambda found: found.verdict.retried),
    ("429/500", lambda found: found.counts["refused"] + found.counts["failed"]),
    ("cut", lambda found: found.counts["cut"]),
    ("late", lambda found: found.counts["late"]),
    ("over", lambda found: found.counts["over_limit"]),
    ("seconds", lambda found: round(found.seconds)),
)

SHORT = {"stopped_under_load": partial(scenarios.stopped_under_load, commands=1_500, under_way=1_000, runs=1)}


def arguments(given):
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], action="append")
    parser.add_argument("--surface", choices=["slack", "teams"], action="append")
    parser.add_argument("--only", choices=["kills", *scenarios.ALL], action="append", help="run these parts only")
    parser.add_argument("--short", action="store_true", help="a few kills on each database, and a stop under load")
    return parser.parse_args(given)


def plans(given):
    if given.short:
        for kind in ("sqlite", "postgresql"):
            yield Plan(kind, "slack", 6, given.seed, people=16, gap=(0.3, 2.5), patience=90)
        return
    for kind in given.database or ("sqlite", "postgresql"):
        for surface in given.surface or ("slack", "teams"):
            yield Plan(kind, surface, given.kills, given.seed, given.people)


async def main(given):
    bad = 0
    if given.only is None or "kills" in given.only:
        outcomes = [await _killed(plan) for plan in plans(given)]
        _table(outcomes)
        bad += sum(not found.is_good for found in outcomes)
    for name, scenario in (SHORT if given.short else scenarios.ALL).items():
        if given.only is None or name in given.only:
            bad += not await _scenario(name, scenario, given.seed)
    print(f"\n{'Nothing was lost.' if not bad else f'{bad} run(s) broke a promise.'}")
    return 1 if bad else 0


async def _killed(plan):
    print(f"\n{plan.name}", flush=True)
    found = await killing.run(plan, say=lambda line: print(line, flush=True))
    for line in (*found.verdict.lost[:20], *found.verdict.doubled[:20]):
        print(f"  BROKEN: {line}")
    if any(code != 0 for code in found.exits):
        print(f"  BROKEN: asked to stop, the workers ended with {found.exits}")
    return found


async def _scenario(name, scenario, seed):
    kept, said = await scenario(seed)
    print(f"  {'kept  ' if kept else 'BROKEN'}  {name:<23} {said}", flush=True)
    return kept


def _table(outcomes):
    print(f"\n{'':<36}" + "".join(f"{name:>10}" for name, _ in COLUMNS))
    for found in outcomes:
        print(f"{found.plan.name:<36}" + "".join(f"{value(found):>10}" for _, value in COLUMNS))


if __name__ == "__main__":
    sys.exit(asyncio.run(main(arguments(sys.argv[1:]))))
