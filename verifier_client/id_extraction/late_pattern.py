"""Patterns that are compiled when they are first used: a text needs few of them, and compiling all takes longest."""

from __future__ import annotations

import re
from typing import Any, cast


def late_pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """
    Return a pattern that is compiled at its first use.

    Args:
        source: a regular expression; a fault in it is raised at the first use only.
        flags: those of ``re``.

    Returns:
        what behaves like a compiled pattern, method by method.
    """
    return cast("re.Pattern[str]", _LatePattern(source, flags))


class _LatePattern:
    """Each method of the compiled pattern is kept at its first use, so that later uses cost nothing more."""

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name == "_compiled":
            self._compiled = re.compile(self._source, self._flags)
            return self._compiled
        found = getattr(self._compiled, name)
        setattr(self, name, found)
        return found
