"""
Compact JWS (RFC 7515), and credentials in it: as the payload (VC-JOSE-COSE 1.0) or in a ``vc`` claim (VCDM 1.1, 6.3).

The algorithm must be one of four and fit the key; ``none`` is not signed, and what is critical but unknown is refused.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from verifier_client.badges.credential import as_list
from verifier_client.badges.errors import Undetermined, Unreadable
from verifier_client.badges.formats.dates import earliest, latest, numeric_date
from verifier_client.badges.formats.encoding import base64url
from verifier_client.badges.formats.strict_json import parse_object
from verifier_client.badges.proofs import keys
from verifier_client.badges.proofs.controllers import Found, find_key
from verifier_client.badges.proofs.keys import KeyKind

if TYPE_CHECKING:
    from datetime import datetime

    from verifier_client.badges.resources import Resources

_COMPACT = re.compile(rb"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*")
ALGORITHMS = {"RS256": KeyKind.RSA, "ES256": KeyKind.P256, "ES384": KeyKind.P384, "EdDSA": KeyKind.ED25519}


class Token(NamedTuple):
    """A JWS, taken apart: header and payload as JSON, what was signed, and the signature."""

    header: dict[str, Any]
    payload: dict[str, Any]
    signed: bytes
    signature: bytes

    @property
    def is_unsigned(self) -> bool:
        """Whether the token itself says that it is not signed (``alg`` is ``none``)."""
        return self.header.get("alg") == "none"

    def check(self, key: keys.PublicKey) -> None:
        """
        Check the signature by ``key``.

        Raises ``BrokenProof`` when it does not fit, ``Undetermined`` when the algorithm is unknown or of another
        kind than the key, or when a header is critical that nobody here knows.
        """
        if "crit" in self.header or "b64" in self.header:
            raise Undetermined("The badge has a critical header that is not known.")
        if ALGORITHMS.get(str(self.header.get("alg"))) is not key.kind:
            raise Undetermined("The badge's signing algorithm is not known, or not that of its key.")
        key.check(self.signature, self.signed)


def is_compact(data: bytes) -> bool:
    """Say whether ``data`` looks like a compact JWS."""
    return bool(_COMPACT.fullmatch(data))


def parse_token(data: bytes) -> Token:
    """
    Return the parts of a compact JWS.

    Raises:
        Unreadable: When the text is none.
    """
    header, payload, signature = data.decode("ascii").split(".")
    return Token(
        header=parse_object(base64url(header)),
        payload=parse_object(base64url(payload)),
        signed=f"{header}.{payload}".encode(),
        signature=base64url(signature),
    )


async def token_key(token: Token, issuer: str, resources: Resources) -> Found:
    """
    Return the key that a token names: by ``kid``, else the one it carries as ``jwk``, else its issuer's only key.

    Args:
        token: The token.
        issuer: Who it says issued it; a ``kid`` that is not absolute is looked up in its document.
        resources: Documents and the work that may be spent.

    Raises:
        Undetermined: When there is no key to be had.
    """
    named = token.header.get("kid")
    if isinstance(named, str) and named:
        relative = ":" not in named
        if not relative or "jwk" not in token.header:
            return await find_key(f"{issuer}#{named.removeprefix('#')}" if relative else named, resources)
    if "jwk" in token.header:
        return Found(keys.from_jwk(token.header["jwk"]), "", vouched=False)
    if issuer.startswith(("did:key:", "did:jwk:")):
        return await find_key(issuer, resources)
    raise Undetermined("The badge does not say which key it was signed with, and carries none.")


class TokenCredential(NamedTuple):
    """
    A credential from a token, and the period that the token's own claims allow.

    ``contradiction`` says in what the claims and the credential differ; it is empty when they agree.
    """

    document: dict[str, Any]
    valid_from: datetime | None
    valid_until: datetime | None
    contradiction: str


def token_credential(payload: dict[str, Any]) -> TokenCredential:
    """Return the credential in a token's payload; raise ``Unreadable`` when a date among its claims is none."""
    inner = payload.get("vc")
    document = dict(inner if isinstance(inner, dict) else payload)
    contradiction = _contradiction(document, payload)
    start, end = numeric_date(payload.get("nbf")), numeric_date(payload.get("exp"))
    if ("nbf" in payload and start is None) or ("exp" in payload and end is None):
        raise Unreadable("A date in the badge's token is none.")
    return TokenCredential(document, start, end, contradiction)


def narrowed(first: datetime | None, second: datetime | None, *, start: bool) -> datetime | None:
    """
    Return the later of two beginnings, or the earlier of two ends.

    Args:
        first: A moment, None for none.
        second: A moment, None for none.
        start: Whether they are beginnings.
    """
    return latest(first, second) if start else earliest(first, second)


def _contradiction(document: dict[str, Any], payload: dict[str, Any]) -> str:
    """Fill in what the claims say and the credential does not (Data Model 1.1, 6.3.1); say where the two differ."""
    issuer = document.setdefault("issuer", payload.get("iss"))
    named = issuer.get("id") if isinstance(issuer, dict) else issuer
    if "iss" in payload and payload["iss"] != named:
        return "The badge names two issuers."
    if "jti" in payload and document.setdefault("id", payload["jti"]) != payload["jti"]:
        return "The badge names two identifiers of its own."
    subjects = as_list(document.get("credentialSubject"))
    only = subjects[0] if len(subjects) == 1 and isinstance(subjects[0], dict) else {}
    if "sub" in payload and only.get("id", payload["sub"]) != payload["sub"]:
        return "The badge names two holders."
    return ""
