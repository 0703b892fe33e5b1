"""The badge that the page drops into the chats: a file of the sandbox's issuer."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from bots.conversation.files.file_jobs import FileJobs
from bots.conversation.quota import Quota, QuotaRule
from bots.files.file_checks import answer_file
from bots.files.reader import FileReader
from bots.files.uploads import UploadedFile
from bots.playground.shared_desk import MOST_IDS, YOU
from verifier_client import monotonic_seconds

if TYPE_CHECKING:
    from bots.conversation.model.ports import Verifier
    from bots.conversation.model.replies import Reply
    from bots.playground.shared_desk import SharedDesk

NAME, WORDS = "badge.json", "is this Jane Doe's badge?"


class SampleDownloader:
    """Returns the sample, whatever file is asked for: nothing else can be dropped into the page."""

    async def read(self, file: UploadedFile) -> bytes:  # noqa: ARG002
        """See the port."""
        return sample()


def sample() -> bytes:
    """Return the sandbox's badge."""
    return (files("verifier_client.sandbox") / NAME).read_bytes()


def file_jobs(verifier: Verifier) -> FileJobs:
    """Return who reads the sample."""
    quota = Quota(QuotaRule(), monotonic_seconds)
    return FileJobs(verifier, FileReader(), quota=quota, max_ids=MOST_IDS, monotonic=monotonic_seconds)


async def reply(desk: SharedDesk) -> Reply:
    """Return what there is to say of the sample."""
    return (await answer_file(UploadedFile(NAME, "", words=WORDS), SampleDownloader(), desk, YOU)).reply
