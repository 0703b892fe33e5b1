"""Documents by the network's seam: only from hosts that are allowed, and remembered for a while for all who ask."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from verifier_client.badges.documents import NotThere, is_https
from verifier_client.errors import VerifierError
from verifier_client.transport import RegistryRequest

if TYPE_CHECKING:
    from datetime import datetime

    from verifier_client.clock import Clock
    from verifier_client.transport import RegistryResponse, Transport

LIFETIME = 300.0
"""Seconds for which a key document or a status list is remembered: one reading serves all who ask in them."""
MAX_REMEMBERED = 256
_ACCEPT = (("Accept", "application/vc+jwt, application/ld+json, application/json;q=0.9, */*;q=0.1"),)


@dataclass(frozen=True, slots=True)
class _Read:
    """What stood at an address: nothing is None; ``there`` is false when the host has no such document."""

    data: bytes | None
    there: bool
    read_at: datetime
    until: float


@dataclass(slots=True)
class DocumentMemory:
    """What was read lately, shared by all badges of a process; one reading at a time for each address."""

    transport: Transport
    clock: Clock
    _read: dict[str, _Read] = field(default_factory=dict)
    _locks: dict[str, asyncio.Lock] = field(default_factory=dict)

    async def read(self, url: str, patience: float) -> _Read:
        """
        Return what stands at an address, read at most ``LIFETIME`` seconds ago.

        Args:
            url: The address.
            patience: How long it may take, in seconds.
        """
        lock = self._locks.setdefault(url, asyncio.Lock())
        try:
            async with lock:
                known = self._read.get(url)
                if known is None or self.clock.monotonic() >= known.until:
                    known = await self._ask(url, patience)
                    self._keep(url, known)
                return known
        finally:
            if not lock.locked():
                self._locks.pop(url, None)

    async def _ask(self, url: str, patience: float) -> _Read:
        registry = urlsplit(url).netloc
        answer = None
        with contextlib.suppress(VerifierError):
            answer = await self.transport.send(RegistryRequest(registry, url, _ACCEPT), patience=patience)
        until = self.clock.monotonic() + (LIFETIME if answer is not None and answer.status == 200 else 0.0)
        return _Read(_body(answer), answer is None or not _is_denial(answer), self.clock.now(), until)

    def _keep(self, url: str, read: _Read) -> None:
        if len(self._read) >= MAX_REMEMBERED:
            self._read.pop(next(iter(self._read)))
        self._read[url] = read


class AllowedDocuments:
    """
    The documents that may be loaded for one badge.

    ``hosts`` are those of its issuer on the operator's list: none for an issuer that is not on it. ``read_at`` notes
    when each document was read (UTC).
    """

    def __init__(self, memory: DocumentMemory, hosts: frozenset[str], *, patience: float) -> None:
        """
        Create the documents of one badge, none of them read.

        Args:
            memory: What was read lately for all badges.
            hosts: Those that may be asked.
            patience: Seconds for all documents of the badge together.
        """
        self._memory = memory
        self._hosts = hosts
        self._deadline = memory.clock.monotonic() + patience
        self.read_at: dict[str, datetime] = {}

    async def load(self, url: str) -> bytes | None:
        """Return the document at ``url``, or None where it may not be asked for or cannot be had; see ``Documents``."""
        left = self._deadline - self._memory.clock.monotonic()
        if left <= 0 or not is_https(url) or urlsplit(url).netloc not in self._hosts:
            return None
        read = await self._memory.read(url, left)
        self.read_at[url] = read.read_at
        if not read.there:
            raise NotThere(url)
        return read.data


def _body(answer: RegistryResponse | None) -> bytes | None:
    """410 is how some hosts of Open Badges 2.0 say "revoked", with the assertion's stub as the body."""
    return answer.body if answer is not None and answer.status in {200, 410} else None


def _is_denial(answer: RegistryResponse) -> bool:
    """A 404 that is JSON is the host's own word; a page may come from any proxy or wrong path."""
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    return answer.status == 404 and (kind == "application/json" or kind.endswith("+json"))
