"""What a person would type to ask about certificates again: the commands behind buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bots.conversation.text.languages.phrasebook import ENGLISH, NAMES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from verifier_client import Question


OR = " or "
"""Stands between names of which only the asker knows which one was meant."""


class Speech(NamedTuple):
    """
    The language in which an answer is told, and whether a command that asks again has to name it.

    It has to where the message decided: behind a button, the reader's own language would decide.
    """

    language: str = ENGLISH
    is_named: bool = False

    @property
    def option(self) -> str:
        """Return what a command says of it."""
        return f" in {NAMES[self.language]}" if self.is_named else ""


ENGLISH_SPEECH = Speech()


def question_command(
    question: Question,
    *,
    verb: str = "verify",
    fresh: bool = False,
    candidates: Sequence[str] = (),
    speech: Speech = ENGLISH_SPEECH,
) -> str:
    """
    Return the command that asks about one certificate, with the name and the day it was asked about.

    Args:
        question: what was asked.
        verb: the command's name.
        fresh: whether the registry is asked anew.
        candidates: names among which only the asker can choose, where none was given for sure.
        speech: in which language it is answered.
    """
    name = f" {question.holder}" if question.holder else f" perhaps {OR.join(candidates)}" if candidates else ""
    on = f" on {question.on.isoformat()}" if question.on else ""
    return f"{verb} {question.text}{name}{on}{speech.option}{' fresh' if fresh else ''}"


def watch_command(question: Question) -> str:
    """Return the command that watches a certificate for the person it was asked about."""
    person = f" for {question.holder}" if question.holder else ""
    return f"watch {question.text}{person}"


def several_command(
    asked: Sequence[tuple[str, str | None]],
    *,
    on: date | None,
    fresh: bool = False,
    speech: Speech = ENGLISH_SPEECH,
) -> str:
    """
    Return the command that asks about several certificates.

    Args:
        asked: each with the name that it was asked about, one a line.
        on: the day on which each must stand, None for today.
        fresh: whether the registries are asked anew.
        speech: in which language it is answered.
    """
    lines = [f"{text} {holder or ''}".rstrip() for text, holder in asked]
    day = f"\non {on.isoformat()}" if on else ""
    option = f"\n{speech.option.strip()}" if speech.option else ""
    return "\n".join(("verify", *lines)) + day + option + (" fresh" if fresh else "")
