"""Badges among the files that people upload: the file itself, or what its QR codes hold, with the words beside it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from bots.conversation.model.badge_request import BadgeRequest, may_hold_badge
from bots.conversation.model.intents import Verify
from bots.conversation.model.replies import Reply

if TYPE_CHECKING:
    from bots.conversation.model.file_listing import FileListing, UnreadableFile
    from bots.conversation.model.intents import Asker, Intent
    from bots.conversation.model.ports import Progress
    from bots.conversation.model.replies import Card

MOST_BADGES = 5
NAMES = (".png", ".svg", ".json", ".jwt", ".1ob")
_EMAIL = re.compile(r"(?:mailto:)?[^\s@<>|]{1,64}@[^\s@<>|]{1,253}\.[^\s@<>|.,;:!?]{2,63}")
_STAND_IN = "AIDA-2026-1234"  # an ID before the words, so that they are read as what stands beside an ID


class BadgeDesk(Protocol):
    """What of the desk the checks of badges use."""

    def read(self, text: str, *, command: str | None = None) -> Intent:
        """Read typed words."""
        ...

    async def answer(self, intent: Intent, asker: Asker, *, progress: Progress | None = None) -> Reply:
        """Answer one intent."""
        ...

    async def check_badge(self, request: BadgeRequest, asker: Asker) -> Reply | UnreadableFile:
        """Judge a badge; say why, where there is none in the file."""
        ...


def is_badge_name(name: str) -> bool:
    """Say whether a file's name is one that badges have."""
    return name.lower().endswith(NAMES)


def request_of(data: bytes, words: str, desk: BadgeDesk) -> BadgeRequest:
    """
    Return the request for a badge, with the name and the e-mail address that were typed beside it.

    Args:
        data: the file.
        words: the message that came with it.
        desk: reads the words.
    """
    found = _EMAIL.search(words)
    return BadgeRequest(data, holder_beside(words, desk), found[0].removeprefix("mailto:") if found else "")


def holder_beside(words: str, desk: BadgeDesk) -> str | None:
    """
    Return the name that was typed beside a file, None where there is none or more than one.

    Args:
        words: the message that came with it.
        desk: reads the words.
    """
    said = _EMAIL.sub(" ", words)
    if not said.strip():
        return None
    intent = desk.read(said)
    if not isinstance(intent, Verify):
        intent = desk.read(f"verify {_STAND_IN} {said}")
    if not isinstance(intent, Verify):
        return None
    if intent.holder is None and len(intent.candidates) == 1:
        names = intent.candidates[0][1]
        return names[0] if len(names) == 1 else None
    return intent.holder if len(intent.ids) == 1 else None


async def check_file(data: bytes, words: str, desk: BadgeDesk, asker: Asker) -> Reply | UnreadableFile | None:
    """
    Judge a file that is a badge.

    Args:
        data: the file.
        words: the message that came with it.
        desk: judges.
        asker: who uploaded it.

    Returns:
        None for a file of a kind that holds no badge; where one might have been, why there is none.
    """
    if not may_hold_badge(data):
        return None
    return await desk.check_badge(request_of(data, words, desk), asker)


async def check_codes(listing: FileListing, words: str, desk: BadgeDesk, asker: Asker) -> Reply:
    """
    Judge the badges that the QR codes of a file hold.

    Args:
        listing: what the file lists.
        words: the message that came with it.
        desk: judges.
        asker: who uploaded it.

    Returns:
        A card for each, none where they hold none.
    """
    cards: list[Card] = []
    request = request_of(b"", words, desk)
    for badge in listing.badges[:MOST_BADGES]:
        checked = await desk.check_badge(replace(request, data=badge.data, place=badge.place), asker)
        if isinstance(checked, Reply):
            cards += checked.cards
    return Reply(tuple(cards))
