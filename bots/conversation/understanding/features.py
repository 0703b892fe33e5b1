"""What the models of intent and facet see of a message: its words, their parts, and marks that know IDs and codes."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from bots.conversation.understanding.fact_slips import without_slip
from bots.conversation.understanding.intent_cues import groups_in
from bots.conversation.understanding.people.name_tokens import FIRST_UNREAD
from bots.conversation.understanding.text.certifications import find_certifications
from bots.conversation.understanding.text.words import CODE_SIGN, LONGEST_READ, NUMBER, plain, tokens
from verifier_client import late_pattern as pattern

if TYPE_CHECKING:
    from bots.conversation.understanding.text.certifications import NamedCertifications
    from bots.conversation.understanding.text.id_marks import MarkedText

_HEAD, _TAIL = 60, 20
"""Words that are read of a long message: so many from its beginning, so many from its end."""
_WORD_VALUE, _PART_VALUE = 1.6, 1.6
_MARK_VALUE, _PAIR_VALUE = 0.35, 0.15
_LENGTHS = (0, 1, 2, 4, 8, 16, 40)
_QUOTES = frozenset('"\u201c\u201e\u00ab\u00bb')
_QUOTE = pattern(r"[\"“„«»][^\"“”„«»]{12,}")
_NAME = pattern(r"(?<![.!?\n])\s(?!I\b)[A-ZÀ-Þ][a-zß-ÿ]+\s+[A-ZÀ-Þ][a-zß-ÿ]+")
_FIGURES = pattern(r"[^\W\d_]|\d")
_NUMERALS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|zwei|drei|vier|funf|sechs|sieben|acht|"
    "neun|zehn|zwolf|deux|trois|quatre|cinq|sept|huit|neuf|dix|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez"
)
_COUNTS = frozenset({NUMBER, *_NUMERALS.split("|")})
_COUNTED = pattern(
    rf"\b(?:\d{{1,3}}|{_NUMERALS})(?:\s+\w+)?\s+(?:dev\w*|engineer\w*|people|persons?|pers\w*|ppl|pm|manager\w*|lead\w*|leute|entwickler\w*|leiter\w*|"
    r"ingenieur\w*|ingenier\w*|coder\w*|analyst\w*|tester\w*|folks|heads|members?|mitarbeiter\w*|head)\b"
)


class Seen:
    """
    A message as the rules and the models see it.

    ``text`` is its beginning, with signs in place of IDs; ``plain`` the same in lower case without accents, with a sign
    in place of each certification too; ``words`` its tokens, ``groups`` the groups of cues that they belong to.
    ``offered`` was offered as an ID of ours and is none; another issuer's letters and number are words. ``state`` is
    what the message holds: IDs, else one code or several, else something offered as an ID, else nothing.
    """

    def __init__(self, marked: MarkedText, text: str, named: NamedCertifications, where: str) -> None:
        self.marked = marked
        self.text = text
        self.named = named
        self.where = where
        shown = text
        for mention in reversed(named.mentions):
            shown = f"{shown[: mention.start]} {CODE_SIGN} {shown[mention.end :]}"
        self.plain = plain(shown)
        words = tokens(self.plain)
        self.words = tuple(words if len(words) <= _HEAD + _TAIL else words[:_HEAD] + words[-_TAIL:])
        self.groups = frozenset(groups_in(self.words))
        self.offered = tuple(each for each in marked.unread if " " not in each)
        self.state = "id" if marked.ids else "unread" if self.offered else "none"
        if not marked.ids and named.codes:
            self.state = "code" if len(named.codes) == 1 else "codes"


def see(marked: MarkedText, *, where: str) -> Seen:
    """
    Read a message once for all rules and models.

    Args:
        marked: the message with signs in place of its IDs.
        where: dm, mention, slash_verify, slash_certguide or another place.
    """
    text = marked.text[:LONGEST_READ]
    for at, written in enumerate(marked.unread):
        if " " in written:
            text = text.replace(chr(FIRST_UNREAD + at), written)
    return Seen(marked, text, find_certifications(text), where)


def intent_features(seen: Seen) -> dict[str, float]:
    """Return what the model of intents sees: words and marks, each also together with what the message holds."""
    features = _text_features(seen.words)
    state = seen.state
    groups = sorted(seen.groups)
    marks = [f"state={state}", f"where={seen.where}", f"where={seen.where}|{state}", *_marks(seen)]
    for group in groups:
        marks += f"cue={group}", f"cue={group}|{state}"
    for at, one in enumerate(groups):
        for other in groups[at + 1 :]:
            features[f"cues={one}+{other}"] = _PAIR_VALUE
    for mark in marks:
        features[mark] = _MARK_VALUE
    share = _WORD_VALUE / max(len(set(seen.words)), 1) ** 0.5
    for word in set(seen.words):
        features[f"{state}|{word}"] = share
    return features


def facet_features(seen: Seen) -> dict[str, float]:
    """Return what the model of facets sees: words, slips in the words of facts put right, and the marks of facts."""
    words = tuple(map(without_slip, seen.words))
    features = _text_features(words)
    groups = sorted(seen.groups if words == seen.words else groups_in(words))
    for group in groups:
        features[f"cue={group}"] = _MARK_VALUE
    for at, one in enumerate(groups):
        for other in groups[at + 1 :]:
            features[f"cues={one}+{other}"] = _PAIR_VALUE
    for mark in _marks(seen):
        features[mark] = _PAIR_VALUE
    return features


def _text_features(words: tuple[str, ...]) -> dict[str, float]:
    """Words, pairs, and parts of three and four letters; each kind's values grow less with a longer text."""
    if not words:
        return {"empty": 1.0}
    spoken = dict.fromkeys(f"w={word}" for word in words)
    spoken |= dict.fromkeys(f"p={one}_{other}" for one, other in zip(("^", *words), (*words, "$"), strict=True))
    parts: dict[str, None] = {}
    for word in dict.fromkeys(words):
        if word[0] == "§":
            continue
        if word > "\u2e80":  # scripts without blanks: each pair of signs is as good as a word
            for one, other in pairwise(word):
                spoken[f"w={one}{other}"] = None
        edged = f"<{word}>"
        for length in (3, 4):
            for at in range(len(edged) - length + 1):
                parts[edged[at : at + length]] = None
    features = dict.fromkeys(spoken, _WORD_VALUE / len(spoken) ** 0.5)
    if parts:
        features |= dict.fromkeys(parts, _PART_VALUE / len(parts) ** 0.5)
    features[f"first={words[0]}"] = features[f"last={words[-1]}"] = _PAIR_VALUE
    if len(words) > 1:
        features[f"first={words[0]}_{words[1]}"] = _PAIR_VALUE
    return features


def _marks(seen: Seen) -> list[str]:
    """What can be counted or is simply there."""
    text, words = seen.text, seen.words
    ids, codes = len(seen.marked.ids), len(seen.named.codes)
    marks = [f"ids={min(ids, 2)}", f"codes={min(codes, 3)}"]
    asks = "?" in words
    marks.append(f"asks={asks}|{seen.state}")
    spoken = sum(1 for word in words if word[0] != "§" and word not in "?!")
    length = next((str(limit) for limit in _LENGTHS if spoken <= limit), "long")
    marks += f"length={length}", f"length={length}|{seen.state}"
    told = {
        "lines": text.strip().count("\n") >= 2,
        "quote": not _QUOTES.isdisjoint(text) and _QUOTE.search(text) is not None,
        "name": _NAME.search(f" {text}") is not None,
        "counted": not _COUNTS.isdisjoint(words) and _COUNTED.search(seen.plain) is not None,
        "unread": bool(seen.offered),
        "elsewhere": seen.named.elsewhere,
        "negated": bool(seen.named.negated),
        "no_letters": _FIGURES.search(text) is None,
        "colon": bool(words) and re.match(r"\W*\w+\s*:", text) is not None,
        "comma": "," in text,
        "organisation": any(code in {"CAI", "CAE"} for code in seen.named.codes),
    }
    for name, is_so in told.items():
        if is_so:
            marks += name, f"{name}|{seen.state}"
    return marks
