"""
Encrypts what must not stand readable in the database, and makes keyed hashes; the keys come from the settings.

cryptography's Fernet was taken because it is authenticated, and lets keys be rotated: the first encrypts, all decrypt.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import TYPE_CHECKING

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

if TYPE_CHECKING:
    from collections.abc import Sequence


class EncryptionError(ValueError):
    """The keys are none; the message reads on after the setting's name."""


class Encryption:
    """Encrypts with the first key, and decrypts with any."""

    def __init__(self, keys: Sequence[str]) -> None:
        """Encrypt with the first of ``keys``, the newest; decrypt with any. Raises ``EncryptionError``."""
        try:
            self._fernet = MultiFernet([Fernet(key) for key in keys])
        except ValueError:
            raise EncryptionError("is no key, or several that commas separate: `certdesk db key` makes one.") from None
        self._secret = base64.urlsafe_b64decode(keys[0])

    @classmethod
    def from_text(cls, text: str) -> Encryption:
        """Read the keys as the setting has them, separated by commas."""
        return cls([each for part in text.split(",") if (each := part.strip())])

    def encrypt(self, text: str) -> bytes:
        """Encrypt a text."""
        return self._fernet.encrypt(text.encode())

    def decrypt(self, encrypted: bytes) -> str | None:
        """Return the text that was encrypted; None when none of the keys decrypts it."""
        try:
            return self._fernet.decrypt(encrypted).decode()
        except InvalidToken:
            return None

    def hashed(self, purpose: str, *words: str) -> str:
        """
        Return a hash that nobody can make, or try out, without the newest key.

        It begins with four bytes that tell the key, so that hashes of different keys are never compared.
        """
        derived = hmac.digest(self._secret, purpose.encode(), hashlib.sha256)
        mark = hmac.digest(derived, b"which key", hashlib.sha256)[:4].hex()
        return f"{mark}:{hmac.digest(derived, chr(0).join(words).encode(errors='replace'), hashlib.sha256).hex()}"


def new_key() -> str:
    """Make a key."""
    return Fernet.generate_key().decode()
