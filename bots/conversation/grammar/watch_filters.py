"""
Which of their watches somebody wants to see, from typed words.

``watches``, ``watches 2``, ``watches this quarter``, ``watches next 30 days``, ``watches team Risk``,
``watches for Jane Doe``, and several of them with ``page 2`` at the end.
"""

from __future__ import annotations

import re

from bots.conversation.model.watch_intents import ListWatches

LONGEST = 200  # of a team or a name
_PAGE = re.compile(r"(?:^|\s)(?:page\s+)?(\d{1,6})\s*$", re.IGNORECASE)
_PERIOD = re.compile(
    r"\b(?:(this|next)\s+(week|month|quarter|year)|(?:next|within|in)\s+(?:the\s+next\s+)?(\d{1,4})\s+(days?|weeks?|months?))\b",
    re.IGNORECASE,
)
_TEAM = re.compile(r"\bteam(?:\s*[:=]\s*|\s+)(.+?)(?=\s+(?:for|of|this|next|within|page)\b|$)", re.IGNORECASE)
_PERSON = re.compile(r"\b(?:for|of)\s+(.+?)(?=\s+(?:team|this|next|within|page)\b|$)", re.IGNORECASE)
_DAYS = {"day": 1, "week": 7, "month": 30}


def read_list(words: str) -> ListWatches:
    """Return which watches are asked for; what says nothing about that is passed over."""
    rest = " ".join(words.split())
    period = ""
    if match := _PERIOD.search(rest):
        rest = f"{rest[: match.start()]} {rest[match.end() :]}".strip()
        number, unit = match[3], (match[4] or "").lower().rstrip("s")
        period = f"{match[1]} {match[2]}".lower() if match[1] else f"{int(number) * _DAYS[unit]} days"
    page = 1
    if match := _PAGE.search(rest):
        page, rest = max(int(match[1]), 1), rest[: match.start()]
    team, person = _TEAM.search(rest), _PERSON.search(rest)
    return ListWatches(page, period, _name(team), _name(person))


def _name(match: re.Match[str] | None) -> str:
    return match[1].strip(" ,;.?")[:LONGEST] if match else ""
