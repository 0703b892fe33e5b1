"""
Hands people the results of their file, in their own chat: Teams asks them first, and makes room in their OneDrive.

https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4; group chats and channels take no such
cards.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from bots.conversation.text import file_results as phrases
from bots.conversation.text.file_results import results_of
from bots.files.export import csv_file
from bots.teams.api.turn_replies import FileCard
from bots.teams.cards import cards, elements
from bots.teams.cards.cards import Message
from bots.teams.model.requests import KEY

if TYPE_CHECKING:
    from bots.conversation.desk import Desk
    from bots.conversation.files.file_jobs import FileJob
    from bots.conversation.model.intents import Asker
    from bots.teams.api.turn_replies import TurnReplies
    from bots.teams.model.activity import TeamsActivity
    from bots.teams.model.requests import Consent

CONSENT = "application/vnd.microsoft.teams.card.file.consent"
INFO = "application/vnd.microsoft.teams.card.file.info"
_NO_NAME = re.compile(r'["*:<>?/\\|#%]')  # what OneDrive takes in no name


class PendingFiles(Protocol):
    """Puts a file where Teams made room for it."""

    def is_known(self, url: str) -> bool:
        """Say whether an address leads to where files may come from and go to."""
        ...

    async def put(self, url: str, content: bytes) -> str:
        """Put it there; return why not, or nothing."""
        ...


class FileConsent:
    """Asks people whether they want a file, and puts it into their OneDrive."""

    def __init__(self, desk: Desk, files: PendingFiles) -> None:
        """Ask ``desk`` for results; put them by ``files`` where Teams made room."""
        self._desk = desk
        self._files = files

    async def ask(self, key: str, asker: Asker, replies: TurnReplies) -> bool:
        """Ask whether the results of a file may be put into the person's OneDrive."""
        file = self._file(key, asker)
        if file is None:
            await replies.send(_notice(phrases.FILE_GONE))
            return True
        name = _NO_NAME.sub("_", results_of(file.name))
        context = {KEY: key}
        content = {
            "description": phrases.EXPORT_OFFER,
            "sizeInBytes": len(csv_file(file.batch)),
            "acceptContext": context,
            "declineContext": context,
        }
        await replies.send_file_card(FileCard(CONSENT, name, content))
        return True

    async def answer(self, operation: Consent, activity: TeamsActivity, replies: TurnReplies) -> bool:
        """Do what the person said to that; Teams leaves its question standing, so it is taken back."""
        await replies.delete(activity.reply_to)
        if not operation.accepted:
            await replies.send(_notice(phrases.EXPORT_DECLINED))
            return True
        file = self._file(operation.key, activity.asker)
        problem = (
            phrases.FILE_GONE if file is None else await self._files.put(operation.upload_url, csv_file(file.batch))
        )
        if problem:
            await replies.send(_notice(problem))
            return True
        await self._desk.record_action("export", activity.asker)
        if self._files.is_known(operation.url):
            await replies.send_file_card(
                FileCard(INFO, operation.name, {"uniqueId": operation.id, "fileType": "csv"}, operation.url)
            )
        else:
            await replies.send(_notice(phrases.EXPORTED_TO_DRIVE))
        return True

    def _file(self, key: str, asker: Asker) -> FileJob | None:
        return self._desk.file_jobs.find(key, asker) if self._desk.file_jobs is not None else None


def _notice(text: str) -> Message:
    return Message((cards.notice(text),), elements.clean(text))
