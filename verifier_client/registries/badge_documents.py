"""Documents by the network's seam: only from hosts that are allowed, and remembered for a while for all who ask."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cachetools import TTLCache

from verifier_client.badges.documents import NotThere, is_https
from verifier_client.errors import VerifierError
from verifier_client.models import Lane
from verifier_client.single_flight import SharedRequest, SingleFlight
from verifier_client.transport import RegistryRequest

if TYPE_CHECKING:
    from datetime import datetime

    from verifier_client.badges.models import ReadList
    from verifier_client.clock import Clock
    from verifier_client.policy import Policy
    from verifier_client.transport import RegistryResponse, Transport

LIFETIMES = {Lane.INTERACTIVE: 300.0, Lane.BACKGROUND: 900.0}
"""Seconds for which a document serves all who ask: a round reads a status list once for all of its watchers."""
FAILURE_LIFETIME = 60.0
"""Seconds for which a round does not ask again for what could not be had."""
MAX_REMEMBERED = 32 * 1024 * 1024
"""Bytes of documents, and of the bits of status lists, that are remembered at most."""
_OVERHEAD = 2_000
_ACCEPT = (("Accept", "application/vc+jwt, application/ld+json, application/json;q=0.9, */*;q=0.1"),)


@dataclass(frozen=True, slots=True)
class _Read:
    """What stood at an address: nothing is None; ``there`` is false when the host has no such document."""

    data: bytes | None
    there: bool
    read_at: datetime
    seen: float

    def serves(self, lane: Lane, now: float) -> bool:
        """Say whether it need not be read again; what could not be had is always asked for again for people."""
        if self.data is None:
            return lane is Lane.BACKGROUND and now < self.seen + FAILURE_LIFETIME
        return now < self.seen + LIFETIMES[lane]


class DocumentMemory:
    """What was read lately, shared by all badges of a process; one reading at a time for each address."""

    def __init__(self, transport: Transport, clock: Clock, policy: Policy) -> None:
        """
        Create the memory with nothing in it.

        Args:
            transport: Carries the requests.
            clock: Wall time and monotonic time.
            policy: How long one reading may take.
        """
        self.clock = clock
        self._transport = transport
        self._policy = policy
        self._under_way: SingleFlight[_Read] = SingleFlight()
        longest = max(LIFETIMES.values())
        self._read: TTLCache[str, _Read] = TTLCache(
            MAX_REMEMBERED, longest, clock.monotonic, lambda read: len(read.data or b"") + _OVERHEAD
        )
        self.lists: TTLCache[bytes, ReadList] = TTLCache(
            MAX_REMEMBERED, longest, clock.monotonic, lambda listed: len(listed.bits) + _OVERHEAD
        )

    async def read(self, url: str, *, lane: Lane, patience: float, fresh: bool = False) -> _Read:
        """
        Return what stands at an address, read lately; nothing when it takes too long.

        Args:
            url: The address.
            lane: Who waits, and so how old it may be.
            patience: How long it may take, in seconds.
            fresh: Whether it is read even when it is remembered.
        """
        known = self._read.get(url)
        if known is not None and not fresh and known.serves(lane, self.clock.monotonic()):
            return known
        try:
            return await self._under_way.join(url, partial(self._ask, url), lane=lane, patience=patience)
        except TimeoutError:
            return _Read(None, there=True, read_at=self.clock.now(), seen=self.clock.monotonic())

    async def drain(self) -> None:
        """Wait until nothing is being read."""
        await self._under_way.drain()

    async def _ask(self, url: str, shared: SharedRequest) -> _Read:
        request = RegistryRequest(urlsplit(url).netloc, url, _ACCEPT)
        try:
            answer = await self._transport.send(request, patience=self._policy.patience_of(shared.lane))
        except VerifierError:
            answer = None
        read = _Read(_body(answer), answer is None or not _is_denial(answer), self.clock.now(), self.clock.monotonic())
        if len(read.data or b"") + _OVERHEAD <= MAX_REMEMBERED:
            self._read[url] = read
        return read


class AllowedDocuments:
    """
    The documents that may be loaded for one badge.

    ``hosts`` are those of its issuer on the operator's list: none for an issuer that is not on it. ``read_at`` notes
    when each document was read (UTC).
    """

    def __init__(
        self, memory: DocumentMemory, hosts: frozenset[str], *, lane: Lane, patience: float, fresh: bool = False
    ) -> None:
        """
        Create the documents of one badge, none of them read.

        Args:
            memory: What was read lately for all badges.
            hosts: Those that may be asked.
            lane: Who waits.
            patience: Seconds for all documents of the badge together.
            fresh: Whether all are read even when they are remembered.
        """
        self._memory = memory
        self._hosts = hosts
        self._lane = lane
        self._fresh = fresh
        self._deadline = memory.clock.monotonic() + patience
        self.read_at: dict[str, datetime] = {}

    async def load(self, url: str) -> bytes | None:
        """Return the document at ``url``, or None where it may not be asked for or cannot be had; see ``Documents``."""
        left = self._deadline - self._memory.clock.monotonic()
        if left <= 0 or not is_https(url) or urlsplit(url).netloc not in self._hosts:
            return None
        fresh = self._fresh and url not in self.read_at
        read = await self._memory.read(url, lane=self._lane, patience=left, fresh=fresh)
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
