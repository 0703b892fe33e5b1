"""A message as the models read it: its IDs put aside and marked, its words in lower case without accents."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifier_client import read_text

if TYPE_CHECKING:
    from verifier_client import CertificateId

FIRST_MARK = 0xE000  # private use: no keyboard writes it
LAST_MARK = 0xEFFF
LONGEST_READ = 4_000
"""Characters that are read for words; IDs are read from the whole text."""
_MENTION = re.compile(r"<at[^>]{0,80}>.{0,80}?</at>|<[@!#][^<>]{1,80}>", re.IGNORECASE | re.DOTALL)
_LINK = re.compile(r"<(https?://[^<>|\s]{1,500})\|([^<>]{0,200})>")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_URL = re.compile(r"(?:https?://|www\.)\S{1,500}", re.IGNORECASE)
_ENGLISH_TAIL = re.compile(r"(?<=\w)['\u2019\u02bc`\u00b4](?=(?:s|t|re|ve|ll|d|m)\b)", re.IGNORECASE)
_TOKEN = re.compile(r"[\ue000-\uf000]|[^\W_]+|[?!]|[\u2600-\u27bf\U0001f300-\U0001faff]")


@dataclass(frozen=True, slots=True)
class MaskedText:
    """
    A message whose IDs are put aside.

    ``text`` has one character from U+E000 on for each place of an ID, in the order of ``ids``; ``ids`` holds each ID
    once, in order of first appearance.
    """

    text: str
    ids: tuple[CertificateId, ...]


def mask(text: str) -> MaskedText:
    """
    Put a message's IDs aside.

    :param text: the message as the platform sends it, with its markup.
    :return: the visible words with marks in place of IDs; at most the first ``LONGEST_READ`` characters of them.
    """
    ids = read_text(text).ids
    words = text[: LONGEST_READ * 2]
    for at, found in enumerate(ids[: LAST_MARK - FIRST_MARK]):
        words = _pattern(found).sub(f" {chr(FIRST_MARK + at)} ", words)
    words = _LINK.sub(r" \2 ", _MENTION.sub(" ", words))
    words = html.unescape(_TAG.sub(" ", words))
    return MaskedText(_URL.sub(" link ", words)[:LONGEST_READ], ids)


def _pattern(found: CertificateId) -> re.Pattern[str]:
    """The ways in which one ID can stand in a text: dashes of any kind, blanks, full-width letters left out."""
    text = str(found)
    if text.startswith("https://"):
        tail = re.escape(text.partition("://")[2].removeprefix("www."))
        return re.compile(rf"(?:<?https?://)?(?:www\.)?{tail}[^\s|<>]*(?:\||>)?", re.IGNORECASE)
    parts = [re.escape(part) for part in text.split("-")]
    return re.compile(r"[^\w\s]{0,2}" + r"[\s\u00ad\u200b\W]{1,4}".join(parts), re.IGNORECASE)


def plain(text: str) -> str:
    """Return a text in lower case, without accents; apostrophes of English endings are dropped (don't: dont)."""
    text = _ENGLISH_TAIL.sub("", text).lower().replace("\u00df", "ss")
    if text.isascii():
        return text
    return "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))


def tokens(text: str) -> list[str]:
    """Return the words of a plain text, question and exclamation marks, emoji and marks of IDs, in order."""
    return _TOKEN.findall(text)
