"""Questions about what was just spoken of: "is it still valid?" names no certificate, and asks for none by name."""

from __future__ import annotations

import re

from bots.conversation.understanding.intent_cues import groups_in
from bots.conversation.understanding.named_ids import named_ids
from bots.conversation.understanding.text.language import is_small_word
from bots.conversation.understanding.text.words import plain, tokens

MOST_WORDS = 8
_OF_WATCHES = frozenset({"watch", "remind", "stop", "left", "list", "notify"})
_OF_CHECKING = frozenset(
    {"verify", "fact_validity", "before_end", "upcoming", "certword", "question", "object", "polite"}
)
"""Cues that such a question is made of, besides small words."""
_AND = r"^\W*(?:(?:and|ok(?:ay)?|so|but|then|hm+|und|aber|et|mais|y|e|pero)\b[\s,]*)*"
_IT = (
    r"(?:it|that|this|(?:that|this|the)\s+(?:one|certificate|cert)|es|das|dieses|das\s+zertifikat|il|elle|[çc]a|ce(?:la|ci)|"
    r"le\s+certificat|eso|esto|el\s+certificado)"
)
_STILL = r"(?:still|now|nowadays|noch|immer\s+noch|weiterhin|encore|toujours|todav[ií]a|a[uú]n)"
_GOOD = (
    r"(?:good|fine|ok(?:ay)?|alright|current|alive|live|running|in\s+(?:force|order|date|good\s+standing)|up\s+to\s+date|gut|"
    r"in\s+ordnung|okay|bon(?:ne)?|bueno|en\s+vigueur|en\s+regla|vigente|in\s+kraft)"
)
_STANDS = re.compile(
    rf"{_AND}(?:"
    rf"(?:is|was|ist|est|est[aá])\s+{_IT}\s+{_STILL}\s+{_GOOD}|"
    rf"(?:does|do)\s+{_IT}\s+{_STILL}\s+(?:stand|hold|count|run|apply)|"
    rf"(?:steht|gilt|l[aä]uft|besteht|z[aä]hlt)\s+{_IT}\s+{_STILL}|"
    rf"(?:c['\u2019]est|est-(?:il|elle|ce))\s+{_STILL}\s+{_GOOD}|tient-(?:il|elle)\s+{_STILL}|"
    rf"(?:es|est[aá]|sigue)\s+(?:{_STILL}\s+)?(?:{_GOOD}|en\s+pie)|{_STILL}\s+(?:{_GOOD}|standing|stands)"
    r")(?:\s+(?:today|now|then|please|heute|bitte|aujourd['\u2019]hui|hoy))*\W*$",
    re.IGNORECASE,
)
"""Whole questions how it stands, whose words alone could be about anything: "does it still stand?"."""
_WORD = r"[^\W\d_a-zß-ÿ][\w'\u2019.-]*"
_PARTICLE = r"(?:al|bin|da|de|del|della|der|di|dos|du|la|le|ten|van|von|y|zu)"
_NAME = rf"(?P<name>{_WORD}(?:\s+(?:{_WORD}|{_PARTICLE})){{0,4}}\s+{_WORD}|{_WORD})"
_WHOSE = re.compile(
    rf"{_AND}(?i:"
    rf"(?:what|how)\s+about|for|with(?:\s+the\s+name)?|f[uü]r|pour|para|"
    rf"(?P<whose>(?:does|did)\s+{_IT}\s+(?:really\s+|also\s+)?(?:belong\s+to|name)|is\s+{_IT}\s+(?:really\s+)?(?:of|issued\s+to|for|in\s+the\s+name\s+of)|"
    rf"is\s+{_IT}(?=.+['\u2019]s?\W*$)|"
    rf"(?:geh[oö]rt|ist)\s+{_IT}\s+(?:wirklich\s+)?(?:von|f[uü]r|auf)?|"
    r"(?:appartient[\s-](?:il|elle)|est-(?:il|elle|ce))\s+(?:bien\s+)?(?:[aà]|de|au\s+nom\s+de)|"
    r"(?:pertenece|es)\s+(?:a|de))"
    rf")\s*(?-i:(?<!\w){_NAME})\W*$",
    re.IGNORECASE,
)
_OF = re.compile(r"(?:['\u2019]s|(?<=s)['\u2019])$", re.IGNORECASE)
_SOME_ID = "AIDA-2026-1234"  # beside which a name is read as a holder's
LONGEST = 120  # characters of such a question


def asks_how_it_stands(text: str) -> bool:
    """Say whether a whole message asks how it stands in words of all days: "is it still good?"."""
    return len(text) <= LONGEST and _STANDS.match(text) is not None


def holder_of_last(text: str) -> str:
    """Return the name in a question whether "it" is somebody's: "and for John Smith?"; "" where it is no such one."""
    found = _WHOSE.match(text) if len(text) <= LONGEST else None
    if found is None:
        return ""
    name = _OF.sub("", found["name"].rstrip(".?!"))
    asks_whose = found["whose"] is not None
    if groups_in(tokens(plain(name))) or (" " not in name and (not asks_whose or name.isupper() or len(name) < 2)):
        return ""
    [(_, read), *_] = named_ids(f"{_SOME_ID} {name}").pairs
    return name if read == name else ""


def asks_of_last(text: str) -> bool:
    """
    Say whether a short message asks how a certificate stands that it does not name.

    It is made of small words and words of checking alone: "is that job real?" is about a job, and what would change
    a watch is no question.
    """
    words = [word for word in tokens(plain(text)) if word not in "?!"]
    if not 0 < len(words) <= MOST_WORDS:
        return False
    groups = frozenset(groups_in(words))
    if "verify" not in groups or groups & _OF_WATCHES:
        return False
    return all(
        len(word) == 1 or is_small_word(word) or not _OF_CHECKING.isdisjoint(groups_in((word,))) for word in words
    )
