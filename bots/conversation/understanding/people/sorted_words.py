"""Long lists of words, looked up without being parsed at the start."""

from __future__ import annotations

FOLDER = f"{__file__.rpartition('people')[0]}data"
"""Where the data files are."""


class SortedWords:
    """
    A long list of words in a file, sorted by code point, one to a line below a heading.

    Nothing is parsed or decoded at the start: that would take longer than all the look-ups of a message. The words
    with the same first letters are taken apart when one of them is first asked for.
    """

    def __init__(self, lines: bytes) -> None:
        self._lines = lines
        self._begin = lines.find(b"\n") + 1
        self._by_head: dict[str, frozenset[str]] = {}
        self._known: dict[object, bool] = {}

    @classmethod
    def read(cls, name: str) -> SortedWords:
        """Read the list in the data file ``name``."""
        with open(f"{FOLDER}/{name}", "rb") as file:  # noqa: PTH123 - loading pathlib takes longer than reading
            return cls(file.read())

    def __contains__(self, word: object) -> bool:
        """Say whether a folded word is in the list; a name's words are asked about many times."""
        known = self._known.get(word)
        if known is None:
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            known = self._known[word] = self._has(word)
        return known

    def _has(self, word: object) -> bool:
        if not isinstance(word, str) or not word:
            return False
        head = word[:_HEAD]
        words = self._by_head.get(head)
        if words is None:
            if len(self._by_head) > _MOST_HEADS:
                self._by_head.clear()
            words = self._by_head[head] = self._with_head(head)
        return word in words

    def _with_head(self, head: str) -> frozenset[str]:
        start = self._first_from(head)
        end = self._first_from(head[:-1] + chr(ord(head[-1]) + 1))
        return frozenset(self._lines[start:end].decode().split("\n"))

    def _first_from(self, head: str) -> int:
        """Return where the first word stands that is not before ``head``, by halving; UTF-8 sorts like code points."""
        lines, sought = self._lines, head.encode("utf-8", "surrogatepass")
        low, high = self._begin, len(lines)
        while low < high:
            middle = (low + high) // 2
            start = lines.rfind(b"\n", low, middle) + 1 or low
            end = lines.find(b"\n", middle, high)
            end = high if end < 0 else end
            if lines[start:end] < sought:
                low = end + 1
            else:
                high = start
        return low


_HEAD = 2
_MOST_HEADS = 10_000
_MOST_KNOWN = 4_000


class AnyOf:
    """Several lists as one."""

    def __init__(self, *lists: SortedWords) -> None:
        self._lists = lists
        self._known: dict[object, bool] = {}

    def __contains__(self, word: object) -> bool:
        """Say whether a folded word is in one of the lists."""
        known = self._known.get(word)
        if known is None:
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            known = self._known[word] = any(word in each for each in self._lists)
        return known
