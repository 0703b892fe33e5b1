"""What stands behind the playground's ports: the sandbox, and the memory of this process. No setting is read."""

from __future__ import annotations

import secrets
import time
from typing import TYPE_CHECKING

from bots.conversation.model.watch_models import StoredWatch
from bots.playground.controller import PlaygroundController
from bots.playground.server import serve
from bots.playground.shared_desk import YOU
from bots.runtime.clock import utc_now
from bots.storage.memory.platform import SeenInMemory
from bots.storage.memory.watches import Memory
from bots.storage.memory.watching import keeping_in_memory
from verifier_client import VerifierClient

if TYPE_CHECKING:
    from collections.abc import Callable

    from bots.notifications.round_models import DueWatch
    from bots.runtime.clock import Now


async def play(port: int | None = None, *, ready: Callable[[str], None]) -> None:
    """Serve the page until the process is told to stop; raises ``OSError`` when ``port`` is taken."""
    async with VerifierClient.from_config(None) as verifier:
        await serve(stage_on(verifier), port, ready=ready)


def stage_on(verifier: VerifierClient, now: Now = utc_now) -> PlaygroundController:
    """Return the stage on a verifier, with everything else in memory."""
    memory = Memory(now)
    keeping = keeping_in_memory(memory, now=now, choose=secrets.choice)

    async def keep(due: DueWatch) -> None:
        certificate = due.watched.certificate
        memory.readings[certificate.text] = due.state.reading
        await keeping.watches.add([StoredWatch(YOU, certificate, due.state.watch.person, team=due.team)])

    return PlaygroundController(verifier, SeenInMemory(time.monotonic), now, keeping=keeping, keep=keep)
