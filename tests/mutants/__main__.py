"""
``make mutants``: changes random lines, one at a time, and says what share the tests notice, by package.

Which tests run a line is found out first, once, and kept in ``.mutants`` like the log, from which a run goes on;
``python -m tests.mutants --help`` names the options.
"""

import argparse
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.mutants import covering, sampling
from tests.mutants.copies import copy_of
from tests.mutants.covering import Covering
from tests.mutants.judging import Judge
from tests.mutants.results import NOTICED, Log, table

ROOT = Path(__file__).parents[2]
KEPT = ROOT / ".mutants"


def arguments(given):
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--sample", type=int, default=40, help="how many lines are changed")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--under", action="append", help="a folder or file to draw from; all packages otherwise")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--map", action="store_true", help="find out anew which tests run which lines")
    parser.add_argument(
        "--tests", nargs="+", default=covering.TESTS, help="the tests that are to notice; all otherwise"
    )
    return parser.parse_args(given)


def main(given):
    KEPT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        copies = [copy_of(ROOT, Path(folder) / str(number)) for number in range(given.workers)]
        if given.map or not (KEPT / "passed.json").exists():
            covering.run_all(copies[0], KEPT, given.workers, given.tests)
        mutants = sampling.draw(ROOT, given.sample, given.seed, given.under or sampling.PACKAGES)
        results = judged(mutants, copies, Covering.read(KEPT), Log(KEPT / "log.jsonl"))
    for result in results:
        if result.fate != NOTICED:
            print(f"\n{result.fate} {result.path}:{result.line}\n{result.diff}")
    print("\n" + "\n".join(table(results)))


def judged(mutants, copies, tests, log):
    """Run what the log does not know as noticed, a mutant at a time in each copy, and give the results of all."""
    noticed = {key for key, result in log.read().items() if result.fate == NOTICED}
    waiting = [mutant for mutant in reversed(mutants) if mutant.key not in noticed]

    def work(copy):
        if not waiting:
            return
        with Judge(copy, tests, KEPT) as judge:
            judge.check(waiting[-1])
            while waiting:
                result = judge.result(waiting.pop())
                log.write(result)
                print(f"{result.fate:<8} {result.path}:{result.line}", flush=True)

    with ThreadPoolExecutor(len(copies)) as threads:
        list(threads.map(work, copies))
    known = log.read()
    return [known[mutant.key] for mutant in mutants]


if __name__ == "__main__":
    sys.exit(main(arguments(sys.argv[1:])))
