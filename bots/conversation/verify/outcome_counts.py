"""How many of several certificates came to which outcome, and how many of them are in another name."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from bots.conversation.text import general as phrases
from verifier_client import Agreement, Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verifier_client import Verdict

_OPEN = (Agreement.PARTLY, Agreement.CANNOT_TELL)


def outcome_summary(verdicts: Sequence[Verdict]) -> str:
    """
    Say how several certificates stand, which of them are in another name, and what was not compared.

    Args:
        verdicts: the answers, in the asker's order.

    Returns:
        A sentence or two, "" without verdicts; certificates are counted, people are not compared.
    """
    if not verdicts:
        return ""
    counts = Counter(map(_standing, verdicts))
    differing = Counter(_standing(each) for each in verdicts if each.agreement is Agreement.DIFFERS)
    found = [each for each in verdicts if each.outcome is Outcome.FOUND]
    counted = phrases.summary([(what, count, differing[what]) for what, count in counts.items()], len(verdicts))
    names = phrases.names_summary(
        found=len(found),
        open_names=sum(each.agreement in _OPEN for each in found),
        without_name=sum(each.agreement is None for each in found),
    )
    return f"{counted} {names}".strip()


def _standing(verdict: Verdict) -> str:
    found = str(verdict.standing) if verdict.outcome is Outcome.FOUND else str(verdict.outcome)
    return found.replace("_", " ")
