"""A name in Hangul against a name in Latin letters: family name of one syllable first, given name of one or two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier_client.models import Agreement
from verifier_client.name_matching import eastern, forms, scripts
from verifier_client.name_matching.letters import plain
from verifier_client.name_matching.likeness import Likeness
from verifier_client.name_matching.order import best
from verifier_client.name_matching.transliteration import hangul
from verifier_client.name_matching.transliteration.pattern import Pattern, accepts, default

if TYPE_CHECKING:
    from verifier_client.name_matching.parts import Name, Part

SAME, INITIAL, FORM, OTHER = Likeness.SAME, Likeness.INITIAL, Likeness.FORM, Likeness.OTHER
AGREES, PARTLY, DIFFERS = Agreement.AGREES, Agreement.PARTLY, Agreement.DIFFERS
BREVES = str.maketrans({"ŏ": "eo", "ŭ": "eu", "Ŏ": "Eo", "Ŭ": "Eu"})


def compare_hangul(written: str, latin: Name) -> Agreement:
    """
    Compare a name in Hangul with one in Latin letters.

    Args:
        written: The name in Hangul.
        latin: The name in Latin letters.

    Returns:
        ``CANNOT_TELL`` for a name of another language in Hangul.
    """
    words = hangul.syllables(written)
    if not words:
        return Agreement.CANNOT_TELL
    parts = list(latin.parts if latin.order_is_known else latin.written)
    if len(parts) == 1:
        return _with_one_part(parts[0], words)
    found = [
        _by_parts(_family(part, family), _given(rest, given), is_standard=_is_standard(rest, given))
        for family, given in hangul.cuts(words)
        for part, rest in _orders(parts, latin)
    ]
    joined = "".join(words)
    if any(_is_spelled(hangul.given_pattern(joined), rest) for _, rest in _orders(parts, latin)):
        found.append(PARTLY)
    if len(joined) == 1 and any(_family(part, joined) is SAME for part, _ in _orders(parts, latin)):
        found.append(PARTLY)
    result = best(found) if found else DIFFERS
    is_korean = hangul.is_family(joined[:1]) or hangul.is_family(joined[:2])
    is_short = len(joined) <= 4 and (len(words) == 1 or len(words[0]) <= 2)
    return result if result is not DIFFERS or (is_korean and is_short) else Agreement.CANNOT_TELL


def _orders(parts: list[Part], latin: Name) -> list[tuple[Part, list[Part]]]:
    """The family name and the rest, from either end unless it is known."""
    last = (parts[-1], parts[:-1])
    return [last] if latin.order_is_known else [last, (parts[0], parts[1:])]


def _with_one_part(part: Part, words: list[str]) -> Agreement:
    """A single Latin name is the family name, the given name, or both in one word."""
    patterns = [hangul.family_pattern("".join(words)), hangul.given_pattern("".join(words))]
    for family, given in hangul.cuts(words):
        patterns += [hangul.family_pattern(family), hangul.given_pattern(given)]
        patterns += [hangul.family_pattern(family) + hangul.given_pattern(given)]
        patterns += [hangul.given_pattern(given) + hangul.family_pattern(family)]
    return PARTLY if any(_is_spelled(pattern, [part]) for pattern in patterns) else DIFFERS


def _family(part: Part, family: str) -> Likeness:
    if part.is_initial:
        return INITIAL if _may_begin(hangul.family_pattern(family), part) else OTHER
    return SAME if _is_spelled(hangul.family_pattern(family), [part]) else OTHER


def _given(parts: list[Part], given: str) -> Likeness:
    pattern = hangul.given_pattern(given)
    if _is_spelled(pattern, parts):
        return SAME
    if all(part.is_initial for part in parts):
        return INITIAL if _may_begin(pattern, parts[0]) else OTHER
    full = [part for part in parts if not part.is_initial]
    halves = [pattern, *((pattern[:1], pattern[1:]) if len(given) > 1 else ())]
    runs = [full[i:j] for i in range(len(full)) for j in range(i + 1, len(full) + 1)]
    whole = [run for run in runs if _is_spelled(pattern, run)]
    is_half = len(full) == 1 and any(_is_spelled(half, full) for half in halves)
    return FORM if whole or is_half or _is_slip("".join(part.joined for part in full), pattern) else OTHER


def _is_slip(word: str, pattern: Pattern) -> bool:
    """One letter was mistyped: the word is no Korean reading, and near to one that is right."""
    small, right = plain(word), default(pattern)
    return not eastern.is_reading(eastern.KOREAN, small) and forms.distance(small, right) <= 1


def _is_spelled(pattern: Pattern, parts: list[Part]) -> bool:
    joined = "".join(word for part in parts for word in part.words).translate(BREVES)
    return any(not part.is_initial for part in parts) and accepts(pattern, joined)


def _may_begin(pattern: Pattern, part: Part) -> bool:
    letter = plain(part.joined)[:1]
    return any(piece.startswith(letter) for _, place in pattern[0] for piece in place)


def _is_standard(parts: list[Part], given: str) -> bool:
    """Family names are spelled as families like it, given names by Revised Romanization; what is off it is in doubt."""
    return plain("".join(part.joined for part in parts)) in scripts.revised_romanization(given)


def _by_parts(family: Likeness, given: Likeness, *, is_standard: bool) -> Agreement:
    if family is SAME and given is SAME:
        return AGREES if is_standard else PARTLY
    if given is SAME:
        return PARTLY
    return PARTLY if given is not OTHER and family is not OTHER else DIFFERS
