"""The files that a message in Slack carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.files.uploads import LONGEST_NAME, UploadedFile, choose_file
from bots.runtime.json_access import list_at, text_at

if TYPE_CHECKING:
    from bots.runtime.json_access import Payload


URL = "url_private_download"


def shared_in(message: Payload, *, from_elsewhere: bool = False) -> UploadedFile | None:
    """Return what to read among the files of a message or of a form's field; None without files."""
    return choose_file(
        [
            UploadedFile(file_name(file), text_at(file, URL), text_at(file, "id"), from_elsewhere=from_elsewhere)
            for file in list_at(message, "files")
            if text_at(file, "id")
        ]
    )


def file_name(file: Payload, *path: str) -> str:
    """Return the name of the file that is described at ``path``, cut to what is shown."""
    return text_at(file, *path, "name")[:LONGEST_NAME]
