"""``make bench``: one line a promise; ``python -m tests.bench remembered`` runs a part."""

import asyncio
import sys

from tests.bench import (
    badges,
    cold,
    guide,
    idle,
    memory,
    paced,
    remembered,
    roster,
    shell,
    slack,
    start,
    teams,
    understanding,
    watched,
)

PARTS = {
    part.__name__.rpartition(".")[2]: part.measure
    for part in (
        remembered,
        cold,
        memory,
        shell,
        understanding,
        guide,
        slack,
        start,
        teams,
        watched,
        roster,
        badges,
        paced,
        idle,
    )
}


def main(names):
    missed = 0
    for name in names or PARTS:
        print(f"\n{name}")
        for line in asyncio.run(PARTS[name]()):
            missed += not line.kept
            word = "kept  " if line.kept else "MISSED"
            print(f"  {word}  {line.what:<62} {line.measured:>16}   promised {line.promised}")
    print(f"\n{'All promises kept.' if not missed else f'{missed} promise(s) missed.'}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
