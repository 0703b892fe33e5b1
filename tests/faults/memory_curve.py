"""Two hundred thousand commands to one bot: how its memory grows, and whether it comes to rest."""

import tempfile
from contextlib import AsyncExitStack
from pathlib import Path

from tests.faults.commands import Rush, Workspace
from tests.faults.databases import database
from tests.faults.processes import settings, workers

COMMANDS, POINTS = 200_000, 20
PEOPLE = 5_000
REST = 8.0  # MB that the second half may add at most


async def memory_of_many_commands(_seed, *, commands=COMMANDS):
    """Memory comes to a plateau: the second half of the commands adds next to nothing."""
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="certdesk-faults-"))
        url = stack.enter_context(database("sqlite", folder))
        workspace = await stack.enter_async_context(Workspace().open())
        env = settings(url, "slack", workspace.address, ROUNDS="false")
        [bot] = await stack.enter_async_context(workers(1, env, folder, role="serve"))
        rush = Rush(workspace, await bot.address(), people=PEOPLE)
        curve = [resident(bot.process.pid)]
        for point in range(POINTS):
            end = commands * (point + 1) // POINTS
            await rush.send(range(commands * point // POINTS, end))
            await workspace.answered(end)
            curve.append(resident(bot.process.pid))
        code = await bot.stop()
    grown = max(curve[POINTS // 2 :]) - curve[POINTS // 2]
    said = f"{len(rush.acknowledged)} commands, MB at each {commands // POINTS}: "
    said += " ".join(f"{each:.0f}" for each in curve) + f"; the second half added {grown:.1f}"
    return grown <= REST and code == 0 and len(rush.acknowledged) == commands, said


def resident(pid):
    """Return how many MB of memory a process holds."""
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 2**20
