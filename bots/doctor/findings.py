"""What a check finds: one line each, with what to do where there is something to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How grave a finding is: only a fault keeps somebody from being answered or notified."""

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
    """Return a finding with which nothing is to be done."""
    return Finding(Level.OK, says)


def warning(says: str, do: str) -> Finding:
    """Return a finding that somebody should look at; ``do`` says what to do."""
    return Finding(Level.WARNING, says, do)


def fault(says: str, do: str) -> Finding:
    """Return a finding that keeps something from working; ``do`` says what to do."""
    return Finding(Level.FAULT, says, do)
