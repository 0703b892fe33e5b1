"""What the conversation needs from outside, at the user's side: the verifier, and the time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from bots.conversation.model.intents import Asker

if TYPE_CHECKING:
    from bots.conversation.model.intents import Intent
    from bots.conversation.model.watch_models import StoredWatch
if TYPE_CHECKING:
    from datetime import datetime

    from bots.conversation.model.intents import Asker

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Collection, Iterable, Sequence
    from datetime import date, datetime

    from bots.conversation.model.intents import Asker
    from verifier_client import About, CertificateId, Lane, Question, Reading, Verdict

"""Seconds that only ever grow."""

Progress = Callable[[int, int], None]
"""Told how many of how many are done."""


class Verifier(Protocol):
    """What the desk asks of the verifier client."""

    @property
    def registries(self) -> tuple[About, ...]:
        """Say which registries are configured."""
        ...

    @property
    def today(self) -> date:
        """Say which day it is where certificates are judged (UTC)."""
        ...

    def read_text(self, text: str) -> Reading:
        """Read the IDs out of a text, and what is left of it."""
        ...

    def keepers_of(self, code: str) -> tuple[About, ...]:
        """Return the registries of the issuers that use a certification code."""
        ...

    def how_by_hand(self, registry: str, code: str, *, holder: str | None = None) -> Verdict | None:
        """Return how a human checks a certification without an ID."""
        ...

    def verify_many(
        self,
        certificates: Iterable[str | CertificateId | Question],
        *,
        holder: str | None = None,
        on: date | None = None,
        fresh: bool = False,
        lane: Lane = ...,
    ) -> AsyncIterator[Verdict]:
        """Verify any number; what could not be checked is a verdict that says so."""
        ...


class SingleWatches(Protocol):
    """Keeps who wants to be told about which certificate."""

    async def watch(self, asker: Asker, certificate: CertificateId) -> bool:
        """Keep it; return whether it was new."""
        ...

    async def unwatch(self, asker: Asker, certificate: CertificateId) -> bool:
        """Forget it; return whether it was kept."""
        ...

    async def watched_by(self, asker: Asker) -> tuple[str, ...]:
        """Return what this asker watches, by ID."""
        ...


class WatchStore(SingleWatches, Protocol):
    """Keeps watches by the thousand; each owner watches a certificate once."""

    async def add(self, watches: Sequence[StoredWatch]) -> int:
        """Keep all or none; what is watched already gets the new details, not a new date. Return how many are new."""
        ...

    async def remove(self, owner: Asker, certificates: Collection[CertificateId] | None = None) -> int:
        """Forget these of the owner's, or all; return how many there were."""
        ...

    async def count(self, owner: Asker) -> int:
        """Return how many certificates the owner watches."""
        ...

    async def of_owner(self, owner: Asker, *, after: int = 0, limit: int = 50) -> tuple[StoredWatch, ...]:
        """Return a page of the owner's, those behind the watch of ID ``after``."""
        ...


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who did what with which certificate's ID, and what came of it; never a score, never a holder's name."""

    at: datetime
    who: Asker
    action: str
    certificate: str = ""
    outcome: str = ""
    id: int = 0


class Audit(Protocol):
    """Remembers what was asked; nothing in it is ever changed."""

    async def append(self, *entries: AuditEntry) -> None:
        """Write them down, all or none."""
        ...

    async def since(
        self, when: datetime, *, after: int = 0, limit: int = 500, tenant: str | None = None
    ) -> tuple[AuditEntry, ...]:
        """Return a page of those written since then, of one tenant or of all, behind the entry of ID ``after``."""
        ...


class Receipt(Protocol):
    """A signed record of one answer."""

    @property
    def number(self) -> int:
        """Return its place in its chain."""
        ...

    @property
    def fingerprint(self) -> str:
        """Return by which people compare the key that signed it."""
        ...

    @property
    def text(self) -> str:
        """Return it in letters that no chat platform takes for markup, line by line."""
        ...


class Receipts(Protocol):
    """Signs answers."""

    async def issue(self, verdict: Verdict) -> Receipt:
        """Sign what a verdict says, as the next of the chain."""
        ...


@dataclass(frozen=True, slots=True)
class Erased:
    """
    The receipt of a deletion: what went, by kind, and at which place of the audit it is written that it went.

    ``left`` are columns in which the same letters still stand, as another's words: a human has to look.
    """

    at: datetime
    counts: tuple[tuple[str, int], ...]
    line: int = 0
    left: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        """Return how many rows went, or were cleaned."""
        return sum(count for _, count in self.counts)


class ErasureStore(Protocol):
    """Forgets people."""

    async def forget_asker(self, who: Asker, *, by: Asker) -> Erased:
        """Forget all that somebody did, set and was told here, but that it was forgotten, and by whom."""
        ...


class IntentParser(Protocol):
    """Reads words with the shared grammar."""

    def __call__(self, text: str, *, command: str | None = None) -> Intent:
        """Return the intent."""
        ...
