"""What is doubtful of certificates that are to be watched: said when they are imported, and not weeks later."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from itertools import islice
from typing import TYPE_CHECKING

from bots.conversation.text import rosters as phrases
from verifier_client import Agreement, Lane, Outcome, Question, Standing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bots.conversation.model.intents import Asker
    from bots.conversation.model.ports import Verifier
    from bots.conversation.model.watch_models import RosterRow
    from bots.conversation.quota import Quota
    from verifier_client import Verdict

MOST_LOOKED_AT = 50
SECONDS = 3.0  # seconds after which what is not answered is left to the next round
LOST = frozenset({Standing.REVOKED, Standing.SUSPENDED, Standing.EXPIRED, Standing.UNKNOWN})


class DoubtfulRows:
    """Looks at the first certificates of a roster."""

    def __init__(self, verifier: Verifier, quota: Quota | None, *, seconds: float = SECONDS) -> None:
        """
        Look by a verifier.

        Args:
            verifier: verifies certificates.
            quota: how many certificates a person may have read, None for no limit.
            seconds: how long may be waited for all of them.
        """
        self._verifier = verifier
        self._quota = quota
        self._seconds = seconds

    async def lines(self, rows: Sequence[RosterRow], asker: Asker, *, is_counted: bool = True) -> tuple[str, ...]:
        """
        Say what is doubtful, a line for each certificate, and how many were not looked at.

        Args:
            rows: the roster's rows.
            asker: whose they are.
            is_counted: whether they count against the asker's quota; no for those that were looked at just before.
        """
        looked_at = list(islice(rows, MOST_LOOKED_AT))
        if is_counted and self._quota is not None and self._quota.wait_for(asker, len(looked_at)) > 0:
            looked_at = []
        found = await self._verdicts(looked_at)
        said = [
            phrases.doubtful(row, why)
            for row in looked_at
            if (verdict := found.get(row.certificate.text)) is not None and (why := doubts_of(verdict))
        ]
        left = len(rows) - len(found)
        return (*said, phrases.not_looked_at(left)) if left else tuple(said)

    async def _verdicts(self, rows: Sequence[RosterRow]) -> dict[str, Verdict]:
        questions = [Question(row.certificate.text, row.certificate, row.person or None) for row in rows]
        found: dict[str, Verdict] = {}
        try:
            async with (
                asyncio.timeout(self._seconds),
                aclosing(self._verifier.verify_many(questions, lane=Lane.BACKGROUND)) as verdicts,  # type: ignore[type-var]
            ):
                async for verdict in verdicts:
                    found[verdict.question.text] = verdict
        except TimeoutError:
            pass
        return found


def doubts_of(verdict: Verdict) -> tuple[str, ...]:
    """Return what is doubtful of a certificate that is to be watched, in phrases; nothing where all is well."""
    match verdict.outcome:
        case Outcome.NOT_FOUND:
            return (phrases.UNKNOWN,)
        case Outcome.CHECK_BY_HAND:
            return (phrases.BY_HAND,)
        case Outcome.COULD_NOT_CHECK:
            return (phrases.NOT_CHECKED,)
        case Outcome.FOUND:
            lost = (phrases.LOST[verdict.standing],) if verdict.standing in LOST and verdict.standing else ()
            return (*lost, *((phrases.ANOTHER_PERSON,) if verdict.agreement is Agreement.DIFFERS else ()))
