"""Files that a person drops into the direct message or chooses: read into memory, from Slack's own hosts only."""

from __future__ import annotations

from dataclasses import replace

import aiohttp

from bots.conversation.text import uploads as phrases
from bots.files.uploads import MOST_BYTES, Unread, UploadedFile
from bots.notifications.message_models import InDoubt, NotSent
from bots.runtime.json_access import text_at
from bots.slack.api.hosts import origin
from bots.slack.api.web_api import WebApi, WebApiRefused
from bots.slack.model.shared_files import URL, _name

PATIENCE = aiohttp.ClientTimeout(total=30, sock_connect=3)
WITHOUT_SCOPE = frozenset({301, 302, 303, 307, 401, 403})  # Slack leads to its sign-in page, or refuses


class SlackFiles:
    """Reads files with the bot's token, which goes nowhere but to Slack."""

    def __init__(self, session: aiohttp.ClientSession, token: str, api_url: str, *, most: int = MOST_BYTES) -> None:
        """Take the token and the Web API's base: a peer serves both from one host."""
        self._session = session
        self._ask = WebApi(session, api_url, token)
        self._headers = {"Authorization": f"Bearer {token}", "Accept-Encoding": "identity"}
        self._origins = {origin(api_url), "https://files.slack.com"}
        self._most = most

    async def read(self, file: UploadedFile) -> bytes | Unread:
        """Return the file's content; where it is, is asked for if it was not said."""
        content = await self._read(file if file.url else await self._found(file))
        may_not = content == Unread(phrases.MAY_NOT_READ_FILES)
        return Unread(phrases.THEIRS_NOT_READ) if may_not and file.theirs else content

    async def _found(self, file: UploadedFile) -> UploadedFile:
        """Ask where a file is: of one from another organisation, Slack tells no more than its ID."""
        match await self._ask("files.info", form={"file": file.id}) if file.id else WebApiRefused(""):
            case WebApiRefused() | NotSent() | InDoubt():
                return file
            case told:
                return replace(file, name=_name(told, "file") or file.name, url=text_at(told, "file", URL))

    async def _read(self, file: UploadedFile) -> bytes | Unread:
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
