"""Two names in Latin letters: which rules hold for them, and the names that are given name first."""

from __future__ import annotations

from verifier_client.models import Agreement
from verifier_client.name_matching import eastern
from verifier_client.name_matching.compare_eastern import compare_eastern
from verifier_client.name_matching.likeness import Likeness, of_family, of_given
from verifier_client.name_matching.order import cut, fused, moved
from verifier_client.name_matching.pairing import part_by_part
from verifier_client.name_matching.parts import Name, Part

Parts = tuple[Part, ...]
AGREES, PARTLY, DIFFERS = Agreement.AGREES, Agreement.PARTLY, Agreement.DIFFERS
_KIN = ({"filho", "neto"}, {"filho", "sobrinho"}, {"neto", "sobrinho"})  # Portuguese son, grandson, nephew


def compare(one: Name, other: Name) -> Agreement:
    """
    Compare two names in Latin letters, neither of which is empty.

    Args:
        one: One name or part of a name.
        other: The one that it is compared with.
    """
    if one.suffix and other.suffix and one.suffix != other.suffix:
        return DIFFERS
    if {part.core for part in (one.parts[-1], other.parts[-1])} in _KIN:
        return DIFFERS
    language = eastern.language_of(one, other)
    is_marked_once = language != eastern.VIETNAMESE and one.order_is_known != other.order_is_known
    if is_marked_once and cut(one.written, other.written) is AGREES and not _is_joined_full_name(one, other):
        return AGREES
    if language:
        return compare_eastern(one, other, language)
    if min(len(one.parts), len(other.parts)) == 1:
        return PARTLY if _is_joined_full_name(one, other) else _compare_with_mononym(one.parts, other.parts)
    return _compare_western(one.parts, other.parts, ordered=one.order_is_known and other.order_is_known)


def _is_joined_full_name(one: Name, other: Name) -> bool:
    """`Xuenan` may be `Xu Enan` or a given name alone."""
    few, many = sorted((one.written, other.written), key=len)
    return len(few) == 1 < len(many) and eastern.is_full_name(Name(many)) and cut(few, many) is AGREES


def _compare_with_mononym(one: Parts, other: Parts) -> Agreement:
    """A single name against a single name, or against a fuller one that may contain it."""
    same = cut(one, other)
    if same:
        return same
    few, many = sorted((one, other), key=len)
    ends = [part for number, part in enumerate(many) if not part.is_initial or number in {0, len(many) - 1}]
    likeness = [of(few[0], part) for of in (of_given, of_family) for part in ends]
    if len(many) == 1:
        return PARTLY if Likeness.FORM in likeness and Likeness.NEAR not in likeness else DIFFERS
    close = {Likeness.SAME, Likeness.FORM, Likeness.INITIAL}
    return PARTLY if close & set(likeness) else DIFFERS


def _compare_western(one: Parts, other: Parts, *, ordered: bool) -> Agreement:
    """Both given name first."""
    same = cut(one, other)
    if same:
        return same
    one, other = fused(one, other), fused(other, one)
    swapped = None if ordered else moved(one, other)
    found = swapped or part_by_part(one, other)
    if found is DIFFERS and not swapped and not ordered and _is_turned(one, other):
        return PARTLY
    return found


def _is_turned(one: Parts, other: Parts) -> bool:
    """Whether one side has the family name in front without saying so, and the rest is close."""
    close = {Likeness.SAME, Likeness.FORM, Likeness.INITIAL}
    return any(
        not end[-1].is_initial and front[0].is_same(end[-1]) and of_given(front[1], end[0]) in close
        for front, end in ((one, other), (other, one))
    )
