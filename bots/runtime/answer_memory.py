"""Which messages answered what was said, so that an edited question changes its answer."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from bots.runtime.ports import Monotonic

DAY = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """The messages of one answer, in their order and named as the platform names them; ``asked`` is a digest."""

    messages: tuple[tuple[str, str], ...]
    asked: str = ""


class GivenAnswers(Protocol):
    """Remembers for a day which messages answered a question, and nobody's words."""

    async def remember(self, key: str, answer: GivenAnswer, *, who: str) -> None:
        """
        Note an answer in place of an older one.

        Args:
            key: names the message that asked: the surface, and the platform's own IDs.
            answer: the messages that answered it.
            who: the asker's key, so that all of somebody's can be forgotten.
        """
        ...

    async def find(self, key: str) -> GivenAnswer | None:
        """Return the answer to a question, None where none is remembered any more."""
        ...


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
        self._monotonic = monotonic
        self._keep = keep
        self._size = size
        self._given: OrderedDict[str, tuple[float, GivenAnswer]] = OrderedDict()

    async def remember(self, key: str, answer: GivenAnswer, *, who: str) -> None:  # noqa: ARG002 - gone with the process
        """See the port."""
        self._given[key] = (self._monotonic() + self._keep, answer)
        self._given.move_to_end(key)
        if len(self._given) > self._size:
            self._given.popitem(last=False)

    async def find(self, key: str) -> GivenAnswer | None:
        """See the port."""
        until, answer = self._given.get(key, (0.0, None))
        return answer if until > self._monotonic() else None


def digest_of(value: object) -> str:
    """Return what tells whether two wishes are the same, without keeping their words."""
    return hashlib.sha256(repr(value).encode("utf-8", "replace")).hexdigest()[:32]
