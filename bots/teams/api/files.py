"""Files that go through the personal chat: read into memory and sent, to listed hosts only, without our token."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bots.conversation.text import uploads as phrases
from bots.conversation.text.file_results import NO_ROOM, NOT_PUT
from bots.files.uploads import MOST_BYTES, Unread
from bots.teams.api.transport import Call, NeverLeft, NoAnswer, TooLarge

if TYPE_CHECKING:
    from bots.files.uploads import UploadedFile
    from bots.teams.api.hosts import ServiceHosts
    from bots.teams.api.transport import Transport

PATIENCE = 30.0  # seconds for a whole file
PUT_PATIENCE = 8.0  # seconds; Teams waits for the answer to what was pressed
TAKEN = frozenset({200, 201})


class TeamsFiles:
    """Reads what Teams gives a short-lived, signed address for, and puts files where it made room for them."""

    def __init__(self, wire: Transport, hosts: ServiceHosts, *, most: int = MOST_BYTES) -> None:
        """Take the network, and the hosts from which files may come and to which they may go."""
        self._wire = wire
        self._hosts = hosts
        self._most = most

    async def read(self, file: UploadedFile) -> bytes | Unread:
        """Return the file's content; no redirect is followed."""
        if not self.is_known(file.url):
            return Unread(phrases.ELSEWHERE)
        try:
            answer = await self._wire.send(Call("GET", file.url, patience=PATIENCE, most=self._most))
        except TooLarge:
            return Unread(phrases.too_big(self._most))
        except (NeverLeft, NoAnswer):
            return Unread(phrases.NOT_READ)
        return answer.body if answer.status == 200 else Unread(phrases.NOT_READ)

    def is_known(self, url: str) -> bool:
        """Say whether an address leads to one of the hosts."""
        return self._hosts.allow(_origin(url))

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
            answer = await self._wire.send(Call("PUT", url, headers, content, PUT_PATIENCE))
        except (NeverLeft, NoAnswer):
            return NOT_PUT
        return "" if answer.status in TAKEN else NOT_PUT


def _origin(url: str) -> str:
    """Return scheme, host and port; what is unclear about them stays in, and is refused."""
    if not url.isascii() or not url.isprintable() or "\\" in url:
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}"
