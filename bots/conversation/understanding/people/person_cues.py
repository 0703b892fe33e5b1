"""Says from the words around a name whether it can be the holder: cues of possession, of asking, labels, greetings."""

from __future__ import annotations

import itertools
from enum import Enum, auto
from typing import TYPE_CHECKING

from bots.conversation.understanding.people.claims import (
    first_behind_comma,
    is_colleague_of_another,
    is_denied,
    is_denied_behind,
    is_disputed,
    is_referred_to,
    is_said_by_certificate,
    is_sender,
    is_talked_to,
    says_is_own,
    says_of_themselves,
    verb_behind_place,
)
from bots.conversation.understanding.people.label_kinds import LABEL_ENDS, SKIPPED, key_of, label_of
from bots.conversation.understanding.people.name_tokens import MARK, WORD
from bots.conversation.understanding.people.name_words import cues, edge_words, name_words
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


HOLDER, OTHER, NEUTRAL = Role.HOLDER, Role.OTHER, Role.NEUTRAL


_LONGEST = 6
_DASHES = frozenset("-\u2013\u2014\u2015|/\t")
_FOR_WHOM = frozenset({"behalf of", "on behalf of", "im auftrag von", "auftrag von"})
_NOT_OF = frozenset(
    {"at", "via", "client", "not", "isn't", "isnt", "is not", "wasn't", "wasnt", "nicht", "nicht von", "pas"}
    | {"no", "non", "niet"}
)
"""Words before a genitive that say whose something is not."""
_DENYING = frozenset({"nicht", "nicht von", "pas", "pas à", "no de", "niet van"})
_ADVERBS = frozenset({"still", "really", "actually", "currently", "already", "indeed", "apparently", "supposedly"})
_NEVER_HOLDS = frozenset({"not", "via", "at", "nor", "neither", "weder", "noch", "ni", "by"})
_OWN = frozenset({"my", "our", "mein", "meine", "unser", "unsere", "mon", "ma", "mi", "nuestro", "nuestra"})


def role_of(span: Span, tokens: Sequence[Token], marks: frozenset[str]) -> Role:
    """
    Return what the words before and after a name in its line say about the person.

    Args:
        span: the name.
        tokens: those of its line.
        marks: the marks that stand in the line at all.
    """
    label = None if marks.isdisjoint(LABEL_ENDS) else label_of(span, tokens)
    if label in {"holder", "given", "family", "other"}:
        return OTHER if label == "other" else HOLDER
    left = _words_before(span, tokens)
    before, phrase = _claimed_before(span, tokens, left)
    right = _words_after(span, tokens)
    after, behind = _claimed_behind(span, tokens, right)
    if left and before is not HOLDER and _is_of_certificate(_without_apposition(left, phrase)):
        before = HOLDER
    if _is_another(span, tokens, marks, right, cued=before is not None):
        return OTHER
    if span.possessive and not (right and right[0] in cues()["behind_has"]):
        owned = right[0] if right else ""
        if owned in cues()["not_held"] or (
            before is OTHER and phrase in _NOT_OF and not is_asked_whether(span, tokens)
        ):
            return OTHER
        after = HOLDER if _owns_certificate(span, tokens, owned) else None
        return HOLDER if HOLDER in {before, after} else NEUTRAL
    asked = phrase in _DENYING and is_asked_whether(span, tokens)
    if before is OTHER and (asked or (phrase in _FOR_WHOM and _is_sent_before(span, tokens))):
        return HOLDER
    if before is OTHER:
        if phrase in cues()["self"] or (phrase in cues()["closing"] and _ends_behind_comma(span, tokens)):
            return Role.SELF
        has = after is HOLDER and _claims_it(span, tokens, right, behind)
        return HOLDER if has and phrase not in _NEVER_HOLDS else OTHER
    if after is OTHER and before is not HOLDER:
        is_own = says_of_themselves(right) or says_is_own(span, tokens) or is_referred_to(span, tokens)
        return HOLDER if is_own else OTHER
    speaks = len(right) > 2 and right[1] in {"she", "he", "sie", "er", "elle", "il"} and before is None
    return HOLDER if speaks or HOLDER in {before, after} else NEUTRAL


def _is_another(span: Span, tokens: Sequence[Token], marks: frozenset[str], right: list[str], *, cued: bool) -> bool:
    """Say whether a name's place, or what is denied behind it, makes it somebody other than the holder."""
    if not cued and is_somebody_else(span, tokens, marks):
        return True
    return is_denied_behind(right) and not is_asked_whether(span, tokens)


def _claimed_before(span: Span, tokens: Sequence[Token], left: list[str]) -> tuple[Role | None, str]:
    """Return the role that the words before a name give, with the cue; None where they say nothing."""
    if is_said_by_certificate(span, tokens):
        return HOLDER, ""
    before, phrase = _longest_at_end(left)
    is_denying = before is HOLDER and (is_denied(left, phrase) or is_disputed(span, tokens))
    if is_denying and not is_asked_whether(span, tokens):
        return OTHER, phrase
    is_passive = phrase == "by" and not is_sender(span, tokens)
    if before is OTHER and is_talked_to(phrase) and is_referred_to(span, tokens):
        return HOLDER, phrase
    if before is OTHER and (is_passive or is_colleague_of_another(span, tokens)):
        return None, ""
    return before, phrase


def _claimed_behind(span: Span, tokens: Sequence[Token], right: list[str]) -> tuple[Role | None, str]:
    """Return the role that the words behind a name give, with the cue, a place between them passed over."""
    after, behind = _longest_at_start(right)
    verb = verb_behind_place(span, tokens) if after is None else ""
    return _longest_at_start([verb]) if verb else (after, behind)


def _claims_it(span: Span, tokens: Sequence[Token], right: list[str], behind: str) -> bool:
    """Say whether what stands behind a name makes it the holder although a colleague or a greeting stands before."""
    is_apart = span.last + 1 < len(tokens) and tokens[span.last + 1].text == ","
    is_own = behind.startswith("whose") or behind.partition(" ")[0] in cues()["having"]
    if is_own or says_of_themselves([word for word in right if word != "il"]):
        return True
    owns = any(" ".join(right[:size]) in cues()["owning"] for size in (1, 2))
    return owns or (not is_apart and first_behind_comma(span, tokens))


def _is_sent_before(span: Span, tokens: Sequence[Token]) -> bool:
    """Say whether a verb of sending and the ID stand before a name: ``They forwarded ID on behalf of Jane``."""
    before = tokens[max(0, span.first - 2 * _LONGEST) : span.first]
    return any(token.is_id for token in before) and any(token.key in cues()["sending"] for token in before)


def _ends_behind_comma(span: Span, tokens: Sequence[Token]) -> bool:
    """Say whether a name ends its line behind a comma, as a signature does: ``Regards, Jane Doe``."""
    is_last = all(token.kind is MARK for token in tokens[span.last + 1 : span.last + 4])
    return is_last and span.last + 4 >= len(tokens) and tokens[span.first - 1].text == ","


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
    is_free = not owned or owned in cues()["owned"] or owned in cues()["joined"]
    return is_free or (last < len(tokens) and tokens[last].kind is not WORD)


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
        if token.kind is WORD:
            if not found and (token.key in titles and token.key not in cues()["other_before"]):
                continue
            found.insert(0, key_of(token))
            if len(found) == _LONGEST + 2 or (len(found) == 1 and found[0] not in ends and found[0] not in articles):
                break
        elif not _is_passed(tokens, at, found) or (token.text == "," and not over_comma):
            break
    return found


def _is_passed(tokens: Sequence[Token], at: int, found: list[str]) -> bool:
    text = tokens[at].text
    if text in SKIPPED:
        return True
    if text == ".":
        return at > 0 and tokens[at - 1].key in name_words().titles and not found
    return text == "," and not found


def _words_after(span: Span, tokens: Sequence[Token]) -> list[str]:
    """Give the keys of the words right behind a name: three, or as many as a cue has that begins with the first."""
    found: list[str] = []
    most = _LONGEST + 2
    for token in tokens[span.last + 1 : span.last + 12]:
        if token.kind is WORD and not found and token.key in cues()["behind_names"]:
            continue
        if token.kind is WORD:
            found.append(key_of(token))
            if len(found) == 1 and found[0] not in edge_words(CUES_AFTER, 0):
                most = 3
            if len(found) == most:
                break
        elif token.text not in SKIPPED and not (token.text == "," and not found):
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
                return HOLDER, phrase
            if phrase in other or (size > 1 and phrase in closing):
                return OTHER, phrase
    return None, ""


def _longest_at_start(words: list[str]) -> tuple[Role | None, str]:
    holder, other = cues()["holder_after"], cues()["other_after"]
    words = words[1:] if len(words) > 1 and words[0] in _ADVERBS else words
    if not words or words[0] not in edge_words(CUES_AFTER, 0):
        return (OTHER if _is_apposition(words) else None), ""
    for size in range(min(_LONGEST, len(words)), 0, -1):
        phrase = " ".join(words[:size])
        if phrase in other:
            return OTHER, phrase
        if phrase in holder:
            return HOLDER, phrase
    return (OTHER if _is_apposition(words) else None), ""


def is_after_article(span: Span, tokens: Sequence[Token]) -> bool:
    """Say whether an article or the like stands right before a word, which then is a noun: ``der Dienstleister``."""
    at = span.first - 1
    return at >= 0 and tokens[at].key in cues()["articles"] and tokens[at].key not in {"de", "o"}


def _goes_with(tokens: Sequence[Token]) -> bool:
    """Say whether IDs go with people in a line, so that "with" stands before a holder: ``ID1 goes with Ann``."""
    return any(
        one.key in {"goes", "go", "belongs"} and other.key == "with" for one, other in itertools.pairwise(tokens)
    )


def is_after_firm_word(span: Span, tokens: Sequence[Token]) -> bool:
    """Say whether a single word stands where a firm or a place does: ``at Vintera``, ``our client Northgale``."""
    left = _words_before(span, tokens, over_comma=False)
    firm = cues()["firm_before"]
    if left[-1:] == ["with"] and _goes_with(tokens):
        return False
    return bool(left) and (left[-1] in firm or " ".join(left[-2:]) in firm)
