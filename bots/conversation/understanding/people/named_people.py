"""Somebody named in a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.understanding.people.person_cues import HOLDER, NEUTRAL, Role

if TYPE_CHECKING:
    from bots.conversation.understanding.people.spans import Span


class Person:
    """
    A name in a line and what the words around it say about the person.

    ``text`` is the name as written, ``can_hold`` says whether the person can be a holder.
    """

    __slots__ = ("can_hold", "role", "span", "text")

    def __init__(self, span: Span, role: Role) -> None:
        self.span = span
        self.role = role
        self.text = span.text
        self.can_hold = role is HOLDER or role is NEUTRAL
