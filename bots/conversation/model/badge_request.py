"""A badge that somebody wants judged, and what to compare it with."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

_TOKEN = re.compile(rb"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*", re.ASCII)
_PICTURE = b"\x89PNG\r\n"
_BEGINNING = 4_096  # bytes in which an SVG's first element stands


@dataclass(frozen=True, slots=True)
class BadgeRequest:
    """
    A badge's file, and what to compare it with.

    ``holder`` is the name that was typed beside it; ``email`` is compared with the recipient, and neither shown nor
    kept; ``on`` is the day it must stand on, None for now; ``place`` says where in a larger file it was found.
    """

    data: bytes = field(repr=False)
    holder: str | None = field(default=None, repr=False)
    email: str = field(default="", repr=False)
    on: date | None = None
    place: str = ""


def may_hold_badge(data: bytes) -> bool:
    """Say whether a file is of a kind that can hold a badge: PNG, SVG, JSON, or a signed token."""
    start = data[:_BEGINNING].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith((_PICTURE, b"{")):
        return True
    return (start.startswith(b"<") and b"<svg" in start) or _TOKEN.fullmatch(data.strip()) is not None
