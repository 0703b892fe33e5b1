"""How alike two parts of a name are: the same, an initial of, another form of, or another name."""

from __future__ import annotations

import re
from enum import Enum

from verifier_client.name_matching import data_files, eastern, forms
from verifier_client.name_matching.letters import is_marked, plain
from verifier_client.name_matching.parts import Part


class Likeness(Enum):
    """What one part of a name is to the other."""

    SAME = "same"
    INITIAL = "initial"
    FORM = "another form or spelling of it, or a half"
    NEAR = "another name, though only a letter or two away"
    OTHER = "another name"


def of_given(one: Part, other: Part, language: str | None = None, *, with_tones: bool = False) -> Likeness:
    """
    Return what one given name is to the other.

    Args:
        one: One name or part of a name.
        other: The one that it is compared with.
        language: The East Asian language that both read as, None for the others.
        with_tones: Whether Vietnamese marks count, because both sides write them.
    """
    found = _of_any(one, other, language, with_tones=with_tones)
    if found:
        return found
    if _is_half(one, other):
        return Likeness.FORM
    if language:
        return _of_eastern(one, other, language)
    if len(one.words) == len(other.words) > 1:
        halves = [of_given(Part((a,)), Part((b,))) for a, b in zip(one.words, other.words, strict=True)]
        return Likeness.FORM if set(halves) <= {Likeness.SAME, Likeness.FORM} else Likeness.OTHER
    if forms.are_one_given_name(one, other):
        return Likeness.FORM
    if forms.differ_in_gender(plain(one.joined), plain(other.joined)):
        return Likeness.NEAR
    if forms.is_short_form(one, other) or forms.sound_alike(one.joined, other.joined):
        return Likeness.FORM
    return _by_distance(one, other, "given")


def of_family(one: Part, other: Part, language: str | None = None, *, with_tones: bool = False) -> Likeness:
    """
    Return what one family name is to the other.

    Args:
        one: One name or part of a name.
        other: The one that it is compared with.
        language: The East Asian language that both read as, None for the others.
        with_tones: Whether Vietnamese marks count, because both sides write them.
    """
    found = _of_any(one, other, language, with_tones=with_tones)
    if found:
        return found
    if _is_half(one, other) or one.core == other.core or set(map(plain, one.words)) & _long_words(other):
        return Likeness.FORM
    if forms.are_one_family(one, other) or eastern.share_a_spelling(one.joined, other.joined):
        return Likeness.FORM
    if language:
        return _of_eastern(one, other, language)
    if forms.sound_alike(one.joined, other.joined) or forms.sound_alike(*map(_without_e, (one.joined, other.joined))):
        return Likeness.FORM
    return _by_distance(one, other, "family")


def _of_any(one: Part, other: Part, language: str | None, *, with_tones: bool) -> Likeness | None:
    if one.is_initial or other.is_initial:
        if plain(one.joined)[:1] != plain(other.joined)[:1]:
            return Likeness.OTHER
        return Likeness.SAME if one.is_initial and other.is_initial else Likeness.INITIAL
    if language == eastern.VIETNAMESE and plain(one.joined) == plain(other.joined):
        if with_tones and not eastern.is_same_vietnamese(one, other):
            return Likeness.NEAR
        return Likeness.SAME
    if one.is_same(other):
        return Likeness.SAME
    if plain(one.joined) == plain(other.joined) and is_marked(one.joined) and is_marked(other.joined):
        return Likeness.NEAR if language else Likeness.FORM
    return None


def _of_eastern(one: Part, other: Part, language: str) -> Likeness:
    """Where every syllable is a name, one letter makes another name; only known spellings of one sound do not."""
    a, b = plain(one.joined), plain(other.joined)
    if eastern.is_one_sound(language, a, b):
        return Likeness.FORM
    if language == eastern.JAPANESE and forms.is_short_form(one, other):
        return Likeness.FORM
    distance = forms.distance(a, b)
    if distance > forms.slips_allowed(a, b):
        return Likeness.OTHER
    if language == eastern.JAPANESE and forms.is_family_slip(a, b):
        return Likeness.FORM
    return Likeness.NEAR if all(eastern.is_reading(language, word) for word in (a, b)) else Likeness.FORM


def _by_distance(one: Part, other: Part, kind: str) -> Likeness:
    a, b = plain(one.joined), plain(other.joined)
    if forms.distance(a, b) > forms.slips_allowed(a, b):
        return Likeness.OTHER
    if forms.is_established(one, kind) and forms.is_established(other, kind):
        return Likeness.NEAR
    if kind == "given" and (forms.ends_in_another_vowel(a, b) or forms.has_another_consonant(a, b)):
        return Likeness.NEAR
    if len(a) == len(b) < 5 and not forms.is_swap(a, b):
        return Likeness.NEAR
    return Likeness.FORM


def _is_half(one: Part, other: Part) -> bool:
    """Whether the words of the one are some of the words of the other: `Noël` of `Jean-Noël`."""
    few, many = sorted((one, other), key=lambda part: len(part.words))
    if len(few.words) == len(many.words):
        return False
    words = [plain(word) for word in many.words]
    return all(plain(word) in words for word in few.words) and any(len(plain(word)) > 1 for word in few.words)


def _long_words(part: Part) -> set[str]:
    return {plain(word) for word in part.words if len(plain(word)) > 3} - data_files.titles()["particles"].keys()


def _without_e(word: str) -> str:
    """`Browne` is spoken as `Brown`."""
    return re.sub(r"(?<=[^aeiou])e$", "", word.lower())
