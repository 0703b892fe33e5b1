"""Which certificate IDs of a message are ruled out: "don't check X, check Y", "Y, not X", "X, sorry, Y"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bots.conversation.understanding.masked_text import FIRST_MARK, plain

if TYPE_CHECKING:
    from bots.conversation.understanding.masked_text import MaskedText
    from verifier_client import CertificateId

_DO = r"(?:check|verify|validate|look\s+up|run|use|take|test|prufe?n?|checken|verifizieren?|verifie[rz]?|controle[rz]?|verifi(?:ques|car?)|comprueb\w+)"
_BEFORE = re.compile(
    rf"(?:\b(?:not|nicht|pas|instead\s+of|rather\s+than|statt|anstatt|au\s+lieu\s+de|en\s+vez\s+de|forget|ignore|skip|"
    rf"vergiss|ignorier\w*|oublie[rz]?|ignore[rz]?|olvid\w+|ignora\w*)|\b(?:dont|do\s+not|never|no|ne)\s+{_DO}|"
    rf"\b(?:wrote|typed|sent|said|gave))\s+(?:the\s+|le\s+|el\s+|den\s+|das\s+|number\s+|nr\.?\s+|id\s+)*[\"'(]*$"
)
_AFTER = re.compile(
    r"^[\"')]*\s*(?:nicht\b(?!\s*(?:mehr|gultig|abgelaufen))|(?:is|was|war|ist)\s+(?:wrong|a\s+typo|falsch|my\s+mistake|the\s+wrong)|"
    r"(?:[,.;:-]\s*)?(?:no\s+)?(?:sorry|oops|pardon|perdon|i\s+mean|i\s+meant|meant|ich\s+meine?|quatsch|correction|je\s+veux\s+dire|quiero\s+decir|digo)"
    r"\W+(?:it'?s|its|i\s+meant?|the\s+right\s+one\s+is|it\s+is|should\s+be)?\W*[\ue000-\uefff])"
)
_MARK = re.compile("[\ue000-\uefff]")


def negated_ids(masked: MaskedText) -> tuple[CertificateId, ...]:
    """
    Return the IDs that a message rules out, in order; never all of a message's IDs.

    :param masked: the message with its IDs put aside.
    """
    if len(masked.ids) < 2:
        return ()
    text = plain(masked.text)
    places: dict[int, list[bool]] = {}
    for found in _MARK.finditer(text):
        before, after = text[max(0, found.start() - 60) : found.start()], text[found.end() : found.end() + 60]
        places.setdefault(ord(found[0]) - FIRST_MARK, []).append(
            _BEFORE.search(before.rstrip() + " ") is not None or _AFTER.match(after) is not None
        )
    out = tuple(masked.ids[at] for at in sorted(places) if all(places[at]) and at < len(masked.ids))
    return out if len(out) < len(masked.ids) else ()
