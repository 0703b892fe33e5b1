"""The order in which names are written: the same letters cut or moved otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier_client.models import Agreement
from verifier_client.name_matching.letters import same_letters
from verifier_client.name_matching.parts import Part

if TYPE_CHECKING:
    from collections.abc import Iterator

Parts = tuple[Part, ...]
_BEST_FIRST = (Agreement.AGREES, Agreement.PARTLY, Agreement.DIFFERS)


def best(found: list[Agreement]) -> Agreement:
    """The most favourable of several readings."""
    return min(found, key=_BEST_FIRST.index)


def cut(one: Parts, other: Parts) -> Agreement | None:
    """
    Return whether the same letters in the same order are one name: unless both cut them, and at different places.

    Args:
        one: The parts of one name.
        other: The parts of the name that it is compared with.

    Returns:
        ``DIFFERS`` for other cuts, None for other letters.
    """
    if any(part.is_initial for part in (*one, *other)):
        return None
    left, right = [part.joined for part in one], [part.joined for part in other]
    if not same_letters("".join(left), "".join(right)):
        return None
    left, right = [word for part in one for word in part.words], [word for part in other for word in part.words]
    i = j = 0
    for stop_i, stop_j in _common_cuts(left, right):
        if stop_i - i > 1 and stop_j - j > 1:
            return Agreement.DIFFERS
        i, j = stop_i, stop_j
    return Agreement.AGREES


def _common_cuts(left: list[str], right: list[str]) -> Iterator[tuple[int, int]]:
    """Where both sides end a word after the same letters."""
    i = j = 0
    while i < len(left) or j < len(right):
        start_i, start_j = i, j
        i, j = i + 1, j + 1
        while not same_letters("".join(left[start_i:i]), "".join(right[start_j:j])):
            if i >= len(left) and j >= len(right):
                break
            if j >= len(right) or (i < len(left) and _length(left[start_i:i]) <= _length(right[start_j:j])):
                i += 1
            else:
                j += 1
        yield i, j


def _length(words: list[str]) -> int:
    return sum(map(len, words))


def fused(one: Parts, other: Parts) -> Parts:
    """
    Return the parts with neighbours made one where the other side writes them as one.

    Args:
        one: The parts of one name.
        other: The parts of the name that it is compared with.
    """
    found: list[Part] = []
    at = 0
    while at < len(one):
        pair = one[at : at + 2]
        if len(pair) == 2 and not any(part.is_initial for part in pair):
            fused = Part((*pair[0].words, *pair[1].words))
            if any(fused.is_same(part) for part in other) and len(one) > 2:
                found.append(fused)
                at += 2
                continue
        found.append(one[at])
        at += 1
    return tuple(found)


def moved(one: Parts, other: Parts) -> Agreement | None:
    """
    Compare two names that have the same parts in another order, neither order being marked.

    Args:
        one: The parts of one name.
        other: The parts of the name that it is compared with.

    Returns:
        None where the parts are not the same.
    """
    if len(one) != len(other) or not is_rearranged(one, other):
        return None
    if all(a.is_same(b) for a, b in zip(one, other, strict=True)):
        return None
    full = [part for part in one if not part.is_initial]
    if len(full) == 1 and _initials(one) == _initials(other):
        return Agreement.AGREES
    turned = any(is_same_order(one[n:] + one[:n], other) for n in (1, len(one) - 1))
    return Agreement.PARTLY if turned or is_same_order(one[::-1], other) else Agreement.DIFFERS


def _initials(parts: Parts) -> list[str]:
    return [part.joined.lower() for part in parts if part.is_initial]


def is_rearranged(one: Parts, other: Parts) -> bool:
    """
    Return whether both sides have the same parts, in whatever order.

    Args:
        one: The parts of one name.
        other: The parts of the name that it is compared with.
    """
    left = list(other)
    for part in one:
        twin = next((p for p in left if p.is_initial == part.is_initial and p.is_same(part)), None)
        if twin is None:
            return False
        left.remove(twin)
    return True


def is_same_order(one: Parts, other: Parts) -> bool:
    """
    Return whether both sides have the same parts in the same order.

    Args:
        one: The parts of one name.
        other: The parts of the name that it is compared with.
    """
    return all(a.is_same(b) for a, b in zip(one, other, strict=True))
