"""Puts one sign in the place of every certificate ID of a text, so that the rest of the reading sees one token."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bots.conversation.understanding.people.name_tokens import FIRST_ID, FIRST_UNREAD, LAST_ID, LAST_UNREAD, LINK
from bots.conversation.understanding.text.message_text import plain_text
from bots.conversation.understanding.text.unread_ids import is_unread_link, unread_numbers
from verifier_client import find_ids
from verifier_client import late_pattern as pattern

if TYPE_CHECKING:
    from collections.abc import Collection

    from verifier_client import CertificateId


class MarkedText:
    """A text with signs: ``chr(FIRST_ID + n)`` for ``ids[n]``, ``chr(FIRST_UNREAD + n)`` for ``unread[n]``."""

    __slots__ = ("ids", "text", "unread")

    def __init__(self, text: str, ids: tuple[CertificateId, ...], unread: tuple[str, ...]) -> None:
        self.text = text
        self.ids = ids
        self.unread = unread


_DASH = "[-\u2010-\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\u058a\u05be\u301c\u3030\u30a0]"
_BREAK = r"\r?\n(?: ?>){0,16} {0,2}"
_JOINT = rf"(?: {{0,2}}{_DASH} {{0,2}}(?:{_BREAK})?| {{0,2}}{_BREAK}{_DASH}| {{1,2}})"
_ID = pattern(
    rf"(?<![A-Za-z0-9])(?:(?i:AIPA){_JOINT}[A-Za-z]{{2,6}}{_JOINT}20[0-9]{{2}}{_JOINT}[A-Za-z0-9]{{6}}"
    rf"|(?i:AIDA|AIMA|CPAP|CPAA){_JOINT}20[0-9]{{2}}{_JOINT}[A-Za-z0-9]{{4,8}}"
    rf"|[A-Za-z]{{2,6}}[0-9]{{7}}{_JOINT}20[0-9]{{2}}{_JOINT}[01][0-9])(?![A-Za-z0-9]|{_DASH}[A-Za-z0-9])",
    re.ASCII,
)
_AS_PRINTED = pattern(r"(?<![\w-])[A-Z]{4}-(?:[A-Z]{2,6}-)?20[0-9]{2}-[A-Z0-9]{4,8}(?![\w-])")
"""Most IDs are written as they are printed; the whole pattern is for the others, which hold the century too."""
_CENTURY = "20"
_JOINTS = pattern(r"[^A-Za-z0-9]+", re.ASCII)
_LINK = pattern(
    r"(?:https?://|www\.|(?<![\w@.])(?:[a-z0-9-]{1,63}\.){1,4}(?:com|org|net|io|ai|eu|de|co|edu)/)"
    '[^\\s<>"|\u201c\u201d\u00ab\u00bb]*',
    re.IGNORECASE,
)
_LINK_END = ".,;:!?)]}'\u2019*_>"


def marked_text(
    raw: str, badge_hosts: Collection[str] = (), ids: tuple[CertificateId, ...] | None = None
) -> MarkedText:
    """
    Return the plain text of ``raw`` with every ID, and every string that only looks like one, replaced by a sign.

    Args:
        raw: the text as the platform sent it.
        badge_hosts: further hosts whose assertion links are IDs, as in ``find_ids``.
        ids: its IDs, where they have been read already; None for those that ``find_ids`` reads.
    """
    ids = find_ids(raw, badge_hosts=badge_hosts) if ids is None else ids
    text = plain_text(raw)
    marks = _Marks(ids, badge_hosts)
    if "/" in text:
        text = _LINK.sub(marks.link, text)
    text = _AS_PRINTED.sub(marks.number, text)
    text = _ID.sub(marks.number, text) if _CENTURY in text else text
    text = unread_numbers(text, marks.unread_sign)
    return MarkedText(text, ids, tuple(marks.unread))


class _Marks:
    def __init__(self, ids: tuple[CertificateId, ...], badge_hosts: Collection[str]) -> None:
        self.badge_hosts = badge_hosts
        self.places = {str(each).casefold(): chr(FIRST_ID + at) for at, each in enumerate(ids[: LAST_ID - FIRST_ID])}
        self.unread: dict[str, str] = {}

    def unread_sign(self, written: str) -> str:
        """Return the sign for a string that cannot be read as an ID."""
        sign = chr(FIRST_UNREAD + min(len(self.unread), LAST_UNREAD - FIRST_UNREAD))
        return self.unread.setdefault(written, sign)

    def number(self, found: re.Match[str]) -> str:
        """Replace one number that has the shape of an ID, if it was read as one."""
        return self.places.get("-".join(_JOINTS.split(found[0])).casefold(), found[0])

    def link(self, found: re.Match[str]) -> str:
        """Replace one link: by the IDs it carries, as unread, or as a link."""
        whole = found[0]
        target = whole.rstrip(_LINK_END)
        after = whole[len(target) :]
        signs = [self.places.get(str(each).casefold(), "") for each in find_ids(target, badge_hosts=self.badge_hosts)]
        if not signs and is_unread_link(target):
            signs = [self.unread_sign(target)]
        return f" {' '.join(filter(None, signs)) or LINK} {after}"
