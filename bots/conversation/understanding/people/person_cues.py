"""Says from the words around a name whether it can be the holder: cues of possession, of asking, labels, greetings."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from bots.conversation.understanding.people.claims import (
    is_colleague_of_another,
    is_denied,
    is_denied_behind,
    is_said_by_certificate,
)
from bots.conversation.understanding.people.name_tokens import Kind
from bots.conversation.understanding.people.name_words import cues, edge_words, labels, name_words
from bots.conversation.understanding.people.neighbours import CLAIMS_BEFORE, CUES_AFTER, CUES_BEFORE, is_asked_whether
from bots.conversation.understanding.people.other_people import is_somebody_else

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bots.conversation.understanding.people.name_tokens import Token
    from bots.conversation.understanding.people.spans import Span


class Role(Enum):
    """What the words around a name say about the person."""

    HOLDER = auto()
    NEUTRAL = auto()
    OTHER = auto()
    SELF = auto()
    """The writer, who says it himself: ``I'm Jane``."""


_LONGEST = 6
_LABEL_ENDS = frozenset(":=\uff1a")
_DASHES = frozenset("-\u2013\u2014\u2015|/\t")
_FOR_WHOM = frozenset({"behalf of", "on behalf of", "im auftrag von", "auftrag von"})
_NOT_OF = frozenset(
    {"at", "via", "client", "not", "isn't", "is not", "wasn't", "nicht", "nicht von", "pas", "no", "non", "niet"}
)
"""Words before a genitive that say whose something is not."""
_DENYING = frozenset({"nicht", "nicht von", "pas", "pas à", "no de", "niet van"})
_ADVERBS = frozenset({"still", "really", "actually", "currently", "already", "indeed", "apparently", "supposedly"})
_OWN = frozenset({"my", "our", "mein", "meine", "unser", "unsere", "mon", "ma", "mi", "nuestro", "nuestra"})
_PRONOUNS = frozenset(
    {"she", "he", "her", "his", "hers", "theirs", "ihres", "seines", "sienne", "sien", "suyo", "suya", "dela", "dele"}
    | {"sie", "er", "elle", "il", "ella", "lei", "ela", "ele", "ze", "hij"}
)
_SKIPPED = frozenset("\"'\u201c\u201d\u201e\u201f\u00ab\u00bb\u2018\u2019()[]{}*_")


def role_of(span: Span, tokens: Sequence[Token], marks: frozenset[str]) -> Role:
    """
    Return what the words before and after a name in its line say about the person.

    Args:
        span: the name.
        tokens: those of its line.
        marks: the marks that stand in the line at all.
    """
    labelled = None if marks.isdisjoint(_LABEL_ENDS) else label_role(span, tokens)
    if labelled is not None:
        return labelled
    left = _words_before(span, tokens)
    before, phrase = _claimed_before(span, tokens, left)
    right = _words_after(span, tokens)
    after, behind = _longest_at_start(right)
    if before is not Role.HOLDER and _is_of_certificate(_without_apposition(left, phrase)):
        before = Role.HOLDER
    if _is_another(span, tokens, marks, right, cued=before is not None):
        return Role.OTHER
    if span.possessive and not (right and right[0] in cues()["behind_has"]):
        owned = right[0] if right else ""
        if owned in cues()["not_held"] or (
            before is Role.OTHER and phrase in _NOT_OF and not is_asked_whether(span, tokens)
        ):
            return Role.OTHER
        after = Role.HOLDER if _owns_certificate(span, tokens, owned) else None
        return Role.HOLDER if Role.HOLDER in {before, after} else Role.NEUTRAL
    asked = phrase in _DENYING and is_asked_whether(span, tokens)
    if before is Role.OTHER and (asked or (phrase in _FOR_WHOM and _is_sent_before(span, tokens))):
        return Role.HOLDER
    if before is Role.OTHER:
        if phrase in cues()["self"] or (phrase in cues()["closing"] and _ends_behind_comma(span, tokens)):
            return Role.SELF
        has = after is Role.HOLDER and behind.split(" ")[0] in cues()["having"]
        return Role.HOLDER if has and phrase not in {"not", "via", "at"} else Role.OTHER
    if after is Role.OTHER and before is not Role.HOLDER:
        return Role.HOLDER if _says_of_themselves(right) else Role.OTHER
    speaks = len(right) > 2 and right[1] in {"she", "he", "sie", "er", "elle", "il"} and before is None
    return Role.HOLDER if speaks or Role.HOLDER in {before, after} else Role.NEUTRAL


def _is_another(span: Span, tokens: Sequence[Token], marks: frozenset[str], right: list[str], *, cued: bool) -> bool:
    """Say whether a name's place, or what is denied behind it, makes it somebody other than the holder."""
    if not cued and is_somebody_else(span, tokens, marks):
        return True
    return is_denied_behind(right) and not is_asked_whether(span, tokens)


def _claimed_before(span: Span, tokens: Sequence[Token], left: list[str]) -> tuple[Role | None, str]:
    """Return the role that the words before a name give, with the cue; None where they say nothing."""
    if is_said_by_certificate(span, tokens):
        return Role.HOLDER, ""
    before, phrase = _longest_at_end(left)
    if before is Role.HOLDER and is_denied(left, phrase) and not is_asked_whether(span, tokens):
        return Role.OTHER, phrase
    if before is Role.OTHER and is_colleague_of_another(span, tokens):
        return None, ""
    return before, phrase


def _is_sent_before(span: Span, tokens: Sequence[Token]) -> bool:
    """Say whether a verb of sending and the ID stand before a name: ``They forwarded ID on behalf of Jane``."""
    before = tokens[max(0, span.first - 2 * _LONGEST) : span.first]
    return any(token.is_id for token in before) and any(token.key in cues()["sending"] for token in before)


def _ends_behind_comma(span: Span, tokens: Sequence[Token]) -> bool:
    """Say whether a name ends its line behind a comma, as a signature does: ``Regards, Jane Doe``."""
    is_last = all(token.kind is Kind.MARK for token in tokens[span.last + 1 : span.last + 4])
    return is_last and span.last + 4 >= len(tokens) and tokens[span.first - 1].text == ","


def label_role(span: Span, tokens: Sequence[Token]) -> Role | None:
    """Return the role that a label with a colon right before the name gives, or None without one."""
    at = span.first - 1
    while at >= 0 and (tokens[at].text in _SKIPPED or tokens[at].key in name_words().titles or tokens[at].text == "."):
        at -= 1
    if at < 0 or tokens[at].text not in _LABEL_ENDS:
        return None
    kind = label_before(tokens, at)
    if kind in {"holder", "given", "family"}:
        return Role.HOLDER
    return Role.OTHER if kind == "other" else None


def label_before(tokens: Sequence[Token], colon: int) -> str | None:
    """Return the kind of the label that ends right before the token ``colon``: ``holder``, ``other`` and so on."""
    words: list[str] = []
    at = colon - 1
    while at >= 0 and len(words) < 4 and (tokens[at].kind is Kind.WORD or tokens[at].text in {"/", ".", "#", "(", ")"}):
        words.insert(0, _key(tokens[at]))
        at -= 1
    while len(words) > 1 and (words[0] in cues()["articles_before_labels"] or not words[0].isalpha()):
        words.pop(0)
    for first in range(len(words)):
        kind = label_kind(" ".join(words[first:]))
        if kind is not None and (kind != "other" or first == 0):
            return kind
    return None


def _key(token: Token) -> str:
    return token.key + "'s" if token.possessive else token.key or token.text


def label_kind(label: str) -> str | None:
    """Return the kind of a folded label or heading: holder, given, family, certificate, other; None when unknown."""
    label = " ".join(label.replace("_", " ").strip(" .:#*-").split())
    known = labels()
    for kind in ("holder", "given", "family", "certificate", "other"):
        if label in known[kind]:
            return kind
    return None


def _without_apposition(left: list[str], phrase: str) -> list[str]:
    """Leave out who somebody is to the writer: ``certificado de mi companera`` is ``certificado de``."""
    rest = left[: len(left) - len(phrase.split())]
    while rest and phrase and rest[-1] in cues()["articles"] and rest[-1] not in cues()["possessing"]:
        rest = rest[:-1]
    return rest


def _is_of_certificate(left: list[str]) -> bool:
    """Say whether a certificate and a preposition of possession stand before a name: ``l'attestation de``."""
    if len(left) < 2 or left[-1] not in cues()["possessing"]:
        return False
    return left[-2] in cues()["certificates"]


def _owns_certificate(span: Span, tokens: Sequence[Token], owned: str) -> bool:
    """Say whether what a genitive owns is a certificate, an ID, or nothing that is named (``it is Bob's``)."""
    last = span.last + 1
    if last < len(tokens) and tokens[last].text in {"'", "\u2019"}:
        last += 1
    return not owned or owned in cues()["owned"] or (last < len(tokens) and tokens[last].kind is not Kind.WORD)


def _is_apposition(right: list[str]) -> bool:
    """Say whether ``my boss`` and the like stands behind a name."""
    if len(right) < 2 or right[0] not in _OWN:
        return False
    other, holder = cues()["other_before"], cues()["holder_before"]
    return (right[1] in other or " ".join(right[1:3]) in other) and right[1] not in holder


def _words_before(span: Span, tokens: Sequence[Token], *, over_comma: bool = True) -> list[str]:
    """
    Give the keys of the words right before a name, the nearest last; titles, articles and quotes are skipped.

    Where the nearest is the end of no cue, the others do not count and are left out.
    """
    found: list[str] = []
    titles, ends = name_words().titles, edge_words(CUES_BEFORE, -1)
    articles = cues()["articles_before_labels"]
    for at in range(span.first - 1, -1, -1):
        token = tokens[at]
        if token.kind is Kind.WORD:
            if not found and (token.key in titles and token.key not in cues()["other_before"]):
                continue
            found.insert(0, _key(token))
            if len(found) == _LONGEST + 2 or (len(found) == 1 and found[0] not in ends and found[0] not in articles):
                break
        elif not _is_passed(tokens, at, found) or (token.text == "," and not over_comma):
            break
    return found


def _is_passed(tokens: Sequence[Token], at: int, found: list[str]) -> bool:
    text = tokens[at].text
    if text in _SKIPPED:
        return True
    if text == ".":
        return at > 0 and tokens[at - 1].key in name_words().titles and not found
    return text == "," and not found


def _words_after(span: Span, tokens: Sequence[Token]) -> list[str]:
    """Give the keys of the words right behind a name: three, or as many as a cue has that begins with the first."""
    found: list[str] = []
    most = _LONGEST + 2
    for token in tokens[span.last + 1 : span.last + 12]:
        if token.kind is Kind.WORD:
            found.append(_key(token))
            if len(found) == 1 and found[0] not in edge_words(CUES_AFTER, 0):
                most = 3
            if len(found) == most:
                break
        elif token.text not in _SKIPPED and not (token.text == "," and not found):
            break
    return found


def _longest_at_end(words: list[str]) -> tuple[Role | None, str]:
    holder, other, closing = cues()["holder_before"], cues()["other_before"], cues()["closing"]
    ends = edge_words(CLAIMS_BEFORE, -1)
    if not words or (len(words) == 1 and words[0] not in ends):
        return None, ""
    for tail in (words, [word for word in words if word not in cues()["articles_before_labels"]]):
        if not tail or tail[-1] not in ends:
            continue
        for size in range(min(_LONGEST, len(tail)), 0, -1):
            phrase = " ".join(tail[-size:])
            if phrase in holder:
                return Role.HOLDER, phrase
            if phrase in other or (size > 1 and phrase in closing):
                return Role.OTHER, phrase
    return None, ""


def _longest_at_start(words: list[str]) -> tuple[Role | None, str]:
    holder, other = cues()["holder_after"], cues()["other_after"]
    words = words[1:] if len(words) > 1 and words[0] in _ADVERBS else words
    if not words or words[0] not in edge_words(CUES_AFTER, 0):
        return (Role.OTHER if _is_apposition(words) else None), ""
    for size in range(min(_LONGEST, len(words)), 0, -1):
        phrase = " ".join(words[:size])
        if phrase in other:
            return Role.OTHER, phrase
        if phrase in holder:
            return Role.HOLDER, phrase
    return (Role.OTHER if _is_apposition(words) else None), ""


def _says_of_themselves(right: list[str]) -> bool:
    """Say whether ``Jane says she holds``: the speaker speaks of her own certificate."""
    return right[:1] != ["asks"] and right[:1] != ["asked"] and any(word in _PRONOUNS for word in right[1:4])


def is_after_article(span: Span, tokens: Sequence[Token]) -> bool:
    """Say whether an article or the like stands right before a word, which then is a noun: ``der Dienstleister``."""
    at = span.first - 1
    return at >= 0 and tokens[at].key in cues()["articles"] and tokens[at].key not in {"de", "o"}


def is_after_firm_word(span: Span, tokens: Sequence[Token]) -> bool:
    """Say whether a single word stands where a firm or a place does: ``at Vintera``, ``our client Northgale``."""
    left = _words_before(span, tokens, over_comma=False)
    firm = cues()["firm_before"]
    return bool(left) and (left[-1] in firm or " ".join(left[-2:]) in firm)
