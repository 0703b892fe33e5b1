"""Two East Asian names in Latin letters, whose family name stands first or last."""

from __future__ import annotations

from verifier_client.models import Agreement
from verifier_client.name_matching import eastern
from verifier_client.name_matching.letters import is_marked, same_letters
from verifier_client.name_matching.likeness import Likeness, of_given
from verifier_client.name_matching.order import best, cut, is_rearranged, is_same_order
from verifier_client.name_matching.pairing import part_by_part
from verifier_client.name_matching.parts import Name, Part

Parts = tuple[Part, ...]
AGREES, PARTLY, DIFFERS = Agreement.AGREES, Agreement.PARTLY, Agreement.DIFFERS


def compare_eastern(one: Name, other: Name, language: str) -> Agreement:
    """
    Compare two East Asian names in Latin letters, family name first or last.

    Args:
        one: One name or part of a name.
        other: The one that it is compared with.
        language: One of the East Asian languages of ``eastern``.
    """
    with_tones = language == eastern.VIETNAMESE and all(any(is_marked(p.joined) for p in n.parts) for n in (one, other))
    same = cut(one.parts, other.parts)
    if same and not with_tones:
        return same
    may_be_turned = any(eastern.may_be_turned(language, name) for name in (one, other))
    if _is_turned_round(one, other, with_tones=with_tones):
        return PARTLY if eastern.is_sure_at_both_ends(language, one) else AGREES
    if language == eastern.VIETNAMESE:
        one, other = _family_first(one), _family_first(other)
    ends = eastern.family_ends(language, one), eastern.family_ends(language, other)
    pairs = [(a, b) for a in ends[0] for b in ends[1]]
    if ("front", "front") in pairs and (one.parts[0].is_same(other.parts[0]) or one.parts[-1].is_same(other.parts[-1])):
        pairs = [("front", "front")]
    elif ("end", "end") in pairs and one.parts[-1].is_same(other.parts[-1]):
        pairs = [("end", "end")]
    if language == eastern.VIETNAMESE:
        found = [_vietnamese(one.parts, other.parts, pair, with_tones=with_tones) for pair in pairs]
    else:
        found = [part_by_part(_given_first(one.parts, a), _given_first(other.parts, b), language) for a, b in pairs]
    is_moved = not one.parts[0].is_same(other.parts[0])
    if is_moved and may_be_turned and AGREES in found:
        return PARTLY
    found_best = best(found)
    if found_best is DIFFERS and language == eastern.VIETNAMESE and _is_family_last(one, other, with_tones=with_tones):
        return PARTLY
    return found_best


def _is_family_last(one: Name, other: Name, *, with_tones: bool) -> bool:
    """One side has the family name last, as the West writes it, and both the same given name: ``Thanh Tra Nguyen``."""
    for left, right in ((one.parts, other.parts), (other.parts, one.parts)):
        if min(len(left), len(right)) > 1 and _are_same(left[-1], right[0], with_tones=with_tones):
            return _are_same(left[-2], right[-1], with_tones=with_tones)
    return False


def _are_same(one: Part, other: Part, *, with_tones: bool) -> bool:
    return one.joined.lower() == other.joined.lower() if with_tones else one.is_same(other)


def _is_turned_round(one: Name, other: Name, *, with_tones: bool) -> bool:
    """Three words or more in exactly the opposite order, as a name written the western way round is."""
    left, right = ([word for part in name.parts for word in part.words] for name in (one, other))
    if len(left) != len(right) or len(left) < 3 or one.order_is_known or other.order_is_known:
        return False
    pairs = list(zip(left, reversed(right), strict=True))
    return all(a.lower() == b.lower() if with_tones else same_letters(a, b) for a, b in pairs)


def _family_first(name: Name) -> Name:
    """Word by word, and in the order in which Vietnamese is written where the family name is marked."""
    words = tuple(Part((word,)) for part in name.parts for word in part.words)
    return Name(words[-1:] + words[:-1]) if name.order_is_known else Name(words)


def _given_first(parts: Parts, end: str) -> Parts:
    """The given name as one part, the family name after it."""
    given, family = (parts[1:], parts[0]) if end == "front" else (parts[:-1], parts[-1])
    return Part(tuple(word for part in given for word in part.words)), family


def _vietnamese(one: Parts, other: Parts, ends: tuple[str, str], *, with_tones: bool) -> Agreement:
    """The given name is the last part, so a name with the family name first is read backwards."""
    if ends == ("end", "end"):
        return part_by_part(one, other, eastern.VIETNAMESE, with_tones=with_tones)
    turned = [parts[::-1] if end == "front" else parts for parts, end in zip((one, other), ends, strict=True)]
    if "end" in ends:
        moved = [
            parts[1:] + parts[:1] if end == "front" else parts for parts, end in zip((one, other), ends, strict=True)
        ]
        if len(one) == len(other) and all(
            of_given(a, b, eastern.VIETNAMESE, with_tones=with_tones) is Likeness.SAME
            for a, b in zip(*moved, strict=True)
        ):
            return AGREES
    elif len(one) == len(other) > 2 and is_rearranged(one, other) and not is_same_order(one, other):
        return DIFFERS
    return part_by_part(turned[0], turned[1], eastern.VIETNAMESE, with_tones=with_tones)
