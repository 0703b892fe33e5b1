"""
Made-up tables, read as the child process reads them: ``python -m tests.fuzz.fuzz_tables [HOW_MANY] [FIRST_SEED]``.

Every filled line must be a row, a heading or named as not used, with the IDs that stand in it. A name, a manager, a
team or a day is right, or it is said that it is not used; a wrong one is a fault.
"""

import sys
from collections import Counter, defaultdict

from bots.files.worker_process import answer
from tests.fuzz.made_up_tables import made_up

DETAILS = ("person", "manager", "team", "until")


def judged(table):
    """Return the faults in the reading of one table, and how many details were right and how many not used."""
    *found, end = answer(table.data, table.name, [])
    if "refused" in end:
        return [f"refused: {end}"], Counter()
    rows, named, remarked = defaultdict(list), {}, set()
    for line in found:
        if "row" in line:
            rows[line["row"]].append(line)
        elif "unused" in line:
            named[line["unused"][0]] = line["unused"][1]
        elif "remark" in line:
            remarked.add(line["remark"][0])
    faults = [f"line {number} is lost" for number in table.lines if number not in rows and number not in named]
    counted = Counter()
    for number, said in table.lines.items():
        ids = [row["id"] for row in rows[number]]
        if sorted(ids) != sorted(said.ids):
            faults.append(f"line {number}: {ids} instead of {said.ids}")
        for row in rows[number]:
            faults += _details(number, row, said, table, counted, is_remarked=number in remarked)
    faults += [f"line {number} is no heading" for number in table.headings if number in rows]
    return faults, counted


def _details(number, row, said, table, counted, *, is_remarked):
    faults = []
    expected = {
        "person": said.name if table.has & {"name", "given"} else None,
        "manager": said.manager if "manager" in table.has else None,
        "team": said.team if "team" in table.has else None,
        "until": said.until.isoformat() if "until" in table.has else None,
    }
    read = {**row["values"], "until": row.get("until")}
    for key, right in expected.items():
        if read.get(key) == right:
            counted["right"] += right is not None
        elif not read.get(key) and (is_remarked or row.get("problem")):
            counted["said"] += 1
        elif not read.get(key):
            counted["missed"] += 1
            faults.append(f"line {number}: no {key}, {right!r}")
        else:
            faults.append(f"line {number}: {key} {read[key]!r} instead of {right!r}")
    return faults


def main(how_many=2_000, first=0):
    """Judge so many tables; print the results by kind, and the first faults."""
    kinds, faulty = defaultdict(Counter), []
    for seed in range(first, first + how_many):
        table = made_up(seed)
        faults, counted = judged(table)
        kind = kinds[table.kind.partition(" ")[2]]
        kind += counted
        kind.update({"tables": 1, "lines": len(table.lines), "faulty": bool(faults)})
        kinds[table.kind.partition(" ")[2]] = kind
        faulty += [(seed, table.kind, faults)] if faults else []
    print("| written as | tables | lines | details right | said to be not used | tables with a fault |")
    print("|---|---|---|---|---|---|")
    for kind, each in sorted(kinds.items()):
        print(f"| {kind} | {each['tables']} | {each['lines']} | {each['right']} | {each['said']} | {each['faulty']} |")
    for seed, kind, faults in faulty[:20]:
        print(seed, kind, faults[:3])
    return len(faulty)


if __name__ == "__main__":
    sys.exit(1 if main(*map(int, sys.argv[1:])) else 0)
