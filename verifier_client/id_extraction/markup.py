"""
Turns Slack markup, HTML and plain text into the text a person sees, with link targets kept beside it (rule 1).

Plain text may hold ``<`` and ``&`` too, so only known tags with well-formed attributes and Slack's own forms are
markup. Everything else stays text, where angle brackets are boundaries.
"""

import re
from typing import NamedTuple

from verifier_client.id_extraction.characters import EDGE, SEAM
from verifier_client.id_extraction.late_pattern import late_pattern as pattern
from verifier_client.id_extraction.tags import Attributes, Tag, kind_of


class Aside(NamedTuple):
    """Text that is read at ``start`` although it is not visible there: a link's target, a mention."""

    start: int
    end: int
    text: str
    is_link: bool


class Page:
    """The visible text and what lies beside it; positions count in ``text``."""

    __slots__ = ("asides", "mentions", "text")

    def __init__(self, text: str, asides: tuple[Aside, ...] = (), mentions: tuple[tuple[int, int], ...] = ()) -> None:
        """
        Keep what was read.

        Args:
            text: The visible text.
            asides: What is read beside it.
            mentions: Where people and bots are mentioned.
        """
        self.text = text
        self.asides = asides
        self.mentions = mentions


def visible(raw: str) -> Page:
    """Read ``raw`` as HTML, Slack markup or plain text, whichever it turns out to be (rule 1)."""
    if "<" not in raw:
        return Page(decoded(raw))
    return _Flattening(raw).run()


_ENTITY = pattern(r"&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});")


def decoded(text: str) -> str:
    """Decode entities once; without the semicolon it is no entity (``&copy=1`` in a link stays)."""
    if "&" not in text:
        return text
    import html  # noqa: PLC0415 - its table of names is long, and few texts need it

    return _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)


_OPENING = pattern(r"<(?=[A-Za-z/@#!?])")
_SLACK = pattern(r"<((?:[A-Za-z][A-Za-z0-9+.-]{0,20}://|mailto:|tel:|[@#!])[^<>|\s]*)(?:\|([^<>]*))?>")
_DOCTYPE = pattern(r"<!doctype\s[^<>]*>", re.IGNORECASE)
_LEADING = pattern(r"[ \t]*[\r\n]\s*")


class _Flattening:
    """One walk over the raw text; every step either consumes markup or moves past one ``<``."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.out: list[str] = []
        self.length = 0
        self.after_break = False
        self.asides: list[Aside] = []
        self.anchor: int | None = None
        self.mentions: list[tuple[int, int]] = []
        self.mention: int | None = None
        self.attributes = Attributes(raw)
        self.last_comment_end = raw.rfind("-->")

    def run(self) -> Page:
        done = at = 0
        while found := _OPENING.search(self.raw, at):
            start = found.start()
            end = self._markup(start, done)
            if end is None:
                at = start + 1
            else:
                done = at = end
        self._text(done, len(self.raw))
        return Page("".join(self.out), tuple(self.asides), tuple(self.mentions))

    def _markup(self, start: int, done: int) -> int | None:
        """Consume what begins at ``start``, with the text since ``done`` before it; None if that is just text."""
        if self.raw.startswith("<!--", start) and start < self.last_comment_end:
            self._text(done, start)
            return self.raw.find("-->", start) + 3
        if slack := _SLACK.match(self.raw, start):
            self._text(done, start)
            self._slack(slack[1], slack[2])
            return slack.end()
        if doctype := _DOCTYPE.match(self.raw, start):
            self._text(done, start)
            return doctype.end()
        tag = self.attributes.tag_at(start)
        if tag is None:
            return None
        self._text(done, start, before_break=kind_of(tag.name) == "block")
        self._tag(tag)
        return tag.end

    def _slack(self, target: str, label: str | None) -> None:
        target = decoded(target)
        self._put(EDGE)
        start = self.length
        if target[0] in "@#!":
            self.asides.append(Aside(start, start, target, is_link=False))
            if label:
                self.asides.append(Aside(start, start, decoded(label), is_link=False))
        elif label is None:
            self._put(target)
        else:
            self._put(decoded(label))
            self.asides.append(Aside(start, self.length, target, is_link=True))
        self._put(EDGE)

    def _tag(self, tag: Tag) -> None:
        match kind_of(tag.name):
            case "block":
                self._break(hard=tag.name == "br")
            case "edge":
                self._put(EDGE)
            case "seam":
                self._put(SEAM)
            case _:
                pass
        if tag.name == "at":
            self._at(closing=tag.closing)
        if tag.name == "a":
            self._close_anchor()
        if tag.href is not None and not tag.closing:
            if tag.name == "a":
                self.anchor = len(self.asides)
            self.asides.append(Aside(self.length, self.length, decoded(tag.href), is_link=True))

    def _close_anchor(self) -> None:
        if self.anchor is not None:
            self.asides[self.anchor] = self.asides[self.anchor]._replace(end=self.length)
        self.anchor = None

    def _at(self, *, closing: bool) -> None:
        if closing and self.mention is not None:
            self.mentions.append((self.mention, self.length))
        self.mention = None if closing else self.length

    def _break(self, *, hard: bool) -> None:
        """A closing and an opening block tag make one line break; each ``<br>`` makes its own."""
        if hard or not self.after_break:
            self._put("\n")
        self.after_break = True

    def _text(self, start: int, end: int, *, before_break: bool = False) -> None:
        chunk = self.raw[start:end]
        if self.after_break and (layout := _LEADING.match(chunk)):
            chunk = chunk[layout.end() :]
        if before_break and chunk and chunk[-1].isspace():
            chunk = _without_layout(chunk)
        if chunk:
            self._put(decoded(chunk))

    def _put(self, text: str) -> None:
        self.out.append(text)
        self.length += len(text)
        self.after_break = False


def _without_layout(chunk: str) -> str:
    """Drop white space that ends in front of a block tag, if it holds a line break of the source."""
    kept = chunk.rstrip()
    return kept if "\n" in chunk[len(kept) :] or "\r" in chunk[len(kept) :] else chunk
