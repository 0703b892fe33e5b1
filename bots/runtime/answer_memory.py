"""Which messages answered what was said, so that an edited question changes its answer; kept in this process."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bots.runtime.ports import Monotonic

DAY = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """The messages of one answer, in their order and named as the platform names them; ``asked`` is a digest."""

    messages: tuple[tuple[str, str], ...]
    asked: str = ""


class AnswerMemory:
    """Remembers answers for a while; the oldest of too many go first."""

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

    def remember(self, key: str, answer: GivenAnswer) -> None:
        """
        Note an answer in place of an older one.

        Args:
            key: what tells the question from others.
            answer: the messages that answered it.
        """
        self._given[key] = (self._monotonic() + self._keep, answer)
        self._given.move_to_end(key)
        if len(self._given) > self._size:
            self._given.popitem(last=False)

    def find(self, key: str) -> GivenAnswer | None:
        """Return the answer to a question, None where none is remembered any more."""
        until, answer = self._given.get(key, (0.0, None))
        return answer if until > self._monotonic() else None


def digest_of(value: object) -> str:
    """Return what tells whether two wishes are the same, without keeping their words."""
    return hashlib.sha256(repr(value).encode("utf-8", "replace")).hexdigest()[:32]
