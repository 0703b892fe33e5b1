"""
From a record and a question to a verdict, at the moment it is asked: pure, and the only place that decides.

Records are remembered, verdicts are not: a verdict kept for a minute skipped the expiry check in
https://github.com/decentralized-identity/kya-os-mcp/pull/165 (docs/facts.md section 6).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier_client.models import (
    Agreement,
    Finding,
    FindingKind,
    Freshness,
    Outcome,
    Provenance,
    RegistryStatus,
    Standing,
    Verdict,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from verifier_client.cache import CachedRecord
    from verifier_client.errors import VerifierError
    from verifier_client.models import ByHand, Question, Record
    from verifier_client.registries import About

USUAL_SLACK = 31  # days by which a validity may differ from the issuer's rule without being worth a word

_FINAL = {
    RegistryStatus.REVOKED: Standing.REVOKED,
    RegistryStatus.SUSPENDED: Standing.SUSPENDED,
    RegistryStatus.UNKNOWN: Standing.UNKNOWN,
}
_TAKEN_AWAY = frozenset(_FINAL.values())


def verdict_of(
    question: Question,
    cached: CachedRecord,
    about: About,
    *,
    now: datetime,
    age: float,
    freshness: Freshness,
    error: VerifierError | None = None,
) -> Verdict:
    """
    Judge what a registry said.

    Args:
        question: What was asked.
        cached: The record, or that there is none.
        about: What the configuration says about the registry.
        now: The time of day, in UTC.
        age: Seconds since the registry said it.
        freshness: Whether it is live, remembered or stale.
        error: Why a stale copy had to do, if it had to.
    """
    record = cached.record
    certificate = question.certificate
    page = (record.url if record else None) or (about.page_of(certificate) if certificate else None)
    provenance = Provenance(about.title, page, cached.checked_at, freshness, age, about.sandbox)
    if record is None:
        return Verdict(
            question,
            Outcome.NOT_FOUND,
            provenance,
            error=error,
            explanations=about.explanations,
        )
    return Verdict(
        question,
        Outcome.FOUND,
        provenance,
        record,
        standing_at(record, now) if question.on is None else standing_on(record, question.on, now.date()),
        None if question.holder is None else _agreement(question.holder, record.holder),
        cached.findings if cached.findings is not None else tuple(findings(record, about, cached.checked_at.date())),
        error=error,
    )


def verdict_by_hand(question: Question, about: About, how: ByHand) -> Verdict:
    """
    Return the verdict that says where and how a person can look.

    Args:
        question: What was asked.
        about: What the configuration says about the registry.
        how: Page and steps.
    """
    page = about.page_of(question.certificate) if question.certificate else None
    provenance = Provenance(about.title, page or how.page, sandbox=about.sandbox)
    return Verdict(question, Outcome.CHECK_BY_HAND, provenance, by_hand=how)


def could_not_check(question: Question, error: VerifierError, about: About | None = None) -> Verdict:
    """
    Return the verdict that says why nothing could be checked.

    Args:
        question: What was asked.
        error: What went wrong.
        about: What the configuration says about the registry, None when no registry has such IDs.
    """
    page = about.page_of(question.certificate) if about and question.certificate else None
    title = about.title if about else error.registry
    provenance = Provenance(title, page, sandbox=bool(about and about.sandbox))
    return Verdict(question, Outcome.COULD_NOT_CHECK, provenance, error=error)


def standing_at(record: Record, now: datetime) -> Standing:
    """
    Return how a record stands at a moment, to the second where the registry gives moments.

    Args:
        record: What the registry holds.
        now: The moment, in UTC.
    """
    today = now.date()
    standing = standing_on(record, today, today)
    if standing in _TAKEN_AWAY:
        return standing
    if record.begins_at is not None and now < record.begins_at:
        return Standing.NOT_YET_VALID
    if record.ends_at is not None and now > record.ends_at:
        return Standing.EXPIRED
    return standing


def standing_on(record: Record, on: date, today: date) -> Standing:
    """
    Return how a record stands on a day.

    What the registry took away stays taken away on every day. For the rest the dates decide; the registry's own
    "expired" counts unless its date shows that it still stood on that day.

    Args:
        record: What the registry keeps on the certificate.
        on: The day that is asked about.
        today: The day on which the registry said it, in UTC.
    """
    final = _FINAL.get(record.status)
    if final is not None:
        return final
    if record.issued_on is not None and on < record.issued_on:
        return Standing.NOT_YET_VALID
    expires_on = record.expires_on
    if expires_on is not None and on > expires_on:
        return Standing.EXPIRED
    if record.status is RegistryStatus.EXPIRED and (expires_on is None or today <= expires_on):
        return Standing.EXPIRED
    return Standing.EMERITUS if record.status is RegistryStatus.EMERITUS else Standing.ACTIVE


def findings(record: Record, about: About, read_on: date) -> Iterator[Finding]:
    """
    Yield the neutral observations on a record.

    Args:
        record: What the registry keeps on the certificate.
        about: What the configuration says about the registry.
        read_on: The day for which what the registry said counts.
    """
    if record.echoed is not None:
        yield Finding(FindingKind.OTHER_ID_ECHOED, record.echoed, record.certificate.text)
    if record.unlisted_class is not None:
        yield Finding(FindingKind.CLASS_NOT_LISTED, record.unlisted_class)
    if record.superseded_by is not None:
        yield Finding(FindingKind.SUPERSEDED, record.superseded_by)
    if record.issued_on is not None:
        yield from _about_issue(record, record.issued_on, about)
    if record.expires_on is not None:
        yield from _about_expiry(record, record.expires_on, read_on)


def _about_issue(record: Record, issued_on: date, about: About) -> Iterator[Finding]:
    certificate = record.certificate
    month = certificate.issued_month
    if certificate.issued_year not in {None, issued_on.year} or month not in {None, issued_on.month}:
        in_the_id = f"{certificate.issued_year}-{month:02}" if month else str(certificate.issued_year)
        yield Finding(FindingKind.YEAR_DISAGREES, issued_on.isoformat(), in_the_id)
    code = record.certification.code if record.certification else ""
    years = about.validity_years.get(code)
    if years and record.expires_on is not None:
        days = (record.expires_on - issued_on).days
        if abs(days - 365.25 * years) > USUAL_SLACK:
            yield Finding(FindingKind.VALIDITY_UNUSUAL, str(days), str(years))


def _about_expiry(record: Record, expires_on: date, read_on: date) -> Iterator[Finding]:
    if record.status is RegistryStatus.VALID and expires_on < read_on:
        yield Finding(FindingKind.VALID_AFTER_EXPIRY, expected=expires_on.isoformat())
    if record.status is RegistryStatus.EXPIRED and expires_on > read_on:
        yield Finding(FindingKind.EXPIRED_BEFORE_DATE, expected=expires_on.isoformat())


def _agreement(expected: str, holder: str | None) -> Agreement:
    if holder is None:
        return Agreement.CANNOT_TELL
    from verifier_client.name_matching.agreement import agreement  # noqa: PLC0415 - tables that only a name needs

    return agreement(expected, holder)
