"""Rosters in chat: first what an import would do, then, on a word, the import. What was shown waits 15 minutes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from cachetools import FIFOCache

from bots.conversation.model.replies import Action, ActionKind, Card, Tone, refusal_card
from bots.conversation.text import rosters as phrases
from bots.conversation.text.watches import IMPORT
from bots.conversation.watch.roster_parser import RosterError, read_roster

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from bots.conversation.model.intents import Asker
    from bots.conversation.model.ports import Verifier
    from bots.conversation.model.watch_models import Cell
    from bots.conversation.watch.ports import Rosters
    from bots.conversation.watch.roster_parser import Roster

HELD_FOR = timedelta(minutes=15)
MOST_WAITING = 50
WRONG_SHOWN = 15
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class PendingImport:
    """A roster that was shown, and until when it can be imported."""

    roster: Roster
    name: str
    digest: str
    until: datetime


class PendingImports:
    """Holds the rosters that were shown, each for its asker alone; the oldest of too many is dropped."""

    def __init__(self) -> None:
        """Start empty."""
        self._waiting: FIFOCache[tuple[str, str], PendingImport] = FIFOCache(MOST_WAITING)

    def put(self, asker: Asker, waiting: PendingImport) -> None:
        """Hold a roster."""
        self._waiting.pop((asker.key, waiting.digest), None)  # shown again, it is the newest
        self._waiting[asker.key, waiting.digest] = waiting

    def pop(self, asker: Asker, digest: str, now: datetime) -> PendingImport | None:
        """Remove and return a roster, None when it is not there or its time is over."""
        waiting = self._waiting.pop((asker.key, digest), None)
        return waiting if waiting is not None and now < waiting.until else None


class RosterImport:
    """Shows what a roster would change, and imports it when the asker says so."""

    def __init__(
        self, *, rosters: Rosters, verifier: Verifier, now: Callable[[], datetime], pending: PendingImports
    ) -> None:
        """
        Import into a store of rosters.

        Args:
            rosters: where rosters are imported.
            verifier: reads IDs, and knows which day it is.
            now: the time in UTC.
            pending: the rosters that were shown and not imported yet.
        """
        self._rosters = rosters
        self._verifier = verifier
        self._now = now
        self._pending = pending

    async def preview(self, cells: Sequence[Sequence[Cell]], name: str, asker: Asker) -> Card:
        """Say what an import would do, and hold the roster until it is imported."""
        name = " ".join(name.split())[:LONGEST_NAME] or "The roster"
        try:
            roster = read_roster(cells, lambda text: self._verifier.read_text(text).ids, self._verifier.today)
        except RosterError as error:
            return refusal_card(phrases.cannot_read(name, str(error)))
        compared = await self._rosters.compare(asker, roster.rows)
        digest = sha256(repr([tuple(map(str, row)) for row in cells]).encode()).hexdigest()[:16]
        if roster.rows:
            self._pending.put(asker, PendingImport(roster, name, digest, self._now() + HELD_FOR))
        action = Action(ActionKind.RUN, IMPORT, command=f"import {digest}")
        return Card(
            phrases.preview(name, compared, len(roster.wrong)),
            Tone.CAUTION if roster.wrong else Tone.NEUTRAL,
            lines=_wrong(roster),
            findings=(phrases.ignored(roster.ignored),) if roster.ignored else (),
            next_step=phrases.IMPORT_NEXT if roster.rows else phrases.MEND_NEXT,
            actions=(action,) if roster.rows else (),
        )

    async def keep(self, digest: str, asker: Asker) -> Card:
        """Import what was shown."""
        waiting = self._pending.pop(asker, digest, self._now())
        if waiting is None:
            return refusal_card(phrases.GONE)
        roster = waiting.roster
        compared = await self._rosters.import_rows(
            asker, roster.rows, name=waiting.name, digest=digest, wrong=len(roster.wrong)
        )
        return Card(
            phrases.imported(waiting.name, compared, len(roster.wrong)),
            Tone.CAUTION if roster.wrong else Tone.GOOD,
            lines=_wrong(roster),
            next_step=phrases.LINK_NEXT if any(row.manager for row in roster.rows) else "",
        )


def _wrong(roster: Roster) -> tuple[str, ...]:
    lines = tuple(phrases.wrong_line(each) for each in roster.wrong[:WRONG_SHOWN])
    left = len(roster.wrong) - WRONG_SHOWN
    return (*lines, phrases.more_wrong(left)) if left > 0 else lines
