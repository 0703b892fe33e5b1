"""Two names in Latin letters, part against part: the rules of agreement, most telling first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier_client.models import Agreement
from verifier_client.naming import eastern, middles
from verifier_client.naming.letters import is_marked, same_letters
from verifier_client.naming.likeness import Likeness, of_family, of_given
from verifier_client.naming.parts import Name, Part

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Parts = tuple[Part, ...]
AGREES, PARTLY, DIFFERS = Agreement.AGREES, Agreement.PARTLY, Agreement.DIFFERS
_BEST_FIRST = (AGREES, PARTLY, DIFFERS)


def compare(one: Name, other: Name) -> Agreement:
    """Whether two names agree; neither is empty."""
    if one.suffix and other.suffix and one.suffix != other.suffix:
        return DIFFERS
    language = eastern.language_of(one, other)
    is_marked_once = language != eastern.VIETNAMESE and one.order_is_known != other.order_is_known
    if is_marked_once and _cut(one.written, other.written) is AGREES and not _is_joined_full_name(one, other):
        return AGREES
    if language:
        return _compare_eastern(one, other, language)
    if min(len(one.parts), len(other.parts)) == 1:
        return PARTLY if _is_joined_full_name(one, other) else _compare_with_mononym(one.parts, other.parts)
    return _compare_western(one.parts, other.parts, ordered=one.order_is_known and other.order_is_known)


def _is_joined_full_name(one: Name, other: Name) -> bool:
    """`Xuenan` may be `Xu Enan` or a given name alone."""
    few, many = sorted((one.written, other.written), key=len)
    return len(few) == 1 < len(many) and eastern.is_full_name(Name(many)) and _cut(few, many) is AGREES


def best(found: list[Agreement]) -> Agreement:
    """The most favourable of several readings."""
    return min(found, key=_BEST_FIRST.index)


def _compare_with_mononym(one: Parts, other: Parts) -> Agreement:
    """A single name against a single name, or against a fuller one that may contain it."""
    cut = _cut(one, other)
    if cut:
        return cut
    few, many = sorted((one, other), key=len)
    ends = [part for number, part in enumerate(many) if not part.is_initial or number in {0, len(many) - 1}]
    likeness = [of(few[0], part) for of in (of_given, of_family) for part in ends]
    if len(many) == 1:
        return PARTLY if Likeness.FORM in likeness and Likeness.NEAR not in likeness else DIFFERS
    close = {Likeness.SAME, Likeness.FORM, Likeness.INITIAL}
    return PARTLY if close & set(likeness) else DIFFERS


def _compare_western(one: Parts, other: Parts, *, ordered: bool) -> Agreement:
    """Both given name first."""
    cut = _cut(one, other)
    if cut:
        return cut
    one, other = _fused(one, other), _fused(other, one)
    moved = None if ordered else _moved(one, other)
    found = moved or _part_by_part(one, other)
    if found is DIFFERS and not moved and not ordered and _is_turned(one, other):
        return PARTLY
    return found


def _part_by_part(one: Parts, other: Parts, language: str | None = None, *, with_tones: bool = False) -> Agreement:
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


def _cut(one: Parts, other: Parts) -> Agreement | None:
    """The same letters in the same order: one name, unless both cut them, and at different places."""
    if any(part.is_initial for part in (*one, *other)):
        return None
    left, right = [part.joined for part in one], [part.joined for part in other]
    if not same_letters("".join(left), "".join(right)):
        return None
    left, right = [word for part in one for word in part.words], [word for part in other for word in part.words]
    i = j = 0
    for stop_i, stop_j in _common_cuts(left, right):
        if stop_i - i > 1 and stop_j - j > 1:
            return DIFFERS
        i, j = stop_i, stop_j
    return AGREES


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


def _fused(one: Parts, other: Parts) -> Parts:
    """Neighbouring parts made one where the other side writes them as one."""
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


def _moved(one: Parts, other: Parts) -> Agreement | None:
    """The same parts in another order, neither order being marked."""
    if len(one) != len(other) or not _is_rearranged(one, other):
        return None
    if all(a.is_same(b) for a, b in zip(one, other, strict=True)):
        return None
    full = [part for part in one if not part.is_initial]
    if len(full) == 1 and _initials(one) == _initials(other):
        return AGREES
    turned = any(_same_order(one[n:] + one[:n], other) for n in (1, len(one) - 1))
    return PARTLY if turned or _same_order(one[::-1], other) else DIFFERS


def _is_turned(one: Parts, other: Parts) -> bool:
    """Whether one side has the family name in front without saying so, and the rest is close."""
    for front, end in ((one, other), (other, one)):
        turned = front[1:] + front[:1]
        if of_family(turned[-1], end[-1]) is Likeness.SAME and not end[-1].is_initial:
            return of_given(turned[0], end[0]) in {Likeness.SAME, Likeness.FORM, Likeness.INITIAL}
    return False


def _initials(parts: Parts) -> list[str]:
    return [part.joined.lower() for part in parts if part.is_initial]


def _is_rearranged(one: Parts, other: Parts) -> bool:
    left = list(other)
    for part in one:
        twin = next((p for p in left if p.is_initial == part.is_initial and p.is_same(part)), None)
        if twin is None:
            return False
        left.remove(twin)
    return True


def _same_order(one: Parts, other: Parts) -> bool:
    return all(a.is_same(b) for a, b in zip(one, other, strict=True))


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


def _compare_eastern(one: Name, other: Name, language: str) -> Agreement:
    """Family name first or last; both readings are tried where both are possible."""
    with_tones = language == eastern.VIETNAMESE and all(any(is_marked(p.joined) for p in n.parts) for n in (one, other))
    cut = _cut(one.parts, other.parts)
    if cut and not with_tones:
        return cut
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
        found = [_part_by_part(_given_first(one.parts, a), _given_first(other.parts, b), language) for a, b in pairs]
    is_moved = not one.parts[0].is_same(other.parts[0])
    if is_moved and AGREES in found and any(eastern.may_be_turned(language, name) for name in (one, other)):
        return PARTLY
    return best(found)


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
        return _part_by_part(one, other, eastern.VIETNAMESE, with_tones=with_tones)
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
    elif len(one) == len(other) > 2 and _is_rearranged(one, other) and not _same_order(one, other):
        return DIFFERS
    return _part_by_part(turned[0], turned[1], eastern.VIETNAMESE, with_tones=with_tones)
