"""A team against a profile: what is missing and the next steps first; all needs behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.model.replies import Card, CardContent, Tone
from bots.conversation.text import guide as words

if TYPE_CHECKING:
    from role_guide import TeamPlan

SHOWN = 2  # of the needs that lack somebody, of the next steps and of the breaks, so many at first


def plan_card(answer: TeamPlan) -> Card:
    """Put a team's plan on a card."""
    missing = [words.coverage(each) for each in answer.coverage if not each.met]
    met = [words.coverage(each) for each in answer.coverage if each.met]
    steps = [words.step(each) for each in answer.steps]
    breaks = [words.breaking(each) for each in answer.breaks]
    shown = (*missing[:SHOWN], *steps[:SHOWN], *breaks[:1])
    return Card(
        words.plan_headline(answer),
        Tone.GOOD if answer.covered else Tone.CAUTION,
        lines=shown,
        details=CardContent(
            lines=(*missing[SHOWN:], *met, *steps[SHOWN:], *breaks[1:]),
            findings=answer.notes,
            provenance=words.sources(answer.profile.sources),
            limits=(words.NOBODY_NAMED,),
        ),
    )
