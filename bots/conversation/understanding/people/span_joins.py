"""Joins what belongs to one name (nickname, initials behind a comma, family name first) and cuts what does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.understanding.people.name_tokens import MARK, WORD
from bots.conversation.understanding.people.name_words import cues, name_words
from bots.conversation.understanding.people.neighbours import neighbour
from bots.conversation.understanding.people.spans import FULL, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bots.conversation.understanding.people.name_tokens import Token


_NICK = {'"': '"', "(": ")", "\u201c": "\u201d", "\u201e": "\u201c", "\u00ab": "\u00bb", "'": "'", "\u2018": "\u2019"}


def with_nicknames(line: str, tokens: Sequence[Token], spans: list[Span]) -> list[Span]:
    """Join ``Robert "Bob" Smith`` and ``Elizabeth (Liz) Harper``."""
    out = _with_parents(line, tokens, [_with_initials(line, tokens, span) for span in spans])
    for at in range(len(out) - 3, -1, -1):
        one, nick, last = out[at : at + 3]
        marks = (one.last + 2 == nick.first, nick.last + 2 == last.first, nick.first == nick.last)
        if all(marks) and _NICK.get(tokens[one.last + 1].text) == tokens[nick.last + 1].text and one.first == one.last:
            end = tokens[last.last]
            text = line[tokens[one.first].start : end.start + len(end.text)]
            out[at : at + 3] = [_full(text, one.first, last.last, possessive=last.possessive, titled=one.titled)]
    return out


_PARENTS = frozenset({"d/o", "s/o", "w/o", "c/o", "a/l", "a/p"})
"""Daughter or son of, as Indian names of Malaysia and Singapore have it."""


def _with_parents(line: str, tokens: Sequence[Token], spans: list[Span]) -> list[Span]:
    """Join ``Harjit Kaur d/o Balwant``."""
    out: list[Span] = []
    for span in spans:
        before = out[-1] if out else None
        if before is not None and span.first == before.last + 4:
            between = line[tokens[before.last + 1].start : tokens[span.first - 1].end]
            if between.lower() in _PARENTS:
                end = tokens[span.last]
                text = line[tokens[before.first].start : end.start + len(end.text)]
                out[-1] = _full(text, before.first, span.last, possessive=span.possessive, titled=before.titled)
                continue
        out.append(span)
    return out


def _full(text: str, first: int, last: int, *, possessive: bool, titled: bool) -> Span:
    return Span(first, last, text, FULL, possessive=possessive, titled=titled)


def _with_initials(line: str, tokens: Sequence[Token], span: Span) -> Span:
    """Join ``Brewster, J. R.``: a family name, a comma and initials."""
    last = span.last
    if last + 2 >= len(tokens) or tokens[last + 1].text != "," or span.possessive:
        return span
    at = last + 2
    while at < len(tokens) and (
        (len(tokens[at].text) == 1 and tokens[at].loud) or (tokens[at].text == "." and at > last + 2)
    ):
        at += 1
    if at == last + 2 or (at < len(tokens) and tokens[at].kind is WORD):
        return span
    end = at - 2 if tokens[at - 1].text == "." else at - 1
    text = line[tokens[span.first].start : tokens[end].end]
    return Span(span.first, at - 1, text, FULL, titled=span.titled)


_OWNED = frozenset(
    ["zertifikat", "zertifikate", "nachweis", "zertifikatsnummer", "nummer", "lebenslauf", "bewerbung", "badge"]
)


def without_genitive(text: str, *, tokens: Sequence[Token], last: int) -> str:
    """Drop the German genitive before what is owned: ``Anna Bergers Zertifikat``."""
    follows = tokens[last + 1].key if last + 1 < len(tokens) else ""
    if follows not in _OWNED or not text.endswith("s") or text.endswith("ss") or len(tokens[last].text) < 4:
        return text
    return text if tokens[last].key in name_words().given else text[:-1]


_KOREAN = frozenset(
    f"{syllable}-ji"
    for syllable in (
        "eun",
        "ye",
        "min",
        "su",
        "soo",
        "hye",
        "yun",
        "yoon",
        "seo",
        "ha",
        "da",
        "so",
        "hyun",
        "jung",
        "in",
    )
)
"""Given names whose last syllable is no honorific."""
_POLITE = ("-san", "-sama", "-sensei", "-ssi", "-nim", "-kun", "-chan", "-ji")


def polite_length(word: str) -> int:
    """Return how many characters of a word are an honorific behind a name: ``Hirabayashi-san``."""
    if "-" not in word or word.lower() in _KOREAN:
        return 0
    return next((len(ending) for ending in _POLITE if word.lower().endswith(ending) and len(word) > len(ending) + 1), 0)


def is_owner(tokens: Sequence[Token], last: int, line: str) -> bool:
    """Say whether a genitive follows: ``Jane's``, ``Nicholas' certificate``."""
    token = tokens[last]
    if token.possessive:
        return True
    if (
        last + 2 >= len(tokens)
        or tokens[last + 1].text not in {"'", "\u2019"}
        or not token.text.endswith(("s", "x", "z"))
    ):
        return False
    mark = tokens[last + 1]
    return mark.start == token.end and tokens[last + 2].start > mark.end and "'" not in line[: token.start][-1:]


def family_first(text: str, tokens: Sequence[Token], spans: list[Span]) -> list[Span]:
    """Join ``Family, Given`` where the two parts and IDs are all that stands in their stretch of the line."""
    out: list[Span] = []
    for span in spans:
        before = out[-1] if out else None
        if _is_behind_capitals(span, tokens):
            lead = tokens[span.first - 2]
            text_of = text[lead.start : tokens[span.last].start + len(tokens[span.last].text)]
            out.append(_full(text_of, span.first - 2, span.last, possessive=span.possessive, titled=span.titled))
        elif before is not None and _is_turned(before, span, tokens):
            text_of = text[tokens[before.first].start : tokens[span.last].start + len(tokens[span.last].text)]
            out[-1] = _full(text_of, before.first, span.last, possessive=span.possessive, titled=before.titled)
        else:
            out.append(span)
    return out


_SON_OF = frozenset({"mac", "mc", "nic", "fitz", "ap", "ben", "ibn", "abu"})
"""First words of family names that are given names too."""


def _is_turned(family: Span, given: Span, tokens: Sequence[Token]) -> bool:
    if given.first - family.last != 2 or tokens[family.last + 1].text != "," or family.possessive:
        return False
    if _is_listed(family, given, tokens) or _is_signed(family, given, tokens):
        return False
    words = name_words()
    cores = [at for at in range(family.first, family.last + 1) if tokens[at].key not in words.particles]
    size = given.last - given.first + 1
    first = tokens[given.first]
    known = first.key in words.given or first.key in words.either
    if len(cores) == 1 and size > 1 and tokens[given.last].key in words.given and tokens[given.last].loud:
        known = known or tokens[family.first].key not in words.common  # Tan, Wei Xuan Joel
    if first.key in words.firms or first.key in words.places or size > 3:
        return False
    lead = tokens[family.first]
    begins_given = len(cores) > 1 and lead.key in words.given and "-" not in lead.text and lead.key not in _SON_OF
    if begins_given or len(cores) > 3:
        return False
    if neighbour(tokens, family.first - 1, -1) == "word" or neighbour(tokens, given.last + 1, 1) == "word":
        return known and len(cores) == 1 and tokens[family.first].key not in words.given
    return known or (len(cores) == 1 and tokens[family.first].key not in words.given)


def _is_behind_capitals(given: Span, tokens: Sequence[Token]) -> bool:
    """Say whether a short word in capitals and a comma stand before a given name: ``MEHTA, Rohan``."""
    words, at = name_words(), given.first - 2
    if at < 0 or tokens[at + 1].text != "," or tokens[given.first].key not in words.given or given.possessive:
        return False
    lead = tokens[at]
    if lead.kind is not WORD or not lead.text.isupper() or len(lead.text) < 2 or tokens[given.first].text.isupper():
        return False
    ordinary = (words.acronyms, words.firms, words.places, words.degrees, words.roles)
    is_alone = all(token.kind is not WORD for token in (*tokens[:at], *tokens[given.last + 1 :]))
    if not is_alone and lead.key in words.common:
        return False
    if lead.closed or any(lead.key in each for each in ordinary) or (at and tokens[at - 1].kind is WORD):
        return False
    return given.last + 1 == len(tokens) or tokens[given.last + 1].kind is not WORD


def _is_signed(closing: Span, name: Span, tokens: Sequence[Token]) -> bool:
    """Say whether a word that closes letters begins a last sentence: ``... valid? Best, Ruth``."""
    if closing.first != closing.last or tokens[closing.first].key not in cues()["closing"]:
        return False
    ends = all(token.kind is MARK for token in tokens[name.last + 1 : name.last + 3])
    return ends and closing.first > 0 and tokens[closing.first - 1].text in {".", "!", "?"}


def _is_listed(one: Span, other: Span, tokens: Sequence[Token]) -> bool:
    """Say whether a comma parts two of several names: a further one stands before or behind, after a comma."""
    words = name_words()
    before = one.first > 1 and tokens[one.first - 1].text == "," and tokens[one.first - 2].kind is WORD
    then = other.last + 2
    if before or then >= len(tokens) or tokens[other.last + 1].text != "," or not tokens[then].loud:
        return before
    key = tokens[then].key
    return key not in words.roles and key not in words.firms and key not in words.places and not tokens[then].closed
