"""
Many watches: what a round costs that has nothing to say, and what planning one watch costs as they become more.

Peak memory is measured in a process of its own: ``python -m tests.bench.watched FILE``.
"""

import asyncio
import json
import resource
import sqlite3
import sys
import tempfile
import time
from asyncio.subprocess import PIPE
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.bench.line import at_most
from tests.bench.registry import ROOT

MANAGERS = 3_000
QUIET = 100_000
SIZES = (10_000, 100_000, 1_000_000)
DUE = 2_000  # watches with something to tell, whatever the size
FAR, SOON = 700, 20  # days until the end
NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count)"


async def measure():
    with tempfile.TemporaryDirectory() as folder:
        quiet = await _measured(_filled(Path(folder) / "quiet.db", QUIET, due=0, looked_at=QUIET))
        assert quiet["watches"] == QUIET, quiet
        assert not quiet["messages"], quiet
        found = {}
        for size in SIZES:
            path = _filled(Path(folder) / f"{size}.db", size, due=DUE, looked_at=DUE)
            found[size] = await _measured(path)
            path.unlink()
            assert found[size]["watches"] == DUE, found
            assert found[size]["notices"] == DUE, found
    each = {size: one["cpu"] / DUE * 1e3 for size, one in found.items()}
    table = ", ".join(f"{size:,}: {ms:.2f} ms" for size, ms in each.items())
    print(f"  CPU for each watch that is due, of so many: {table}")
    return [
        at_most(f"a round that looks at {QUIET:,} watches, none due", quiet["seconds"], 6, "s"),
        at_most("its peak memory", quiet["peak_mb"], 300, "MB"),
        at_most("planning a watch among 1,000,000, against among 10,000", each[SIZES[-1]] / each[SIZES[0]], 1.15, "x"),
    ]


def _filled(path, count, *, due, looked_at):
    """Make a database; ``due`` watches end soon, ``looked_at`` must be looked at today, the others later."""
    from bots.storage.maintenance.upgrade import upgrade

    upgrade(f"sqlite:///{path}")
    now = datetime.now(UTC)
    moment = now.strftime("%Y-%m-%d %H:%M:%S.%f")
    today = now.date()
    begun = (now - timedelta(days=3)).strftime("%Y-%m-%d %H:%M:%S.%f")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(
            f"{NUMBERS} INSERT INTO certificates (id, kind, text, code, issued_year, status, since, certification,"  # noqa: S608
            " issuer, expires_on, issued_on, read_at, next_read_on)"
            " SELECT i, 'pai', printf('CPAP-2026-%07d', i), 'CPAP', 2026, 'valid', :now, 'CPAP',"
            " 'Production AI Institute', CASE WHEN i <= :due THEN :soon ELSE :far END, '2026-01-01', :now, :later"
            " FROM n",
            {
                "count": count,
                "now": moment,
                "due": due,
                "soon": str(today + timedelta(days=SOON)),
                "far": str(today + timedelta(days=FAR)),
                "later": str(today + timedelta(days=7)),
            },
        )
        connection.execute(
            f"{NUMBERS} INSERT INTO watches (id, surface, tenant, owner, certificate_id, holder, manager, team,"  # noqa: S608
            " purpose, reader, next_notice_on, added_at)"
            " SELECT i, 'slack', 'T1', printf('U%05d', i % :managers), i, 'Jane Doe', '', '', '',"
            " printf('slack:T1:U%05d', i % :managers), CASE WHEN i <= :looked_at THEN :today ELSE :later END, :begun"
            " FROM n",
            {
                "count": count,
                "managers": MANAGERS,
                "looked_at": looked_at,
                "today": str(today),
                "later": str(today + timedelta(days=FAR - 120)),
                "begun": begun,
            },
        )
    return path


async def _measured(path):
    command = [sys.executable, "-m", "tests.bench.watched", str(path)]
    process = await asyncio.create_subprocess_exec(*command, stdout=PIPE, cwd=ROOT)
    said, _ = await process.communicate()
    assert process.returncode == 0
    return json.loads(said)


async def _round(path):
    """Read what is due to be read and plan for what is due: all of a round but its sending."""
    from bots.notifications.planner import Planner
    from bots.notifications.recheck import Recheck
    from bots.runtime.clock import utc_now
    from bots.storage.db.connection import Database
    from bots.storage.notices.round_store import RoundStoreInDatabase

    database = Database.open(f"sqlite:///{path}")
    store = RoundStoreInDatabase(database, utc_now)
    started, spent = time.perf_counter(), time.process_time()
    read = [batch async for batch in Recheck(store=store, registries=None, now=utc_now).read_due()]
    swept = await Planner(store, utc_now).plan_due()
    seconds, cpu = time.perf_counter() - started, time.process_time() - spent
    await database.close()
    assert not read
    return {
        "seconds": seconds,
        "cpu": cpu,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "watches": swept.watches,
        "notices": swept.notices,
        "messages": len(swept.messages),
    }


if __name__ == "__main__":
    print(json.dumps(asyncio.run(_round(sys.argv[1]))))
