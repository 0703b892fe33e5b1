"""Every sentence about certificates that a person can read; cards only arrange, so all surfaces say the same."""

from __future__ import annotations

from calendar import month_name
from typing import TYPE_CHECKING

from verifier_client import Agreement, Finding, FindingKind, Freshness, Standing

if TYPE_CHECKING:
    from datetime import date, datetime

    from verifier_client import Provenance, Record, Verdict, VerifierError

SANDBOX = "SANDBOX: a made-up register with made-up people, for trying things out."

WENT_WRONG = "Something went wrong on my side, so there may be no answer. Please ask again."

LIMITS = (
    "This does not prove that the person before you is the holder: ask for an identity document.",
    "It does not prove skill beyond what the certification assesses.",
)
LIMITS_WITHOUT_RECORD = ("This is no verdict on the person: it only says what the registry answered.",)
LIMITS_UNCHECKED = ("This says nothing about the certificate, neither good nor bad.",)


HOLDER_HIDDEN = "not shown to people of other organisations"
NOT_COMPARED = "no name was given, so none was compared"


def day(value: date) -> str:
    """Write a day so that no reader on earth takes the month for the day."""
    return f"{value.day} {month_name[value.month]} {value.year}"


def moment(value: datetime) -> str:
    """Write a time with its zone."""
    return f"{value:%Y-%m-%d %H:%M} UTC"


def duration(seconds: float) -> str:
    """Write a duration in the largest unit that fits, rounded down, never zero."""
    for size, unit in ((86400, "day"), (3600, "hour"), (60, "minute"), (1, "second")):
        count = int(seconds // size)
        if count:
            return f"{count} {unit}{'s' if count > 1 else ''}"
    return "less than a second"


def standing_headline(verdict: Verdict, record: Record) -> str:
    """Say in one sentence how a certificate stands; each standing has its own."""
    name, on = record.certificate.text, verdict.question.on
    asked = f" on {day(on)}" if on else ""
    match verdict.standing:
        case Standing.ACTIVE:
            return f"{name} is active{asked}{', by what the registry knows today' if on else ''}."
        case Standing.EXPIRED:
            return f"{name} has expired{_until(record)}." if not on else f"{name} is expired{asked}{_until(record)}."
        case Standing.SUSPENDED:
            return f"{name} is suspended: at the moment neither valid nor revoked."
        case Standing.REVOKED:
            since = f" on {day(record.revoked_on)}" if record.revoked_on else ""
            return f"{name} was revoked{since}: it no longer stands."
        case Standing.EMERITUS:
            return f"{name} is emeritus: in good standing, and its holder no longer practises."
        case Standing.NOT_YET_VALID:
            start = f": it begins on {day(record.issued_on)}" if record.issued_on else ""
            return f"{name} is not valid yet{asked}{start}."
        case _:
            return f"{name} is on record, but whether it stands cannot be told."


def _until(record: Record) -> str:
    return f": it stood until {day(record.expires_on)}" if record.expires_on else ""


def not_found_headline(verdict: Verdict) -> str:
    """Say that the registry has no such record, which is not to say that anything is forged."""
    return f"{verdict.provenance.registry} has no record of {verdict.question.text}."


NOT_FOUND_LEAD = "That is not proof of a forgery. Honest reasons are common:"


def by_hand_headline(verdict: Verdict) -> str:
    """Say that a human has to look, and where."""
    registry = verdict.provenance.registry
    return f"{verdict.question.text} has to be checked by hand: {registry} answers people, not programs."


def could_not_check_headline(verdict: Verdict) -> str:
    """Say that there is no answer, which is not the answer "no"."""
    return f"{verdict.question.text} could not be checked."


def error_line(error: VerifierError) -> str:
    """Say what happened and what to do about it."""
    again = f" Try again in {duration(error.retry_after + 0.999)}." if error.retry_after else f" {error.advice}"
    return f"{error.what}{again}"


def stale_first(verdict: Verdict) -> str:
    """Say before all else that this is an old copy."""
    source, why = verdict.provenance, verdict.error.what if verdict.error else ""
    return f"Old copy, read {duration(source.age)} ago: {source.registry} could not be asked just now. {why}".strip()


def agreement(value: Agreement, asked: str, holder: str | None) -> str:
    """Say how the name agrees; a line of its own, because a valid ID and a right name are two things."""
    match value:
        case Agreement.AGREES:
            return f"agrees with “{asked}” (weak evidence: people share names)"
        case Agreement.PARTLY:
            return f"agrees only partly with “{asked}”: compare the two yourself"
        case Agreement.DIFFERS:
            return f"differs from “{asked}”"
        case Agreement.CANNOT_TELL if holder is None:
            return f"cannot tell: the registry gives no name to compare with “{asked}”"
        case _:
            return f"cannot tell whether it is “{asked}”: compare the two yourself"


def finding(value: Finding) -> str:
    """Say what was observed, neutrally, and never what to conclude about a person."""
    seen, expected = value.seen, value.expected
    match value.kind:
        case FindingKind.YEAR_DISAGREES:
            return f"The ID says {expected}, the registry says it was issued on {seen}."
        case FindingKind.VALIDITY_UNUSUAL:
            years = f"{expected} year{'s' if expected != '1' else ''}"
            return f"It runs for {seen} days; the issuer's rule for this certification is {years}."
        case FindingKind.OTHER_ID_ECHOED:
            return f"Asked about {expected}, the registry answered about {seen}: nothing of that answer is used."
        case FindingKind.VALID_AFTER_EXPIRY:
            return f"The registry still calls it valid, although its own date of expiry ({expected}) has passed."
        case FindingKind.EXPIRED_BEFORE_DATE:
            return f"The registry calls it expired, although its own date of expiry ({expected}) is still to come."
        case FindingKind.CLASS_NOT_LISTED:
            return f"The badge is real, but of something else than the listed certifications: “{seen}”."
        case FindingKind.SUPERSEDED:
            return f"It was followed by another certificate: {seen}."


def provenance(source: Provenance) -> str:
    """Say who said it and when it was read."""
    if source.checked_at is None:
        return f"Source: {source.registry}." if source.registry else ""
    read = moment(source.checked_at)
    match source.freshness:
        case Freshness.LIVE:
            return f"Source: {source.registry}, asked just now ({read})."
        case Freshness.REMEMBERED:
            return f"Source: {source.registry}, asked {duration(source.age)} ago ({read}) and remembered."
        case Freshness.STALE:
            return f"Source: {source.registry}, an old copy read {duration(source.age)} ago ({read})."


def next_step(verdict: Verdict) -> str:
    """Say the one thing to do next with a record."""
    match verdict.standing, verdict.agreement:
        case Standing.REVOKED | Standing.SUSPENDED, _:
            return "Next: ask the holder, and the issuer if it matters; only they can say why."
        case Standing.EXPIRED, _:
            return "Next: ask the holder whether it was renewed; a renewal may carry a new ID or title."
        case Standing.NOT_YET_VALID | Standing.UNKNOWN, _:
            return "Next: open the registry's own page, or ask the holder for the certificate's link."
        case _, Agreement.DIFFERS:
            return (
                "Next: check the ID and the spelling of the name, or ask the holder which name is on the certificate."
            )
        case _, Agreement.PARTLY | Agreement.CANNOT_TELL:
            return "Next: compare the name with the holder's own document, or ask which name is on the certificate."
        case _, None:
            return f"Next: add the holder's name to have it compared: verify {verdict.question.text} Jane Doe"
        case _:
            return "Next: check again shortly before you rely on it; a certificate can be revoked any day."


def ask_holder(verdict: Verdict) -> str:
    """Write the message that a recruiter can send to the candidate; it accuses nobody."""
    name, registry = verdict.question.text, verdict.provenance.registry
    by_hand = verdict.by_hand
    if by_hand is not None:
        return (
            f"Hello, you mentioned your certification ({name}). {by_hand.issuer} lets people look it up rather than "
            "programs. Could you send me the link of your digital badge or verification page, and the name exactly "
            "as it stands on the certificate? Thank you."
        )
    if verdict.record is None:
        return (
            f"Hello, you gave us the certificate ID {name}. {registry} shows no record of it, which often has a "
            "simple reason, such as a mistyped character or another issuer. Could you check the ID letter by letter, "
            "and send me the certificate's verification link if it has one? Thank you."
        )
    return (
        f"Hello, we looked up the certificate {name} that you gave us at {registry}. "
        f"{_ask_about(verdict)} Could you tell us more, or send us the certificate's verification link? Thank you."
    )


def _ask_about(verdict: Verdict) -> str:
    match verdict.standing, verdict.agreement:
        case Standing.EXPIRED, _:
            return "It is shown there as expired; perhaps it was renewed under another ID."
        case Standing.SUSPENDED | Standing.REVOKED, _:
            return f"It is shown there as {verdict.standing}."
        case _, Agreement.DIFFERS | Agreement.PARTLY:
            return "The name shown there is not the one we have from you; perhaps it was issued under another name."
        case _:
            return "We would like to be sure that we read it correctly."


def shared(verdict: Verdict) -> str:
    """Say in a channel what may be said there: no holder, no name that was asked about."""
    record = verdict.record
    if record is None:
        return f"{verdict.question.text} was looked up; the result was shown privately."
    title = f" ({record.certification.title})" if record.certification else ""
    banner = f"{SANDBOX} " if verdict.provenance.sandbox else ""
    return f"{banner}{standing_headline(verdict, record)[:-1]}{title}. {provenance(verdict.provenance)}"
