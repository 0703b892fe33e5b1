"""
Receipts: what was asked, what was answered and by which registry, signed and chained to the receipt before. Pure.

A receipt is one line of JSON in one form only: sorted keys, no spaces, digits in lower-case hex. What is signed is
the ``receipt`` in it; the hash of that is what the next one calls ``previous``. A salt keeps the hash from saying
anything about a name. Ed25519 comes from cryptography, because nobody should write that anew.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Self

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

if TYPE_CHECKING:
    from datetime import datetime

    from verifier_client import Certification, Verdict

VERSION = 1
FIRST = "0" * 64
"""What the first receipt of a chain calls ``previous``."""
_ARMOUR = ("-----BEGIN CERTDESK RECEIPT-----", "-----END CERTDESK RECEIPT-----")
_SIGNS_OF_ONE = ('{"public_key"', _ARMOUR[0])


class Fault(StrEnum):
    """Why a receipt does not hold; each has its own sentence and exit code."""

    NONE = "not a receipt"
    CUT = "cut off"
    CHANGED = "changed"
    NEWER = "of a newer version"


class ReceiptKeyError(ValueError):
    """A key cannot be used; its text says what one looks like."""


class ReceiptError(ValueError):
    """A receipt does not hold."""

    def __init__(self, fault: Fault) -> None:
        """Say which ``fault`` it is."""
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt whose signature holds: what it states, its hash, and the fingerprint of the key that signed it."""

    states: dict[str, Any]
    digest: str
    fingerprint: str
    line: str

    @property
    def number(self) -> int:
        """Return its place in its chain."""
        return int(self.states["number"])

    @property
    def text(self) -> str:
        """Return it armoured."""
        return armoured(self.line)

    def follows(self, before: Receipt) -> bool:
        """Say whether it is the next after that one in the same chain."""
        return self.number == before.number + 1 and self.states["previous"] == before.digest


class Signer:
    """Signs with one key; the key never leaves it."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        """Sign with ``key``."""
        self._key = key
        self._public = key.public_key().public_bytes_raw()
        self.fingerprint = fingerprint(self._public)

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Read a key: PEM, or its 32 bytes in base64. Raises ``ReceiptKeyError``."""
        try:
            if "-----BEGIN" in text:
                key = load_pem_private_key(text.encode(), None)
            else:
                key = Ed25519PrivateKey.from_private_bytes(base64.b64decode(text.strip(), validate=True))
        except (ValueError, TypeError, binascii.Error, UnsupportedAlgorithm) as error:
            raise ReceiptKeyError("is no key: `certdesk receipt key` makes one.") from error
        if not isinstance(key, Ed25519PrivateKey):
            raise ReceiptKeyError("is a key of another kind than Ed25519: `certdesk receipt key` makes one.")
        return cls(key)

    def issue(self, verdict: Verdict, *, number: int, previous: str, at: datetime, salt: str) -> Receipt:
        """Sign what a verdict says, as the next link of a chain."""
        states = {
            "version": VERSION,
            "number": number,
            "previous": previous,
            "issued_at": at.isoformat(),
            "salt": salt,
            "key": self.fingerprint,
            **_stated(verdict),
        }
        signed = canonical(states)
        signature = self._key.sign(signed)
        line = {"public_key": self._public.hex(), "receipt": states, "signature": signature.hex()}
        return Receipt(states, hashlib.sha256(signed).hexdigest(), self.fingerprint, canonical(line).decode())


def new_key() -> str:
    """Make a key, as ``Signer.from_text`` reads it."""
    return base64.b64encode(Ed25519PrivateKey.generate().private_bytes_raw()).decode()


def fingerprint(public: bytes) -> str:
    """Return the short form of a public key, by which people compare keys."""
    return f"SHA256:{hashlib.sha256(public).hexdigest()}"


def canonical(value: Any) -> bytes:
    """Write JSON in its one form; half a surrogate pair, which UTF-8 cannot hold, is replaced."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode(errors="replace")


def armoured(line: str) -> str:
    """Wrap a receipt so that no chat platform finds markup in it."""
    packed = base64.b64encode(line.encode()).decode()
    return "\n".join([_ARMOUR[0], *(packed[at : at + 64] for at in range(0, len(packed), 64)), _ARMOUR[1]])


def receipts_in(data: bytes) -> tuple[str, ...]:
    """Return the receipts of a file, one line each, whether armoured or not. Raises ``ReceiptError``."""
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        looks_like_one = data.startswith(_SIGNS_OF_ONE[0].encode())
        raise ReceiptError(Fault.CHANGED if looks_like_one else Fault.NONE) from error
    if not text.lstrip().startswith(_ARMOUR[0]):
        return tuple(text.removesuffix("\n").split("\n"))
    found = []
    for block in text.strip().split(_ARMOUR[0])[1:]:
        packed, end, after = block.partition(_ARMOUR[1])
        if not end:
            raise ReceiptError(Fault.CUT)
        found.append(_unwrapped("".join(packed.split()), after))
    return tuple(found)


def _unwrapped(packed: str, after: str) -> str:
    try:
        line = base64.b64decode(packed, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError) as error:
        raise ReceiptError(Fault.CHANGED) from error
    if after.strip() or base64.b64encode(line.encode()).decode() != packed:
        raise ReceiptError(Fault.CHANGED)
    return line


def read(line: str) -> Receipt:
    """Read one receipt, and hold it to its signature and its one form. Raises ``ReceiptError``."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ReceiptError(_unreadable(line)) from error
    if not isinstance(found, dict) or not isinstance(found.get("receipt"), dict):
        raise ReceiptError(Fault.CHANGED if line.startswith(_SIGNS_OF_ONE) else Fault.NONE)
    states = found["receipt"]
    try:
        public, signature = bytes.fromhex(found["public_key"]), bytes.fromhex(found["signature"])
        signed = canonical(states)
        Ed25519PublicKey.from_public_bytes(public).verify(signature, signed)
        same = {"public_key": public.hex(), "receipt": states, "signature": signature.hex()}
        is_whole = canonical(same).decode() == line and states["key"] == fingerprint(public)
    except (KeyError, TypeError, ValueError, InvalidSignature, RecursionError) as error:
        raise ReceiptError(Fault.CHANGED) from error
    if not is_whole:
        raise ReceiptError(Fault.CHANGED)
    if states.get("version") != VERSION:
        raise ReceiptError(Fault.NEWER)
    return Receipt(states, hashlib.sha256(signed).hexdigest(), fingerprint(public), line)


def _unreadable(line: str) -> Fault:
    if not line.startswith(_SIGNS_OF_ONE) and not _SIGNS_OF_ONE[0].startswith(line or "?"):
        return Fault.NONE
    return Fault.CHANGED if line.endswith('"}') else Fault.CUT


def _stated(verdict: Verdict) -> dict[str, Any]:
    """Say what was asked and answered: the holder's name only as the asker gave it."""
    question, record, source = verdict.question, verdict.record, verdict.provenance
    of = record.certification if record else None
    return {
        "asked": {
            "certificate": question.text,
            "holder": question.holder,
            "on": question.on.isoformat() if question.on else None,
        },
        "answered": {
            "outcome": str(verdict.outcome),
            "standing": str(verdict.standing) if verdict.standing else None,
            "agreement": str(verdict.agreement) if verdict.agreement else None,
            "certification": _named(of) if of else None,
            "issued_on": record.issued_on.isoformat() if record and record.issued_on else None,
            "expires_on": record.expires_on.isoformat() if record and record.expires_on else None,
            "findings": [str(finding.kind) for finding in verdict.findings],
        },
        "registry": {
            "name": source.registry,
            "page": source.url,
            "checked_at": source.checked_at.isoformat() if source.checked_at else None,
            "freshness": str(source.freshness),
            "sandbox": source.sandbox,
        },
    }


def _named(of: Certification) -> str:
    title = of.title if of.title == of.code else f"{of.title} ({of.code})"
    return f"{title}, {of.issuer}"
