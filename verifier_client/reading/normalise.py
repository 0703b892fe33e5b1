"""
Normalises visible text for the grammar (rules 2 and 3), and remembers where each piece came from.

Dashes, spaces, line breaks and full-width ASCII are exchanged one for one, so only deletions and percent escapes
move positions.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import unquote

from verifier_client.reading.characters import ENCLOSED, INVISIBLE, ONE_TO_ONE, SYMBOL


class Span(NamedTuple):
    """A stretch of a text."""

    start: int
    end: int


class Edit(NamedTuple):
    """``new`` in the edited text stands where ``old`` stood in the text before."""

    new: Span
    old: Span


@dataclass(frozen=True, slots=True)
class Plain:
    """Text as the grammar reads it, the links in it, and the way back to the visible text."""

    text: str
    links: tuple[Span, ...] = ()
    layers: tuple[tuple[Edit, ...], ...] = ()

    def source(self, span: Span) -> Span:
        """Give the stretch of the visible text that ``span`` was made from."""
        start, end = span
        for layer in reversed(self.layers):
            start, end = _before(layer, start, 0), _before(layer, end, 1)
        return Span(start, end)


def _before(layer: tuple[Edit, ...], position: int, side: int) -> int:
    index = bisect_right(layer, position, key=lambda edit: edit.new.start) - 1
    if index < 0:
        return position
    new, old = layer[index]
    return old[side] if position < new.end else old.end + position - new.end


def normalised(text: str, *, is_link: bool = False) -> Plain:
    """Fold, delete and decode; ``is_link`` says that all of ``text`` is one link's target."""
    text, deletions = _cleaned(text)
    if is_link:
        target = _cleaned(unquote(text))[0]
        return Plain(target, (Span(2 if target.startswith("//") else 0, len(target)),))
    links = tuple(_links(text)) if "/" in text or "?" in text else ()
    text, links, decodings = _percent_decoded(text, links)
    return Plain(text, links, (deletions, decodings))


def _cleaned(text: str) -> tuple[str, tuple[Edit, ...]]:
    if text.isascii():
        return text, ()
    text = ENCLOSED.sub(SYMBOL, text.translate(ONE_TO_ONE))
    return _replaced(text, [(Span(*found.span()), "") for found in INVISIBLE.finditer(text)])


def _replaced(text: str, replacements: list[tuple[Span, str]]) -> tuple[str, tuple[Edit, ...]]:
    if not replacements:
        return text, ()
    out: list[str] = []
    edits: list[Edit] = []
    done = length = 0
    for old, new in replacements:
        out += text[done : old.start], new
        start = length + old.start - done
        length = start + len(new)
        edits.append(Edit(Span(start, length), old))
        done = old.end
    out.append(text[done:])
    return "".join(out), tuple(edits)


_WORD = re.compile(r'[^\s<>"`|{}\[\]\x1c-\x1f]+')
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*\Z")
_BARE_HOST = re.compile(r"[^A-Za-z0-9]{0,8}((?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}(?::[0-9]{1,5})?[/?])")


def _links(text: str) -> list[Span]:
    """Links in running text: from the scheme or a bare host to the end of the word."""
    found = []
    for word in _WORD.finditer(text):
        colon = word[0].find("://")
        if colon >= 0:
            scheme = _SCHEME.search(word[0][max(0, colon - 20) : colon])
            found.append(Span(word.start() + colon - (len(scheme[0]) if scheme else 0), word.end()))
        elif ("/" in word[0] or "?" in word[0]) and (host := _BARE_HOST.match(word[0])):
            found.append(Span(word.start() + host.start(1), word.end()))
    return found


def _percent_decoded(text: str, links: tuple[Span, ...]) -> tuple[str, tuple[Span, ...], tuple[Edit, ...]]:
    """Decode percent escapes once, inside links only (rule 3)."""
    if "%" not in text or not links:
        return text, links, ()
    read = [(link, _cleaned(unquote(text[slice(*link)]))[0]) for link in links]
    text, edits = _replaced(text, read)
    return text, tuple(edit.new for edit in edits), edits
