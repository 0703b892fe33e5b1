"""
The text of a file whose code page nobody names, and whether its letters can be trusted.

chardet was taken because since 7.0 it is right about a line of a dozen letters, where charset-normalizer 3.5 finds five
code pages of twelve; it is shown only the words that are not ASCII, and only code pages that office software writes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bots.conversation.understanding.people.name_words import folded, name_words
from bots.files.tables.sheets import SpreadsheetError

CODE_PAGES = (
    *("windows-1250", "windows-1251", "windows-1252", "windows-1253", "windows-1254", "windows-1257"),
    *("macroman", "cp850", "cp852", "cp866", "koi8-r"),
    *("gb18030", "cp932", "big5hkscs", "cp949"),
)
NO_TEXT = "This is no text: send the table as CSV or XLSX."
MARGIN = 1.5  # how many times likelier the best reading must be than another one that reads other letters
USUAL = ("windows-1252", "gb18030", "cp932")  # what Excel writes where most offices are
OFTEN, KNOWN = 1.5, 8  # how much likelier that makes a reading, and one whose words are all known given names
MOST_NAMES = 5_000  # characters that are looked up
MOST_SHOWN = 20_000  # bytes of words that the detector is shown
_WORDS = re.compile(rb"[\x80-\xff][\x80-\xff\x40-\x7e ']*|[A-Za-z']+(?=[\x80-\xff])[\x80-\xff\x40-\x7e ']*")
_MIXED = re.compile(r"[A-Za-z][\u0370-\u04ff]|[\u0370-\u04ff][A-Za-z]")
_LETTERS = re.compile(r"[^\W\d_]{3,}")
_WITHIN = re.compile(
    r"(?<=[^\W\d_])[^\w\s'\u2019.,;:/|()\"-]|[^\w\s'\u2019.,;:/|()\"\u00ab\u00bb„\u201c\u201d-](?=[^\W\d_])"
)


@dataclass(frozen=True, slots=True)
class DecodedText:
    """A file's text; ``is_sure`` says that its letters were read as they were written."""

    text: str
    is_sure: bool = True


def decode(data: bytes) -> DecodedText:
    """Return a text file's text; raises ``SpreadsheetError`` when it is none."""
    for encoding in ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig",):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return _text(text)
    if b"\x00" in data:
        raise SpreadsheetError(NO_TEXT)
    best, is_sure = _code_page(data)
    return _text(data.decode(best, "replace"), is_sure=is_sure)


def _text(text: str, *, is_sure: bool = True) -> DecodedText:
    if "\x00" in text:
        raise SpreadsheetError(NO_TEXT)
    return DecodedText(text, is_sure and "\ufffd" not in text)


def _code_page(data: bytes) -> tuple[str, bool]:
    """Return the likeliest code page, and whether no other one is nearly as likely."""
    import chardet  # noqa: PLC0415 - for the few files that are no UTF-8

    words = b"\n".join(_WORDS.findall(data))[:MOST_SHOWN]
    found = chardet.detect_all(words, ignore_threshold=True, include_encodings=CODE_PAGES)
    likely = sorted(reading for each in found if (reading := _weighed(words, each["encoding"], each["confidence"])))
    if not likely:
        return "cp1252", False
    weight, encoding, text = likely[-1]
    rival = max((other for other, _, read in likely if read != text), default=0.0)
    return encoding, weight > 0 and weight >= MARGIN * rival


def _weighed(words: bytes, encoding: str | None, confidence: float) -> tuple[float, str, str] | None:
    """Weigh one reading of the words; signs within words and words of two alphabets make it unlikely."""
    if encoding is None:
        return None
    try:
        text = words.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None
    odd = len(_WITHIN.findall(text)) + len(_MIXED.findall(text))
    spelt = [word for word in _LETTERS.findall(text[:MOST_NAMES]) if not word.isascii()]
    known = sum(folded(word) in name_words().given for word in spelt) / max(1, len(spelt))
    usual = OFTEN if encoding.lower() in USUAL else 1
    return confidence * usual * (1 + KNOWN * known) / (1 + 4 * odd), encoding, text
