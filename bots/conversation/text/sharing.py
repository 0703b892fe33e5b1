"""The sentences about sharing a private answer in the conversation where it was asked for."""

from __future__ import annotations

SHARE_THERE = "Share where I asked"
SHARE_ANYWAY = "Share it"
ASK_THERE_AGAIN = "I do not know any more where you asked this: ask there again, then share."
NOT_POSTED = "It could not be posted: perhaps I am not in that conversation any more. Nothing was shared."


def shared_there(when: str) -> str:
    """Say in the answer that it was shared."""
    return f"You shared this where you asked{f', {when}' if when else ''}."


def shared_by(name: str, when: str) -> str:
    """Say below what was shared who did it, and when."""
    said = f"Shared by {' '.join(name.split())[:80] or 'somebody here'}"
    return f"{said}, {when}." if when else f"{said}."
