"""Whether the holder's name agrees with the name that the asker gave. Two people who may be different never agree."""

from __future__ import annotations

from verifier_client.models import Agreement
from verifier_client.name_matching import scripts
from verifier_client.name_matching.compare import compare
from verifier_client.name_matching.letters import cleaned, plain
from verifier_client.name_matching.parts import read

LONGEST = 200  # letters; what is longer is no name
NO_NAMES = frozenset({"n/a", "n.a.", "unknown", "none", "anonymous", "no name"})  # what forms say instead of one


def agreement(expected: str, holder: str) -> Agreement:
    """
    Compare the holder's name with the name that was expected.

    Two people who may be different never agree; where writing leaves doubt, the answer is ``PARTLY`` or
    ``CANNOT_TELL``.

    Args:
        expected: The name as the asker typed it.
        holder: The name as the registry gives it.

    Returns:
        ``CANNOT_TELL`` also for what is no name: empty, a single initial, or longer than 200 letters.
    """
    if not (_is_name(expected) and _is_name(holder)):
        return Agreement.CANNOT_TELL
    one, other = cleaned(expected), cleaned(holder)
    one_scripts, other_scripts = scripts.scripts_of(one), scripts.scripts_of(other)
    if one_scripts == other_scripts == {scripts.LATIN}:
        found = compare(read(one), read(other))
    else:
        found = _compare_scripts(one, other, one_scripts, other_scripts)
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


def _compare_scripts(one: str, other: str, one_scripts: frozenset[str], other_scripts: frozenset[str]) -> Agreement:
    from verifier_client.name_matching import compare_scripts  # noqa: PLC0415 - most names are in Latin letters

    if one_scripts != other_scripts:
        return compare_scripts.compare_across_scripts(one, other)
    if one_scripts & {scripts.HAN, scripts.KANA}:
        return compare_scripts.compare_characters(one, other)
    return compare_scripts.compare_in_one_script(one, other)
