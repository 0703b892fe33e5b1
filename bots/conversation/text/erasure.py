"""The sentences about deletion on request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.text.languages.phrasebook import day as written

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

FORGET_ME = "Forget me"
ASK_BACK = "Forget all that I keep about you? That cannot be undone."
WHAT_GOES = (
    "• your watches, your rosters' links and rules, your settings, and the messages that wait for you",
    "• what the audit says of you: what you asked, and when",
    "Watches of others that came to you go back to their owners.",
)
WHAT_STAYS = (
    "What stays: one line of the audit, which says that somebody was forgotten and not who. Messages that were sent "
    "stay in the chat until they are deleted there, and backups until they are overwritten."
)
KINDS = {
    "watches": "Watches",
    "readers": "Watches of others, given back",
    "notices": "Notices",
    "deliveries": "Messages",
    "rosters": "Rosters",
    "links": "Links and codes",
    "rules": "Rules",
    "promises": "Promises",
    "settings": "Settings",
    "profiles": "Name and time zone from the platform",
    "marks": "What was done in digests",
    "tokens": "Tokens of assistants",
    "answers": "Which message answered which",
    "references": "Chats",
    "seen": "Marks of what was handled",
    "inbox": "Requests under way",
    "certificates": "Certificates",
    "names": "Hashes of names",
    "jobs": "Jobs of the engine",
    "audit": "Lines of the audit",
}
"""What goes, by kind."""
NOTHING = "Nothing was found, so nothing was forgotten; that it was looked for is in the audit."
SURE = "Forget {}? That cannot be undone."
PERSON, NAME, CERTIFICATE = "the chat identity {}", "everybody of the name “{}”", "the certificate {}"
BACKUPS = "Backups hold it until they are overwritten: forget again after a restore."
SPELLINGS = "A name is found in this spelling only, in capital or small letters: say other spellings, too."


def forgotten(at: datetime, line: int) -> str:
    """Give the receipt's headline."""
    return f"Forgotten on {written(at.date())} at {at:%H:%M} UTC. Receipt: line {line:,} of the audit."


def still_there(places: Sequence[str]) -> str:
    """Say where the same letters still stand."""
    return f"The same letters still stand in {', '.join(places)}, as part of other words: have a look."
