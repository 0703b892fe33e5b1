"""What the process asks of its storage: inbox, idempotency keys, installations, tokens, conversation references."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

Monotonic = Callable[[], float]


class IdempotencyKeys(Protocol):
    """Remembers what was handled, so that a platform that delivers twice is answered once."""

    async def claim(self, key: str, *, keep: float) -> bool:
        """
        Remember a key; of two callers at once, one gets True.

        Args:
            key: names what is handled: the surface, the kind, and the platform's own ID.
            keep: seconds for which it is remembered.

        Returns:
            Whether it was new.
        """
        ...

    async def forget(self, key: str) -> None:
        """Forget a key, so that it is new again."""
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
        """Return how often the database was not there in time, so that at first only this process knew of it."""
        ...

    async def keep(self, kind: str, body: str) -> str:
        """
        Write an item down before it is acknowledged; never raises, and waits a third of a second at most.

        Args:
            kind: the surface's name, a space, and what it was, as in ``slack command``.
            body: what was received, as JSON.

        Returns:
            The item's name, empty where it could not be written; what is late is written once the database answers.
        """
        ...

    def answered(self, name: str) -> None:
        """Remove the item of that name: it was answered."""
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
        """Return what is known of a conversation, by the surface's name and the platform's own IDs."""
        ...

    async def of_person(self, surface: str, tenant: str, person: str) -> StoredReference | None:
        """Return the own chat of ``person`` with the bot, the newest if there were several."""
        ...

    async def forget(self, surface: str, tenant: str, conversation: str) -> None:
        """Forget this conversation, and all of the group whose ID is ``conversation``."""
        ...


@dataclass(frozen=True, slots=True)
class Profile:
    """
    What a platform says of a person; "" for unknown.

    A time zone by its IANA name, what they are called, and the language their platform is set to, such as ``de``.
    """

    time_zone: str = ""
    name: str = field(default="", repr=False)
    language: str = ""


class Profiles(Protocol):
    """Keeps what platforms say of the people who use the bot there."""

    async def is_known(self, who: str) -> bool:
        """Say whether anything is kept of somebody, by ``Asker.key``."""
        ...

    async def language_of(self, who: str) -> str:
        """Return the language that somebody's platform is set to, by ``Asker.key``; "" where it is not known."""
        ...

    async def keep(self, who: str, profile: Profile) -> None:
        """
        Keep a profile in place of an older one.

        Args:
            who: whose, by ``Asker.key``; only people who use the bot themselves.
            profile: what their platform says.
        """
        ...


@dataclass(frozen=True, slots=True)
class Installation:
    """
    A workspace that installed the bot; ``token`` is encrypted by whoever made it, ``details`` their own JSON.

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
        """Return the installation of the workspace ``tenant``; None where the bot was never installed, or removed."""
        ...

    async def may_renew(self, installation: Installation, *, lease: float) -> bool:
        """
        Let one of all that ask at once renew a token.

        Args:
            installation: the installation as it was read.
            lease: seconds for which nobody else may.

        Returns:
            Whether the caller may; False too once the token is another one.
        """
        ...

    async def forget(self, surface: str, tenant: str) -> None:
        """Forget the token of ``tenant`` at once: the bot was removed. Its data is deleted some days later."""
        ...


class InstallStates(Protocol):
    """What installations bring back, each once."""

    async def use(self, state: str, *, until: datetime) -> bool:
        """
        Use up what the platform handed back; return whether nobody had.

        Args:
            state: the secret, of which it is known that we made it.
            until: when it is void, with its time zone; it is remembered until then.
        """
        ...

    async def take(self, state: str, browser: str) -> bool:
        """Use up one that an earlier version stored; return whether it was known, in time, and that browser's."""
        ...


@dataclass(frozen=True, slots=True)
class AccessToken:
    """A token with which an assistant asks for a person (``who``, an ``Asker.key``), and its times (UTC)."""

    number: int
    who: str
    made_at: datetime
    until: datetime


class AccessTokens(Protocol):
    """Keeps who asks by which token; of the tokens themselves only hashes."""

    async def create(self, who: str, *, until: datetime) -> tuple[AccessToken, str]:
        """
        Make a token.

        Args:
            who: the key of the person for whom is asked by it.
            until: the moment (UTC) from which on nobody is let in by it.

        Returns:
            The token as it is kept, and its secret, which is shown once and kept nowhere.
        """
        ...

    async def of_secret(self, secret: str) -> AccessToken | None:
        """Return the token of that secret; None where there is none, or where it has ended."""
        ...

    async def all(self) -> tuple[AccessToken, ...]:
        """Return all tokens that have not ended, by number."""
        ...

    async def revoke(self, number: int) -> AccessToken | None:
        """Delete a token, so that nobody is let in by it from now on, and return it; None where there was none."""
        ...
