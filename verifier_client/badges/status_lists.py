"""
A credential's status, by the lists that it names.

BitstringStatusList (W3C, Bitstring Status List 1.0), StatusList2021, and the list of revoked credentials by 1EdTech
(Open Badges 3.0, "Revocation List"). What cannot be had, read or believed is undetermined, never active.
"""

from __future__ import annotations

import re
import zlib
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

from verifier_client.badges.credential import as_list, plain
from verifier_client.badges.documents import load_bytes, load_object
from verifier_client.badges.errors import Undetermined, Unreadable
from verifier_client.badges.formats.encoding import base64url
from verifier_client.badges.formats.unbaking import inflate
from verifier_client.badges.models import Dates, KeyOrigin, ReadList, Signature, Status, StatusFinding
from verifier_client.badges.reading import judge_signature, read_credential

if TYPE_CHECKING:
    from verifier_client.badges.models import BadgeFacts, SignatureFinding
    from verifier_client.badges.resources import Resources

MAX_ENTRIES = 8
SKEW = timedelta(minutes=5)
"""By so much the clock of a list's host, which makes a new one every few minutes, may differ from ours."""
MAX_LIST = 16 * 1024 * 1024
_INDEX = re.compile(r"0|[1-9][0-9]{0,9}", re.ASCII)
_GZIP = zlib.MAX_WBITS | 16
_KINDS = {
    "BitstringStatusListEntry": ("BitstringStatusListCredential", "BitstringStatusList"),
    "StatusList2021Entry": ("StatusList2021Credential", "StatusList2021"),
}
_REVOCATION_LIST = "1EdTechRevocationList"
_PURPOSES = {"revocation": Status.REVOKED, "suspension": Status.SUSPENDED}
_OUTSIDE = frozenset({Dates.EXPIRED, Dates.NOT_YET})
_WORST_FIRST = (Status.REVOKED, Status.SUSPENDED, Status.UNDETERMINED, Status.ACTIVE)


class Asked(NamedTuple):
    """Whose status is asked for: what the credential says, and how it was signed."""

    facts: BadgeFacts
    signature: SignatureFinding


async def credential_status(document: dict[str, Any], asked: Asked, resources: Resources) -> StatusFinding:
    """
    Return the worst certain word of all lists that a credential names: revoked, suspended, undetermined, active.

    Nothing is loaded unless the signature holds: the addresses of a changed credential may be anybody's.

    Args:
        document: The credential.
        asked: Whose status is asked for, and when.
        resources: Documents, vocabularies and moments.
    """
    entries = as_list(document.get("credentialStatus"))
    if not entries:
        return StatusFinding(Status.NONE, reason="The issuer publishes no status for this badge.")
    if asked.signature.signature is not Signature.HOLDS:
        return StatusFinding(
            Status.UNDETERMINED, reason="The status was not looked up, as the signature is not proven."
        )
    if len(entries) > MAX_ENTRIES:
        return StatusFinding(Status.UNDETERMINED, reason="The badge names more status lists than any badge.")
    findings = [await _entry_status(entry, asked, resources) for entry in entries]
    return min(findings, key=lambda finding: _WORST_FIRST.index(finding.status))


async def _entry_status(entry: dict[str, Any], asked: Asked, resources: Resources) -> StatusFinding:
    types = as_list(entry.get("type"))
    kind = next((_KINDS[one] for one in types if one in _KINDS), None)
    try:
        if kind is not None:
            return await _bit(entry, kind, asked, resources)
        if _REVOCATION_LIST in types:
            return await _named(entry, asked, resources)
    except (Undetermined, Unreadable) as error:
        return StatusFinding(Status.UNDETERMINED, reason=str(error))
    return StatusFinding(Status.UNDETERMINED, reason="The badge's kind of status is not known here.")


async def _bit(entry: dict[str, Any], kind: tuple[str, str], asked: Asked, resources: Resources) -> StatusFinding:
    purpose, index, address = (
        entry.get("statusPurpose"),
        entry.get("statusListIndex"),
        entry.get("statusListCredential"),
    )
    if not isinstance(purpose, str) or purpose not in _PURPOSES:
        raise Undetermined("The badge's status has a purpose that is not known here.")
    if isinstance(index, int) and not isinstance(index, bool):
        index = str(index)
    if not isinstance(index, str) or not _INDEX.fullmatch(index):
        raise Undetermined("The badge's place in its status list is no number.")
    if entry.get("statusSize", 1) != 1:
        raise Undetermined("The badge's status takes more than one bit, which is not known here.")
    data = await load_bytes(resources.documents, address, "The status list")
    listed = await _read(data, resources)
    _believe(listed, kind, asked.signature.key, resources)
    if purpose not in listed.purposes:
        raise Undetermined("The status list is for another purpose than the badge says.")
    is_set = _is_set(listed.bits, int(index))
    return StatusFinding(_PURPOSES[purpose] if is_set else Status.ACTIVE, source=str(address))


async def check_list(address: str, resources: Resources) -> None:
    """
    Read a status list without a badge, and look whether it would be believed.

    Args:
        address: Where it stands.
        resources: Documents, vocabularies and moments.

    Raises:
        Undetermined: When it would not be.
        Unreadable: When it is no credential.
    """
    listed = await _read(await load_bytes(resources.documents, address, "The status list"), resources)
    kind = next((kind for kind in _KINDS.values() if kind[0] in listed.types), None)
    if kind is None:
        raise Undetermined("What was loaded as a status list is none.")
    _believe(listed, kind, b"", resources)
    if not listed.purposes & _PURPOSES.keys():
        raise Undetermined("The status list has a purpose that is not known here.")


async def _read(data: bytes, resources: Resources) -> ReadList:
    """Read a list and check its signature, once for all who are on it."""
    digest = sha256(data).digest()
    known = resources.lists.get(digest)
    if known is None:
        held = read_credential(data)
        signature = await judge_signature(held, resources)
        subjects = as_list(held.document["credentialSubject"])
        subject = subjects[0] if len(subjects) == 1 else {}
        proven = signature.signature is Signature.HOLDS
        known = resources.lists[digest] = ReadList(
            types=_words(held.document.get("type")),
            content=_words(subject.get("type")),
            purposes=_words(subject.get("statusPurpose")),
            facts=held.facts,
            signature=signature,
            bits=_bits(subject.get("encodedList")) if proven and subject else b"",
        )
    return known


def _words(value: object) -> frozenset[str]:
    return frozenset(one for one in as_list(value) if isinstance(one, str))


def _believe(listed: ReadList, kind: tuple[str, str], key: bytes, resources: Resources) -> None:
    """Refuse a list that is not signed, not in its dates, or by somebody who does not prove who they are."""
    if kind[0] not in listed.types or kind[1] not in listed.content:
        raise Undetermined("What was loaded as a status list is none of its kind.")
    signature = listed.signature
    if signature.signature is not Signature.HOLDS:
        raise Undetermined("The status list is not signed, or its signature could not be confirmed.")
    if signature.origin is not KeyOrigin.ISSUER and signature.key != key:
        raise Undetermined("The status list is signed by somebody who does not prove to be its issuer.")
    if all(listed.facts.dates(moment) in _OUTSIDE for moment in (resources.now - SKEW, resources.now + SKEW)):
        raise Undetermined("The status list has run out, or is not valid yet.")


def _bits(encoded: object) -> bytes:
    if not isinstance(encoded, str):
        raise Undetermined("The status list is empty.")
    packed = base64url(encoded.removeprefix("u").rstrip("=") if encoded[:1] == "u" else encoded.rstrip("="))
    return inflate(packed, _GZIP, MAX_LIST)


def _is_set(bits: bytes, index: int) -> bool:
    """Read one bit; the first is the highest of the first byte (Bitstring Status List 1.0, 3.2)."""
    if index >= len(bits) * 8:
        raise Undetermined("The badge's place lies beyond the end of its status list.")
    return bool(bits[index // 8] >> (7 - index % 8) & 1)


async def _named(entry: dict[str, Any], asked: Asked, resources: Resources) -> StatusFinding:
    """Look a credential up in a list of revoked ones, which is not signed: its host vouches for it."""
    address = entry.get("id")
    listed = await load_object(resources.documents, address, "The list of revoked badges")
    revoked = listed.get("revokedCredential")
    if not isinstance(revoked, list):
        raise Undetermined("What was loaded as a list of revoked badges is none.")
    if listed.get("issuer", asked.facts.issuer) != asked.facts.issuer or not asked.facts.id:
        raise Undetermined("The list of revoked badges is that of another issuer.")
    for one in revoked:
        if isinstance(one, dict) and one.get("id") == asked.facts.id and one.get("revoked") is not False:
            return StatusFinding(Status.REVOKED, issuer_reason=plain(one.get("revocationReason")), source=str(address))
    return StatusFinding(Status.ACTIVE, source=str(address))
