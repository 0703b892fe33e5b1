"""The port for what a badge's check needs from outside: key documents, status lists, hosted assertions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

from verifier_client.badges.errors import Undetermined, Unreadable
from verifier_client.badges.formats.strict_json import parse_object

if TYPE_CHECKING:
    from collections.abc import Mapping


class NotThere(Exception):
    """The host was reached and says that it has no such document (HTTP 404)."""


class Documents(Protocol):
    """Whoever loads documents decides which addresses may be asked; all others cannot be had."""

    async def load(self, url: str) -> bytes | None:
        """
        Return what stands at ``url`` (https, without a fragment), or None when it cannot or must not be had.

        Raises ``NotThere`` when the host says that there is no such document.
        """
        ...


class HeldDocuments:
    """Documents that are at hand, by address."""

    def __init__(self, held: Mapping[str, bytes]) -> None:
        """Hold ``held``."""
        self._held = held

    async def load(self, url: str) -> bytes | None:
        """Return the document at ``url``; see ``Documents.load``."""
        return self._held.get(url)


def is_https(url: object) -> bool:
    """Say whether ``url`` is an address that may be asked for: https, a host, no user, only printable ASCII."""
    if not isinstance(url, str) or not url.isascii() or not url.isprintable() or " " in url:
        return False
    try:
        parts = urlsplit(url)
        return parts.scheme == "https" and bool(parts.hostname) and parts.username is None and parts.port != 0
    except ValueError:
        return False


async def load_bytes(documents: Documents, url: object, what: str) -> bytes:
    """
    Return what stands at an address.

    Args:
        documents: Decides what may be loaded.
        url: The address as the badge names it; anything but text cannot be had.
        what: What the document is, for the error's sentence.

    Raises:
        Undetermined: When the document cannot be had.
    """
    if not isinstance(url, str) or not is_https(url):
        raise Undetermined(f"{what} has no https address.")
    try:
        data = await documents.load(url.partition("#")[0])
    except NotThere:
        data = None
    if data is None:
        raise Undetermined(f"{what} could not be loaded.")
    return data


async def load_object(documents: Documents, url: object, what: str) -> dict[str, Any]:
    """
    Return the JSON object at an address.

    Args:
        documents: Decides what may be loaded.
        url: The address as the badge names it; anything but text cannot be had.
        what: What the document is, for the error's sentence.

    Raises:
        Undetermined: When there is no such object to be had.
    """
    data = await load_bytes(documents, url, what)
    try:
        return parse_object(data)
    except Unreadable as error:
        raise Undetermined(f"{what} is not JSON (a web page, perhaps).") from error
