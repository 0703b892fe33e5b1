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


def counted_outcomes(verdicts: Sequence[Verdict]) -> str:
    """Say how many certificates stand how, and which of them are in another name; people are not compared."""
    counts = Counter(map(_standing, verdicts))
    differing = Counter(_standing(each) for each in verdicts if each.agreement is Agreement.DIFFERS)
    return phrases.summary([(what, count, differing[what]) for what, count in counts.items()], len(verdicts))


def counted_names(verdicts: Sequence[Verdict], *, unclear: int = 0) -> str:
    """
    Say how many names agree or are left to compare, or that none was given; "" where nothing is to be said of names.

    Args:
        verdicts: the answers.
        unclear: of how many that were found only the asker knows which name was meant.
    """
    found = [each for each in verdicts if each.outcome is Outcome.FOUND]
    return phrases.names_summary(
        found=len(found),
        agreed=sum(each.agreement is Agreement.AGREES for each in found),
        open_names=sum(each.agreement in _OPEN for each in found) + unclear,
        without_name=sum(each.agreement is None for each in found) - unclear,
    )


def _standing(verdict: Verdict) -> str:
    found = str(verdict.standing) if verdict.outcome is Outcome.FOUND else str(verdict.outcome)
    return phrases.COUNTED.get(found, found.replace("_", " "))
