"""A verdict as JSON: the shape of ``certdesk verify --json``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date, datetime

    from verifier_client import Certification, Provenance, Verdict


def as_json(verdict: Verdict, says: str) -> dict[str, Any]:
    """Return the element for one certificate; ``says`` is the plain-text reply."""
    record, error = verdict.record, verdict.error
    return {
        "id": verdict.question.text,
        "outcome": str(verdict.outcome),
        "standing": str(verdict.standing) if verdict.standing else None,
        "holder": record.holder if record else None,
        "certification": _certification(record.certification) if record else None,
        "issued_on": iso_time(record.issued_on) if record else None,
        "expires_on": iso_time(record.expires_on) if record else None,
        "agreement": str(verdict.agreement) if verdict.agreement else None,
        "findings": [
            {"kind": str(finding.kind), "seen": finding.seen, "expected": finding.expected}
            for finding in verdict.findings
        ],
        "provenance": _provenance(verdict.provenance),
        "retry_after_s": error.retry_after if error else None,
        "sandbox": verdict.provenance.sandbox,
        "says": says,
    }


def _certification(certification: Certification | None) -> dict[str, str] | None:
    if certification is None:
        return None
    return {"code": certification.code, "title": certification.title, "issuer": certification.issuer}


def _provenance(source: Provenance) -> dict[str, Any]:
    return {
        "registry": source.registry,
        "url": source.url,
        "checked_at": iso_time(source.checked_at),
        "freshness": str(source.freshness) if source.checked_at else None,
        "age_s": round(source.age, 3) if source.checked_at else None,
    }


def iso_time(value: date | datetime | None) -> str | None:
    """Write a day or a moment as JSON has it (ISO 8601), None for none."""
    return value.isoformat() if value else None
