"""
Public keys as badges and issuers publish them, and the check of one signature.

Multikey (W3C Controlled Identifiers 1.0, 2.2.2), JWK (RFC 7517, RFC 8037), PEM (Open Badges 2.0), and the older
``publicKeyBase58``. Ed25519, P-256, P-384 and RSA of 2,048 to 8,192 bits; any other key is one that cannot be had.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from verifier_client.badges.errors import BrokenProof, Undetermined, Unreadable
from verifier_client.badges.formats.encoding import base58, base64url, multibase

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes


class KeyKind(StrEnum):
    """The kinds of key that signatures are checked with."""

    ED25519 = "Ed25519"
    P256 = "P-256"
    P384 = "P-384"
    RSA = "RSA"


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A public key; ``data`` (DER) says whether two keys are the same."""

    kind: KeyKind
    data: bytes
    _key: Any = field(repr=False, compare=False)

    def check(self, signature: bytes, message: bytes) -> None:
        """
        Check a signature by this key.

        Args:
            signature: The signature; for a curve, r and s.
            message: What was signed.

        Raises:
            BrokenProof: When it does not fit.
        """
        from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - only a badge needs it
        from cryptography.hazmat.primitives import hashes  # noqa: PLC0415
        from cryptography.hazmat.primitives.asymmetric import ec, padding  # noqa: PLC0415

        try:
            if self.kind is KeyKind.ED25519:
                self._key.verify(signature, message)
            elif self.kind is KeyKind.RSA:
                self._key.verify(signature, message, padding.PKCS1v15(), hashes.SHA256())
            else:
                digest = hashes.SHA256() if self.kind is KeyKind.P256 else hashes.SHA384()
                self._key.verify(_der(signature, 32 if self.kind is KeyKind.P256 else 48), message, ec.ECDSA(digest))
        except InvalidSignature as error:
            raise BrokenProof("The signature does not fit the badge.") from error


_NO_KEY = "The signing key is none that can be checked with."
_MULTICODEC = {b"\xed\x01": KeyKind.ED25519, b"\x80\x24": KeyKind.P256, b"\x81\x24": KeyKind.P384}
_CURVES = {"P-256": KeyKind.P256, "P-384": KeyKind.P384}
_RSA_BITS = range(2048, 8193)
_ORDER = 2**255 - 19
_SMALL = frozenset(
    {
        0,
        1,
        0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7,
        0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826,
        _ORDER - 1,
    }
)
"""The y coordinates of Ed25519's points of small order, which belong to nobody and are no keys here."""


def from_multikey(text: object) -> PublicKey:
    """Return the key that a ``publicKeyMultibase`` holds; raise ``Undetermined`` when it is none that is known."""
    try:
        data = multibase(text)
    except Unreadable as error:
        raise Undetermined(_NO_KEY) from error
    return from_multikey_bytes(data)


def from_multikey_bytes(data: bytes) -> PublicKey:
    """Return the key that a Multikey's bytes hold; raise ``Undetermined`` when it is none that is known."""
    kind = _MULTICODEC.get(data[:2])
    if kind is None:
        raise Undetermined(_NO_KEY)
    return _from_bytes(kind, data[2:])


def from_base58(text: object) -> PublicKey:
    """Return the Ed25519 key of a ``publicKeyBase58``; raise ``Undetermined`` when it is none."""
    try:
        return _from_bytes(KeyKind.ED25519, base58(text if isinstance(text, str) else "0"))
    except Unreadable as error:
        raise Undetermined(_NO_KEY) from error


def from_jwk(jwk: object) -> PublicKey:
    """Return the key of a JSON Web Key; raise ``Undetermined`` when it is none, or one that gives away its secret."""
    if not isinstance(jwk, dict) or "d" in jwk:
        raise Undetermined(_NO_KEY)
    try:
        if jwk.get("kty") == "OKP" and jwk.get("crv") == "Ed25519":
            return _from_bytes(KeyKind.ED25519, _part(jwk, "x"))
        if jwk.get("kty") == "EC" and str(jwk.get("crv")) in _CURVES:
            return _from_bytes(_CURVES[jwk["crv"]], b"\x04" + _part(jwk, "x") + _part(jwk, "y"))
        if jwk.get("kty") == "RSA":
            return _from_numbers(int.from_bytes(_part(jwk, "n"), "big"), int.from_bytes(_part(jwk, "e"), "big"))
    except Unreadable as error:
        raise Undetermined(_NO_KEY) from error
    raise Undetermined(_NO_KEY)


def from_pem(text: object) -> PublicKey:
    """Return the key of a ``publicKeyPem``; raise ``Undetermined`` when it is none that is known."""
    from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415
    from cryptography.hazmat.primitives.serialization import load_pem_public_key  # noqa: PLC0415

    try:
        return _known(load_pem_public_key(text.encode() if isinstance(text, str) else b""))
    except (ValueError, UnsupportedAlgorithm) as error:
        raise Undetermined(_NO_KEY) from error


def _part(jwk: Mapping[str, Any], name: str) -> bytes:
    value = jwk.get(name)
    if not isinstance(value, str):
        raise Unreadable(_NO_KEY)
    return base64url(value)


def _from_bytes(kind: KeyKind, data: bytes) -> PublicKey:
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519  # noqa: PLC0415

    try:
        if kind is KeyKind.ED25519:
            return _known(ed25519.Ed25519PublicKey.from_public_bytes(data))
        curve = ec.SECP256R1() if kind is KeyKind.P256 else ec.SECP384R1()
        return _known(ec.EllipticCurvePublicKey.from_encoded_point(curve, data))
    except ValueError as error:
        raise Undetermined(_NO_KEY) from error


def _from_numbers(modulus: int, exponent: int) -> PublicKey:
    from cryptography.hazmat.primitives.asymmetric import rsa  # noqa: PLC0415

    if modulus.bit_length() not in _RSA_BITS:
        raise Undetermined(_NO_KEY)
    try:
        return _known(rsa.RSAPublicNumbers(exponent, modulus).public_key())
    except ValueError as error:
        raise Undetermined(_NO_KEY) from error


def _known(key: PublicKeyTypes) -> PublicKey:
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa  # noqa: PLC0415
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat  # noqa: PLC0415

    kind = None
    if isinstance(key, ed25519.Ed25519PublicKey):
        kind = None if _is_of_small_order(key.public_bytes_raw()) else KeyKind.ED25519
    elif isinstance(key, rsa.RSAPublicKey) and key.key_size in _RSA_BITS:
        kind = KeyKind.RSA
    elif isinstance(key, ec.EllipticCurvePublicKey):
        kind = {"secp256r1": KeyKind.P256, "secp384r1": KeyKind.P384}.get(key.curve.name)
    if kind is None:
        raise Undetermined(_NO_KEY)
    return PublicKey(kind, key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo), key)


def _is_of_small_order(key: bytes) -> bool:
    """Say whether an Ed25519 key is a point of small order, in whichever way it is written."""
    return (int.from_bytes(key, "little") & (2**255 - 1)) % _ORDER in _SMALL


def _der(signature: bytes, half: int) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature  # noqa: PLC0415

    if len(signature) != 2 * half:
        raise BrokenProof("The signature has another length than one by this key.")
    return encode_dss_signature(int.from_bytes(signature[:half], "big"), int.from_bytes(signature[half:], "big"))
