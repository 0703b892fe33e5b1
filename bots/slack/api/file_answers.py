"""Files in Slack: what people drop or paste is answered, and results and receipts are handed over as files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.model.intents import FileAction, FileActionKind
from bots.conversation.model.replies import Reply
from bots.conversation.text import file_results as phrases
from bots.files.export import csv_file
from bots.files.file_checks import FileChecks
from bots.files.roster_files import preview_pasted_roster
from bots.slack.cards import cards
from bots.slack.model.destinations import Destination, DirectMessage, ResponseUrl, without_replacing

if TYPE_CHECKING:
    from bots.conversation.desk import Desk
    from bots.conversation.files.file_jobs import FileJob
    from bots.conversation.model.intents import Asker
    from bots.files.file_checks import ShowProgress
    from bots.files.uploads import FileDownloader
    from bots.slack.api.replies import OngoingReply, SlackReplies
    from bots.slack.api.shown_answers import ShownAnswers
    from bots.slack.forms.modals import HomeContent
    from bots.slack.model.requests import Answer, ReadRoster


class FileAnswers:
    """What the Slack bot does with files."""

    def __init__(
        self,
        desk: Desk,
        downloader: FileDownloader | None,
        *,
        replies: SlackReplies,
        home: HomeContent,
        shown: ShownAnswers,
        interval: float,
    ) -> None:
        """
        Answer in one workspace.

        Args:
            desk: who answers intents.
            downloader: reads files that people drop or choose; None where that is not possible.
            replies: sends in this workspace.
            home: what the App Home says about this installation.
            shown: the answers as they were shown.
            interval: seconds between two notes of how far a file is.
        """
        self._desk = desk
        self._replies = replies
        self._home = home
        self._shown = shown
        self._checks = FileChecks(desk, downloader, interval=interval)

    async def read_roster(self, operation: ReadRoster, asker: Asker) -> None:
        """Say what is in a file, or what importing pasted lines would do."""
        replies = self._replies.begin(operation.destination, self._home)
        if isinstance(operation.roster, str):
            reply = await preview_pasted_roster(operation.roster, self._desk, asker)
        else:
            if isinstance(operation.destination, ResponseUrl):
                await replies.show_progress(cards.notice(phrases.READING_FILE))
            reply = await self._checks.answer(operation.roster, asker, _progress_in(replies))
        await replies.send(await self._shown.draw(reply))

    async def answer(self, operation: Answer, wanted: FileAction, asker: Asker, replies: OngoingReply) -> bool:
        """
        Do what is wanted of a file that waits.

        Args:
            operation: the request, with where it is answered.
            wanted: what is to be done with which file.
            asker: whose file it is.
            replies: the answer that was begun.

        Returns:
            False where there is nothing to do here but to answer in words.
        """
        match wanted.kind:
            case FileActionKind.VERIFY:
                reply = await self._checks.verify(wanted, asker, _progress_in(replies))
                await replies.send(await self._shown.draw(reply, details=operation.details, before=operation.block))
                return True
            case FileActionKind.EXPORT:
                return await self._export(wanted.key, operation.destination, asker)
            case FileActionKind.STOP if (file := self._file(wanted.key, asker)) and file.is_running:
                await self._desk.answer(wanted, asker)
                return True  # what was verified so far takes the place of the button
            case _:
                return False

    async def handed_over(self, reply: Reply, destination: Destination, asker: Asker) -> Reply:
        """Send what a reply has as a file, where that is possible, and return what is left to say."""
        if reply.file is None:
            return reply
        was_sent, _ = await self._upload(reply.file.name, reply.file.text.encode(), destination, asker)
        return Reply((reply.file.instead,)) if was_sent else reply

    async def _export(self, key: str, destination: Destination, asker: Asker) -> bool:
        """Send a file's results into the direct message; False when the file is not there any more."""
        file = self._file(key, asker)
        if file is None:
            return False
        was_sent, is_before_them = await self._upload(
            phrases.results_of(file.name), csv_file(file.batch), destination, asker
        )
        await self._desk.record_action("export", asker)
        if not is_before_them:
            said = phrases.EXPORTED if was_sent else phrases.MAY_NOT_SEND_FILES
            await self._replies.begin(without_replacing(destination), self._home).send([cards.notice(said)])
        return True

    async def _upload(self, name: str, content: bytes, destination: Destination, asker: Asker) -> tuple[bool, bool]:
        """Send a file into the direct message; return whether that was done, and whether it was asked for there."""
        channel = destination.channel if isinstance(destination, ResponseUrl | DirectMessage) else ""
        was_sent = await self._replies.upload(asker.person, channel, name, content)
        return was_sent, was_sent and channel.startswith("D")

    def _file(self, key: str, asker: Asker) -> FileJob | None:
        return self._desk.file_jobs.find(key, asker) if self._desk.file_jobs is not None else None


def _progress_in(replies: OngoingReply) -> ShowProgress:
    async def show(reply: Reply) -> None:
        await replies.show_progress(cards.messages(reply, sharing=False)[0])

    return show
