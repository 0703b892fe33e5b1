"""How many of several certificates came to which outcome, and how many of them are in another name."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from bots.conversation.text import general as phrases
from bots.conversation.text.languages.phrasebook import ENGLISH, say
from verifier_client import Agreement, Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verifier_client import Verdict

_OPEN = (Agreement.PARTLY, Agreement.CANNOT_TELL)


def counted_outcomes(verdicts: Sequence[Verdict], language: str = ENGLISH) -> str:
    """Say how many certificates stand how, and which of them are in another name; people are not compared."""
    counts = Counter(map(_standing, verdicts))
    differing = Counter(_standing(each) for each in verdicts if each.agreement is Agreement.DIFFERS)
    rows = [(say(key, language), count, differing[key]) for key, count in counts.items()]
    return phrases.summary(rows, len(verdicts), language)


def counted_names(verdicts: Sequence[Verdict], language: str = ENGLISH, *, unclear: int = 0) -> str:
    """
    Say how many names agree or are left to compare, or that none was given; "" where nothing is to be said of names.

    Args:
        verdicts: the answers.
        language: in which it is said.
        unclear: of how many that were found only the asker knows which name was meant.
    """
    found = [each for each in verdicts if each.outcome is Outcome.FOUND]
    return phrases.names_summary(
        found=len(found),
        agreed=sum(each.agreement is Agreement.AGREES for each in found),
        open_names=sum(each.agreement in _OPEN for each in found) + unclear,
        without_name=sum(each.agreement is None for each in found) - unclear,
        language=language,
    )


_COUNTED_OTHERWISE = {"unknown", "not_found", "check_by_hand", "could_not_check"}


def _standing(verdict: Verdict) -> str:
    """Return which sentence counts a certificate."""
    found = str(verdict.standing) if verdict.outcome is Outcome.FOUND else str(verdict.outcome)
    return f"{'counts' if found in _COUNTED_OTHERWISE else 'is'} {found}"
