"""
What is kept of readings: a checksum of each, so that a change that is meant to change none is held to it.

The sets' own tests say whether a reading is right, and allow a few that are not; these say that it is still the same.
Where one is meant to change, ``python -m tests.readings`` writes all down anew, and the difference shows which texts
it touched.
"""

import json
import zlib
from pathlib import Path

from tests.readings.drawn_answers import DRAWN
from tests.readings.guide_texts import GUIDE_TEXTS
from tests.readings.messages import MESSAGES
from tests.readings.names_and_ids import NAMES_AND_IDS

TABLES = {**MESSAGES, **NAMES_AND_IDS, **GUIDE_TEXTS}
KEPT = Path(__file__).with_name("kept.json")


def changed(table, found=None):
    """Give what is read otherwise than it was kept, by its name; what is new or gone too."""
    kept = json.loads(KEPT.read_text(encoding="utf-8"))[table]
    found = TABLES[table]() if found is None else found
    gone = dict.fromkeys(kept.keys() - found.keys(), "")
    return gone | {name: text for name, text in found.items() if checksum(text) != kept.get(name)}


def checksum(text):
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))


async def write():
    """Write all readings down, one a line, so that a difference names the texts."""
    found = {table: read() for table, read in TABLES.items()} | {table: await draw() for table, draw in DRAWN.items()}
    kept = {table: {name: checksum(text) for name, text in texts.items()} for table, texts in found.items()}
    KEPT.write_text(json.dumps(kept, indent=0) + "\n", encoding="utf-8")
