"""What helps while somebody still types into a search box: how an ID goes on, and which certifications begin so."""

from __future__ import annotations

import re

from bots.conversation.text import general as phrases
from bots.conversation.understanding.text.certifications import codes_and_names

SHORTEST = 2  # characters before anything is suggested
MOST_SUGGESTED = 5
_HALF_ID = re.compile(r"^\s*([A-Za-z]{2,6})\d*\s*[-_ ]\s*[\w-]*\d*\s*$")


def begins_like_an_id(typed: str) -> bool:
    """Say whether this is a certification's code with the beginning of a number behind it, and nothing else."""
    match = _HALF_ID.match(typed)
    has_number = any(map(str.isdigit, typed)) or typed.rstrip().endswith(("-", "_"))
    return match is not None and has_number and _is_code(match[1])


def certifications_like(typed: str) -> tuple[str, ...]:
    """
    Return the codes of the certifications whose code or name begins with what was typed.

    Args:
        typed: half a code or half a name, in any case.

    Returns:
        The codes in the catalogue's order; none for a whole code, which can be asked about as it stands.
    """
    half = " ".join(typed.casefold().split())
    if len(half) < SHORTEST or half in {code.casefold() for code in codes_and_names()}:
        return ()
    return tuple(
        code
        for code, names in codes_and_names().items()
        if any(each.casefold().startswith(half) for each in (code, *names))
    )


def suggestion(typed: str) -> str:
    """Return one sentence that helps to finish what was typed; an ID is never completed, and never corrected."""
    if begins_like_an_id(typed):
        return phrases.half_an_id(typed.strip())
    codes = certifications_like(typed)
    named = [f"{code} ({names[0]})" if names else code for code, names in codes_and_names().items() if code in codes]
    return phrases.perhaps_these(named[:MOST_SUGGESTED]) if named else ""


def _is_code(word: str) -> bool:
    known = {code.upper() for code in codes_and_names()} | {"AIPA"}
    return any(code.startswith(word.upper()) for code in known)
