"""Ten drops of one table by one person, in a process of its own; prints by how many MB its memory grew."""

import asyncio
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bots.storage.store import Store
from tests.bots.files.workbooks import text, xlsx
from tests.bots.slack.api.test_files import drop
from tests.bots.slack.fakes import workspace

LINES = 1_500
COLUMNS = 8
HEADINGS = ["Certificate ID", "Person", "Manager", "Team", *(f"Column {at}" for at in range(COLUMNS))]


def table():
    """A workbook of some 60 KB that unpacks to a hundred thousand cells."""
    rows = [HEADINGS]
    for number in range(LINES):
        person = ("Jane Doe", "Ben Cole", "Mia Brown")[number % 3]
        rows.append(
            [f"CPAP-2026-{0x1000 + number:04X}", person, f"Rita Lead {number % 30}", "Risk", *["word " * 20] * COLUMNS]
        )
    drawn = (
        f'<row r="{line}">{"".join(text(f"{chr(65 + at)}{line}", cell) for at, cell in enumerate(cells))}</row>'
        for line, cells in enumerate(rows, 1)
    )
    return xlsx("".join(drawn))


def resident():
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


async def answered(here, data):
    """Drop the table, and wait for the answer."""
    await drop(here, here.slack.add_file("team.xlsx", data))
    await here.container.background_tasks.drain(60)
    return here.slack.of("chat.postMessage")[-1]["text"]


async def main():
    data = table()
    with TemporaryDirectory() as folder:
        store = await Store.open(f"sqlite:///{folder}/certdesk.db")
        async with workspace(store=store) as here:
            await drop(here, here.slack.add_file("small.csv", b"id,person,team\nAIDA-2026-1234,Jane Doe,Risk\n"))
            before = resident()
            said = [await answered(here, data) for _ in range(10)]
            grown = resident() - before
        await store.close()
    assert all(f"{LINES:,} new" in each for each in said), said
    sys.stdout.write(f"{len(data)} {grown:.1f}\n")


if __name__ == "__main__":
    asyncio.run(main())
