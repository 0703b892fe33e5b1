"""Names of the sets, each compared with many, and what is read in texts with IDs."""

import json
from pathlib import Path

from tests.bots.understanding.judging import SETS
from verifier_client.id_extraction.identifiers import read_text
from verifier_client.name_matching.agreement import agreement

FOLDER = Path(__file__).parents[1] / "verifier_client"
NEIGHBOURS = 2  # its own other side, and the next of the set, which differs
HOST = "badges.school.example"


def items(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def compared():
    """Give how far the names of each pair agree, and each with its neighbours in the set."""
    found = {}
    for name in ("names_own", "names_blind", "names_scripts_own"):
        pairs = items(FOLDER / f"{name}.jsonl")
        for at, pair in enumerate(pairs):
            others = [each["holder_name"] for each in pairs[at : at + NEIGHBOURS]]
            found[f"{name} {pair['id']}"] = " ".join(agreement(pair["expected_name"], other) for other in others)
    return found


def ids_read():
    """Give what is read in each text: IDs, what only looks like one, and where they stand."""
    paths = [*(FOLDER / f"{name}.jsonl" for name in ("ids_own", "ids_blind")), *sorted(SETS.glob("pairs_*.jsonl"))]
    return {
        f"{path.stem} {item['id']}": repr(read_text(item["text"], badge_hosts=(HOST,)))
        for path in paths
        for item in items(path)
    }


NAMES_AND_IDS = {"names": compared, "ids": ids_read}
