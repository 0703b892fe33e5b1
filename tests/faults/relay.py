"""A TCP relay before a database, which can be cut and mended."""

import asyncio
import contextlib


class Relay:
    """Listens on a port of its own; while it is cut, nobody gets through and nobody stays connected."""

    def __init__(self, host, port):
        self._target = (host, port)
        self._server = None
        self._open = set()
        self.port = 0

    async def mend(self):
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def cut(self):
        self._server.close()
        for writer in tuple(self._open):
            writer.transport.abort()

    async def _connected(self, reader, writer):
        with contextlib.suppress(OSError):
            there, back = await asyncio.open_connection(*self._target)
            self._open |= {writer, back}
            await asyncio.gather(_pour(reader, back), _pour(there, writer))
            self._open -= {writer, back}


async def _pour(reader, writer):
    with contextlib.suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    writer.close()
