"""What is said where words could not be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.model.replies import Action, ActionKind, Card, CopyPart, CopyText, Tone
from bots.conversation.model.team_profiles import EXAMPLE
from bots.conversation.text import general as phrases
from bots.conversation.text import watches as watch_phrases
from bots.conversation.text.guide import TEAM_LIKE

if TYPE_CHECKING:
    from bots.conversation.model.intents import Unclear


def unclear_card(intent: Unclear, surface: str) -> Card:
    """
    Say why words could not be read, and what was perhaps meant: a line and a button, never a table.

    Args:
        intent: the words, and what is wrong with them.
        surface: in whose grammar commands are written.
    """
    if intent.nearest in watch_phrases.NEEDS and intent.problem:
        return Card(intent.problem, Tone.CAUTION, next_step=watch_phrases.MORE_HELP)
    lines = (phrases.nearest(intent.nearest, surface),) if intent.nearest and not intent.problem else ()
    is_about_id = intent.nearest == "verify" or not (intent.problem or intent.nearest in phrases.NEEDS)
    example: tuple[str, ...] = (phrases.NO_ID,) if is_about_id else ()
    if intent.problem and intent.nearest in {None, "verify"}:
        example += (phrases.write_like(phrases.like_verify(surface)),)
    topic = "guide" if intent.nearest in phrases.NEEDS else intent.nearest or ""
    button = Action(ActionKind.RUN, phrases.HELP_BUTTON, command=f"help {topic}".strip())
    headline = phrases.unclear_headline(phrases.needs_on(surface, intent.problem))
    team = CopyText((CopyPart(EXAMPLE),), TEAM_LIKE) if intent.nearest == "team" and intent.problem else None
    return Card(headline, Tone.CAUTION, lines=(*lines, *example), to_copy=team, actions=(button,))
