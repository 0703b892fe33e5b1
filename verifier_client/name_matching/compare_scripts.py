"""Two names of which one or both are not in Latin letters."""

from __future__ import annotations

from verifier_client.models import Agreement
from verifier_client.name_matching import scripts
from verifier_client.name_matching.compare import compare
from verifier_client.name_matching.compare_hangul import compare_hangul
from verifier_client.name_matching.order import best
from verifier_client.name_matching.parts import Name, read
from verifier_client.name_matching.transliteration import han, kana
from verifier_client.name_matching.transliteration.spelling import spellings_for

AGREES, PARTLY, CANNOT_TELL = Agreement.AGREES, Agreement.PARTLY, Agreement.CANNOT_TELL


def compare_in_one_script(one: str, other: str) -> Agreement:
    """
    Compare two names in one script, by their letters and then by how the standard tables spell them.

    Args:
        one: One name or part of a name.
        other: The one that it is compared with.
    """
    found = compare(read(one), read(other))
    if found is AGREES or not scripts.scripts_of(one) & scripts.SPELLED_BY_TABLE:
        return found
    left, right = (_spelled(text) for text in (one, other))
    if not (left and right):
        return found
    spelled = compare(left[0], right[0])
    if spelled is AGREES and not _is_contained(read(one), read(other)):
        return PARTLY
    return spelled


def _spelled(text: str) -> list[Name]:
    """The name by each standard table; letters that no table knows leave nothing."""
    if not scripts.scripts_of(text) & scripts.SPELLED_BY_TABLE:
        return []
    return [name for name in map(read, scripts.latin_spellings(text)) if name.parts]


def _is_contained(one: Name, other: Name) -> bool:
    """Whether each part of the shorter name stands letter for letter in the longer."""
    few, many = sorted((one.parts, other.parts), key=len)
    return all(part.is_initial or any(part.is_same(twin) for twin in many) for part in few)


def compare_across_scripts(one: str, other: str) -> Agreement:
    """
    Compare a name in Latin letters with one in another script.

    Args:
        one: One name or part of a name.
        other: The one that it is compared with.

    Returns:
        ``CANNOT_TELL`` where no table leads from one to the other; Han that no reading gives is never ``DIFFERS``.
    """
    foreign = [scripts.scripts_of(text) - {scripts.LATIN} for text in (one, other)]
    if all(foreign) or not (foreign[0] | foreign[1]) <= scripts.COMPARABLE:
        return CANNOT_TELL
    strange, latin = (one, read(other)) if foreign[0] else (other, read(one))
    found = foreign[0] | foreign[1]
    if len(found) > 1 and scripts.HAN not in found:
        return CANNOT_TELL
    if scripts.HAN in found:
        spelled = _spelled(strange)
        agrees = AGREES in [compare(spelling, latin) for spelling in spelled]
        return AGREES if agrees else CANNOT_TELL
    if scripts.HANGUL in found:
        return compare_hangul(strange, latin)
    return _compare_spelled(strange, latin)


def _compare_spelled(strange: str, latin: Name) -> Agreement:
    """
    What the standard tables give agrees; a usual spelling off them is `partly`, for it may be another name's as well.

    Alphabets with one romanisation, and Devanagari and Thai, whose tables are wide, need no such caution.
    """
    standard = [compare(name, latin) for name in _spelled(strange)]
    if AGREES in standard:
        return AGREES
    found = []
    for spelling in spellings_for(strange, latin):
        name = read(spelling.text)
        if name.parts:
            agreement = compare(name, latin)
            is_doubtful = spelling.is_doubtful or bool(standard)
            found.append(PARTLY if agreement is AGREES and is_doubtful else agreement)
    return best(found or standard) if found or standard else CANNOT_TELL


def compare_characters(one: str, other: str) -> Agreement:
    """
    Compare two names in Han or kana character by character, the family name in front.

    Args:
        one: One name or part of a name.
        other: The one that it is compared with.
    """
    one_chars, other_chars = (_characters(text) for text in (one, other))
    if one_chars == other_chars or han.are_variants(one_chars, other_chars):
        return AGREES
    spelled = [set(scripts.latin_spellings(text)) for text in (one, other)]
    if (
        one_chars in other_chars
        or other_chars in one_chars
        or one_chars[1:] == other_chars[1:]
        or spelled[0] & spelled[1]
    ):
        return PARTLY
    return Agreement.DIFFERS


def _characters(text: str) -> str:
    return kana.to_katakana("".join(part.joined for part in read(text).parts))
