"""What may stand directly before and after an ID: the rule book's *never inside a longer token*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier_client.id_extraction.characters import SEAM, attaches, combines
from verifier_client.id_extraction.late_pattern import late_pattern as pattern

if TYPE_CHECKING:
    from verifier_client.id_extraction.normalise import Span

_FAR = 32
"""How many marks or seams are looked through before giving up, and giving up means: not alone."""


def stands_alone(text: str, span: Span) -> bool:
    """
    Return whether a token is a whole one.

    It is not beside a Latin, Greek or Cyrillic letter, a digit, or a tight dash that is itself attached to one.

    Args:
        text: The normalised text.
        span: Where the token starts and ends.
    """
    return not (_attached_before(text, span.start) or _attached_after(text, span.end))


def _attached_before(text: str, start: int) -> bool:
    at = _back(text, start)
    if at is None:
        return True
    if at < 0:
        return False
    if text[at] != "-":
        return attaches(text[at])
    beyond = _back(text, at)
    return beyond is None or (beyond >= 0 and attaches(text[beyond]))


def _attached_after(text: str, end: int) -> bool:
    at = _forth(text, end)
    if at is None or combines(text[at : at + 1]):
        return True
    if text[at : at + 1] == "-":
        at = _forth(text, at + 1)
    return at is None or (at < len(text) and attaches(text[at]))


def _back(text: str, start: int) -> int | None:
    """Index of the character before ``start``, looking through marks and seams; -1 at the beginning."""
    for at in range(start - 1, start - 1 - _FAR, -1):
        if at < 0:
            return -1
        if text[at] != SEAM and not combines(text[at]):
            return at
    return None


def _forth(text: str, end: int) -> int | None:
    """Index of the character at or after ``end``, looking through seams."""
    for at in range(end, end + _FAR):
        if at >= len(text) or text[at] != SEAM:
            return at
    return None


_DIGITS_NEXT = pattern(r" \d+")


def digits_follow(text: str, end: int) -> bool:
    """
    Return whether a bare group of digits follows after exactly one space (rule 5).

    Args:
        text: The normalised text.
        end: Where the token ends.
    """
    group = _DIGITS_NEXT.match(text, end)
    if group is None:
        return False
    after = text[group.end() : group.end() + 1]
    return not (after and attaches(after))
