"""Every sentence about certificates that a person can read; cards only arrange, so all surfaces say the same."""

from __future__ import annotations

import re
from calendar import month_abbr, month_name
from datetime import date
from typing import TYPE_CHECKING

from verifier_client import Agreement, Finding, FindingKind, Freshness, Garbled, Standing

if TYPE_CHECKING:
    from datetime import datetime

    from verifier_client import Provenance, Verdict, VerifierError

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_HTTP = re.compile(r" \(HTTP \d{3}\)")
SANDBOX = "SANDBOX: made-up register and people."

WENT_WRONG = "Something went wrong on my side, so there may be no answer. Please ask again."

LIMIT_OF_SEVERAL = "No proof of identity or skill."
LIMIT = "This does not prove identity or skill."
ASK_FOR_DOCUMENT = "Ask for an identity document: nothing here says that the person before you is the holder."
PEOPLE_SHARE_NAMES = "A name that agrees is weak evidence: people share names."
LIMITS_WITHOUT_RECORD = ("This is no verdict on the person.",)
LIMITS_UNCHECKED = ("This says nothing about the certificate, neither good nor bad.",)


SHORTEST_KEY = 8  # characters of a link's end that tell one badge from another
HOLDER_HIDDEN = "not shown to people of other organisations"
NOT_COMPARED = "No name compared"


def day(value: date) -> str:
    """Write a day so that no reader on earth takes the month for the day."""
    return f"{value.day} {month_name[value.month]} {value.year}"


def short_day(value: date) -> str:
    """Write a day in few characters, the month in letters."""
    return f"{value.day} {month_abbr[value.month]} {value.year}"


def short_id(text: str) -> str:
    """Name a certificate by its ID, and a badge by its host and the end of its link."""
    if "://" not in text:
        return text
    host, _, path = text.partition("://")[2].partition("/")
    end = [part for part in re.split(r"[/?#]", path) if len(part) >= SHORTEST_KEY]
    return f"{host.removeprefix('www.')} badge" + (f" …{end[-1][-SHORTEST_KEY:]}" if end else "")


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


def not_found_headline(verdict: Verdict) -> str:
    """Say that the registry has no such record, which is not to say that anything is forged."""
    return f"{verdict.provenance.registry} has no record of {short_id(verdict.question.text)}."


NOT_A_FORGERY = "That is not proof of a forgery."
COMPARE_LETTERS = "Next: compare the ID letter by letter."
NOT_FOUND_LEAD = "Honest reasons:"


def by_hand_headline(verdict: Verdict) -> str:
    """Say that a human has to look, and where."""
    registry = verdict.provenance.registry
    return f"{short_id(verdict.question.text)} has to be checked by hand at {registry}."


def by_hand_gist(steps: int) -> str:
    """Say how much work it is."""
    count = "One step" if steps == 1 else f"{steps} steps" if steps else "The steps"
    return f"{count} on the registry's own page, or a message to the holder."


def could_not_check_headline(verdict: Verdict) -> str:
    """Say that there is no answer, which is not the answer "no"."""
    return f"{short_id(verdict.question.text)} could not be checked."


def cause(error: VerifierError) -> str:
    """Say what happened in words of people; the codes of the protocol are for the log."""
    match error:
        case Garbled():
            return f"{error.registry or 'The registry'} sent an answer that I cannot read."
        case _:
            return _HTTP.sub("", error.what)


def error_line(error: VerifierError) -> str:
    """Say what happened and what to do about it."""
    again = f" Try again in {duration(error.retry_after + 0.999)}." if error.retry_after else f" {error.advice}"
    return f"{cause(error)}{again}"


def stale_first(verdict: Verdict) -> str:
    """Say before all else that this is an old copy."""
    source, why = verdict.provenance, cause(verdict.error) if verdict.error else ""
    return f"Old copy, read {duration(source.age)} ago: {source.registry} could not be asked just now. {why}".strip()


def agreement(value: Agreement, asked: str, holder: str | None) -> str:
    """Say how the name agrees; a line of its own, because a valid ID and a right name are two things."""
    match value:
        case Agreement.AGREES:
            return f"agrees with “{asked}” (weak evidence)"
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
    seen, expected = _in_words(value.seen), _in_words(value.expected)
    match value.kind:
        case FindingKind.YEAR_DISAGREES:
            return f"The ID says {expected}, the registry says it was issued on {seen}."
        case FindingKind.VALIDITY_UNUSUAL:
            return f"It runs for {_term(seen)}; the issuer's rule for this certification is {_years(expected)}."
        case FindingKind.OTHER_ID_ECHOED:
            return f"Asked about {expected}, the registry answered about {seen}: nothing of that answer is used."
        case FindingKind.VALID_AFTER_EXPIRY:
            return f"The registry still calls it valid, although its own date of expiry ({expected}) has passed."
        case FindingKind.EXPIRED_BEFORE_DATE:
            return f"The registry calls it expired, although its own date of expiry ({expected}) is still to come."
        case FindingKind.CLASS_NOT_LISTED:
            return f"The badge is real, but of something else than the listed certifications: “{seen}”."
        case FindingKind.SUPERSEDED:
            return f"Replaced by {short_id(seen)}."


def _in_words(said: str) -> str:
    """Write a day of a finding as days are written, and anything else as it is."""
    return day(date.fromisoformat(said)) if _DAY.fullmatch(said) else said


def _term(days: str) -> str:
    """Write a number of days as years where it is whole years, leap days aside."""
    count = int(days) if days.isdecimal() else 0
    years = round(count / 365.25)
    return _years(str(years)) if years and abs(count - years * 365.25) <= years else f"{days} days"


def _years(count: str) -> str:
    return f"{count} year{'' if count == '1' else 's'}"


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
        case Standing.EXPIRED, _ if (other := successor(verdict)) is not None:
            return f"Next: check {short_id(other)}, which replaced it."
        case Standing.EXPIRED, _ if is_still_running(verdict):
            return "Next: ask the holder whether a renewal is planned; a renewal may carry a new ID or title."
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
        case _, None if verdict.record is not None and verdict.record.holder:
            return f"Next: add the holder's name to have it compared: verify {verdict.question.text} Jane Doe"
        case _:
            return "Next: check again shortly before you rely on it; a certificate can be revoked any day."


def successor(verdict: Verdict) -> str | None:
    """Return the ID of the certificate that replaced this one, where its registry names one."""
    return next((each.seen for each in verdict.findings if each.kind is FindingKind.SUPERSEDED), None)


def is_still_running(verdict: Verdict) -> bool:
    """Say whether a certificate that is expired on the day asked about still runs at the time it was checked."""
    record, read = verdict.record, verdict.provenance.checked_at
    if verdict.question.on is None or record is None or record.expires_on is None or read is None:
        return False
    return record.expires_on >= read.date()


def ask_with(verdict: Verdict) -> str:
    """Give the message to the holder as the next step."""
    return f"Next: ask the holder: “{ask_holder(verdict)}”"


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
    record = verdict.record
    match verdict.standing, verdict.agreement:
        case Standing.EXPIRED, _ if is_still_running(verdict) and record is not None and record.expires_on is not None:
            return f"It runs there until {day(record.expires_on)}; perhaps you plan to renew it."
        case Standing.EXPIRED, _:
            return "It is shown there as expired; perhaps it was renewed under another ID."
        case Standing.SUSPENDED | Standing.REVOKED, _:
            return f"It is shown there as {verdict.standing}."
        case _, Agreement.DIFFERS | Agreement.PARTLY:
            return "The name shown there is not the one we have from you; perhaps it was issued under another name."
        case _:
            return "We would like to be sure that we read it correctly."
