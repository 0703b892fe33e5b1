"""Given name against given name, family name against family name, and what follows for the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier_client.models import Agreement
from verifier_client.name_matching import middle_names as middles
from verifier_client.name_matching.likeness import Likeness, of_family, of_given

if TYPE_CHECKING:
    from collections.abc import Callable

    from verifier_client.name_matching.parts import Part

    Parts = tuple[Part, ...]

AGREES, PARTLY, DIFFERS = Agreement.AGREES, Agreement.PARTLY, Agreement.DIFFERS


def part_by_part(one: Parts, other: Parts, language: str | None = None, *, with_tones: bool = False) -> Agreement:
    """
    Compare two names that both have the given name first and the family name last.

    Args:
        one: The parts of one name, given name first.
        other: The parts of the other, given name first.
        language: The East Asian language that both read as, None for the others.
        with_tones: Whether Vietnamese marks count, because both sides write them.
    """
    given = of_given(one[0], other[0], language, with_tones=with_tones)
    family = of_family(one[-1], other[-1], language, with_tones=with_tones)
    if given is Likeness.SAME and family is Likeness.SAME:
        if one[0].is_initial and other[0].is_initial and len(one) != len(other):
            return PARTLY
        return middles.compare(one, other, language)
    if _is_within(one, other, language):
        return PARTLY
    if given in {Likeness.OTHER, Likeness.NEAR}:
        return DIFFERS
    if given is Likeness.SAME:
        return DIFFERS if family is Likeness.NEAR and len(one) == len(other) else PARTLY
    if family in {Likeness.SAME, Likeness.FORM, Likeness.INITIAL} or _share_family(one, other):
        return PARTLY
    return DIFFERS


def _is_within(one: Parts, other: Parts, language: str | None) -> bool:
    """Whether the shorter name stands in the longer, part for part and in order, forms and initials included."""
    few, many = sorted((one, other), key=len)
    if len(few) == len(many):
        return False
    at = 0
    for number, part in enumerate(few):
        of: Callable[..., Likeness] = of_family if number == len(few) - 1 else of_given
        while at < len(many) and of(part, many[at], language) not in {Likeness.SAME, Likeness.INITIAL, Likeness.FORM}:
            at += 1
        if at == len(many):
            return False
        at += 1
    return True


def _share_family(one: Parts, other: Parts) -> bool:
    """Whether one of two family names is on both sides."""
    return any(
        not a.is_initial and not b.is_initial and a.is_same(b) and not middles.is_given(a)
        for a in one[1:]
        for b in other[1:]
    )
