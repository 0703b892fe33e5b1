"""Files that a person drops into the direct message or chooses: read into memory, from Slack's own hosts only."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bots.conversation.text import uploads as phrases
from bots.files.uploads import MOST_BYTES, FileNotRead, UploadedFile
from bots.http.messages import HttpRequest
from bots.http.origin import Origin
from bots.http.transport import NoResponse, NotConnected, ResponseTooLarge
from bots.notifications.message_models import InDoubt, NotSent
from bots.runtime.json_access import text_at
from bots.slack.api.hosts import file_origins
from bots.slack.api.web_api import WebApi, WebApiRefused
from bots.slack.model.shared_files import URL, file_name

if TYPE_CHECKING:
    from bots.slack.api.web_api import SlackConnection

TIMEOUT = 30.0  # seconds for a whole file
WITHOUT_SCOPE = frozenset({301, 302, 303, 307, 401, 403})  # Slack leads to its sign-in page, or refuses


class SlackFiles:
    """Reads files with the bot's token, which goes nowhere but to Slack."""

    def __init__(self, connection: SlackConnection, token: str, *, most: int = MOST_BYTES) -> None:
        """Read files of at most ``most`` bytes from Slack's files host, or from the Web API's own host."""
        self._transport = connection.transport
        self._web_api = WebApi(connection, token)
        self._headers = {"Authorization": f"Bearer {token}"}
        self._origins = file_origins(connection.api_url)
        self._most = most

    async def read(self, file: UploadedFile) -> bytes | FileNotRead:
        """Return the file's content; where it is, is asked for if it was not said."""
        content = await self._read(file if file.url else await self._located(file))
        may_not = content == FileNotRead(phrases.MAY_NOT_READ_FILES)
        return FileNotRead(phrases.THEIRS_NOT_READ) if may_not and file.from_elsewhere else content

    async def _located(self, file: UploadedFile) -> UploadedFile:
        """Ask where a file is: of one from another organisation, Slack tells no more than its ID."""
        match await self._web_api("files.info", form={"file": file.id}) if file.id else WebApiRefused(""):
            case WebApiRefused() | NotSent() | InDoubt():
                return file
            case info:
                return replace(file, name=file_name(info, "file") or file.name, url=text_at(info, "file", URL))

    async def _read(self, file: UploadedFile) -> bytes | FileNotRead:
        if not file.url:
            return FileNotRead(phrases.MAY_NOT_READ_FILES)
        if Origin.parse(file.url) not in self._origins:
            return FileNotRead(phrases.ELSEWHERE)
        request = HttpRequest("GET", file.url, self._headers, timeout=TIMEOUT, max_bytes=self._most)
        try:
            response = await self._transport.send(request)
        except ResponseTooLarge:
            return FileNotRead(phrases.too_big(self._most))
        except (NotConnected, NoResponse):
            return FileNotRead(phrases.NOT_READ)
        is_page = response.headers.get("content-type", "").startswith("text/html")
        if response.status in WITHOUT_SCOPE or (response.status == 200 and is_page):
            return FileNotRead(phrases.MAY_NOT_READ_FILES)
        return response.body if response.status == 200 else FileNotRead(phrases.NOT_READ)
