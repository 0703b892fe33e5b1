"""The sandbox as a registry over HTTP, which can be stopped and started."""

import asyncio
import contextlib
import sys
from asyncio.subprocess import DEVNULL, PIPE
from pathlib import Path

from tests.faults.processes import PLAIN, ROOT


class Source:
    """One registry on one port."""

    def __init__(self):
        self._process = None
        self.port = 0

    async def start(self):
        if self._process is not None:
            return
        command = [sys.executable, "-m", "bots", "sandbox", "--port", str(self.port)]
        self._process = await asyncio.create_subprocess_exec(*command, stdout=PIPE, stderr=DEVNULL, cwd=ROOT, env=PLAIN)
        said = await self._process.stdout.readline()
        self.port = int(said.decode().rstrip().rpartition(":")[2].strip("/"))

    async def stop(self):
        if self._process is not None:
            self._process.kill()
            await self._process.wait()
            self._process = None


@contextlib.asynccontextmanager
async def registry(folder):
    """Yield a running one, and the path of the file that leads to it."""
    source = Source()
    await source.start()
    path = Path(folder) / "registries.toml"
    path.write_text(
        f'[registries.pai]\npreset = "pai"\nbase_url = "http://127.0.0.1:{source.port}"\nkey_env = "SANDBOX_KEY"\n',
        encoding="utf-8",
    )
    try:
        yield source, path
    finally:
        await source.stop()
