"""What stands between first given name and family name: what may be missing, and what may not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verifier_client.models import Agreement
from verifier_client.name_matching import data_files, eastern, forms
from verifier_client.name_matching.letters import plain
from verifier_client.name_matching.likeness import Likeness, of_given

if TYPE_CHECKING:
    from verifier_client.name_matching.parts import Part

_PATRONYMIC = re.compile(r".{3,}([oe]v[iy]ch|ovitch|evitch|[oe]vic|[oeiy]vna|ichna|oglu|qizi|kyzy)$")


def compare(one: tuple[Part, ...], other: tuple[Part, ...], language: str | None) -> Agreement:
    """
    Return whether the middle names allow agreement, given and family name being the same on both sides.

    Args:
        one: The parts of one name, given name first.
        other: The parts of the other, given name first.
        language: The East Asian language that both read as, None for the others.
    """
    few, many = sorted((one, other), key=len)
    between, longer = list(few[1:-1]), list(many[1:-1])
    missing: list[Part] = []
    for part in longer:
        if between and of_given(between[0], part, language) in {Likeness.SAME, Likeness.INITIAL}:
            between.pop(0)
        else:
            missing.append(part)
    if between:
        return Agreement.PARTLY
    if all(_may_be_missing(part, many, language) for part in missing):
        return Agreement.AGREES
    return Agreement.PARTLY


def _may_be_missing(part: Part, name: tuple[Part, ...], language: str | None) -> bool:
    """An initial, a patronymic or a given name may; a family name or a half of a double name may not."""
    if language == eastern.VIETNAMESE or part.is_initial:
        return True
    if _is_patronymic(part):
        return True
    if plain(part.joined) in data_files.titles()["particles"] or forms.is_established(part, "rarely_given"):
        return False
    if plain(name[0].joined) in data_files.titles()["doubling"] and name[1] is part:
        return False
    if _is_iberian(name) and forms.is_established(part, "iberian"):
        return forms.has_other_forms(part) and not forms.is_established(part, "firm")
    return is_given(part)


def is_given(part: Part) -> bool:
    """Whether the part is a given name in use."""
    return forms.is_established(part, "given")


def _is_patronymic(part: Part) -> bool:
    return plain(part.words[0]) in data_files.titles()["patronymic"] or bool(_PATRONYMIC.match(plain(part.joined)))


def _is_iberian(name: tuple[Part, ...]) -> bool:
    return any(forms.is_established(part, "iberian") for part in name[-1:]) or len(name) > 3
