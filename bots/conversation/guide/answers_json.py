"""The role guide's answers as JSON: what ``--json`` prints."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

import role_guide

if TYPE_CHECKING:
    from bots.conversation.guide.handler import Answer
    from role_guide import Certification, Fit, Recommendation


def guidance_as_json(answer: Answer, says: str) -> dict[str, Any]:
    """Return an answer as plain values; ``says`` is the plain-text reply."""
    match answer:
        case role_guide.Recommendation():
            body = _recommendation(answer)
        case role_guide.TeamPlan():
            body = {**plain(answer), "covered": answer.covered, "breaks_in": answer.breaks_in}
        case role_guide.Clause():
            body = {**plain(answer), "to_copy": answer.to_copy}
        case role_guide.Review():
            body = {**plain(answer), "rewritten": answer.rewritten}
        case _:
            body = plain(answer)
    return {**body, "says": says}


def _recommendation(answer: Recommendation) -> dict[str, Any]:
    return {
        "outcome": str(answer.outcome),
        "codes": list(answer.codes),
        "fits": [_fit(fit) for fit in answer.fits],
        "would_change": answer.would_change or None,
        "question": plain(answer.question),
        "because": answer.because or None,
        "not_used": plain(answer.not_used),
        "language_note": answer.language_note or None,
    }


def _fit(fit: Fit) -> dict[str, Any]:
    found = fit.certification
    sources = dict.fromkeys(source for _, claim in found.claims() for source in claim.sources)
    return {
        "code": fit.code,
        "title": found.title,
        "issuer": found.issuer_name,
        "because": plain(fit.reasons),
        "evidences": [role_guide.in_words(claim) for claim in found.evidences],
        "does_not_evidence": [role_guide.in_words(claim) for claim in found.does_not_evidence],
        "validity": role_guide.in_words(found.validity),
        "sources": plain(tuple(sources)),
    }


def plain(value: Any) -> Any:
    """Return nested values as JSON knows them; a certification stands as its code, name and issuer."""
    if isinstance(value, role_guide.Certification):
        return _short(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {name: plain(each) for name, each in value._asdict().items()}
    if isinstance(value, Enum):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (set, frozenset)):
        return sorted(plain(item) for item in value)
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value


def _short(certification: Certification) -> dict[str, str]:
    return {
        "code": certification.display,
        "title": certification.title,
        "issuer": certification.issuer_name,
    }
