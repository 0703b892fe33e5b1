"""Every sentence about certificates that a person can read; cards only arrange, so all surfaces say the same."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING

from bots.conversation.text.languages.phrasebook import ENGLISH, counted, day, say
from verifier_client import (
    Agreement,
    Finding,
    FindingKind,
    Freshness,
    Garbled,
    Refused,
    Standing,
    Throttled,
    Unavailable,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from verifier_client import Provenance, Verdict, VerifierError

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_HTTP = re.compile(r" \(HTTP \d{3}\)")
SANDBOX = "SANDBOX: made-up register and people."

WENT_WRONG = "Something went wrong on my side, so there may be no answer. Please ask again."

LIMIT = say("no proof")
ASK_FOR_DOCUMENT = "Ask for an identity document: nothing here says that the person before you is the holder."
PEOPLE_SHARE_NAMES = "A name that agrees is weak evidence: people share names."
LIMITS_UNCHECKED = (say("says nothing"),)


SHORTEST_KEY = 8  # characters of a link's end that tell one badge from another
HOLDER_HIDDEN = say("hidden")
NOT_COMPARED = say("not compared")


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


def duration(seconds: float, language: str = ENGLISH) -> str:
    """Write a duration in the largest unit that fits, rounded down, never zero."""
    for size, unit in ((86400, "day"), (3600, "hour"), (60, "minute"), (1, "second")):
        count = int(seconds // size)
        if count:
            return counted(unit, count, language)
    return say("moment", language)


def not_found_headline(verdict: Verdict, language: str = ENGLISH) -> str:
    """Say that the registry has no such record, which is not to say that anything is forged."""
    return say("not found", language, registry=verdict.provenance.registry, id=short_id(verdict.question.text))


NOT_A_FORGERY = say("no forgery")
NOT_FOUND_LEAD = "Honest reasons:"


def by_hand_headline(verdict: Verdict, language: str = ENGLISH) -> str:
    """Say that a human has to look, and where."""
    return say("by hand", language, registry=verdict.provenance.registry, id=short_id(verdict.question.text))


def by_hand_gist(steps: int, language: str = ENGLISH) -> str:
    """Say how much work it is."""
    return say("one step" if steps == 1 else "some steps" if steps else "the steps", language, count=steps)


def could_not_check_headline(verdict: Verdict, language: str = ENGLISH) -> str:
    """Say that there is no answer, which is not the answer "no"."""
    return say("could not check", language, id=short_id(verdict.question.text))


def cause(error: VerifierError, language: str = ENGLISH) -> str:
    """Say what happened in words of people; the codes of the protocol are for the log."""
    if language != ENGLISH:
        return say(_kind(error), language)
    match error:
        case Garbled():
            return f"{error.registry or 'The registry'} sent an answer that I cannot read."
        case _:
            return _HTTP.sub("", error.what)


def _kind(error: VerifierError) -> str:
    """Return which sentence tells of an error where its own words, which are English, do not serve."""
    kinds = {Throttled: "throttled", Unavailable: "unavailable", Refused: "refused", Garbled: "garbled"}
    return next((key for kind, key in kinds.items() if isinstance(error, kind)), "unasked")


def error_line(error: VerifierError, language: str = ENGLISH) -> str:
    """Say what happened and what to do about it."""
    if error.retry_after:
        again = say("again", language, span=duration(error.retry_after + 0.999, language))
    elif language == ENGLISH:
        again = error.advice
    else:
        again = say("again later", language) if error.retryable else ""
    return f"{cause(error, language)} {again}".rstrip()


def stale_first(verdict: Verdict, language: str = ENGLISH) -> str:
    """Say before all else that this is an old copy."""
    source, why = verdict.provenance, cause(verdict.error, language) if verdict.error else ""
    copy = say("stale", language, age=duration(source.age, language), registry=source.registry)
    return f"{copy} {why}".strip()


def agreement(value: Agreement, asked: str, holder: str | None, language: str = ENGLISH) -> str:
    """Say how the name agrees; a line of its own, because a valid ID and a right name are two things."""
    match value:
        case Agreement.AGREES | Agreement.PARTLY | Agreement.DIFFERS:
            return say(str(value), language, asked=asked)
        case Agreement.CANNOT_TELL if holder is None:
            return say("no name", language, asked=asked)
        case _:
            return say("cannot tell", language, asked=asked)


_FINDINGS = {
    FindingKind.YEAR_DISAGREES: "year disagrees",
    FindingKind.OTHER_ID_ECHOED: "other id",
    FindingKind.VALID_AFTER_EXPIRY: "valid after expiry",
    FindingKind.EXPIRED_BEFORE_DATE: "expired before",
    FindingKind.CLASS_NOT_LISTED: "class not listed",
    FindingKind.SUPERSEDED: "superseded",
}


def finding(value: Finding, language: str = ENGLISH) -> str:
    """Say what was observed, neutrally, and never what to conclude about a person."""
    seen, expected = _in_words(value.seen, language), _in_words(value.expected, language)
    if value.kind is FindingKind.VALIDITY_UNUSUAL:
        rule = counted("year", int(expected), language) if expected.isdecimal() else expected
        return say("validity unusual", language, seen=_term(seen, language), expected=rule)
    seen = short_id(seen) if value.kind is FindingKind.SUPERSEDED else seen
    return say(_FINDINGS[value.kind], language, seen=seen, expected=expected)


def _in_words(said: str, language: str) -> str:
    """Write a day of a finding as days are written, and anything else as it is."""
    return day(date.fromisoformat(said), language) if _DAY.fullmatch(said) else said


def _term(days: str, language: str) -> str:
    """Write a number of days as years where it is whole years, leap days aside."""
    count = int(days) if days.isdecimal() else 0
    years = round(count / 365.25)
    if years and abs(count - years * 365.25) <= years:
        return counted("year", years, language)
    return counted("day", count, language) if days.isdecimal() else days


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


ID_LOOKS_LIKE = say("id looks like")


def unread_ids(unread: Sequence[str], *, alone: bool = True) -> str:
    """Name what was offered as an ID and is none, ``alone`` or beside others; it is never corrected."""
    named = ", ".join(f"“{each}”" for each in unread[:3])
    more = f" and {len(unread) - 3} more" if len(unread) > 3 else ""
    verb = "has" if len(unread) == 1 else "have"
    checked = "nothing was checked" if alone else f"{'it was' if len(unread) == 1 else 'they were'} not checked"
    said = f"{named}{more} {verb} no certificate ID's form, so {checked}. "
    return f"{said}{_other_alphabet(unread)}{_CONFUSED if any(map(_IS_CONFUSED.search, unread)) else ''}{ID_LOOKS_LIKE}"


_IS_CONFUSED = re.compile(r"\d[lIO]|[lIO]\d")
_CONFUSED = "Letters and digits are told apart: l and I are not 1, O is not 0. "


def _other_alphabet(unread: Sequence[str]) -> str:
    """Name the first letter that only looks like one of an ID's: nobody sees that A is Cyrillic."""
    letters = (each for text in unread for each in text if each.isalpha() and not each.isascii())
    strange = next((each for each in letters if "LATIN" not in unicodedata.name(each, "LATIN")), "")
    return f"The letter “{strange}” is from another alphabet: type the ID with Latin letters. " if strange else ""


def only_patterns(patterns: Sequence[str]) -> str:
    """Say that what was offered is the issuer's pattern of an ID and nobody's."""
    named = ", ".join(f"“{each}”" for each in patterns[:3])
    verb = "is the pattern" if len(patterns) == 1 else "are patterns"
    return f"{named} {verb} that issuers print to show what an ID looks like, so nothing was checked. {ID_LOOKS_LIKE}"
