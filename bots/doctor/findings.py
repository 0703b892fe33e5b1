"""What a check finds: one line each, with what to do where there is something to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How grave it is: only a fault keeps somebody from being answered or told."""

    OK = "OK"
    WARNING = "WARNING"
    FAULT = "FAULT"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line; ``says`` and ``do`` hold no secret."""

    level: Level
    says: str
    do: str = ""


def ok(says: str) -> Finding:
    """Nothing to do."""
    return Finding(Level.OK, says)


def warning(says: str, do: str) -> Finding:
    """Somebody should look at it."""
    return Finding(Level.WARNING, says, do)


def fault(says: str, do: str) -> Finding:
    """It does not work like this."""
    return Finding(Level.FAULT, says, do)
