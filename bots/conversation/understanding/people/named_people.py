"""Somebody named in a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bots.conversation.understanding.people.person_cues import Role

if TYPE_CHECKING:
    from bots.conversation.understanding.people.spans import Span


class Person(NamedTuple):
    """A name in a line and what the words around it say about the person."""

    span: Span
    role: Role

    @property
    def text(self) -> str:
        """The name as written."""
        return self.span.text

    @property
    def can_hold(self) -> bool:
        """Whether the person can be a holder."""
        return self.role is Role.HOLDER or self.role is Role.NEUTRAL
