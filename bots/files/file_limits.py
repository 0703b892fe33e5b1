"""How much a file may hold, for who reads it and for who hears of what was read."""

from __future__ import annotations

MOST_IDS, MOST_PAGES = 1_000, 200
LONGEST_NAME = 100  # characters of a name beside an ID
