"""A message's words as the models read them: lower case, without accents, with one token for each kind of sign."""

from __future__ import annotations

import re
import unicodedata

from bots.conversation.understanding.people.name_tokens import FIRST_ID, FIRST_UNREAD, LAST_ID, LAST_UNREAD, LINK
from bots.conversation.understanding.text.message_text import MENTION
from verifier_client import late_pattern as pattern

ID, UNREAD, CODE, NUMBER = "§id", "§unread", "§code", "§number"
CODE_SIGN = "\ue000"
"""Stands where a certification is named; a message's text is read without private characters."""
ID_SIGNS = f"{chr(FIRST_ID)}-{chr(LAST_ID)}"
"""The signs of IDs, as they stand inside a pattern's brackets."""
UNREAD_SIGNS = f"{chr(FIRST_UNREAD)}-{chr(LAST_UNREAD)}"
LONGEST_READ = 4_000
"""Characters of a message that are read for what it wants; IDs are read from the whole of it."""
_APOSTROPHES = frozenset("'\u2019\u02bc`\u00b4")
_ENGLISH_TAIL = pattern(r"(?<=\w)['\u2019\u02bc`\u00b4](?=(?:s|t|re|ve|ll|d|m)\b)", re.IGNORECASE)
_TOKEN = pattern(rf"[{CODE_SIGN}{ID_SIGNS}{UNREAD_SIGNS}{LINK}]|[^\W_]+|[?!]|[\u2600-\u27bf\U0001f300-\U0001faff]")


def plain(text: str) -> str:
    """Return a text in lower case, without accents; apostrophes of English endings are dropped (don't: dont)."""
    if not _APOSTROPHES.isdisjoint(text):
        text = _ENGLISH_TAIL.sub("", text)
    text = text.lower().replace("\u00df", "ss").replace(MENTION, " ")
    if text.isascii():
        return text
    return "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))


def tokens(text: str) -> list[str]:
    """
    Return what a plain text consists of, in order.

    Words, question and exclamation marks and emoji stay; numbers, IDs, unread IDs, codes and links are one token each.
    """
    return [_token(each) for each in _TOKEN.findall(text)]


def _token(found: str) -> str:
    if found.isalpha():
        return found
    if found.isdigit():
        return NUMBER
    place = ord(found) if len(found) == 1 else 0
    if place >= FIRST_UNREAD:
        return UNREAD
    if place >= FIRST_ID:
        return ID
    return {CODE_SIGN: CODE, LINK: "§link"}.get(found, found)
