"""What the sandbox's registries write: one function per contract, from an entry to its JSON document."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from verifier_client.sandbox.addresses import (
    BADGE_CLASSES_PATH,
    BADGES_PATH,
    CREDLY_CLASSES_PATH,
    CREDLY_PATH,
    PAGE,
)
from verifier_client.sandbox.register import Group, day_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from verifier_client.sandbox.register import Course, Entry

OPEN_BADGES = "https://w3id.org/openbadges/v2"
TITLES = {
    400: "Bad Request",
    401: "Unauthorized",
    404: "Not Found",
    405: "Method Not Allowed",
    410: "Gone",
    429: "Too Many Requests",
    500: "Internal Server Error",
    503: "Service Unavailable",
}


def certificate(entry: Entry, course: Course, today: date) -> Mapping[str, object]:
    """
    Return a certificate as ``deploy/registry-openapi.yaml`` describes it.

    Args:
        entry: The entry of the register.
        course: The certification that it is for.
        today: The day from which relative days count.
    """
    kind = course.certification
    return {
        "id": entry.id,
        "status": entry.status,
        "holder": {"name": entry.holder} if entry.holder else None,
        "certification": {"code": kind.code, "title": kind.title, "issuer": kind.issuer},
        "issued_on": _date(day_of(entry.issued_on, today)),
        "expires_on": _date(day_of(entry.expires_on, today)),
        "revoked_on": _date(day_of(entry.revoked_on, today)),
        "reason": entry.reason,
        "url": PAGE.format(id=entry.id),
        "superseded_by": entry.superseded_by,
    }


def credential(entry: Entry, course: Course, today: date) -> Mapping[str, object]:
    """
    Return a credential as the AI Professional Alliance publishes it (docs/facts.md 5.1).

    Args:
        entry: The entry of the register.
        course: The certification that it is for.
        today: The day from which relative days count.
    """
    status = "valid" if entry.status == "active" else entry.status
    return {
        "found": True,
        "code": entry.id,
        "status": status,
        "valid": status == "valid",
        "holder": entry.holder,
        "credential": course.certification.title,
        "credentialId": course.certification.code.lower(),
        "score": 80,
        "issuedAt": _moment(day_of(entry.issued_on, today), ".000Z"),
        "expiresAt": _moment(day_of(entry.expires_on, today), ".000Z"),
        "verifyUrl": PAGE.format(id=entry.id),
    }


def assertion(entry: Entry, course: Course, today: date, *, origin: str) -> Mapping[str, object]:
    """
    Return a hosted assertion of Open Badges 2.0.

    Of a revoked one only the id remains, and ``expires`` is absent rather than null (docs/facts.md 5.2, 5.5).

    Args:
        entry: The entry of the register.
        course: The certification that it is for.
        today: The day from which relative days count.
        origin: Scheme and host of the badge registry.
    """
    path, classes = _PATHS[entry.group]
    identity: dict[str, object] = {"@context": OPEN_BADGES, "type": "Assertion", "id": origin + path + entry.id}
    if entry.status == "revoked":
        return {**identity, "revoked": True, "revocationReason": entry.reason}
    document = identity | {
        "badge": origin + classes + course.slug,
        "recipient": {"type": "email", "hashed": True, "identity": "sha256$" + "5a4db0c5" * 8},
        "issuedOn": _moment(day_of(entry.issued_on, today), "Z"),
        "expires": _moment(day_of(entry.expires_on, today), "Z"),
        "verification": {"type": "hosted"},
    }
    if entry.superseded_by:
        document["extensions:supersededBy"] = {
            "type": ["Extension", "extensions:SupersededBy"],
            "id": origin + path + entry.superseded_by,
        }
    return {name: value for name, value in document.items() if value is not None}


def badge_class(course: Course, *, address: str) -> Mapping[str, object]:
    """
    Return a badge class of Open Badges 2.0.

    Args:
        course: The certification that it is for.
        address: The URL of the badge class.
    """
    return {
        "@context": OPEN_BADGES,
        "type": "BadgeClass",
        "id": address,
        "name": course.certification.title,
        "description": "A fictional course.",
        "issuer": {"type": "Issuer", "name": course.certification.issuer},
    }


def problem(status: int, detail: str, instance: str) -> Mapping[str, object]:
    """
    Return a problem document (RFC 9457).

    Args:
        status: The HTTP status.
        detail: What is wrong, as one sentence.
        instance: The path that was asked for.
    """
    return {
        "type": "about:blank",
        "title": TITLES.get(status, "Trouble"),
        "status": status,
        "detail": detail,
        "instance": instance,
    }


_PATHS = {Group.BADGE: (BADGES_PATH, BADGE_CLASSES_PATH), Group.CREDLY: (CREDLY_PATH, CREDLY_CLASSES_PATH)}


def _date(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _moment(day: date | None, zone: str) -> str | None:
    noon = datetime.combine(day, time(12), UTC) if day else None
    return noon.strftime("%Y-%m-%dT%H:%M:%S") + zone if noon else None
