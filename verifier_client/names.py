"""Whether the holder's name agrees with the name that the asker gave. Two people who may be different never agree."""

from __future__ import annotations

from verifier_client.models import Agreement
from verifier_client.name_matching import scripts
from verifier_client.name_matching.compare import compare
from verifier_client.name_matching.letters import cleaned, plain
from verifier_client.name_matching.order import best
from verifier_client.name_matching.parts import Name, read

LONGEST = 200  # letters; what is longer is no name
NO_NAMES = frozenset({"n/a", "n.a.", "unknown", "none", "anonymous", "no name"})  # what forms say instead of one


def agreement(expected: str, holder: str) -> Agreement:
    """Hold the holder's name against the expected one."""
    if not (_is_name(expected) and _is_name(holder)):
        return Agreement.CANNOT_TELL
    one, other = cleaned(expected), cleaned(holder)
    mine, theirs = scripts.scripts_of(one), scripts.scripts_of(other)
    if mine == theirs and not mine & {scripts.HAN, scripts.KANA}:
        found = _compare_in_one_script(one, other)
    elif mine == theirs:
        found = _compare_characters(one, other)
    else:
        found = _compare_across_scripts(one, other)
    is_doubtful = scripts.is_disguised(one) != scripts.is_disguised(other)
    return Agreement.PARTLY if is_doubtful and found is Agreement.AGREES else found


def name_key(name: str) -> str:
    """Return what the spellings of one name have in common: its parts in plain letters, in no order."""
    written = read(name[:LONGEST])
    parts = sorted(plain(part.joined) or part.joined.casefold() for part in written.parts)
    return " ".join(parts) or " ".join(name.split()).casefold()


def _is_name(text: str) -> bool:
    """A name has at least one part that is more than an initial, and is not longer than names are."""
    if len(text) > LONGEST or text.strip().lower() in NO_NAMES:
        return False
    parts = read(text).parts
    return bool(parts) and not (len(parts) == 1 and parts[0].is_initial)


def _compare_in_one_script(one: str, other: str) -> Agreement:
    """The letters themselves; what is not the same is judged in Latin letters, where other forms are known."""
    found = compare(read(one), read(other))
    if found is Agreement.AGREES or not scripts.scripts_of(one) & scripts.SPELLED_BY_TABLE:
        return found
    left, right = (_spelled(text) for text in (one, other))
    if not (left and right):
        return found
    spelled = compare(left[0], right[0])
    if spelled is Agreement.AGREES and not _is_contained(read(one), read(other)):
        return Agreement.PARTLY
    return spelled


def _spelled(text: str) -> list[Name]:
    """The name by each table; letters that no table knows leave nothing."""
    return [name for name in map(read, scripts.latin_spellings(text)) if name.parts]


def _is_contained(one: Name, other: Name) -> bool:
    """Whether each part of the shorter name stands letter for letter in the longer."""
    few, many = sorted((one.parts, other.parts), key=len)
    return all(part.is_initial or any(part.is_same(twin) for twin in many) for part in few)


def _compare_across_scripts(one: str, other: str) -> Agreement:
    """One side is put into Latin letters by each standard table; only Han cannot be judged when no table fits."""
    scripts_here = scripts.scripts_of(one), scripts.scripts_of(other)
    foreign = [found - {scripts.LATIN} for found in scripts_here]
    if all(foreign) or not (foreign[0] | foreign[1]) <= scripts.SPELLED_BY_TABLE:
        return Agreement.CANNOT_TELL
    strange, latin = (one, other) if foreign[0] else (other, one)
    spellings = _spelled(strange)
    if not spellings:
        return Agreement.CANNOT_TELL
    found = best([compare(spelling, read(latin)) for spelling in spellings])
    if scripts.HAN in foreign[0] | foreign[1] and found is not Agreement.AGREES:
        return Agreement.CANNOT_TELL
    return found


def _compare_characters(one: str, other: str) -> Agreement:
    """Two names in Han or kana: the characters themselves, the family name in front."""
    left, right = read(one), read(other)
    mine, theirs = ("".join(part.joined for part in name.parts) for name in (left, right))
    if mine == theirs:
        return Agreement.AGREES
    spelled = [set(scripts.latin_spellings(text)) for text in (one, other)]
    if mine in theirs or theirs in mine or mine[1:] == theirs[1:] or spelled[0] & spelled[1]:
        return Agreement.PARTLY
    return Agreement.DIFFERS
