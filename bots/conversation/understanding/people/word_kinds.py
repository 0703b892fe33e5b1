"""Says what a word or a few words are: unknown and so perhaps a name, a firm, a place, a term, a slip in typing."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from bots.conversation.understanding.people.name_tokens import WORD
from bots.conversation.understanding.people.name_words import BEGIN_PLACES, cues, folded, is_derived, name_words
from bots.conversation.understanding.people.spans import FULL, SINGLE, Quality
from bots.conversation.understanding.typing_slips import differs_by
from verifier_client import late_pattern as pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bots.conversation.understanding.people.name_tokens import Token


def is_unknown(token: Token) -> bool:
    """Say whether a word is no ordinary word, role, firm or place, or only a given name."""
    if token.unlisted:
        return True
    words, key = name_words(), token.key
    if key in words.given and key not in words.either and key not in words.common and key not in words.places:
        return True
    if token.closed or _is_known(key):
        return False
    parts = key.replace("\u2010", "-").replace("\u2011", "-").split("-")
    if len(parts) == 1 or (token.loud and any(map(_is_elided_name, token.text.split("-")))):
        return True
    if len(parts) == 2 and all(map(_SYLLABLE.fullmatch, parts)):
        return not any(part in words.closed for part in parts)
    ordinary = [part for part in parts if _is_ordinary_part(part)]
    return not ordinary or any(part in words.given for part in parts)


def _is_ordinary_part(part: str) -> bool:
    """Say whether a part of a joined word is an ordinary word; two letters can be a syllable of a name: ``Ga-on``."""
    words = name_words()
    return (part in words.closed and len(part) > _LONGEST_SYLLABLE) or any(
        part in known for known in (words.roles, words.firms, words.nouns)
    )


_LONGEST_SYLLABLE = 2


@lru_cache(maxsize=4096)
def _is_known(key: str) -> bool:
    words = name_words()
    return any(
        key in known for known in (words.either, words.roles, words.firms, words.places, words.office, words.common)
    )


_SYLLABLE = pattern(
    r"(?:kk|tt|pp|ss|jj|ch|sh|[gkndtrlmbpsjh])?(?:y?(?:ae|eo|eu|oe|ui|oo|ee|[aeiou])|w(?:ae|eo|[aei]))(?:ng|[kgnlmpbt])?"
)
"""A syllable of a Korean given name in Latin letters: ``bo-ra``, ``min-seok``."""


def _is_elided_name(part: str) -> bool:
    """Say whether one or two letters, an apostrophe and a capital begin a word: ``O'Sullivan``, ``D'Angelo``."""
    head, mark, rest = part.replace("\u2019", "'").partition("'")
    return bool(mark) and 0 < len(head) <= 2 and rest[:1].isupper() and len(rest) > 1


_CODES = frozenset(
    [
        "aida",
        "aima",
        "cpap",
        "cpaa",
        "aipa",
        "caip",
        "cais",
        "caig",
        "caim",
        "caia",
        "cvae",
        "caibp",
        "cae",
        "cai",
        "caiep",
        "aie",
    ]
)


def is_code(token: Token) -> bool:
    """Say whether a word is the code of a certification; Aida as a name has only one capital."""
    return token.key in _CODES and (token.text.isupper() or not token.loud)


_DUTCH = frozenset({"ter", "ten", "te"})


def is_dutch(particle: Token, token: Token) -> bool:
    """Say whether a particle makes filler of another language a family name: ``ter Haar``."""
    return particle.key in _DUTCH and token.key in name_words().foreign


_VIETNAMESE = frozenset({"Th\u1ecb", "V\u0103n"})


def is_behind_middle_word(before: Token, token: Token) -> bool:
    """Say whether the word before makes filler a part of a name: ``ter Haar``, ``Thị Thu``."""
    return is_dutch(before, token) or before.text in _VIETNAMESE


def is_term(cores: list[Token]) -> bool:
    """Say whether two words look like a term and not like a person: ``Fleet Telematics``, ``Cisco CCNP``."""
    words = name_words()
    if any(core.key in words.given for core in cores) or cores[0].key in words.either:
        return False
    loud = [core for core in cores if core.text.isupper()]
    if loud and len(loud) < len(cores) and all(len(core.text) <= 5 for core in loud):
        return True
    last = cores[-1].key
    if len(cores) == 2 and last in words.english and last not in words.either and not is_unknown(cores[0]):
        return True
    return all(not is_unknown(core) or is_derived(core.key) for core in cores) and any(
        core.key in words.nouns for core in cores
    )


def quality_of_known(cores: list[Token], *, many: bool) -> Quality | None:
    """Judge a name all of whose words are ordinary words too."""
    words = name_words()
    first = cores[0].key
    if first not in words.either and first not in words.given:
        ordinary = (words.roles, words.firms, words.office)
        bare = not any(core.closed or any(core.key in each for each in ordinary) for core in cores)
        return Quality.WEAK if many and bare else None
    if any((core.key in words.roles or core.key in words.office) and core.key not in words.either for core in cores):
        return None
    if many and all(core.key in words.either or core.key in words.given for core in cores):
        return FULL if any(core.key not in words.common for core in cores) else Quality.POSSIBLE
    return Quality.POSSIBLE if not many or len(cores) == 2 else None


def is_firm(tokens: Sequence[Token], places: list[int], cores: list[Token]) -> bool:
    """Say whether a stretch names a firm: by its last or first word, or by ``&`` beside it."""
    last, first = cores[-1], cores[0]
    if is_firm_word(last) or (is_firm_word(first) and len(cores) > 1) or any(map(is_firm_word, cores[1:-1])):
        return True
    return len(cores) == 1 and any(_are_partners(last, tokens, places[-1], step) for step in (1, -1))


def _is_company(cores: list[Token]) -> bool:
    """Say whether words are a well-known company's, or begin with its name: ``Morgan Stanley``, ``Zalando``."""
    words, keys = name_words(), [core.key for core in cores]
    if " ".join(keys[:2]).replace("-", " ") in cues()["companies"]:
        return True
    return keys[0] in words.companies and keys[0] not in words.given and cores[0].loud


def _are_partners(core: Token, tokens: Sequence[Token], at: int, step: int) -> bool:
    """Say whether ``&`` joins a word to another, and not both are given names: ``Ernst & Young``, ``Harper & Lowe``."""
    there = at + 2 * step
    if not 0 <= there < len(tokens) or tokens[at + step].text != "&":
        return False
    partner, given = tokens[there], name_words().given
    if partner.kind is not WORD or not partner.loud:
        return False
    is_alone = not 0 <= there + step < len(tokens) or not tokens[there + step].loud
    ordinary = partner.key in name_words().nouns and partner.key not in given
    return ordinary or (is_alone and not (core.key in given and partner.key in given)) or core.key not in given


def is_firm_word(token: Token) -> bool:
    """Say whether a word is what firms are called by and no person: Ltd, Bank, Solutions."""
    words = name_words()
    if token.key in words.acronyms and token.text.isupper():
        return True
    return token.key in words.firms and token.key not in words.given and token.key not in words.either


def are_places(cores: list[Token]) -> bool:
    words = name_words()
    if (
        " ".join(core.key for core in cores).replace("-", " ") in cues()["places"]
        or " ".join(core.key for core in cores) in words.place_names
    ):
        return True
    if len(cores) > 1 and cores[0].key in words.given:
        return False
    return all(core.key in words.places or (at and core.closed) for at, core in enumerate(cores))


_WEEKDAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
"""Given names in West Africa too, but a single one is a day: ``who starts on Monday, holds ID``."""


def _is_place(tokens: Sequence[Token], places: list[int]) -> bool:
    """Say whether a city is named (``San Francisco``), or by a saint and a genitive a hospital: ``St Thomas's``."""
    if len(places) > 1 and tokens[places[0]].key in BEGIN_PLACES:
        return " ".join(tokens[at].key for at in places) in cues()["places"]
    is_saint = tokens[places[0]].key in {"st", "saint"} and tokens[places[0]].loud
    return is_saint and len(places) == 2 and tokens[places[-1]].possessive


def are_name_words(tokens: Sequence[Token]) -> bool:
    """Say whether words say by themselves that they are a name: all in no list, or the first a given name."""
    is_unlisted = False
    for token in tokens:
        if not token.neutral:
            return False
        is_unlisted = is_unlisted or token.unlisted
    return is_unlisted and (tokens[0].key in name_words().given or all(token.unlisted for token in tokens))


def is_known_phrase(keys: list[str]) -> bool:
    """Say whether words of which each is in no list are a place or a company together."""
    phrase = " ".join(keys)
    return phrase in cues()["places"] or phrase in name_words().place_names or " ".join(keys[:2]) in cues()["companies"]


def quality_of(tokens: Sequence[Token], places: list[int], *, titled: bool) -> Quality | None:
    """Return how much the words at ``places`` look like a person's name; None when they are none."""
    words = name_words()
    many = len(places) > 1
    if many and are_name_words([tokens[at] for at in places]):
        return None if is_known_phrase([tokens[at].key for at in places]) else FULL
    cores = [
        tokens[at] for at in places if len(tokens[at].text) > 1 and (tokens[at].key not in words.particles or not many)
    ]
    if not cores:
        return SINGLE if titled and many else None
    if is_firm(tokens, places, cores) or _is_company(cores) or are_places(cores) or _is_place(tokens, places):
        return None
    if titled:
        return FULL
    if not many:
        return None if cores[0].key in _WEEKDAYS else _quality_of_one(cores[0])
    if is_term(cores):
        return Quality.WEAK
    initial = len(tokens[places[0]].text) == 1 and cores[0].key not in words.roles and cores[0].key not in words.firms
    if initial or any(map(is_unknown, cores)):
        return FULL
    return quality_of_known(cores, many=True)


def _quality_of_one(core: Token) -> Quality | None:
    if not is_unknown(core):
        return quality_of_known([core], many=False)
    word = core.text
    if len(core.key) >= _SHORTEST_NOUN and core.key.endswith(_NOUN_ENDINGS) and core.key not in name_words().given:
        return None
    is_short = len(word) <= _LONGEST_ACRONYM and (len(word) < _LONGEST_ACRONYM or core.key not in name_words().given)
    return None if word.isupper() and is_short else SINGLE


_LONGEST_ACRONYM = 5
_NOUN_ENDINGS = ("ung", "ungen", "heit", "keit", "schaft", "tat", "tion", "cion", "zione", "cao", "ierung", "ismus")
_SHORTEST_NOUN = 8
"""A word of so many letters with one of these endings is a noun rather than a family name."""


@lru_cache(maxsize=4096)
def is_misspelt(key: str) -> bool:
    """Say whether a word is most likely a slip in typing an ordinary one: ``plaese``, ``certifcate``."""
    if len(key) < 4 or key in name_words().given:
        return False
    most = 1 if len(key) < 7 else 2
    return any(differs_by(key, word, most=most) for word in cues()["often_misspelt"])


def is_filler(text: str) -> bool:
    """Say whether a text has only words that are never part of a name."""
    words = name_words()
    return all(folded(word.strip(".,;:!?()")) in words.closed for word in text.split())


def is_abbreviation(token: Token) -> bool:
    """Say whether a dot behind a word belongs to it: an initial, a title, an abbreviated given name."""
    words = name_words()
    return (
        len(token.text) == 1
        or token.key in words.titles
        or token.key in words.degrees
        or (token.loud and len(token.text) <= 3 and not token.closed and token.key not in words.common)
        or (token.loud and token.text.replace(".", "").isupper() and "." in token.text)
    )
