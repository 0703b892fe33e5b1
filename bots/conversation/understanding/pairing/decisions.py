"""What is found about each ID of a message while its layouts are read one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from bots.conversation.understanding.people.name_words import folded

if TYPE_CHECKING:
    from verifier_client import CertificateId


MOST_CANDIDATES = 10
"""More names than this are no choice that a person makes by buttons."""
_FIELDS = ("pairs", "unread", "candidates")


class NamedIds(Mapping[str, Any]):
    """
    The IDs of a message with their holders' names, readable as a mapping too.

    ``pairs`` has each ID once, in order, with the name as written or None; ``unread`` what was offered as an ID and is
    none; ``candidates`` the names among which only the asker can choose, by canonical ID.
    """

    __slots__ = _FIELDS

    def __init__(
        self,
        pairs: tuple[tuple[CertificateId, str | None], ...] = (),
        unread: tuple[str, ...] = (),
        candidates: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        """
        Take what was found in a message.

        Args:
            pairs: each ID with its name.
            unread: what could not be read as an ID.
            candidates: the names that may be an ID's, by canonical ID.
        """
        self.pairs = pairs
        self.unread = unread
        self.candidates = candidates or {}

    def __getitem__(self, key: str) -> Any:
        """Return ``pairs``, ``unread`` or ``candidates``."""
        if key not in _FIELDS:
            raise KeyError(key)
        return getattr(self, key)

    def __iter__(self) -> Iterator[str]:
        """Give the three keys."""
        return iter(_FIELDS)

    def __len__(self) -> int:
        """Count the three keys."""
        return len(_FIELDS)


class Findings:
    """
    What was found so far; IDs are indexes, -1 is one that cannot be read.

    ``used`` are the names that belong to an ID already, as line and token.
    """

    __slots__ = ("decided", "doubtful", "names", "used")

    def __init__(self) -> None:
        self.names: dict[int, list[str]] = {}
        self.decided: set[int] = set()
        self.doubtful: dict[int, list[str]] = {}
        self.used: set[tuple[int, int]] = set()

    def decide(self, at: int, name: str) -> None:
        """Note the name of an ID, or with an empty name that none is given."""
        self.decided.add(at)
        if name and at >= 0 and name not in self.names.setdefault(at, []):
            self.names[at].append(name)

    def doubt(self, at: int, names: list[str]) -> None:
        """Note that each of ``names`` could belong to an ID."""
        if at >= 0 and at not in self.decided:
            known = dict.fromkeys([*self.doubtful.get(at, []), *names[:MOST_CANDIDATES]])
            self.doubtful[at] = list(known)[:MOST_CANDIDATES]

    def deny(self, at: int) -> None:
        """Take back the name of an ID that is ruled out, where it is another's: ``not ID1 but ID2 is Ann's``."""
        others = {name for other, names in self.names.items() if other != at for name in names}
        if not others.isdisjoint(self.names.get(at, ())):
            del self.names[at]

    def result(self, ids: tuple[CertificateId, ...], unread: tuple[str, ...]) -> NamedIds:
        """Return the pairs; an ID with two different names has candidates and no name."""
        pairs: list[tuple[CertificateId, str | None]] = []
        candidates: dict[str, tuple[str, ...]] = {}
        for at, certificate in enumerate(ids):
            names = self.names.get(at, [])
            same = len({folded(name) for name in names}) == 1
            pairs.append((certificate, names[0] if same else None))
            if not same and (possible := names or self.doubtful.get(at, [])):
                candidates[str(certificate)] = tuple(possible)
        return NamedIds(tuple(pairs), unread, candidates)
