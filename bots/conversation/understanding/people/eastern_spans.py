"""Finds names in scripts without capitals: Han, kana, Hangul, Arabic, Hebrew, Indic scripts, Thai."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from bots.conversation.understanding.people.name_tokens import WORD, is_caseless
from bots.conversation.understanding.people.name_words import folded, name_words
from bots.conversation.understanding.people.spans import FULL, SINGLE, Span
from verifier_client import late_pattern as pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bots.conversation.understanding.people.name_tokens import Token

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3005\u3006\u30f6\U00020000-\U0003ffff"
_IS_HAN = pattern(f"[{_HAN}\u3040-\u30ff]")
_RUNS = pattern(f"(?P<han>[{_HAN}]+)|(?P<hira>[\u3041-\u309f]+)|(?P<kata>[\u30a1-\u30f5\u30f7-\u30ff\u00b7]+)")
_LONGEST_GIVEN = 4
"""Signs of a given name in kana before a polite ending."""
_POLITE = ("さん", "さま", "ちゃん", "くん")
_HANGUL = pattern("^[\uac00-\ud7a3]+$")
_HANGUL_ENDING = pattern(
    "^(.{2,}?)(?:(?:\ub2d8|\uc528)(?:\uc758|\uc774|\uac00|\uc740|\ub294|\uaed8\uc11c)?|\uc758|\uc740|\ub294|\uc774|\uac00|\uc744|\ub97c|\uc5d0\uac8c)$"
)
_SURNAMES = frozenset(
    "김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용라나"
)


def eastern_spans(line: str, tokens: Sequence[Token]) -> list[Span]:
    """Return the possible names in scripts without capitals."""
    found: list[Span] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.kind is not WORD or token.text.isascii():
            at += 1
        elif _HANGUL.match(token.text):
            at = _hangul(at, tokens, found)
        elif _IS_HAN.search(token.text):
            found += (_span(at, at, name) for name in _han(token.text))
            at += 1
        elif not is_caseless(token.text):
            at += 1
        else:
            at = _words(line, at, tokens, found)
    return _joined(line, tokens, found)


def _span(first: int, last: int, text: str, *, is_word: bool = False) -> Span:
    return Span(first, last, text, FULL if len(text) > 1 and not is_word else SINGLE)


@lru_cache(maxsize=1024)
def _han(word: str) -> tuple[str, ...]:
    """Return the names in a stretch of Han characters and kana, which parts no words by spaces."""
    return tuple(_names_in_runs(list(_RUNS.finditer(word))))


def _names_in_runs(runs: Sequence[re.Match[str]]) -> Iterator[str]:
    for number, run in enumerate(runs):
        text = run[0]
        following = runs[number + 1][0] if number + 1 < len(runs) else ""
        polite = following.startswith(_POLITE)
        if run.lastgroup == "kata":
            if "\u30fb" in text or "\u00b7" in text or polite or (len(runs) == 1 and len(text) > 1):
                yield text.strip("\u30fb\u00b7")
        elif run.lastgroup == "han":
            if following and not polite and _ends_politely(following) and len(text) <= 3:
                text += _before_polite(following)
                polite = True
            yield from _pieces(text, whole=len(runs) == 1)


def _ends_politely(kana: str) -> bool:
    return any(1 <= kana.find(polite) <= _LONGEST_GIVEN for polite in _POLITE)


def _before_polite(kana: str) -> str:
    return kana[: min(kana.find(polite) for polite in _POLITE if polite in kana)]


@lru_cache(maxsize=1)
def _long_words() -> re.Pattern[str]:
    words = [word for word in name_words().han | name_words().honorifics if len(word) > 1 and _IS_HAN.search(word)]
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


@lru_cache(maxsize=1)
def _short_words() -> re.Pattern[str]:
    words = [word for word in name_words().han | name_words().honorifics if len(word) == 1]
    return re.compile("[" + "".join(map(re.escape, words)) + "]")


def _pieces(text: str, *, whole: bool) -> Iterator[str]:
    """Give what is left of a run of Han characters when the ordinary words are taken out."""
    for piece in _long_words().split(text):
        if not piece:
            continue
        if len(piece) <= 4 and (whole or piece != text or not _short_words().search(piece)):
            pieces = [_without_edges(piece)]
        else:
            pieces = _short_words().split(piece)
        yield from (each for each in pieces if 2 <= len(each) <= 7)


def _without_edges(piece: str) -> str:
    short = _short_words()
    while len(piece) > 2 and short.match(piece[0]):
        piece = piece[1:]
    while len(piece) > 2 and short.match(piece[-1]):
        piece = piece[:-1]
    return "" if all(map(short.match, piece)) else piece


def _hangul(at: int, tokens: Sequence[Token], found: list[Span]) -> int:
    text = tokens[at].text
    if text in name_words().hangul:
        return at + 1
    name, is_name = _hangul_name(text)
    if is_name or _is_polite(tokens, at + 1):
        found.append(_span(at, at, name))
    return at + 1


@lru_cache(maxsize=1024)
def _hangul_name(text: str) -> tuple[str, bool]:
    """Return a word without its ending, and whether it begins like a name."""
    name = text
    if len(text) > 3 or text[-1] in "\ub2d8\uc528":
        bare = _HANGUL_ENDING.match(text)
        name = bare[1] if bare else text
    return name, 2 <= len(name) <= 5 and name[0] in _SURNAMES


def _is_polite(tokens: Sequence[Token], at: int) -> bool:
    """Say whether a polite ending stands alone behind a name."""
    follows = tokens[at].text if at < len(tokens) else ""
    return follows[:1] in {"\ub2d8", "\uc528"} and len(follows) <= 2


def _words(line: str, at: int, tokens: Sequence[Token], found: list[Span]) -> int:
    """Take words side by side that are no ordinary words of Arabic, Hebrew, Hindi or Thai."""
    last = at
    if _is_ordinary(tokens[at]):
        return at + 1
    while (
        last + 1 < len(tokens)
        and tokens[last + 1].kind is WORD
        and line[tokens[last].end : tokens[last + 1].start].strip(" ") == ""
        and is_caseless(tokens[last + 1].text)
        and not _is_ordinary(tokens[last + 1])
        and last - at < 5
    ):
        last += 1
    text = line[tokens[at].start : tokens[last].end]
    if len(text) > 1:
        found.append(_span(at, last, text, is_word=at == last))
    return last + 1


def _is_ordinary(token: Token) -> bool:
    words = name_words()
    key = folded(token.text)
    return token.text in words.other or key in words.other or key in words.titles or key in words.closed


def _joined(line: str, tokens: Sequence[Token], found: list[Span]) -> list[Span]:
    """Join a family and a given name in Han or kana that a space parts."""
    out: list[Span] = []
    for span in found:
        before = out[-1] if out else None
        if before is not None and before.last + 1 == span.first and _fit(line, tokens, before, span):
            out[-1] = _span(before.first, span.last, f"{before.text} {span.text}")
        else:
            out.append(span)
    return out


def _fit(line: str, tokens: Sequence[Token], one: Span, other: Span) -> bool:
    left, right = tokens[one.last], tokens[other.first]
    if len(one.text) > 4 or not _IS_HAN.search(left.text) or not _IS_HAN.search(right.text):
        return False
    whole = left.text.endswith(one.text[-1]) and right.text.startswith(other.text[0])
    return whole and line[left.end : right.start] == " "
