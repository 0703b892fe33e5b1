"""Files that a person drops into the direct message with the bot: read into memory, from Slack's own hosts only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import aiohttp

from bots.conversation import file_phrases as phrases
from bots.dropped import LONGEST_NAME, MOST_BYTES, DroppedFile, Unread, first_of
from bots.payload import list_at, text_at
from bots.slack.hosts import origin

if TYPE_CHECKING:
    from bots.payload import Payload

PATIENCE = aiohttp.ClientTimeout(total=30, sock_connect=3)
WITHOUT_SCOPE = frozenset({301, 302, 303, 307, 401, 403})  # Slack leads to its sign-in page, or refuses


class Files:
    """Reads files with the bot's token, which goes nowhere but to Slack."""

    def __init__(self, session: aiohttp.ClientSession, token: str, api_url: str, *, most: int = MOST_BYTES) -> None:
        """Take the token and the Web API's base: a peer serves both from one host."""
        self._session = session
        self._headers = {"Authorization": f"Bearer {token}", "Accept-Encoding": "identity"}
        self._origins = {origin(api_url), "https://files.slack.com"}
        self._most = most

    async def read(self, file: DroppedFile) -> bytes | Unread:
        """Return the file's content."""
        if not file.url:
            return Unread(phrases.MAY_NOT_READ_FILES)
        if origin(file.url) not in self._origins:
            return Unread(phrases.ELSEWHERE)
        try:
            async with self._session.get(
                file.url, headers=self._headers, allow_redirects=False, timeout=PATIENCE
            ) as response:
                if response.status in WITHOUT_SCOPE or (
                    response.status == 200 and response.content_type == "text/html"
                ):
                    return Unread(phrases.MAY_NOT_READ_FILES)
                if response.status != 200:
                    return Unread(phrases.NOT_READ)
                return await self._content(response)
        except (aiohttp.ClientError, TimeoutError, OSError):
            return Unread(phrases.NOT_READ)

    async def _content(self, response: aiohttp.ClientResponse) -> bytes | Unread:
        found = bytearray()
        async for chunk in response.content.iter_any():
            found += chunk
            if len(found) > self._most:
                return Unread(phrases.too_big(self._most))
        return bytes(found)


def shared_in(message: Payload) -> DroppedFile | None:
    """Return what to read among a message's files; None without files."""
    return first_of(
        [
            DroppedFile(text_at(file, "name")[:LONGEST_NAME], text_at(file, "url_private_download"))
            for file in list_at(message, "files")
            if text_at(file, "id")
        ]
    )
