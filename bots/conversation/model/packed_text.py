"""A long text in the few characters that a button carries, so that the same answer can be asked for again."""

from __future__ import annotations

import re
import zlib
from base64 import b85decode, b85encode

LONGEST = 20_000  # characters that are unpacked at most
_MARK = "packed:"
_FORM = re.compile(rf"{_MARK}(\S+)")
_HARMLESS = str.maketrans("&<>", ",.:")  # signs that chat platforms escape, and such as the encoding leaves free
_ENCODED = str.maketrans(",.:", "&<>")
# What job descriptions often say: words that both sides know need no room.
_KNOWN = (
    b" certification is mandatory, or equivalent evidence. Nice to have: certified certificate holders You are "
    b"You will work with the team and our clients We offer What you bring: Responsibilities: Requirements:\n- years of "
    b"experience in machine learning, data engineering, Python, production systems, stakeholders, cloud, software "
    b"development, communication skills, degree in computer science or a related field. We are looking for a senior AI "
    b"engineer who "
)


def packed(text: str) -> str:
    """Return a text as a short word that ``unpacked`` reads."""
    pack = zlib.compressobj(9, wbits=-15, zdict=_KNOWN)
    body = pack.compress(text[:LONGEST].encode("utf-8", "replace")) + pack.flush()
    return f"{_MARK}{b85encode(body).decode().translate(_HARMLESS)}"


def unpacked(word: str) -> str | None:
    """Return the text of a packed word; None for what is none, or is broken."""
    found = _FORM.fullmatch(word)
    if found is None:
        return None
    pack = zlib.decompressobj(wbits=-15, zdict=_KNOWN)
    try:
        text = pack.decompress(b85decode(found[1].translate(_ENCODED)), 4 * LONGEST).decode("utf-8")
    except (ValueError, zlib.error):
        return None
    return text if pack.eof else None
