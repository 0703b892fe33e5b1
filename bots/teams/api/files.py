"""Files that go through the personal chat: read into memory and sent, to listed hosts only, without our token."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.text import uploads as phrases
from bots.conversation.text.file_results import NO_ROOM, NOT_PUT
from bots.files.uploads import MOST_BYTES, FileNotRead
from bots.http.messages import HttpRequest
from bots.http.origin import Origin
from bots.http.transport import NoResponse, NotConnected, ResponseTooLarge

if TYPE_CHECKING:
    from bots.files.uploads import UploadedFile
    from bots.http.transport import Transport
    from bots.teams.api.hosts import ServiceHosts

TIMEOUT = 30.0  # seconds for a whole file
PUT_TIMEOUT = 8.0  # seconds; Teams waits for the answer to what was pressed
TAKEN = frozenset({200, 201})


class TeamsFiles:
    """Reads what Teams gives a short-lived, signed address for, and puts files where it made room for them."""

    def __init__(self, transport: Transport, hosts: ServiceHosts, *, most: int = MOST_BYTES) -> None:
        """Read from and write to ``hosts`` only; a file may have ``most`` bytes."""
        self._transport = transport
        self._hosts = hosts
        self._most = most

    async def read(self, file: UploadedFile) -> bytes | FileNotRead:
        """Return the file's content; no redirect is followed."""
        if not self.is_known(file.url):
            return FileNotRead(phrases.ELSEWHERE)
        try:
            answer = await self._transport.send(HttpRequest("GET", file.url, timeout=TIMEOUT, max_bytes=self._most))
        except ResponseTooLarge:
            return FileNotRead(phrases.too_big(self._most))
        except (NotConnected, NoResponse):
            return FileNotRead(phrases.NOT_READ)
        return answer.body if answer.status == 200 else FileNotRead(phrases.NOT_READ)

    def is_known(self, url: str) -> bool:
        """Say whether an address leads to one of the hosts."""
        return self._hosts.allow_origin(Origin.parse(url))

    async def put(self, url: str, content: bytes) -> str:
        """Put a file there; return why not, or nothing. No redirect is followed, and nothing is tried twice."""
        if not self.is_known(url):
            return NO_ROOM
        last = len(content) - 1
        headers = {
            "Content-Range": f"bytes 0-{last}/{len(content)}",
            "Content-Type": "application/octet-stream",
        }
        try:
            answer = await self._transport.send(HttpRequest("PUT", url, headers, content, timeout=PUT_TIMEOUT))
        except (NotConnected, NoResponse):
            return NOT_PUT
        return "" if answer.status in TAKEN else NOT_PUT
