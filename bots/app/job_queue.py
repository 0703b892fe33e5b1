"""
The engine of the rounds: DBOS Transact behind the port ``JobQueue``; the only file that knows it (docs/why.md).

DBOS was taken because the same code runs in one process on SQLite and in many on PostgreSQL. It may forget: what is
to be sent stands in the ledger, and ``tend`` hands it over again. Its own threads only wait: every job runs in the
event loop of the one who started the engine, where connections live.
"""

from __future__ import annotations

import asyncio
import contextvars
import hashlib
import logging
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from bots.runtime.lazy_import import lazily
from bots.storage.db import UNUSED
from bots.storage.db.url import make_private_file

# DBOS imports on SQLite too what only PostgreSQL needs, and what is for those who use its transactions or its terminal.
with lazily(
    *UNUSED,
    "dbos._datasource",
    "dbos._datasource_postgres",
    "dbos._datasource_sqlite",
    "dbos._debouncer",
    "dbos.cli.*",
    "dateutil.parser.*",
    "psycopg",
    "yaml",
):
    from dbos import DBOS, DBOSClient, DBOSConfig, SetEnqueueOptions, SetWorkflowID

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection, Coroutine, Mapping

    Job = Callable[[], Awaitable[object]]

log = logging.getLogger(__name__)

VERSION = "certdesk-1"  # ours and not the hash of the code: changed only when nothing is under way
# Names in the engine's database: jobs of earlier builds are found by them, whatever the functions are called.
DELIVER, WALK = "deliver", "walk"  # queues
DELIVERS, WALKS = "certdesk.deliver", "certdesk.walk"  # workflows; their arguments are str and datetime only
AT_ONCE = 128  # messages that one process begins at each look into the queue
ENOUGH = 1.0  # seconds for its threads to end
DRAIN = 10  # seconds that work under way is given at the end
MIN_PAUSE = timedelta(seconds=1)  # a message that comes again comes no sooner
KEEP = timedelta(days=2)  # finished jobs are remembered so long
PAGE = 500
ENDED = ("SUCCESS", "ERROR", "CANCELLED")


@dataclass(frozen=True, slots=True)
class Jobs:
    """What the engine runs: one message, and the rounds by name with their cron times (UTC, seconds first)."""

    deliver: Callable[[str], Awaitable[datetime | None]]
    walks: Mapping[str, tuple[str, Job]]


class OrphanedJobs:
    """
    Jobs that this process is said to be at, and is not.

    DBOS gives up writing down how a job ended where its disk is full; nobody would ever take it up again, or another
    job for the same message. What is seen so twice has not only just begun or ended.
    """

    def __init__(self) -> None:
        """Start with none."""
        self._seen: frozenset[str] = frozenset()

    def among(self, said: Collection[str], at: Collection[str]) -> frozenset[str]:
        """Return those that were none of ours at the last look either."""
        before, self._seen = self._seen, frozenset(said) - frozenset(at)
        return before & self._seen


class DbosJobQueue:
    """Runs jobs on whichever process is alive. One for each process: DBOS itself is one."""

    def __init__(self, url: str, *, worker: str, poll: float = 4.0) -> None:
        """Run jobs of the database at ``url`` as process ``worker``, looking for work every ``poll`` seconds."""
        if (file := url.removeprefix("sqlite:///")) != url:
            make_private_file(file)
        self._config = DBOSConfig(
            name="certdesk",
            system_database_url=url,
            application_version=VERSION,
            executor_id=worker,
            log_level="ERROR",
            sys_db_pool_size=5,
            db_engine_kwargs={"pool_pre_ping": False, "pool_use_lifo": True},
            use_listen_notify=False,  # we wait for no notification, and listening wakes a hundred times a second
            notification_listener_polling_interval_sec=60.0,
            scheduler_polling_interval_sec=30.0,
        )
        self._poll = poll
        self._jobs: Jobs | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._under_way: set[asyncio.Task[None]] = set()
        self._worker = worker
        self._at: set[str] = set()
        self._strays = OrphanedJobs()
        self._stopping = False

    async def start(self, jobs: Jobs) -> None:
        """Launch it; from now on jobs run in the running event loop."""
        self._jobs, self._loop = jobs, asyncio.get_running_loop()
        _Running.engine = self
        await asyncio.to_thread(self._launch)

    async def enqueue(self, keys: Mapping[str, datetime]) -> None:
        """See the port; the same message at the same moment is one job."""
        if keys:
            await asyncio.to_thread(self._enqueue, dict(keys))

    async def rescue(self, alive: Collection[str]) -> int:
        """Resume the jobs of processes that are not alive, and our own that ended unnoticed; return how many."""
        return await asyncio.to_thread(self._rescue, frozenset(alive))

    async def tidy(self) -> int:
        """Forget jobs that ended long ago; return how many."""
        return await asyncio.to_thread(self._tidy)

    async def stop(self) -> None:
        """Begin nothing new, and wait ``DRAIN`` seconds for what is under way; other processes rescue the rest."""
        self._stopping = True
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=DRAIN)
        # Its listener may sleep on for a minute: like all its threads it ends with the process.
        ending = threading.Thread(target=DBOS.destroy, daemon=True)
        ending.start()
        await asyncio.to_thread(ending.join, ENOUGH)
        _Running.engine = None

    async def run_delivery(self, key: str) -> None:
        """Deliver one message, and come again when it says so."""
        if self._jobs is None:
            return
        next_try = await self._jobs.deliver(key)
        if next_try is not None:
            # Never at once: a job that is still running counts as the one that is enough.
            await self.enqueue({key: max(next_try, datetime.now(UTC) + MIN_PAUSE)})

    async def run_walk(self, name: str) -> None:
        """Run one of the rounds."""
        if self._jobs is not None and name in self._jobs.walks:
            await self._jobs.walks[name][1]()

    async def at_home(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Run work in the event loop that started the engine, without the engine's own context."""
        if self._loop is None or self._stopping:
            await asyncio.Event().wait()  # the job stays claimed, and another process takes it over
            return
        job = DBOS.workflow_id or ""
        self._at.add(job)
        try:
            future = contextvars.Context().run(asyncio.run_coroutine_threadsafe, self._counted(work()), self._loop)
            await asyncio.wrap_future(future)
        finally:
            self._at.discard(job)

    async def _counted(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._under_way.add(task)
        try:
            await task
        finally:
            self._under_way.discard(task)

    def _launch(self) -> None:
        DBOS(config=self._config)
        DBOS.launch()
        DBOS.register_queue(DELIVER, worker_concurrency=AT_ONCE, polling_interval_sec=self._poll)
        DBOS.register_queue(WALK, worker_concurrency=2, polling_interval_sec=3 * self._poll)
        if self._jobs is not None:
            DBOS.apply_schedules(
                [
                    {"schedule_name": name, "workflow_fn": _walk, "schedule": cron, "context": name, "queue_name": WALK}
                    for name, (cron, _job) in self._jobs.walks.items()
                ]
            )

    def _enqueue(self, keys: dict[str, datetime]) -> None:
        now = time.time()
        for key, when in keys.items():
            # A long key stays whole in the job, and short in its name.
            name = hashlib.sha256(f"{key}~{when.astimezone(UTC).isoformat()}".encode()).hexdigest()
            delay = when.timestamp() - now
            # Of what is to be done now, one job is enough: others would only keep messages behind them waiting.
            options = (
                SetEnqueueOptions(delay_seconds=delay)
                if delay > 0
                else SetEnqueueOptions(deduplication_id=key, duplication_policy="return-existing")
            )
            with SetWorkflowID(name), options:
                DBOS.enqueue_workflow(DELIVER, _deliver, key)

    def _rescue(self, alive: frozenset[str]) -> int:
        pending = DBOS.list_workflows(status="PENDING", load_input=False, load_output=False, limit=PAGE)
        said = {each.workflow_id for each in pending if each.executor_id == self._worker}
        strays = self._strays.among(said, self._at.copy())
        lost = [each for each in pending if each.executor_id not in alive or each.workflow_id in strays]
        for each in lost:
            DBOS.resume_workflow(each.workflow_id, queue_name=each.queue_name)
        return len(lost)

    def _tidy(self) -> int:
        before, gone = (datetime.now(UTC) - KEEP).isoformat(), 0
        while found := DBOS.list_workflows(
            status=list(ENDED), completed_before=before, load_input=False, load_output=False, limit=PAGE
        ):
            DBOS.delete_workflows([each.workflow_id for each in found])
            gone += len(found)
        return gone


def forget_jobs(url: str, words: Collection[str]) -> int:
    """Forget the jobs whose messages' names hold one of these words, whichever process runs them; return how many."""
    client = DBOSClient(system_database_url=url)
    gone: list[str] = []
    seen = 0
    try:
        while page := client.list_workflows(name=DELIVERS, load_output=False, limit=PAGE, offset=seen):
            gone += [each.workflow_id for each in page if any(word in repr(each.input) for word in words)]
            seen += len(page)
        for start in range(0, len(gone), PAGE):
            client.delete_workflows(gone[start : start + PAGE])
    except Exception as error:  # noqa: BLE001 - where no engine ever ran there are no tables of it
        log.warning("the engine's jobs could not be looked through: %s", type(error).__name__)
        return 0
    finally:
        client.destroy()
    return len(gone)


class _Running:
    """The engine of this process: DBOS registers functions, not objects."""

    engine: DbosJobQueue | None = None


@DBOS.workflow(name=DELIVERS)
async def _deliver(key: str) -> None:
    engine = _Running.engine
    if engine is not None:
        await engine.at_home(lambda: engine.run_delivery(key))


@DBOS.workflow(name=WALKS)
async def _walk(_at: datetime, name: Any) -> None:
    engine = _Running.engine
    if engine is not None:
        await engine.at_home(lambda: engine.run_walk(str(name)))
