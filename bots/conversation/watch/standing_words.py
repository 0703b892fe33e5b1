"""How a watched certificate stands, in a few words: each state apart from the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.text.languages.phrasebook import day as written

if TYPE_CHECKING:
    from datetime import date

STANDINGS = {
    "revoked": "revoked",
    "suspended": "suspended",
    "emeritus": "emeritus",
    "unknown": "whether it stands cannot be told",
}


def standing_words(
    status: str, expires_on: date | None, today: date, *, gone_since: date | None = None, entered: bool = False
) -> str:
    """
    Say how a certificate stands by what was read last.

    Args:
        status: the registry's word (``RegistryStatus``), "" while it was never read.
        expires_on: the last day on which it stands, None where none is known.
        today: the reader's day.
        gone_since: since when the registry has no record of it, None where it has.
        entered: whether a person entered the end, as no registry can be asked.
    """
    if gone_since is not None:
        return f"its registry has no record of it, first missed on {written(gone_since)}"
    standing = STANDINGS.get(status, "")
    if standing or expires_on is None:
        return standing or ("no end is given" if status else "not read yet")
    if status == "expired" and expires_on >= today:
        return f"called expired by its registry, though its date is {written(expires_on)}"
    said = f"{'expired on' if expires_on < today else 'active until'} {written(expires_on)}"
    return f"{said}, entered by hand" if entered else said
