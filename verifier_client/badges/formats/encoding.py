"""Bytes as text: base64url without padding (RFC 4648, 5), base58 as Bitcoin writes it, and multibase over both."""

from __future__ import annotations

import base64
import re

from verifier_client.badges.errors import Unreadable

MAX_BASE58 = 1024
_BASE64URL = re.compile(r"[A-Za-z0-9_-]*", re.ASCII)
_BASE58 = {digit: value for value, digit in enumerate("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz")}


def base64url(text: str) -> bytes:
    """Return the bytes of ``text``; raise ``Unreadable`` unless it is the one way of writing them."""
    if not _BASE64URL.fullmatch(text) or len(text) % 4 == 1:
        raise Unreadable("What should be base64url is not.")
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if base64.urlsafe_b64encode(data).rstrip(b"=").decode() != text:
        raise Unreadable("What should be base64url is written in another way.")
    return data


def base58(text: str) -> bytes:
    """Return the bytes of ``text`` (at most 1,024 characters), or raise ``Unreadable``."""
    if len(text) > MAX_BASE58:
        raise Unreadable("A base58 value is longer than any key or signature.")
    total = 0
    for digit in text:
        if digit not in _BASE58:
            raise Unreadable("What should be base58 is not.")
        total = total * 58 + _BASE58[digit]
    zeros = len(text) - len(text.lstrip("1"))
    return b"\x00" * zeros + total.to_bytes((total.bit_length() + 7) // 8, "big")


def multibase(text: object) -> bytes:
    """Return the bytes of a multibase text, ``z`` for base58 or ``u`` for base64url; or raise ``Unreadable``."""
    if isinstance(text, str) and text[:1] == "z":
        return base58(text[1:])
    if isinstance(text, str) and text[:1] == "u":
        return base64url(text[1:])
    raise Unreadable("What should be a multibase value is none that is known.")
