"""Levels of seniority: one list for titles, for whole texts and for the needs of teams."""

from __future__ import annotations

from enum import StrEnum


class Level(StrEnum):
    """How senior a role is; ``ANY`` where nothing says so."""

    JUNIOR = "junior"
    MID = "mid"
    SENIOR = "senior"
    LEAD = "lead"
    PRINCIPAL = "principal"
    EXECUTIVE = "executive"
    ANY = "any"
