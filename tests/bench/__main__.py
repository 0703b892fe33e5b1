"""``make bench``: one line a promise; ``python -m tests.bench remembered`` runs a part."""

import asyncio
import sys

from tests.bench import cold, memory, remembered, shell, slack

PARTS = {part.__name__.rpartition(".")[2]: part.measure for part in (remembered, cold, memory, shell, slack)}


def main(names):
    missed = 0
    for name in names or PARTS:
        print(f"\n{'All promises kept.' if not missed else f'{missed} promise(s) missed.'}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
