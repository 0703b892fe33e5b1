"""Ten drops of one table by one person, in a process of its own; prints by how many MB its memory grew."""

import asyncio
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bots.conversation.model.intents import Asker
from bots.files.file_checks import FileChecks
from bots.files.uploads import UploadedFile
from bots.slack.cards import cards
from bots.storage.store import Store
from tests.bots.conversation.factories import Dropped
from tests.bots.files.workbooks import text, xlsx
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


async def answered(here, data, name):
    """Answer a dropped file as Slack's service does, however long it takes here."""
    checks = FileChecks(here.container.desk, Dropped(data))
    reply = await checks.answer(UploadedFile(name, ""), Asker("slack", "T1", "U1"), nothing)
    return cards.messages(reply, sharing=False)[0].text


async def nothing(_):
    """Show no progress."""


async def main():
    data = table()
    with TemporaryDirectory() as folder:
        store = await Store.open(f"sqlite:///{folder}/certdesk.db")
        async with workspace(store=store) as here:
            await answered(here, b"id,person,team\nAIDA-2026-1234,Jane Doe,Risk\n", "small.csv")
            before = resident()
            said = [await answered(here, data, "team.xlsx") for _ in range(10)]
            grown = resident() - before
        await store.close()
    assert all(f"{LINES:,} new" in each for each in said), said
    sys.stdout.write(f"{len(data)} {grown:.1f}\n")


if __name__ == "__main__":
    asyncio.run(main())
