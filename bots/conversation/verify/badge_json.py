"""The verdict on a badge as JSON: the shape of ``certdesk verify --file badge.png --json``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bots.conversation.text import badges as phrases
from bots.conversation.verify.badge_cards import name_agreement
from bots.conversation.verify.verdict_json import iso_time

if TYPE_CHECKING:
    from bots.conversation.model.badge_request import BadgeRequest
    from verifier_client.badges import BadgeVerdict, Line


def badge_as_json(verdict: BadgeVerdict, request: BadgeRequest, says: str) -> dict[str, Any]:
    """
    Return the element for one badge.

    Args:
        verdict: what was found.
        request: what was asked.
        says: the plain-text reply.
    """
    known, agreed = verdict.certification, name_agreement(verdict, request.holder)
    return {
        "kind": "badge",
        "id": verdict.facts.id or None,
        "standard": str(verdict.facts.standard),
        "outcome": str(verdict.outcome),
        "standing": str(verdict.standing) if verdict.standing else None,
        "proof": _line(verdict.proof, phrases.proof(verdict)),
        "issuer": {
            **_line(verdict.issued_by, phrases.issued_by(verdict)),
            "title": verdict.issuer.title if verdict.issuer else None,
        },
        "status": _line(verdict.status, phrases.revocation(verdict)),
        "dates": {
            **_line(verdict.dates, phrases.period(verdict)),
            "from": iso_time(verdict.facts.valid_from),
            "until": iso_time(verdict.facts.valid_until),
        },
        "holder": verdict.facts.holder or None,
        "agreement": str(agreed) if agreed else None,
        "certification": {"code": known.code, "title": known.title, "issuer": known.issuer} if known else None,
        "says": says,
    }


def _line(value: Line, says: str) -> dict[str, str | None]:
    return {
        "word": str(value.word),
        "says": says,
        "source": value.source or None,
        "read_at": iso_time(value.read_at),
    }
