"""What a sentence claims of a name: that a certificate says it, that its holder is somebody else, whom it is for."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from bots.conversation.understanding.people.name_tokens import MARK, WORD
from bots.conversation.understanding.people.name_words import cues
from bots.conversation.understanding.people.neighbours import before_name
from bots.conversation.understanding.people.other_people import STOPS
from bots.conversation.understanding.people.spans import SINGLE
from bots.conversation.understanding.people.word_kinds import is_unknown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bots.conversation.understanding.people.name_tokens import Token
    from bots.conversation.understanding.people.spans import Span

_MOST_ADVERBS = 3
"""Words such as ``still`` or ``does actually`` between a certificate and the verb that says what stands on it."""
_FARTHEST_ID = 6
_FARTHEST_BY = 12
_LONGEST_PLACE = 6
_FARTHEST_PRONOUN = 12
_FARTHEST_VERB = 40
_LONGEST_LIST = 120
"""Tokens of a line in which each of several IDs has a word of its own; each word looks at all of it."""
_OWNS = frozenset({"his", "hers", "theirs", "ihres", "seines", "ihrs", "seins", "suyo", "suya", "sien", "sienne"})
_PRONOUNS = frozenset(
    {"she", "he", "her", "his", "hers", "theirs", "ihres", "seines", "sienne", "sien", "suyo", "suya", "dela", "dele"}
    | {"sie", "er", "elle", "il", "ella", "lei", "ela", "ele", "ze", "hij"}
)
_HERS = frozenset({"her", "his", "their", "ihr", "ihre", "sein", "seine", "son", "sa", "su", "sua", "haar", "zijn"})
_TALKS = ("spoke", "speak", "talk", "met", "i met", "we met", "meet", "chat")
_MOST_ADJECTIVES = 2
_MY = frozenset(
    {"my", "mein", "meine", "meines", "meinem", "mon", "ma", "mes", "mi", "mis", "mio", "mia", "meu", "minha", "mijn"}
)
_AUXILIARIES = frozenset(
    {"does", "did", "do", "has", "have", "had", "is", "was", "will", "would", "can", "could", "should", "may"}
    | {"hat", "ist", "war", "wird", "besitzt", "est", "etait", "ha", "era", "tem", "heeft", "ma"}
)
_SEVERAL = 2
_OPENING = frozenset(".\"'\u201c\u201e\u00ab:")
"""Marks between a word and a name that it is about."""
_IT_IS = frozenset({"it's", "its", "that's", "thats", "c'est", "es"})
_TO_HAVE = frozenset({"have", "own", "possess", "earn", "pass", "got", "held", "owned", "been", "actually", "really"})


def is_for_each(span: Span, tokens: Sequence[Token]) -> bool:
    """Say whether each of several IDs has a strange word behind a preposition: ``Pour Aymeric ID1, pour Jo ID2``."""
    at, prepositions = span.first - 1, cues()["prepositions"]
    if len(tokens) > _LONGEST_LIST:
        return False
    ids = sum(1 for token in tokens if token.is_id)
    if ids < _SEVERAL or at < 0 or tokens[at].key not in prepositions:
        return False
    led = [one.key for one, other in itertools.pairwise(tokens) if one.key in prepositions and _is_strange(other)]
    return len(led) == ids


def _is_strange(token: Token) -> bool:
    return token.kind is WORD and token.loud and not token.closed and is_unknown(token)


def is_said_by_certificate(span: Span, tokens: Sequence[Token]) -> bool:
    """Say whether a certificate says the name: ``ID still says Jane Doe``, ``the cert reads Jane Doe``."""
    at = before_name(span, tokens, over=_OPENING)
    if at < 1 or tokens[at].key not in cues()["reading"]:
        return False
    for before in range(at - 1, max(-1, at - 2 - _MOST_ADVERBS), -1):
        token = tokens[before]
        if token.is_id or token.key in cues()["certificates"]:
            return True
        if token.kind is not WORD or token.loud:
            return False
    return False


def is_denied(left: list[str], phrase: str) -> bool:
    """
    Say whether the word before a cue of possession turns it round: ``does not belong to``, ``was never issued to``.

    Args:
        left: the keys of the words before the name, the nearest last.
        phrase: the cue, with which ``left`` ends.
    """
    before = left[: len(left) - len(phrase.split())] if phrase else []
    return bool(before) and before[-1] in cues()["denying"]


def is_talked_to(phrase: str) -> bool:
    """Say whether a cue is one of talking to a candidate: ``spoke to``."""
    return phrase.startswith(_TALKS)


def is_disputed(span: Span, tokens: Sequence[Token]) -> bool:
    """Say whether somebody denies what the sentence says of a name: ``They deny that ID was issued to Ann``."""
    for token in reversed(tokens[max(0, span.first - _FARTHEST_VERB) : span.first]):
        if token.text in STOPS:
            return False
        if token.key in cues()["disputing"]:
            return True
    return False


def is_denied_behind(right: list[str]) -> bool:
    """Say whether the words behind a name deny that somebody has something: ``doesn't hold``, ``hat kein``."""
    at = next((at for at, word in enumerate(right[:2]) if word in cues()["denying"]), None)
    if at is None or (at and right[0] not in _AUXILIARIES):
        return False
    return at > 0 or any(each in cues()["having"] or each in _TO_HAVE for each in right[1:3])


def speaks_of_own(tokens: Sequence[Token]) -> bool:
    """Say whether the writer speaks of a certificate of their own: ``my AI certificate``."""
    for at, token in enumerate(tokens):
        if token.key in cues()["certificates"]:
            before = tokens[max(0, at - 1 - _MOST_ADJECTIVES) : at]
            if any(each.key in _MY for each in before) and all(each.kind is WORD for each in before[-1:]):
                return True
    return False


def is_sender(span: Span, tokens: Sequence[Token]) -> bool:
    """Say whether "by" names who handed an ID over: an ID stands before, and no further "by" (``by Ann or by Bo``)."""
    before = tokens[max(0, span.first - 1 - _FARTHEST_BY) : span.first]
    joined = len(before) > 1 and (before[-2].key in cues()["alternatives"] or before[-2].key in cues()["joined"])
    return not joined and any(token.is_id for token in before)


def is_colleague_of_another(span: Span, tokens: Sequence[Token]) -> bool:
    """Say whether somebody is the colleague of another who is named, and so not the asker's: ``Ann's colleague Bo``."""
    at = before_name(span, tokens, over=_OPENING)
    if at < 1 or tokens[at].key not in cues()["peers"]:
        return False
    owner = at - 1
    bare = tokens[owner].text in {"'", "\u2019"}
    owner -= bare
    return owner >= 0 and tokens[owner].loud and (bare or tokens[owner].possessive)


def is_for_whom(span: Span, tokens: Sequence[Token]) -> bool:
    """Say whether a clause begins with "for" and a name, and "it is" leads to the ID: ``For Bronagh it is ID``."""
    at = span.first - 1
    if span.quality is not SINGLE or at < 0 or tokens[at].key not in cues()["prepositions"]:
        return False
    if at and tokens[at - 1].kind is not MARK and not tokens[at - 1].is_id:
        return False
    behind = tokens[span.last + 1 : span.last + 1 + _FARTHEST_ID]
    words = next((number for number, token in enumerate(behind) if token.is_id), 0)
    is_said = words > 0 and (behind[words - 1].key in cues()["being"] or behind[words - 1].key in _IT_IS)
    return is_said and all(token.kind is WORD and token.closed for token in behind[:words])


def says_of_themselves(right: list[str]) -> bool:
    """Say whether ``Jane says she holds``: the speaker speaks of her own certificate, and not of ``her brother``."""
    told = list(itertools.zip_longest(right[1:4], right[2:5], fillvalue=""))
    speaks = any(word in _PRONOUNS and behind not in cues()["kin"] for word, behind in told)
    return speaks and right[:1] not in (["asks"], ["asked"])


def says_is_own(span: Span, tokens: Sequence[Token]) -> bool:
    """Say whether somebody says that an ID is theirs: ``Ann says ID is hers``."""
    behind = tokens[span.last + 1 : span.last + 5]
    return len(behind) == 4 and behind[1].is_id and behind[2].key in cues()["being"] and behind[3].key in _OWNS


def is_referred_to(span: Span, tokens: Sequence[Token]) -> bool:
    """Say whether a number behind is said to be hers or his: ``I spoke to Ann; her AIDA number: ID``."""
    for at in range(span.last + 1, min(len(tokens), span.last + 1 + _FARTHEST_PRONOUN)):
        if tokens[at].key in _HERS:
            return any(token.is_id for token in tokens[at + 1 : at + 1 + _FARTHEST_ID])
        if tokens[at].is_id or (tokens[at].loud and is_unknown(tokens[at])):
            return False
    return False


def verb_behind_place(span: Span, tokens: Sequence[Token]) -> str:
    """Return the verb of ``Tunde from Internal Audit forwarded``, "" where no place stands behind a name."""
    behind = tokens[span.last + 1 : span.last + 1 + _LONGEST_PLACE]
    if not behind or behind[0].key not in cues()["affiliation"]:
        return ""
    other, holder = cues()["other_after"], cues()["holder_after"]
    return next((token.key for token in behind[2:] if token.key in other or token.key in holder), "")


def first_behind_comma(span: Span, tokens: Sequence[Token]) -> bool:
    """Say whether a name begins a clause behind a comma: ``Good morning, Dr. Ann Lee has ID``."""
    at = before_name(span, tokens)
    return at >= 0 and tokens[at].text == ","
