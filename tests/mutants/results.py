"""What became of the mutants: a log that a later run goes on from, and the shares noticed by package."""

import json
from collections import Counter
from dataclasses import asdict, dataclass

NOTICED, SURVIVED, NOT_RUN = "noticed", "SURVIVED", "NOT RUN"


@dataclass(frozen=True)
class Result:
    """A mutant's fate, and by what it was noticed: the last lines that pytest printed."""

    key: str
    path: str
    line: int
    diff: str
    fate: str
    by: str


class Log:
    """Results, one a line; what is in it need not be run again."""

    def __init__(self, path):
        self._path = path

    def read(self):
        if not self._path.exists():
            return {}
        lines = self._path.read_text(encoding="utf-8").splitlines()
        return {result.key: result for result in (Result(**json.loads(line)) for line in lines)}

    def write(self, result):
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(result)) + "\n")


def fate_of(code):
    """Read pytest's exit code: what does not even load, or ends by a limit, is noticed."""
    return {0: SURVIVED, 5: NOT_RUN}.get(code, NOTICED)


def package_of(path):
    """Name the row of the table to which a file counts."""
    parts = path.split("/")
    return "/".join(parts[:2]) if parts[0] == "bots" and len(parts) > 2 else parts[0]


def table(results):
    """Give the shares by package, and for all, as lines."""
    rows = {}
    for result in results:
        for row in (package_of(result.path), "all"):
            rows.setdefault(row, Counter())[result.fate] += 1
    for name in sorted(rows, key=lambda each: (each == "all", each)):
        count = rows[name]
        share = 100 * count[NOTICED] / count.total()
        yield f"{name:<24} {count.total():>5} changed {count[NOTICED]:>5} noticed {share:>6.1f} %"
