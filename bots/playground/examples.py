"""What the page offers to try: a label for the chip, and what a person would type."""

from __future__ import annotations

import html
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    """One chip; ``tone`` is its dot's colour, which repeats what the label says. ``show`` is what nobody types."""

    label: str
    words: str = ""
    tone: str = "neutral"
    show: str = ""


EXAMPLES = (
    Example("Valid", "/verify AIDA-2026-1234 Jane Doe", "good"),
    Example("Another name", "/verify AIDA-2026-1234 John Smith", "caution"),
    Example("Expired", "/verify AIDA-2024-1180", "caution"),
    Example("Revoked", "/verify CPAP-2026-6660", "bad"),
    Example("Not found", "/verify AIDA-2026-0404", "caution"),
    Example("Registry down", "/verify AIDA-2026-9503", "caution"),
    Example("Check by hand", "/verify CAIP1900404-2026-01 Ada Example"),
    Example("Several at once", "/verify AIDA-2026-1234, AIPA-CAIP-2026-S4NDB4, CPAP-2026-6660, AIDA-2026-9401"),
    Example("A role question", "/certguide senior ML engineer, client-facing RAG"),
    Example("A badge's file", show="badge", tone="good"),
    Example("A manager's digest", show="digest"),
    Example("Help", "help"),
)


def chips() -> str:
    """Return the chips as HTML."""
    return "\n".join(map(_chip, EXAMPLES))


def _chip(example: Example) -> str:
    kind, what = ("words", example.words) if example.words else ("show", example.show)
    return (
        f'<button type="button" class="chip" data-{kind}="{html.escape(what)}" title="{html.escape(example.words)}">'
        f'<span class="dot {example.tone}" aria-hidden="true"></span>{html.escape(example.label)}</button>'
    )
