"""What the conversation needs from outside, at the user's side: the verifier, and the time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Collection, Iterable, Sequence
    from datetime import date, datetime

    from bots.conversation.intents import Asker
    from verifier_client import About, CertificateId, Lane, Question, Reading, Verdict

Monotonic = Callable[[], float]
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


class Watching(Protocol):
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


@dataclass(frozen=True, slots=True)
class KeptWatch:
    """
    One certificate that its owner wants to be told about.

    ``manager`` is the name that a roster gives, not a chat identity; ``until`` is where a candidate's watch ends;
    ``id`` is given when it is kept.
    """

    owner: Asker
    certificate: CertificateId
    holder: str = ""
    manager: str = ""
    team: str = ""
    purpose: str = ""
    until: date | None = None
    next_notice_on: date | None = None
    id: int = 0


class Watches(Watching, Protocol):
    """Keeps watches by the thousand; each owner watches a certificate once."""

    async def add(self, watches: Sequence[KeptWatch]) -> int:
        """Keep all or none; what is watched already gets the new details, not a new date. Return how many are new."""
        ...

    async def remove(self, owner: Asker, certificates: Collection[CertificateId] | None = None) -> int:
        """Forget these of the owner's, or all; return how many there were."""
        ...

    async def count(self, owner: Asker) -> int:
        """Return how many certificates the owner watches."""
        ...

    async def of_owner(self, owner: Asker, *, after: int = 0, limit: int = 50) -> tuple[KeptWatch, ...]:
        """Return a page of the owner's, those behind the watch of ID ``after``."""
        ...


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who did what with which certificate's ID, and what came of it; never a score, never a holder's name."""

    at: datetime
    who: Asker
    deed: str
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


class SeenBefore(Protocol):
    """Remembers what was handled, so that a platform that delivers twice is answered once."""

    async def first_time(self, key: str, *, keep: float) -> bool:
        """Note ``key`` for ``keep`` seconds; return whether it was new. Atomic: of two callers, one gets True."""
        ...


@dataclass(frozen=True, slots=True)
class Letter:
    """What was acknowledged: of which kind, and what was received, as its surface wrote it."""

    name: str
    kind: str
    body: str = field(repr=False)


class Inbox(Protocol):
    """Holds what was acknowledged until it is answered, for all processes: what one leaves another answers."""

    @property
    def unkept(self) -> int:
        """Return how often the database was not there in time, so that only this process knew of it."""
        ...

    async def keep(self, kind: str, body: str) -> str:
        """Write it down before it is acknowledged, and return its name; never raises, and never waits for long."""
        ...

    def answered(self, name: str) -> None:
        """Remove it."""
        ...

    async def leftovers(self) -> tuple[Letter, ...]:
        """Give a sign of life, and take over what processes left that are gone; what is too old is removed."""
        ...


@dataclass(frozen=True, slots=True)
class Reference:
    """
    Where a conversation can be continued later.

    ``person`` is whose own chat it is, empty where several read along; ``group`` is the team around a channel;
    ``address`` is the surface's own JSON, opaque to everybody else.
    """

    surface: str
    tenant: str
    conversation: str
    person: str = ""
    group: str = ""
    address: str = ""


class References(Protocol):
    """Keeps one reference for each conversation, until the bot is removed from it."""

    async def keep(self, reference: Reference) -> None:
        """Keep it in place of what was known of the same conversation."""
        ...

    async def of_conversation(self, surface: str, tenant: str, conversation: str) -> Reference | None:
        """Return what is known of a conversation."""
        ...

    async def of_person(self, surface: str, tenant: str, person: str) -> Reference | None:
        """Return the person's own chat, the newest if there were several."""
        ...

    async def forget(self, surface: str, tenant: str, conversation: str) -> None:
        """Forget this conversation, and all of the group of that name."""
        ...


@dataclass(frozen=True, slots=True)
class Installation:
    """
    A workspace that installed the bot; ``token`` is sealed by whoever made it, ``details`` their own JSON.

    One that is served by its organisation's has no token, and ``{"under": ...}`` for details.
    """

    surface: str
    tenant: str
    token: bytes = field(repr=False)
    installed_at: datetime
    details: str = ""
    expires_at: datetime | None = None


class Installations(Protocol):
    """Keeps one installation for each workspace."""

    async def keep(self, installation: Installation) -> None:
        """Keep it in place of an older one."""
        ...

    async def of_team(self, surface: str, tenant: str) -> Installation | None:
        """Return a workspace's; None for one that never installed the bot, or removed it."""
        ...

    async def may_renew(self, installation: Installation, *, lease: float) -> bool:
        """Of all who ask at once let one renew the token, for ``lease`` seconds; False too once it is another one."""
        ...

    async def forget(self, surface: str, tenant: str) -> None:
        """Forget its token at once: the bot was removed. Its data, and theirs whom it served, follow in their time."""
        ...


class InstallStates(Protocol):
    """What an installation that somebody began must bring back: once, in time, and from the same browser."""

    async def begin(self, state: str, browser: str, *, until: datetime) -> None:
        """Keep it."""
        ...

    async def take(self, state: str, browser: str) -> bool:
        """Take it, once; say whether it is known, in time, and that browser's."""
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
