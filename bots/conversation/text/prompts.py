"""What people can begin with, by a press: each surface shows those that fit whom it reaches."""

from __future__ import annotations

from typing import NamedTuple


class Prompt(NamedTuple):
    """A title of a few words, and what is sent when it is pressed."""

    title: str
    text: str


IS_IT_REAL = Prompt("Is it real?", "Is AIDA-2026-1234 of Jane Doe real, and does it still stand?")
WHICH_FITS = Prompt(
    "Which one fits a role?", "Which certification fits a senior ML engineer who builds RAG for clients?"
)
FOR_AN_INTERVIEW = Prompt("Questions for an interview", "kit AIDA CPAP for a platform engineer")
WHAT_IS_IT = Prompt("What is CAIP?", "What is CAIP, and what does it not show?")
WHAT_ENDS = Prompt("What ends next?", "What do I watch, and what ends next?")
