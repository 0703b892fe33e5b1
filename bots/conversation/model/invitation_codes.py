"""Codes that people hand to each other: eight letters that cannot be taken for one another, typed in any way."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # without 0 and O, 1, I and L
LENGTH = 8


def new_code(choose: Callable[[str], str]) -> str:
    """Make a code; ``choose`` picks a letter."""
    return "".join(choose(ALPHABET) for _ in range(LENGTH))


def spelled(code: str) -> str:
    """Write a code so that people read it aloud without a slip: K3F9-2QXT."""
    return f"{code[:4]}-{code[4:]}"


def typed(text: str) -> str | None:
    """Read a code as somebody typed it, with or without dash, in capitals or not; None for what is no code."""
    code = re.sub(r"[\s\-–—_.]", "", text).upper()  # noqa: RUF001
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else None
