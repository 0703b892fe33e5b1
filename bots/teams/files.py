"""Files that a person drops into the personal chat: read into memory, from listed hosts only, without our token."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bots.conversation import file_phrases as phrases
from bots.dropped import MOST_BYTES, Unread
from bots.teams.wire import Call, NeverLeft, NoAnswer, TooLarge

if TYPE_CHECKING:
    from bots.dropped import DroppedFile
    from bots.teams.hosts import ServiceHosts
    from bots.teams.wire import Wire

PATIENCE = 30.0  # seconds for a whole file


class Files:
    """Reads what Teams gives a short-lived, signed address for."""

    def __init__(self, wire: Wire, hosts: ServiceHosts, *, most: int = MOST_BYTES) -> None:
        """Take the network, and the hosts from which files may come."""
        self._wire = wire
        self._hosts = hosts
        self._most = most

    async def read(self, file: DroppedFile) -> bytes | Unread:
        """Return the file's content; no redirect is followed."""
        if not self._hosts.allow(_origin(file.url)):
            return Unread(phrases.ELSEWHERE)
        try:
            answer = await self._wire.send(Call("GET", file.url, patience=PATIENCE, most=self._most))
        except TooLarge:
            return Unread(phrases.too_big(self._most))
        except (NeverLeft, NoAnswer):
            return Unread(phrases.NOT_READ)
        return answer.body if answer.status == 200 else Unread(phrases.NOT_READ)


def _origin(url: str) -> str:
    """Return scheme, host and port; what is unclear about them stays in, and is refused."""
    if not url.isascii() or not url.isprintable() or "\\" in url:
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}"
