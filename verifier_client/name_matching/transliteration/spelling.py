"""
A name of another script in Latin letters, spelled as the Latin name beside it wherever a table allows that.

A script has many romanisations; whether one of them gives the Latin name is asked word by word. What no table gives is
spelled by the standard tables, so that the rules for two Latin names can judge how far it is away.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

from verifier_client.name_matching import data_files, eastern, forms, scripts
from verifier_client.name_matching.letters import plain
from verifier_client.name_matching.parts import Part
from verifier_client.name_matching.transliteration import alphabets, devanagari, kana, thai
from verifier_client.name_matching.transliteration.pattern import (
    Pattern,
    accepts,
    default,
    expression,
    first_letters,
    spans,
)

if TYPE_CHECKING:
    from verifier_client.name_matching.parts import Name

MOST_READINGS = 4  # of one word in katakana; more are not tried
MOST_SPELLINGS = 16  # of one name
_MC = re.compile(r"^mc(?=\w)", re.IGNORECASE)  # as it is spoken
_WORD = re.compile(r"[^\s\-,.;·・=()]+")
_ALPHABETS = {
    scripts.CYRILLIC: "cyrillic",
    scripts.GREEK: "greek",
    scripts.GEORGIAN: "georgian",
    scripts.ARMENIAN: "armenian",
}


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name in Latin letters; `is_doubtful` when a word is only close to what a table gives."""

    text: str
    is_doubtful: bool = False


@dataclass(frozen=True, slots=True)
class _Word:
    """One word with its patterns; `loose` are spellings that are close, no more."""

    written: str
    patterns: tuple[Pattern, ...]
    loose: tuple[Pattern, ...] = ()
    is_katakana: bool = False


def spellings_for(strange: str, latin: Name) -> list[Spelling]:
    """
    Return the name in Latin letters, most like the Latin name.

    Args:
        strange: The name in an alphabet, in kana, Devanagari or Thai.
        latin: The name that it is held against.
    """
    words = _words(strange, latin)
    if not words:
        return []
    targets = [word for part in latin.written if not part.is_initial for word in part.words]
    initials = "".join(plain(part.joined)[:1] for part in latin.written if part.is_initial)
    found = _matched(words, targets)
    left = [target for number, target in enumerate(targets) if number not in _taken(found)]
    readings = [
        [Spelling(_cased(found[number][0], word.written))]
        if number in found
        else _readings(word, left or targets, initials, strange, number)
        for number, word in enumerate(words)
    ]
    return [
        Spelling(text, is_doubtful=any(reading.is_doubtful for reading in chosen))
        for chosen in list(product(*readings))[:MOST_SPELLINGS]
        for text in _written(strange, [reading.text for reading in chosen], is_kana=words[0].is_katakana)
    ]


def _words(strange: str, latin: Name) -> list[_Word]:
    found = scripts.scripts_of(strange)
    if scripts.KANA in found:
        is_foreign = kana.is_foreign(strange) or not _is_japanese(latin)
        return [_katakana(word, is_foreign=is_foreign) for word in kana.words(strange)]
    written = _WORD.findall(strange)
    if scripts.DEVANAGARI in found:
        return [_Word(word, (devanagari.pattern(word),)) for word in written]
    if scripts.THAI in found:
        return [_Word(word, (thai.pattern(word),)) for word in written]
    script = next((name for script, name in _ALPHABETS.items() if script in found), None)
    letters = frozenset(strange.lower())
    return [_Word(word, alphabets.patterns(word, script, letters)) for word in written] if script else []


def _is_japanese(latin: Name) -> bool:
    words = [word for part in latin.written if not part.is_initial for word in part.words]
    return all(eastern.is_reading(eastern.JAPANESE, word) for word in words)


def _katakana(word: str, *, is_foreign: bool) -> _Word:
    japanese = kana.japanese(word)
    if not is_foreign:
        return _Word(word, (japanese,), is_katakana=True)
    strict, loose = kana.foreign(word)
    return _Word(word, (japanese, strict), (loose,), is_katakana=True)


def _matched(words: list[_Word], targets: list[str]) -> dict[int, tuple[str, tuple[int, int]]]:
    """The words that a table spells as words of the Latin name, each of which is taken once."""
    found: dict[int, tuple[str, tuple[int, int]]] = {}
    free = spans(len(targets))
    for number, word in enumerate(words):
        for span in free:
            target = "".join(targets[span[0] : span[1]])
            spelled = _MC.sub("mac", target) if word.is_katakana else target
            if any(accepts(pattern, spelled) for pattern in word.patterns):
                found[number] = (target, span)
                free = [other for other in free if other[1] <= span[0] or other[0] >= span[1]]
                break
    return found


def _taken(found: dict[int, tuple[str, tuple[int, int]]]) -> set[int]:
    return {number for _, span in found.values() for number in range(*span)}


def _readings(word: _Word, targets: list[str], initials: str, strange: str, number: int) -> list[Spelling]:
    """Other ways to spell a word that no table spells as the Latin name has it."""
    if len(word.written) == 1:
        return [Spelling(_initial(word, targets))]
    if word.is_katakana and word.loose:
        known = _established(word.patterns[-1], targets)
        if known:
            return [Spelling(name.title()) for name in known]
        close = next((target for target in targets if any(accepts(loose, target) for loose in word.loose)), None)
        if close:
            return [Spelling(close.title(), is_doubtful=True)]
    by_table = _by_tables(strange, number)
    spelled = min(by_table, key=lambda way: _rank(way, targets)) if by_table else default(word.patterns[0], initials)
    return [Spelling(_cased(spelled, word.written))]


def _initial(word: _Word, targets: list[str]) -> str:
    """One letter is an initial: that of the Latin word that it may begin, or its own."""
    first = [steps for pattern in word.patterns for steps in pattern[:1]]
    pieces = [piece for steps in first for _, place in steps for piece in place if piece]
    fitting = (plain(target)[:1] for target in targets if plain(target).startswith(tuple(pieces)))
    return next(fitting, pieces[0][:1] if pieces else word.written).upper()


def _established(pattern: Pattern, targets: list[str]) -> list[str]:
    """The names in use that the word is the usual katakana of, those nearest to the Latin name first."""
    names = _names_in_use(pattern)
    usual = names & data_files.name_groups().keys()
    return sorted(usual or names, key=lambda name: (_away(name, targets), name))[:MOST_READINGS]


def _rank(spelled: str, targets: list[str]) -> tuple[bool, int]:
    """A form of one of the given names comes first, then what is nearest to one of the Latin words."""
    name = Part((spelled,))
    return not any(forms.are_one_given_name(name, Part((target,))) for target in targets), _away(spelled, targets)


def _away(spelled: str, targets: list[str]) -> int:
    """How many letters the spelling is away from the nearest of the Latin words."""
    return min((forms.distance(plain(spelled), plain(target)) for target in targets), default=0)


@lru_cache(maxsize=256)
def _names_in_use(pattern: Pattern) -> frozenset[str]:
    return frozenset(data_files.find_established(expression(pattern), first_letters(pattern)))


def _by_tables(strange: str, number: int) -> list[str]:
    """The word by each standard table of its alphabet."""
    if not scripts.scripts_of(strange) & {scripts.CYRILLIC, scripts.GREEK}:
        return []
    spelled = [_WORD.findall(text) for text in scripts.latin_spellings(strange)]
    count = len(_WORD.findall(strange))
    return [words[number] for words in spelled if len(words) == count]


def _cased(spelled: str, written: str) -> str:
    """Capitals say where the family name stands, so they are carried over."""
    return spelled.upper() if written.isupper() and len(written) > 1 else spelled[:1].upper() + spelled[1:].lower()


def _written(strange: str, words: list[str], *, is_kana: bool) -> list[str]:
    """The words in their places; in kana, where no comma tells the order, family name first or last."""
    if is_kana:
        return list(dict.fromkeys((" ".join(words), " ".join(words[1:] + words[:1]))))
    rest = iter(words)
    return [_WORD.sub(lambda _: next(rest), strange)]
