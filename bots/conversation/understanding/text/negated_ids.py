"""Which certificate IDs of a message are ruled out: "don't check X, check Y", "Y, not X", "X, sorry, Y"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.understanding.people.name_tokens import FIRST_ID
from bots.conversation.understanding.text.words import ID_SIGNS, LONGEST_READ, plain
from verifier_client import late_pattern as pattern

if TYPE_CHECKING:
    from bots.conversation.understanding.text.id_marks import MarkedText
    from verifier_client import CertificateId

_DO = (
    r"(?:check|verify|validate|look\s+up|run|use|take|test|prufe?n?|checken|verifizieren?|verifie[rz]?|controle[rz]?|"
    r"verifi(?:ques|car?)|comprueb\w+)"
)
_BEFORE = pattern(
    rf"(?:\b(?:not|nicht|pas|instead\s+of|rather\s+than|statt|anstatt|au\s+lieu\s+de|en\s+vez\s+de|forget|ignore|skip|"
    rf"vergiss|ignorier\w*|oublie[rz]?|ignore[rz]?|olvid\w+|ignora\w*)|\b(?:dont|do\s+not|never|no|ne)\s+{_DO}|"
    rf"\b(?:wrote|typed|sent|said|gave))\s+(?:the\s+|le\s+|el\s+|den\s+|das\s+|number\s+|nr\.?\s+|id\s+)*[\"'(]*$"
)
_FORBIDDEN = pattern(rf"\b(?:dont|do\s+not|never|nicht|ne)\s+{_DO}\s+(?:the\s+|le\s+|el\s+|number\s+|id\s+)*[\"'(]*$")
_AFTER = pattern(
    r"^[\"')]*\s*(?:nicht\b(?!\s*(?:mehr|gultig|abgelaufen))|(?:is|was|war|ist)\s+(?:wrong|a\s+typo|falsch|my\s+mistake|the\s+wrong)|"
    r"(?:[,.;:-]\s*)?(?:no\s+)?(?:sorry|oops|pardon|perdon|i\s+mean|i\s+meant|meant|ich\s+meine?|quatsch|correction|je\s+veux\s+dire|quiero\s+decir|digo)"
    rf"\W+(?:it'?s|its|i\s+meant?|the\s+right\s+one\s+is|it\s+is|should\s+be)?\W*[{ID_SIGNS}])"
)
_BEGINNINGS = frozenset(
    [
        "not",
        "nich",
        "pas",
        "inst",
        "rath",
        "stat",
        "anst",
        "lieu",
        "vez",
        "forg",
        "igno",
        "skip",
        "verg",
        "oubl",
        "olvi",
        "dont",
        "do",
        "neve",
        "no",
        "ne",
        "wrot",
        "type",
        "sent",
        "said",
        "gave",
        "wron",
        "typo",
        "fals",
        "mist",
        "sorr",
        "oops",
        "pard",
        "perd",
        "mean",
        "mein",
        "quat",
        "corr",
        "dire",
        "deci",
        "digo",
    ]
)
"""Without a word whose first four letters are one of these, nothing is ruled out."""
_WORD = pattern(r"[a-z]+")
_MARK = pattern(f"[{ID_SIGNS}]")


def negated_ids(marked: MarkedText) -> tuple[CertificateId, ...]:
    """
    Return the IDs that a message rules out, in order.

    All of a message's IDs are ruled out only by a plain "don't check ..."; else one at least is meant.

    Args:
        marked: the message with signs in place of its IDs.
    """
    return tuple(marked.ids[at] for at in negated_places(marked))


def negated_places(marked: MarkedText) -> tuple[int, ...]:
    """
    Return the indexes of the IDs that a message rules out, in order; see ``negated_ids``.

    Args:
        marked: the message with signs in place of its IDs.
    """
    if not marked.ids:
        return ()
    text = plain(marked.text[:LONGEST_READ])
    if _BEGINNINGS.isdisjoint(word[:4] for word in _WORD.findall(text)):
        return ()
    places: dict[int, list[bool]] = {}
    forbidden: set[int] = set()
    for found in _MARK.finditer(text):
        at = ord(found[0]) - FIRST_ID
        before, after = text[max(0, found.start() - 60) : found.start()].rstrip(), text[found.end() : found.end() + 60]
        ruled_out = _BEFORE.search(f"{before} ") is not None or _AFTER.match(after) is not None
        places.setdefault(at, []).append(ruled_out)
        if _FORBIDDEN.search(f"{before} "):
            forbidden.add(at)
    out = [at for at in sorted(places) if all(places[at]) and at < len(marked.ids)]
    if len(out) == len(marked.ids) and not forbidden.issuperset(out):
        return ()
    return tuple(out)
