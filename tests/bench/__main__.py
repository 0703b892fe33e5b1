"""
``make bench``: one line a promise, each figure three times and beside the same of the build before.

``python -m tests.bench start slack`` runs parts, ``--once`` measures each once, ``--write`` keeps the tables in
``docs/performance.md``.
"""

import argparse
import sys

from tests.bench.builds import BEFORE, build_before, compare
from tests.bench.page import shown, write

PARTS = (
    *("remembered", "cold", "memory", "shell", "understanding", "guide", "slack", "start", "teams"),
    *("watched", "roster", "badges", "paced", "idle"),
)


def main(arguments):
    missed = 0
    with build_before() as before:
        print("" if before else f"The build before ({BEFORE}) is not here: this one is measured alone.")
        for name in arguments.parts or PARTS:
            print(f"\n{name}", flush=True)
            results = compare(name, before, 1 if arguments.once else 3)
            for result in results:
                missed += not result.kept
                what, now, earlier, share, promised = shown(result)
                word = "kept  " if result.kept else "MISSED"
                print(f"  {word}  {what:<70} {now:>12} {earlier:>12} {share:>7}   {promised}", flush=True)
            if arguments.write:
                write(name, results)
    print(f"\n{'All promises kept.' if not missed else f'{missed} promise(s) missed.'}")
    return 1 if missed else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("parts", nargs="*", metavar="PART")
    parser.add_argument("--once", action="store_true")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    if unknown := set(given.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    sys.exit(main(given))
