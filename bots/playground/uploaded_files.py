"""Files that are dropped into the page: a person's own, or the sample, a badge of the sandbox's issuer."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error as Base64Error
from dataclasses import dataclass, field
from importlib.resources import files
from typing import TYPE_CHECKING

from bots.conversation.files.file_jobs import FileJobs
from bots.conversation.quota import Quota, QuotaRule
from bots.files.file_checks import FileChecks
from bots.files.reader import FileReader
from bots.files.uploads import UploadedFile
from bots.playground.shared_desk import MOST_IDS
from bots.runtime.json_access import text_at
from verifier_client import monotonic_seconds

if TYPE_CHECKING:
    from bots.conversation.model.intents import Asker
    from bots.conversation.model.ports import Verifier
    from bots.conversation.model.replies import Reply
    from bots.playground.shared_desk import SharedDesk
    from bots.runtime.json_access import Payload

SAMPLE, WORDS = "badge.json", "is this Jane Doe's badge?"
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class PostedFile:
    """A file and the words that came with it; it is also who hands over its bytes, whichever file is asked for."""

    name: str
    content: bytes = field(repr=False)
    words: str = field(default="", repr=False)

    @classmethod
    def of(cls, posted: Payload, words: str) -> PostedFile:
        """Read what the page posts: a name and the bytes as base64; raises ``ValueError``."""
        name = text_at(posted, "name").rpartition("/")[2].strip()[:LONGEST_NAME]
        try:
            content = b64decode(text_at(posted, "data"), validate=True)
        except Base64Error:
            raise ValueError("The file's bytes are not base64.") from None
        if not name or not content:
            raise ValueError("The file has no name, or is empty.")
        return cls(name, content, words)

    async def read(self, file: UploadedFile) -> bytes:  # noqa: ARG002 - there is no other
        """See the port of downloaders."""
        return self.content

    async def reply(self, desk: SharedDesk, asker: Asker) -> Reply:
        """Return what there is to say of it; ``asker`` is who can have done what its buttons say."""
        checks = FileChecks(desk, self, can_export=False)
        return await checks.answer(UploadedFile(self.name, "", words=self.words), asker, _without_progress)


async def _without_progress(_reply: Reply) -> None:
    """Show nothing: the page shows that it waits."""


def sample_bytes() -> bytes:
    """Return the sandbox's badge."""
    return (files("verifier_client.sandbox") / SAMPLE).read_bytes()


def sample() -> PostedFile:
    """Return the sandbox's badge as somebody drops it."""
    return PostedFile(SAMPLE, sample_bytes(), WORDS)


def file_jobs(verifier: Verifier) -> FileJobs:
    """Return who reads files."""
    quota = Quota(QuotaRule(), monotonic_seconds)
    return FileJobs(verifier, FileReader(), quota=quota, max_ids=MOST_IDS, monotonic=monotonic_seconds)
