"""Cuts a line into words, IDs, numbers and marks, and says how each word is written."""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import lru_cache
from typing import TYPE_CHECKING

from bots.conversation.understanding.people.name_words import folded, is_neutral, name_words
from verifier_client import late_pattern as pattern

if TYPE_CHECKING:
    from collections.abc import Sequence


class Kind(Enum):
    """What a token is."""

    WORD = auto()
    ID = auto()
    UNREAD = auto()
    NUMBER = auto()
    LINK = auto()
    MENTION = auto()
    MARK = auto()


WORD, MARK = Kind.WORD, Kind.MARK
"""Asked of every token, many times: a constant is read in a fraction of the time that an enum's member takes."""


FIRST_ID, LAST_ID = 0xF0000, 0xFFFFD
FIRST_UNREAD, LAST_UNREAD = 0x100000, 0x10FFFD
LINK = "\ufffb"


class Token:
    """
    One token of a line.

    ``key`` is the folded word; ``loud`` says that it begins with a capital, ``closed`` that it is never part of a name,
    ``neutral`` that it is written like a name and in no list but those of ordinary words and given names, ``unlisted``
    that it is in that of given names at most, ``is_id`` that it is the sign of an ID, readable or not.
    """

    __slots__ = ("closed", "end", "is_id", "key", "kind", "loud", "neutral", "possessive", "start", "text", "unlisted")

    def __init__(self, kind: Kind, text: str, start: int, end: int, *, is_id: bool = False) -> None:
        self.kind = kind
        self.text = text
        self.start = start
        self.end = end
        self.is_id = is_id
        self.key = ""
        self.loud = self.possessive = self.closed = self.neutral = self.unlisted = False


_LETTER = r"[^\W\d_]"
_LETTER_OR_MARK = (
    "[^\\W\\d_]|[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0963\u0970-\u09e5"
    "\u09f0-\u0a65\u0a70-\u0ae5\u0af0-\u0b65\u0b70-\u0be5\u0bf0-\u0c65\u0c70-\u0ce5\u0cf0-\u0d65\u0d70-\u0de5\u0df0-\u0dff"
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u200c\u200d]"
)
_MARKED, _JOINERS = pattern("[\u0300-\u0e4e]"), ("\u200c", "\u200d")
"""Scripts with marks that belong to a letter; lines without them are read by a pattern that compiles quickly."""
_JOINED = r"(?:\.(?=-))?(?:['`\u00b4\u00b7.-](?=~)|[\u2010\u2011\u2019](?=~)|[\u02bb\u02bc\u30fb](?=~))".replace(
    "~", _LETTER
)
"""What may stand between two letters of a word, in groups of which each compiles quickly."""


@lru_cache(maxsize=4)
def _tokens(*, marked: bool, mail: bool) -> re.Pattern[str]:
    """Return the pattern for a line: with marks on letters or without, with an ``@`` in it or without."""
    letter = f"(?:{_LETTER_OR_MARK})" if marked else _LETTER
    word = rf"{_LETTER}{letter}*(?:{_JOINED}{letter}+)*|['\u2019](?=[ts]\b){_LETTER}"
    address = r"(?P<mail>[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,6})|" if mail else ""
    return re.compile(
        rf"{address}(?P<word>{word})|(?P<number>\d[\w.,:/-]*)"
        rf"|(?P<id>[\U000f0000-\U000ffffd])|(?P<unread>[\U00100000-\U0010fffd])|(?P<mention>\ufffc)|(?P<link>\ufffb)"
        r"|(?P<mark>(?P<char>[^\w\s]|\t)(?P=char)*|\S)"
    )


_KINDS = {
    "id": Kind.ID,
    "unread": Kind.UNREAD,
    "mention": Kind.MENTION,
    "link": Kind.LINK,
    "mail": Kind.LINK,
    "word": WORD,
    "number": Kind.NUMBER,
    "mark": MARK,
}
_POSSESSIVE = pattern(r"^(.{2,})['\u2019\u02bc`\u00b4]s$", re.IGNORECASE | re.DOTALL)
_SUFFIX = pattern(
    "^(.{2,})['\u2019](?:n?[\u0131iu\u00fc]n|y?[ae]|[dt][ae]n?|e?m|em|in|u|owi|a)$", re.DOTALL
)  # Turkish and Polish case endings
_ELIDED = pattern(r"^(?:[dlDL]|qu|Qu|dell|all|dall|nell|sull)['\u2019](?=[^\W\d_])")
_APOSTROPHE = pattern("['\u2019\u02bc`\u00b4]")
_PLAIN = str.maketrans("\u2019\u02bc", "''")
_HAN = pattern("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def tokens_of(line: str) -> tuple[Token, ...]:
    """Return the tokens of one line, from left to right; white space is left out."""
    found: list[Token] = []
    for match in _tokens(marked=_has_marks(line), mail="@" in line).finditer(line):
        kind = _KINDS[match.lastgroup or "mark"]
        text, (start, end) = match[0], match.span()
        if kind is WORD:
            if text.isalpha() and (text.isascii() or not _is_han(text)):
                word = Token(kind, text, start, end)
                word.key, word.loud, word.closed, word.neutral, word.unlisted = _facts(text)
                found.append(word)
            else:
                found.extend(_words(text, start, behind_word=bool(found) and found[-1].kind is WORD))
        elif kind is MARK:
            found.append(Token(kind, text[0], start, end))
        else:
            found.append(Token(kind, text, start, end, is_id=kind is Kind.ID or kind is Kind.UNREAD))
    if "," in line:
        _open_given_names(found)
    return tuple(found)


def _has_marks(line: str) -> bool:
    return not line.isascii() and (_MARKED.search(line) is not None or any(joiner in line for joiner in _JOINERS))


def marks_in(tokens: Sequence[Token]) -> frozenset[str]:
    """Return the marks that stand among some tokens, each once."""
    return frozenset(token.text for token in tokens if token.kind is MARK)


def _open_given_names(tokens: list[Token]) -> None:
    """Open words that are given names too where they stand behind a family name and a comma: ``O'Dwyer, Una``."""
    words = name_words()
    for at in range(2, len(tokens)):
        token = tokens[at]
        if not (token.closed and token.loud and token.key in words.foreign and token.key in words.given):
            continue
        family, ends = tokens[at - 2], at + 1 == len(tokens) or tokens[at + 1].is_id or tokens[at + 1].text == "\t"
        if ends and tokens[at - 1].text == "," and family.loud and not family.closed:
            token.closed = False


def _words(text: str, start: int, *, behind_word: bool = False) -> list[Token]:
    if not text.isascii() and _is_han(text):
        word = Token(WORD, text, start, start + len(text))
        word.key = text
        return [word]
    if _APOSTROPHE.search(text) is None:
        return [_word(text, start)]
    elided = _ELIDED.match(text)
    if (
        elided
        and text[: elided.end()].islower()
        and (behind_word or text[: elided.end()].rstrip("'\u2019") not in {"d", "l"})
    ):
        return [_word(text[: elided.end()], start), *_words(text[elided.end() :], start + elided.end())]
    owned = _POSSESSIVE.match(text)
    if owned is None and text[0].isupper():
        owned = _SUFFIX.match(text)
    if owned and folded(text) not in name_words().closed:
        return [_word(owned[1], start, length=len(text), possessive=True)]
    return [_word(text, start)]


@lru_cache(maxsize=4096)
def _is_han(text: str) -> bool:
    return _HAN.search(text) is not None


def _word(text: str, start: int, *, length: int = 0, possessive: bool = False) -> Token:
    word = Token(WORD, text, start, start + (length or len(text)))
    word.key, word.loud, word.closed, word.neutral, word.unlisted = _facts(text)
    word.possessive = possessive
    return word


@lru_cache(maxsize=4096)
def _facts(text: str) -> tuple[str, bool, bool, bool, bool]:
    """Return a word's ``key``, and whether it is ``loud``, ``closed``, ``neutral`` and ``unlisted``; see ``Token``."""
    key, loud = folded(text), is_loud(text)
    closed = is_closed(text, key, loud=loud)
    neutral = not closed and len(text) > 1 and text.isalpha() and text.istitle() and is_neutral(key)
    return key, loud, closed, neutral, neutral and key not in name_words().common


def is_closed(text: str, key: str, *, loud: bool) -> bool:
    """Say whether a word is never part of a name; accents count where a capital stands (Kerem, Hằng)."""
    words = name_words()
    if key not in words.closed:
        return False
    text = text.translate(_PLAIN)
    is_english = key not in words.foreign and text.isascii()
    return not loud or is_english or text.casefold() in words.foreign_exact


def is_loud(word: str) -> bool:
    """Whether a word begins with a capital letter, a small particle before it not counted (``d'Arc``, ``al-Arabi``)."""
    if word[0].isupper() or word[0].istitle():
        return True
    article, dash, owner = word.partition("-")
    if dash and article in _ARTICLES and owner[:1].isupper():
        return True
    head, mark, rest = word.replace("\u2019", "'").partition("'")
    if mark:
        return len(head) <= 2 and rest[:1].isupper()
    return _JOINED_PARTICLE.match(word) is not None


_JOINED_PARTICLE = pattern(r"(?:ka|kwa|mac|mc|nic|n[ai]|u[ai]|de|da|di|la|le|van|von|ter)[A-Z][a-z]{2}")
"""Small letters that begin a name and are written together with it: ``kaMadiba``, ``nicDhonnchadha``."""
_ARTICLES = frozenset({"al", "el", "ul", "ad", "an", "ar", "as", "ash", "at", "az", "abu", "bin", "ibn", "bar", "ter"})
"""Small words that a hyphen joins to the family name behind them."""


@lru_cache(maxsize=4096)
def is_caseless(word: str) -> bool:
    """Whether a word is of a script without capitals: Arabic, Hebrew, Indic, Han, kana, Hangul, Thai."""
    first = word[0]
    return first > "\u058f" and first.isalpha() and first.lower() == first.upper()
