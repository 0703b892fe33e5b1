"""
The sentences about notices on their way: repeats, and why one did not arrive.

What is said of a person reads on after "This person ...": ``UNREACHABLE`` begins with a verb.
"""

from __future__ import annotations

import hashlib

from bots.conversation.text.verdicts import duration

NEVER_MET = (
    "has never met the bot: notices can arrive once they have added Certdesk for themselves in Teams, or have written "
    "to it there"
)
BLOCKED = "has blocked the bot, or does not take messages from it"
LEFT = "has left this workspace, or their account is closed"
NOT_KNOWN = "is not known in this workspace"
NO_CHAT = "has no chat with the bot any more: it was removed"
NOT_INSTALLED = "cannot be written to: the app was removed from their workspace"
TURNED_OFF = "cannot be written to: an administrator has turned the bot off for them"
NOT_ALLOWED = "cannot be written to: the platform does not allow the bot to"

NOT_STARTED = "Certdesk was not connected yet"
NOT_CONNECTED = "no connection could be made"
NO_ANSWER = "the platform did not answer in time, or the connection was lost"
NOT_READABLE = "the platform's answer could not be read"
TOO_MANY_WAIT = "too many notices wait their turn"
NO_TOKEN = "no token could be had for the bot"  # noqa: S105 - a sentence
TOKEN_REFUSED = "the bot's token was refused: an administrator must install the app again or set the new token"  # noqa: S105
TAB_DISABLED = "the app's Messages tab is switched off: an administrator must switch it on in the app's settings"


NOT_FOR_THIS_ONE = "That cannot be done about this certificate. Write help to see what I can do."
REST_NOT_SHOWN = "… and more than fits into one message. Write watches to see all that you watch."


def more_items(count: int) -> str:
    """Say how many items a message leaves out, and where all of them are."""
    return f"… and {count} more. Write watches to see all that you watch."


def reference(key: str) -> str:
    """Give the message of that key a short name, by which a person knows it again when it comes twice."""
    return f"Ref {hashlib.sha256(key.encode()).hexdigest()[:4].upper()}"


def repeated(key: str) -> str:
    """Say that the message of that key may have arrived before."""
    return f"This may be a repeat: I could not confirm that it arrived the first time ({reference(key)})."


def slow_down(after: float) -> str:
    """Say that the platform asked for a pause."""
    return f"the platform asked for a pause of {duration(after)}"


def refused(code: str) -> str:
    """Say that the platform will not take a message as it is."""
    return f"the platform refused the message ({code})"


def unclear(code: str) -> str:
    """Say that the platform failed in a way that leaves open what it did."""
    return f"the platform failed while it took the message ({code})"
