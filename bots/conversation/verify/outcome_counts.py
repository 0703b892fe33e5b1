"""How many of several certificates came to which outcome, in one sentence."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from bots.conversation.text.general import summary
from verifier_client import Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verifier_client import Verdict


def outcome_summary(verdicts: Sequence[Verdict]) -> str:
    """
    Count verdicts by standing, and those without a record by outcome, in the order of their first one.

    Returns:
        One sentence, "" without verdicts.
    """
    if not verdicts:
        return ""
    counts = Counter(
        str(verdict.standing if verdict.outcome is Outcome.FOUND else verdict.outcome) for verdict in verdicts
    )
    return summary([(name.replace("_", " "), count) for name, count in counts.items()], len(verdicts))
