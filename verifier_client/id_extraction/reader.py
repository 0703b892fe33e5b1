"""Puts markup, normalisation and grammar together: the IDs of a text in order, and the text without them."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from verifier_client.id_extraction.characters import EDGE, SEAM
from verifier_client.id_extraction.grammar import matches
from verifier_client.id_extraction.late_pattern import late_pattern as pattern
from verifier_client.id_extraction.markup import Page, visible
from verifier_client.id_extraction.normalise import Plain, Span, normalised

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from verifier_client.id_extraction.grammar import Match


def canonical_ids(raw: str, badge_hosts: frozenset[str]) -> tuple[str, ...]:
    """
    Return the canonical IDs of a text, once each, in order of first appearance.

    Args:
        raw: The text as it was received.
        badge_hosts: Further hosts whose links to badges are read, Badgr's and Moodle's, in small letters.
    """
    page = visible(raw)
    plain = normalised(page.text)
    return _in_order(_aside_ids(page, badge_hosts), _visible_ids(plain, matches(plain, badge_hosts)))


def ids_and_rest(raw: str, badge_hosts: frozenset[str]) -> tuple[tuple[str, ...], str]:
    """
    Return the same IDs, and the visible text without them, their links and mentions.

    Args:
        raw: The text as it was received.
        badge_hosts: Further hosts whose links to badges are read, Badgr's and Moodle's, in small letters.
    """
    page = visible(raw)
    plain = normalised(page.text)
    found = tuple(matches(plain, badge_hosts))
    beside = _aside_ids(page, badge_hosts)
    cuts = list(_cuts(plain, found))
    cuts += [Span(start, end) for start, end, ids in beside if ids]
    cuts += [Span(*mention) for mention in page.mentions]
    return _in_order(beside, _visible_ids(plain, found)), _without(page.text, sorted(cuts))


def only_id(raw: str, badge_hosts: frozenset[str]) -> str | None:
    """
    Return the canonical ID that a text consists of, up to normalisation and white space; else None.

    Args:
        raw: The text as it was received.
        badge_hosts: Further hosts whose links to badges are read, Badgr's and Moodle's, in small letters.
    """
    page = visible(raw)
    plain = normalised(page.text)
    found = tuple(matches(plain, badge_hosts))
    if page.asides or len(found) != 1:
        return None
    span, canonical = found[0]
    link = _link_at(span.start, plain) if canonical.startswith("https://") else None
    around = plain.text[: span.start] + plain.text[link.end if link else span.end :]
    return None if around.strip(EDGE + " \t\r\n") else canonical


Placed = tuple[int, int, list[str]]


def _aside_ids(page: Page, badge_hosts: frozenset[str]) -> list[Placed]:
    return [
        (
            aside.start,
            aside.end,
            [canonical for _, canonical in matches(normalised(aside.text, is_link=aside.is_link), badge_hosts)],
        )
        for aside in page.asides
    ]


def _visible_ids(plain: Plain, found: Iterable[Match]) -> list[Placed]:
    return [(*plain.source(span), [canonical]) for span, canonical in found]


def _in_order(beside: list[Placed], seen: list[Placed]) -> tuple[str, ...]:
    """A link's target comes before the visible text that begins at the same place (rule 1)."""
    ordered = sorted([*beside, *seen], key=lambda placed: placed[0])
    return tuple(dict.fromkeys(canonical for _, _, ids in ordered for canonical in ids))


def _cuts(plain: Plain, found: Iterable[Match]) -> Iterator[Span]:
    """What leaves with each ID: itself, and the whole of the link that carries it."""
    for span, _ in found:
        yield plain.source(span)
        if link := _link_at(span.start, plain):
            yield plain.source(link)


def _link_at(position: int, plain: Plain) -> Span | None:
    index = bisect_right(plain.links, position, key=lambda link: link.start) - 1
    return plain.links[index] if index >= 0 and position < plain.links[index].end else None


_CUT = "\ufdd0"  # no character, and no white space either
_DROPPED = pattern(
    "(?<![\u0590-\u1fff])[\u200c\u200d]"  # between Indic, Arabic and Hebrew letters a joiner belongs to the name
    "|[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e00ff]"
)
_MARKS = ".,;:!?*_~`'\"()[]{}<>|/"


def _without(text: str, cuts: list[Span]) -> str:
    out: list[str] = []
    done = 0
    for start, end in cuts:
        if end > done:
            out += text[done : max(start, done)], _CUT
            done = end
    out.append(text[done:])
    return _tidied("".join(out).replace(EDGE, " ").replace(SEAM, ""))


def _tidied(text: str) -> str:
    """Collapse white space, drop invisible characters, and drop punctuation that only held what was cut out."""
    words: list[str] = []
    beside_cut = False
    for word in _DROPPED.sub("", text).split():
        pieces = word.split(_CUT)
        if len(pieces) == 1:
            if not beside_cut or any(map(str.isalnum, word)):
                words.append(word)
                beside_cut = False
            continue
        beside_cut = True
        while words and not any(map(str.isalnum, words[-1])):
            words.pop()
        if words:
            words[-1] = words[-1].rstrip(",;:") or words[-1]
        words += filter(None, _trimmed(pieces))
    return " ".join(words)


def _trimmed(pieces: list[str]) -> Iterator[str]:
    """Strip each piece of a word of the marks on the side where something was cut out."""
    yield pieces[0].rstrip(_MARKS)
    yield from (piece.strip(_MARKS) for piece in pieces[1:-1])
    yield pieces[-1].lstrip(_MARKS)
