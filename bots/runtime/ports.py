"""What the process asks of its storage: inbox, idempotency keys, installations, conversation references."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

if TYPE_CHECKING:
    from datetime import datetime


Monotonic = Callable[[], float]


class IdempotencyKeys(Protocol):
    """Remembers what was handled, so that a platform that delivers twice is answered once."""

    async def claim(self, key: str, *, keep: float) -> bool:
        """Note ``key`` for ``keep`` seconds; return whether it was new. Atomic: of two callers, one gets True."""
        ...


@dataclass(frozen=True, slots=True)
class InboxItem:
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

    async def leftovers(self) -> tuple[InboxItem, ...]:
        """Give a sign of life, and take over what processes left that are gone; what is too old is removed."""
        ...


@dataclass(frozen=True, slots=True)
class StoredReference:
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


class ConversationReferences(Protocol):
    """Keeps one reference for each conversation, until the bot is removed from it."""

    async def keep(self, reference: StoredReference) -> None:
        """Keep it in place of what was known of the same conversation."""
        ...

    async def of_conversation(self, surface: str, tenant: str, conversation: str) -> StoredReference | None:
        """Return what is known of a conversation."""
        ...

    async def of_person(self, surface: str, tenant: str, person: str) -> StoredReference | None:
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
