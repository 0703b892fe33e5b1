"""Which messages came of an answer: an edited question changes them, and what was shared from one can be taken back."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from cachetools import TTLCache

if TYPE_CHECKING:
    from collections.abc import Callable

    from bots.runtime.ports import Monotonic

DAY = 24 * 3600.0
Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """The messages of one answer, in their order and named as the platform names them; ``asked`` is a digest."""

    messages: tuple[tuple[str, str], ...]
    asked: str = ""


class GivenAnswers(Protocol):
    """Remembers for a day which messages answered a question, or were shared from its answer, and nobody's words."""

    async def remember(self, key: str, answer: GivenAnswer, *, who: str) -> None:
        """
        Note an answer in place of an older one.

        Args:
            key: names the message that asked, or what was shared: the surface, and IDs of the platform or our own.
            answer: the messages that came of it.
            who: the asker's key, so that all of somebody's can be forgotten.
        """
        ...

    async def find(self, key: str) -> GivenAnswer | None:
        """Return the answer of that name, None where none is remembered any more."""
        ...

    async def forget(self, key: str) -> None:
        """Remember the answer of that name no more; one that is unknown is no error."""
        ...


class Recent(Generic[Key, Value]):
    """Values that are remembered for a while in this process; the oldest of too many go first."""

    def __init__(self, monotonic: Monotonic, *, keep: float, size: int = 10_000) -> None:
        """
        Start with none.

        Args:
            monotonic: a clock in seconds.
            keep: for how many seconds a value is remembered.
            size: how many values at most.
        """
        self._values: TTLCache[Key, Value] = TTLCache(size, keep, timer=monotonic)

    def find(self, key: Key) -> Value | None:
        """Return what is remembered under a key, None where nothing is any more."""
        return self._values.get(key)

    def remember(self, key: Key, value: Value) -> None:
        """Remember a value in place of an older one."""
        self._values[key] = value

    def forget(self, key: Key) -> None:
        """Forget what is remembered under a key."""
        self._values.pop(key, None)

    def forget_where(self, is_meant: Callable[[Key], bool]) -> None:
        """Forget everything under the keys that are meant."""
        for key in [key for key in self._values if is_meant(key)]:
            self.forget(key)


class AnswerMemory:
    """Remembers answers in this process, the oldest of too many go first; see ``GivenAnswers``."""

    def __init__(self, monotonic: Monotonic, *, keep: float = DAY, size: int = 10_000) -> None:
        """
        Start with nothing answered.

        Args:
            monotonic: a clock in seconds.
            keep: for how many seconds an answer is remembered.
            size: how many answers at most.
        """
        self._given = Recent[str, GivenAnswer](monotonic, keep=keep, size=size)

    async def remember(self, key: str, answer: GivenAnswer, *, who: str) -> None:  # noqa: ARG002 - gone with the process
        """See the port."""
        self._given.remember(key, answer)

    async def find(self, key: str) -> GivenAnswer | None:
        """See the port."""
        return self._given.find(key)

    async def forget(self, key: str) -> None:
        """See the port."""
        self._given.forget(key)


def digest_of(value: object) -> str:
    """Return what tells whether two wishes are the same, without keeping their words."""
    return hashlib.sha256(repr(value).encode("utf-8", "replace")).hexdigest()[:32]
