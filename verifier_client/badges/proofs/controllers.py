"""
From the name of a verification method to its key, and to who vouches for it.

did:key and did:jwk hold their key. did:web and https identifiers are vouched for by the document at the identifier's
own address, which must list the key for assertions (W3C Controlled Identifiers 1.0, 3.3). A key in the fragment of an
https address, or in a JWT's header, came with the badge: it shows that nothing was changed, and nothing else.
"""

from __future__ import annotations

import contextlib
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from verifier_client.badges.documents import is_https, load_object
from verifier_client.badges.errors import Undetermined, Unreadable
from verifier_client.badges.formats.dates import date_time
from verifier_client.badges.formats.encoding import base64url
from verifier_client.badges.formats.strict_json import parse_object
from verifier_client.badges.models import KeyOrigin
from verifier_client.badges.proofs import keys

if TYPE_CHECKING:
    from datetime import datetime

    from verifier_client.badges.proofs.keys import PublicKey
    from verifier_client.badges.resources import Resources

_WEB_PART = re.compile(r"[A-Za-z0-9._~-]+(%3[Aa]\d{1,5})?", re.ASCII)


class Found(NamedTuple):
    """A key, the identifier that controls it, and whether that identifier itself vouches for it."""

    key: PublicKey
    controller: str
    vouched: bool

    def origin(self, issuer: str) -> KeyOrigin:
        """Say who vouches for the key, seen from a credential by ``issuer``."""
        if not self.vouched:
            return KeyOrigin.BADGE
        return KeyOrigin.ISSUER if self.controller == issuer else KeyOrigin.STRANGER


async def find_key(method: object, resources: Resources) -> Found:
    """
    Return the key of a verification method.

    Args:
        method: The address of the method, as the proof names it.
        resources: Documents and the work that may be spent.

    Raises:
        Undetermined: When it cannot be had: an unknown DID method, a document that cannot be loaded or does not list
            the key for assertions, an unknown kind of key.
    """
    if isinstance(method, dict):
        method = method.get("id")
    if not isinstance(method, str):
        raise Undetermined("The badge does not say which key it was signed with.")
    if method.startswith("did:key:"):
        return _did_key(method)
    if method.startswith("did:jwk:"):
        return _did_jwk(method)
    if method.startswith("did:web:"):
        did = method.partition("#")[0]
        return await _listed(method, did, did_web_address(did), resources)
    if is_https(method):
        return await _https(method, resources)
    raise Undetermined("The signing key is named in a way that cannot be looked up.")


def did_web_address(did: str) -> str:
    """Return the address of a did:web's document (did:web Method Specification, 3.2), or raise ``Undetermined``."""
    parts = did.removeprefix("did:web:").split(":")
    if not all(_WEB_PART.fullmatch(part) for part in parts) or any("%" in part for part in parts[1:]):
        raise Undetermined("The issuer's did:web identifier cannot be read.")
    host = parts[0].replace("%3A", ":").replace("%3a", ":")
    path = "/".join(parts[1:]) or ".well-known"
    return f"https://{host}/{path}/did.json"


def _did_key(method: str) -> Found:
    did, _, fragment = method.partition("#")
    name = did.removeprefix("did:key:")
    if fragment and fragment != name:
        raise Undetermined("The signing key is named by a did:key and by another key at once.")
    return Found(keys.from_multikey(name), did, vouched=True)


def _did_jwk(method: str) -> Found:
    did, _, fragment = method.partition("#")
    if fragment not in {"", "0"}:
        raise Undetermined("A did:jwk has one key, and another is named.")
    try:
        jwk = parse_object(base64url(did.removeprefix("did:jwk:")))
    except Unreadable as error:
        raise Undetermined("The signing key's did:jwk cannot be read.") from error
    return Found(keys.from_jwk(jwk), did, vouched=True)


async def _https(method: str, resources: Resources) -> Found:
    owner, _, fragment = method.partition("#")
    try:
        return await _listed(method, owner, owner, resources)
    except Undetermined:
        if not fragment.startswith("z"):
            raise
        return Found(keys.from_multikey(fragment), owner, vouched=False)


async def _listed(method: str, owner: str, address: str, resources: Resources) -> Found:
    document = await load_object(resources.documents, address, "The issuer's key document")
    if document.get("id") != owner:
        if "kty" in document:  # Open Badges 3.0, 8.2.4: a JWT's kid may lead to a bare JWK, which names no owner
            return Found(keys.from_jwk(document), owner, vouched=False)
        raise Undetermined("The issuer's key document is that of another identifier.")
    for entry in _entries(document):
        if _same(entry.get("id"), method, owner):
            _hold_to_owner(entry, owner, resources.now)
            return Found(_key(entry), owner, vouched=True)
    raise Undetermined("The issuer's key document does not list the signing key for assertions.")


async def still_listed(issuer: str, key: bytes, resources: Resources) -> None:
    """
    Look whether an issuer's own document lists a key still; an identifier that is its own key needs none.

    Args:
        issuer: The issuer's identifier.
        key: The key, as ``PublicKey.data``.
        resources: Documents and moments.

    Raises:
        Undetermined: When it does not, or cannot be had.
    """
    if not issuer.startswith(("did:web:", "https://")):
        return
    address = did_web_address(issuer) if issuer.startswith("did:web:") else issuer
    document = await load_object(resources.documents, address, "The issuer's key document")
    if document.get("id") != issuer or key not in {one.data for one in usable_keys(document, resources.now)}:
        raise Undetermined("The issuer's key document does not list the signing key any more.")


def usable_keys(document: dict[str, Any], now: datetime) -> list[PublicKey]:
    """
    Return the keys that a key document lists for assertions, as far as they are known here and not withdrawn.

    Args:
        document: The document, with its identifier.
        now: The moment that counts, with a zone.
    """
    found = []
    for entry in _entries(document):
        with contextlib.suppress(Undetermined):
            _hold_to_owner(entry, document["id"], now)
            found.append(_key(entry))
    return found


def _entries(document: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the methods listed for assertions: embedded there, or named there and described elsewhere."""
    described = document.get("verificationMethod")
    listed = document.get("assertionMethod")
    listed = listed if isinstance(listed, list) else [listed]
    described = described if isinstance(described, list) else [described]
    owner = document["id"]
    return [
        *(one for one in listed if isinstance(one, dict)),
        *(
            one
            for one in described
            if isinstance(one, dict) and any(_same(one.get("id"), name, owner) for name in listed)
        ),
    ]


def _same(one: object, other: object, owner: str) -> bool:
    if not isinstance(one, str) or not isinstance(other, str):
        return False
    return _absolute(one, owner) == _absolute(other, owner)


def _absolute(name: str, owner: str) -> str:
    return owner + name if name.startswith("#") else name


def _hold_to_owner(entry: dict[str, Any], owner: str, now: datetime) -> None:
    if entry.get("controller", owner) != owner:
        raise Undetermined("The issuer's key document says that somebody else controls the signing key.")
    if any(name in entry and not _lies_ahead(entry[name], now) for name in ("revoked", "expires")):
        raise Undetermined("The issuer's key document says that the signing key was withdrawn.")


def _lies_ahead(moment: object, now: datetime) -> bool:
    """A moment that cannot be read counts as past."""
    read = date_time(moment)
    return read is not None and now < read


def _key(entry: dict[str, Any]) -> PublicKey:
    if "publicKeyMultibase" in entry:
        return keys.from_multikey(entry["publicKeyMultibase"])
    if "publicKeyJwk" in entry:
        return keys.from_jwk(entry["publicKeyJwk"])
    if "publicKeyBase58" in entry:
        return keys.from_base58(entry["publicKeyBase58"])
    return keys.from_pem(entry.get("publicKeyPem"))
