"""
What a text says that somebody does, and what it calls a role: "who codes ...", "You lead ...", "Head of Procurement".

Basis: rule 1 of ``docs/role-guide.md``. The word after "who", "he", "you" and the like is mostly the verb of a duty, as
is the first word of an advert's bullet; the noun before a comma or an "of" is what a title calls the person.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from role_guide.matching.features.clusters import cluster_of
from role_guide.matching.negation import Stance
from role_guide.matching.tokens import CODES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from role_guide.matching.features.builder import Features
    from role_guide.matching.signals import Reading
    from role_guide.matching.tokens import Sentence, Word

DOING, ALIKE = 0.5, 0.3  # what the word itself weighs, and those that are used alike
TITLE = 8  # words up to which a first sentence is a title
LETTERS = 4  # of "CISO"
SHORTEST = 4  # letters of a word that may have an ending
_WHICH = frozenset({"who", "that", "which"})
WHO = _WHICH | {"i", "he", "she", "they", "we", "you"}
_OTHERS = frozenset({"people", "those", "team", "staff", "others", "company", "firm"})
_HELP = """
also now still only just mainly mostly really actually himself herself then always today again not no longer never
will would should can must may is are was were has have had been being do does did to
"""
HELPERS = frozenset(_HELP.split())
_ENDS_TITLE = WHO | frozenset("of for in at with from on de du des da di der die des fur pour para en and et".split())  # noqa: SIM905


def add_doing(to: Features, reading: Reading) -> None:
    """
    Add the verbs of duties, and the noun of a title.

    Args:
        to: the features so far.
        reading: what was read.
    """
    for number, (sentence, stance) in enumerate(reading.sentences):
        if number == 0 and len(sentence) <= TITLE and not reading.question:
            _add_title(to, sentence)
        if number and reading.advert:
            _add_verb(to, sentence, stance, 0)
        for at, word in enumerate(sentence):
            if word.text in WHO and not (word.text in _WHICH and at and are_others(sentence[at - 1].text)):
                _add_verb(to, sentence, stance, at + 1)


def are_others(word: str) -> bool:
    """Whether it is several people, of whom a "who" goes on to tell: "leads engineers who code"."""
    return word in _OTHERS or (len(word) >= SHORTEST and word.endswith("s") and not word.endswith("ss"))


def _add_verb(to: Features, sentence: Sentence, stance: Sequence[Stance], at: int) -> None:
    """Add the first word from a place on that is more than a helper, unless it is of somebody else."""
    while at < len(sentence) and sentence[at].text in HELPERS:
        at += 1
    if at == len(sentence) or stance[at] is Stance.OTHERS or sentence[at].text in WHO:
        return
    _add_word(to, "do!" if stance[at] is Stance.DENIED else "do", sentence[at])


def _add_title(to: Features, sentence: Sentence) -> None:
    end = next(
        (at for at, word in enumerate(sentence) if at and (word.mark or word.text in _ENDS_TITLE)), len(sentence)
    )
    _add_word(to, "called", sentence[end - 1])
    if _is_chief(sentence[0].text):
        to.add("called:chief", ((sentence[0].start, sentence[0].end),))
    for word in sentence[end:]:
        cluster = cluster_of(word.text)
        if cluster and word.text not in CODES:
            to.add(f"field:%{cluster}", ((word.start, word.end),), ALIKE)


def _is_chief(word: str) -> bool:
    """Whether the letters are those of a chief officer: CFO, CPO, CISO; rule 14 asks back for a bare one."""
    return 3 <= len(word) <= LETTERS and word[0] == "c" and word[-1] == "o"


def _add_word(to: Features, kind: str, word: Word) -> None:
    if word.text not in CODES:  # which say nothing of a role
        for name, value in _names_of(kind, word.text):
            to.add(name, ((word.start, word.end),), value)


@lru_cache(maxsize=4096)
def _names_of(kind: str, word: str) -> tuple[tuple[str, float], ...]:
    """Name a word without its ending, and the words that are used alike."""
    root = word.removesuffix("s") if len(word) >= SHORTEST else word
    cluster = cluster_of(word)
    return ((f"{kind}:{root}", DOING), *(((f"{kind}:%{cluster}", ALIKE),) if cluster else ()))
