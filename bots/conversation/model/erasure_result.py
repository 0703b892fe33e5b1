"""What a deletion on request removed, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class ErasureResult:
    """
    What a deletion removed, by kind, and the number of the audit's line that says so.

    ``at`` is in UTC. ``left`` names the columns in which the same letters still stand as part of another's words: a
    human has to look there.
    """

    at: datetime
    counts: tuple[tuple[str, int], ...]
    line: int = 0
    left: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        """Return how many rows were deleted or cleaned."""
        return sum(count for _, count in self.counts)
