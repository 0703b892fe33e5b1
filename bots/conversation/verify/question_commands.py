"""What a person would type to ask about certificates again: the commands behind buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from verifier_client import Question


def question_command(question: Question, *, verb: str = "verify", fresh: bool = False) -> str:
    """
    Return the command that asks about one certificate, with the name and the day it was asked about.

    Args:
        question: what was asked.
        verb: the command's name.
        fresh: whether the registry is asked anew.
    """
    name = f" {question.holder}" if question.holder else ""
    on = f" on {question.on.isoformat()}" if question.on else ""
    return f"{verb} {question.text}{name}{on}{' fresh' if fresh else ''}"


def watch_command(question: Question) -> str:
    """Return the command that watches a certificate for the person it was asked about."""
    person = f" for {question.holder}" if question.holder else ""
    return f"watch {question.text}{person}"


def several_command(asked: Sequence[tuple[str, str | None]], *, on: date | None, fresh: bool = False) -> str:
    """
    Return the command that asks about several certificates.

    Args:
        asked: each with the name that it was asked about, one a line.
        on: the day on which each must stand, None for today.
        fresh: whether the registries are asked anew.
    """
    lines = [f"{text} {holder or ''}".rstrip() for text, holder in asked]
    day = f"\non {on.isoformat()}" if on else ""
    return "\n".join(("verify", *lines)) + day + (" fresh" if fresh else "")
