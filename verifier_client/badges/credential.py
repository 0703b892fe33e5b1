"""
The shape of a Verifiable Credential, 1.1 and 2.0, and of the Open Badge 3.0 in it: what must be there to be read.

Verifiable Credentials Data Model 2.0, 4 (and 1.1, 4); Open Badges 3.0, 9. A credential of another shape is unreadable:
readers would show it in different ways.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from verifier_client.badges.errors import Unreadable
from verifier_client.badges.formats.dates import date_time, earliest, latest
from verifier_client.badges.linked_data.contexts import CREDENTIALS_V1, CREDENTIALS_V2
from verifier_client.badges.linked_data.vocabulary import check_types
from verifier_client.badges.models import BadgeFacts, Recipient, Standard

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

MAX_TEXT = 400
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20\x7f<>\"{}|^`\\]+")
_DIGESTS = {
    "digestSRI": re.compile(r"sha(256|384|512)-[A-Za-z0-9+/]+=*", re.ASCII),
    "digestMultibase": re.compile(r"[zuhmMU][A-Za-z0-9_+/=-]+", re.ASCII),
}
_TYPED = ("credentialStatus", "credentialSchema", "refreshService", "termsOfUse", "evidence")
_WITH_ID = frozenset({"credentialSchema"})
_BADGE_TYPES = frozenset({"OpenBadgeCredential", "AchievementCredential"})
_TEXTS = ("name", "description")
_TEXT_KEYS = frozenset({"@value", "@language", "@direction"})


def is_credential(document: dict[str, Any]) -> bool:
    """Say whether ``document`` claims to be a Verifiable Credential."""
    return "VerifiableCredential" in as_list(document.get("type"))


def credential_facts(document: dict[str, Any]) -> BadgeFacts:
    """Return what the credential says; raise ``Unreadable`` when its shape is not that of a credential."""
    _check_contexts(document.get("@context"))
    types = _check_types(document)
    if as_list(document["@context"])[0] == CREDENTIALS_V2:
        check_types(as_list(document["@context"]), types)
    _check_id(document)
    issuer = _issuer(document.get("issuer"))
    subjects = _subjects(document.get("credentialSubject"))
    for key in _TYPED:
        _check_typed(document, key)
    _check_typed(document, "proof")
    _check_related(document)
    for holder in (document, document["issuer"]):
        _check_texts(holder)
    valid_from, valid_until = _period(document)
    achievement = subjects[0].get("achievement") if len(subjects) == 1 else None
    achievement = achievement if isinstance(achievement, dict) else {}
    return BadgeFacts(
        standard=Standard.OPEN_BADGES_3 if _BADGE_TYPES & set(types) else Standard.CREDENTIAL,
        id=document.get("id") or "",
        issuer=issuer,
        achievement=plain(achievement.get("id")),
        title=plain(achievement.get("name")) or plain(document.get("name")),
        holder=_holder(subjects),
        recipients=tuple(_recipients(subjects)),
        valid_from=valid_from,
        valid_until=valid_until,
    )


def as_list(value: object) -> list[Any]:
    """Return ``value`` as a list: JSON-LD writes one value and a list of one alike."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def is_url(value: object) -> bool:
    """Say whether ``value`` is an absolute URL (DIDs and URNs included)."""
    return isinstance(value, str) and bool(_URL.fullmatch(value))


def plain(value: object) -> str:
    """Return ``value`` as text to show: the first of several languages, cut at 400 characters; empty for no text."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("@value")
    return value[:MAX_TEXT].strip() if isinstance(value, str) else ""


def subjects_of(document: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the subjects of a credential whose shape was checked."""
    return as_list(document["credentialSubject"])


def issuer_of(document: dict[str, Any]) -> str:
    """Return the issuer's identifier of a credential whose shape was checked."""
    return _issuer(document["issuer"])


def _check_contexts(contexts: object) -> None:
    named = as_list(contexts)
    if not named or named[0] not in (CREDENTIALS_V1, CREDENTIALS_V2):
        raise Unreadable("The credential does not begin with the vocabulary of credentials.")
    if not all(is_url(one) or isinstance(one, dict) for one in named):
        raise Unreadable("The credential names a vocabulary that has no address.")


def _check_types(document: dict[str, Any]) -> list[str]:
    types = as_list(document.get("type"))
    if "VerifiableCredential" not in types or not all(_is_name(one) for one in types):
        raise Unreadable("The credential does not say that it is one.")
    return types


def _is_name(value: object) -> bool:
    return isinstance(value, str) and bool(value) and " " not in value


def _check_id(holder: dict[str, Any]) -> None:
    if "id" in holder and not is_url(holder["id"]):
        raise Unreadable("An identifier in the credential is no address.")


def _issuer(issuer: object) -> str:
    identifier = issuer.get("id") if isinstance(issuer, dict) else issuer
    if not isinstance(identifier, str) or not is_url(identifier):
        raise Unreadable("The credential does not say who issued it.")
    return identifier


def _subjects(value: object) -> list[dict[str, Any]]:
    subjects = as_list(value)
    if not subjects:
        raise Unreadable("The credential is about nobody.")
    for subject in subjects:
        if not isinstance(subject, dict) or not subject:
            raise Unreadable("The credential says nothing about its subject.")
        _check_id(subject)
    return subjects


def _check_typed(document: dict[str, Any], key: str) -> None:
    """Whatever extends a credential says of which type it is; its ``id``, if any, is an address."""
    if key not in document:
        return
    for part in as_list(document[key]):
        if not isinstance(part, dict):
            raise Unreadable(f"The credential's {key} is no object.")
        types = as_list(part.get("type"))
        if not types or not all(_is_name(one) for one in types):
            raise Unreadable(f"The credential's {key} does not say of which type it is.")
        if key in _WITH_ID and "id" not in part:
            raise Unreadable(f"The credential's {key} has no address.")
        _check_id(part)


def _check_related(document: dict[str, Any]) -> None:
    """A related resource has an address of its own and a digest (Verifiable Credentials 2.0, 5.3)."""
    seen = set()
    for part in as_list(document.get("relatedResource")):
        if not isinstance(part, dict) or not is_url(part.get("id")) or part["id"] in seen:
            raise Unreadable("The credential's relatedResource has no address of its own.")
        if not _has_digest(part):
            raise Unreadable("The credential's relatedResource has no digest.")
        seen.add(part["id"])


def _has_digest(part: dict[str, Any]) -> bool:
    digests = [(one, shape) for key, shape in _DIGESTS.items() for one in as_list(part.get(key))]
    return bool(digests) and all(isinstance(one, str) and shape.fullmatch(one) for one, shape in digests)


def _check_texts(holder: object) -> None:
    """Names and descriptions are texts, or language value objects (Verifiable Credentials 2.0, 11.1)."""
    if not isinstance(holder, dict):
        return
    for key in _TEXTS:
        for text in as_list(holder.get(key)):
            if isinstance(text, str):
                continue
            if not isinstance(text, dict) or not isinstance(text.get("@value"), str) or text.keys() - _TEXT_KEYS:
                raise Unreadable(f"The credential's {key} is no text.")


def _period(document: dict[str, Any]) -> tuple[datetime | None, datetime | None]:
    """Return the narrowest period that the credential names, in the words of 2.0 and of 1.1."""
    start = latest(*(_moment(document, key) for key in ("validFrom", "issuanceDate")))
    end = earliest(*(_moment(document, key) for key in ("validUntil", "expirationDate")))
    if start is not None and end is not None and end < start:
        raise Unreadable("The credential ends before it begins.")
    return start, end


def _moment(document: dict[str, Any], key: str) -> datetime | None:
    value = document.get(key)
    if value is None:
        return None
    moment = date_time(value)
    if moment is None:
        raise Unreadable(f"The credential's {key} is no date.")
    return moment


def _holder(subjects: list[dict[str, Any]]) -> str:
    """Return the name of the one subject: its ``name``, or an identifier of the type ``name`` in plain text."""
    if len(subjects) != 1:
        return ""
    named = plain(subjects[0].get("name"))
    if named:
        return named
    return next((one.value for one in _recipients(subjects) if one.kind == "name" and not one.hashed), "")


def _recipients(subjects: list[dict[str, Any]]) -> Iterator[Recipient]:
    for subject in subjects:
        for one in as_list(subject.get("identifier")):
            if isinstance(one, dict) and isinstance(one.get("identityHash"), str):
                yield Recipient(
                    kind=plain(one.get("identityType")),
                    value=one["identityHash"],
                    hashed=one.get("hashed") is True,
                    salt=plain(one.get("salt")),
                )
