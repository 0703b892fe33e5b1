"""
Recognises HTML tags in text that may not be HTML at all.

Each place between two attributes is tried once, however many ``<`` lead to it, so hostile input costs linear time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from verifier_client.id_extraction.late_pattern import late_pattern as pattern

if TYPE_CHECKING:
    import re

Kind = Literal["block", "edge", "seam", "inline", "unknown"]


def _names(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


class Tag:
    """A recognised tag: lower-case name, its ``href`` as written, and where it ends."""

    __slots__ = ("closing", "end", "href", "name")

    def __init__(self, name: str, href: str | None, end: int, *, closing: bool) -> None:
        """
        Keep what was recognised.

        Args:
            name: In lower case.
            href: As written, None without one.
            end: Where the tag ends in the text.
            closing: Whether it closes an element.
        """
        self.name = name
        self.href = href
        self.end = end
        self.closing = closing


_BLOCK = _names(
    "address article aside blockquote body br caption center codeblock dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe "
    "legend li main menu nav noscript ol optgroup option p pre script search section select style summary "
    "table tbody template textarea tfoot thead title tr ul"
)
_EDGE = _names("td th at attachment emoji customemoji")
_SEAM = _names("audio canvas del embed img input ins map math object picture s strike sub sup svg video")
_INLINE = _names(
    "a abbr acronym area b base basefont bdi bdo big blink button cite code col colgroup data datalist "
    "dfn em font i kbd label link mark marquee meta meter nobr output param path progress q readonly rp "
    "rt ruby samp small source span strong time track tt u use var wbr"
)
_OFFICE = pattern(r"(?:o|v|w|x|m|st1|mc|a|dir):[a-z]{1,30}")
_BARE_ATTRIBUTES = _names(
    "allowfullscreen async autofocus autoplay checked compact controls crossorigin default defer disabled "
    "download hidden inert ismap itemscope loop multiple muted nomodule noshade novalidate nowrap open "
    "readonly required reversed selected"
)


def kind_of(name: str) -> Kind:
    """What a tag does to the text around it (rule 1)."""
    if name in _BLOCK:
        return "block"
    if name in _EDGE:
        return "edge"
    if name in _SEAM:
        return "seam"
    return "inline" if name in _INLINE or _OFFICE.fullmatch(name) else "unknown"


_NAME = pattern(r"<(/?)([A-Za-z][A-Za-z0-9:]{0,30})(?=[\s/>])")
_CLOSE = pattern(r"\s*/?>")
_ATTRIBUTE = pattern(
    r"""\s*([A-Za-z_:@][A-Za-z0-9_.:@-]{0,63}+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?(?=[\s/>"'A-Za-z])"""
)


class Attributes:
    """Finds tags in one text, and remembers from where no end of a tag can be reached."""

    def __init__(self, raw: str) -> None:
        """Look at ``raw`` only when asked."""
        self._raw = raw
        self._dead: set[int] = set()

    def tag_at(self, start: int) -> Tag | None:
        """Return the tag that begins at ``start``; None when the ``<`` there is just a character."""
        named = _NAME.match(self._raw, start)
        if named is None or kind_of(name := named[2].lower()) == "unknown":
            return None
        href: str | None = None
        at, visited = named.end(), list[int]()
        while at not in self._dead:
            visited.append(at)
            if close := _CLOSE.match(self._raw, at):
                return Tag(name, href, close.end(), closing=named[1] == "/")
            attribute = _ATTRIBUTE.match(self._raw, at)
            if attribute is None or not _plausible(attribute):
                break
            if attribute[1].lower() == "href" and href is None:
                href = attribute[2] or attribute[3] or attribute[4]
            at = attribute.end()
        self._dead.update(visited)
        return None


def _plausible(attribute: re.Match[str]) -> bool:
    """``<b and AIDA-2026-1234 c>`` is a comparison, not a tag: bare attributes are a short list."""
    if attribute[2] is not None or attribute[3] is not None or attribute[4] is not None:
        return True
    name = attribute[1].lower()
    return name in _BARE_ATTRIBUTES or name.startswith("data-")
