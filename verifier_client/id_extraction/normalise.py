"""
Normalises visible text for the grammar (rules 2 and 3), and remembers where each piece came from.

Dashes, spaces, line breaks and full-width ASCII are exchanged one for one, so only deletions and percent escapes
move positions.
"""

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from verifier_client.id_extraction.characters import ENCLOSED, INVISIBLE, SYMBOL, one_to_one
from verifier_client.id_extraction.late_pattern import late_pattern as pattern

if TYPE_CHECKING:
    from collections.abc import Iterator


class Span(NamedTuple):
    """A stretch of a text."""

    start: int
    end: int


Edit = tuple[Span, Span]
"""The first stretch, of the edited text, stands where the second stood in the text before."""


class Plain:
    """Text as the grammar reads it, the links in it, and the way back to the visible text."""

    __slots__ = ("layers", "links", "text")

    def __init__(self, text: str, links: tuple[Span, ...] = (), layers: tuple[tuple[Edit, ...], ...] = ()) -> None:
        """
        Keep what was read.

        Args:
            text: The text as the grammar reads it.
            links: Where links stand in it.
            layers: What was edited, the first edit first.
        """
        self.text = text
        self.links = links
        self.layers = layers

    def source(self, span: Span) -> Span:
        """Return the stretch of the visible text that ``span`` was made from."""
        start, end = span
        for layer in reversed(self.layers):
            start, end = _before(layer, start, 0), _before(layer, end, 1)
        return Span(start, end)


def _before(layer: tuple[Edit, ...], position: int, side: int) -> int:
    index = bisect_right(layer, position, key=lambda edit: edit[0].start) - 1
    if index < 0:
        return position
    new, old = layer[index]
    return old[side] if position < new.end else old.end + position - new.end


def normalised(text: str, *, is_link: bool = False) -> Plain:
    """
    Return the text with what rule book part A folds, deletes and decodes.

    Args:
        text: The text.
        is_link: Whether all of it is one link's target.
    """
    text, deletions = _cleaned(text)
    if is_link:
        target = _cleaned(_unescaped(text))[0]
        return Plain(target, (Span(2 if target.startswith("//") else 0, len(target)),))
    links = tuple(_links(text)) if "://" in text or ("." in text and ("/" in text or "?" in text)) else ()
    text, links, decodings = _percent_decoded(text, links)
    return Plain(text, links, (deletions, decodings))


def _unescaped(link: str) -> str:
    if "%" not in link:
        return link
    from urllib.parse import unquote  # noqa: PLC0415 - loading it takes as long as reading a message

    return unquote(link)


def _cleaned(text: str) -> tuple[str, tuple[Edit, ...]]:
    if text.isascii():
        return text, ()
    text = ENCLOSED.sub(SYMBOL, text.translate(one_to_one()))
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
        edits.append((Span(start, length), old))
        done = old.end
    out.append(text[done:])
    return "".join(out), tuple(edits)


_WORD = pattern(
    r'[^\s<>"`|{}\[\]\x1c-\x1f\xab\xbb\u060c\u061b\u061f\u2018-\u201f\u2026\u2039\u203a\u3001-\u3003\u3008-\u3011]+'
)
_SCHEME = pattern(r"[A-Za-z][A-Za-z0-9+.-]*\Z")
_HOST_IN_LIST = pattern(r"://[^/?#,;]*(?=[,;])")
_BARE_HOST = pattern(r"[^A-Za-z0-9]{0,8}((?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}(?::[0-9]{1,5})?[/?])")


def _links(text: str) -> "Iterator[Span]":
    """Links in running text: from the scheme or a bare host to the end of the word."""
    for word in _WORD.finditer(text):
        start, end = word.span()
        while link := _first_link(text, start, end):
            yield link
            start = link.end


def _first_link(text: str, start: int, end: int) -> Span | None:
    colon = text.find("://", start, end)
    if colon < 0:
        host = _BARE_HOST.match(text, start, end)
        return Span(host.start(1), end) if host else None
    scheme = _SCHEME.search(text[max(start, colon - 20) : colon])
    listed = _HOST_IN_LIST.match(text, colon, end)
    return Span(colon - len(scheme[0]) if scheme else colon, listed.end() if listed else end)


def _percent_decoded(text: str, links: tuple[Span, ...]) -> tuple[str, tuple[Span, ...], tuple[Edit, ...]]:
    """Decode percent escapes once, inside links only (rule 3)."""
    if "%" not in text or not links:
        return text, links, ()
    read = [(link, _cleaned(_unescaped(text[slice(*link)]))[0]) for link in links]
    text, edits = _replaced(text, read)
    return text, tuple(new for new, _ in edits), edits
