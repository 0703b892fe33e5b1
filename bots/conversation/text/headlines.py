"""The gist in words: of a record the most important fact first; of several certificates the cells of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.text import verdicts as wording
from bots.conversation.text.languages.phrasebook import ENGLISH, day, say
from bots.conversation.text.verdicts import short_id
from verifier_client import Agreement, FindingKind, Freshness, Outcome, Standing

if TYPE_CHECKING:
    from datetime import date

    from verifier_client import Certification, Record, Verdict

LONGEST_NAME = 60  # characters of a name in a headline; the details have all of it
PANE_TITLE, PANE_KIND = "Certificate {}", "Certificate"  # of a pane that is about one certificate
PANE_RESULT, PANE_NOTE, PANE_SOURCE = "Result", "Note", "Source"
PANE_LIMITS, PANE_NEXT = "What it does not prove", "Next"
_SETTLED = (Standing.REVOKED, Standing.SUSPENDED)  # what outweighs the name


def headline(verdict: Verdict, record: Record, language: str = ENGLISH, *, hides_holder: bool = False) -> str:
    """
    Say the most important fact: revoked or suspended, then another name, then the standing, then what is open.

    Args:
        verdict: the answer.
        record: what the registry holds.
        language: in which it is said.
        hides_holder: whether the asker may not read whose the certificate is.
    """
    name = short_id(record.certificate.text)
    if _kinds(verdict) & {FindingKind.OTHER_ID_ECHOED}:
        return say("headline other id", language, id=name)
    if verdict.agreement is Agreement.DIFFERS and verdict.standing not in _SETTLED:
        return _in_another_name(verdict, record, language, hides_holder=hides_holder)
    stands = standing(verdict, record, language)
    if verdict.standing in {Standing.ACTIVE, Standing.EMERITUS}:
        if verdict.agreement in {Agreement.PARTLY, Agreement.CANNOT_TELL}:
            return say("headline open", language, id=name, stands=stands, asked=_short(verdict.question.holder))
        if verdict.findings:
            return say("headline odd", language, id=name, stands=stands)
    return say("headline", language, id=name, stands=stands)


def standing(verdict: Verdict, record: Record, language: str = ENGLISH) -> str:
    """Say how a certificate stands, to be read on after its ID; nobody is named."""
    on = verdict.question.on
    asked = day(on, language) if on else ""
    match verdict.standing:
        case Standing.ACTIVE:
            return _active(verdict, record, language)
        case Standing.EXPIRED:
            return _expired(verdict, record, language)
        case Standing.REVOKED if record.revoked_on:
            return say("revoked on", language, day=day(record.revoked_on, language))
        case Standing.SUSPENDED | Standing.REVOKED | Standing.EMERITUS:
            return say(str(verdict.standing), language)
        case Standing.NOT_YET_VALID:
            start = say("begins", language, start=day(record.issued_on, language)) if record.issued_on else ""
            return say("not valid yet on" if on else "not valid yet", language, day=asked) + start
        case _ if _kinds(verdict) & {FindingKind.CLASS_NOT_LISTED}:
            return say("not listed", language)
        case _:
            return say("unclear", language)


def has_ended_since(verdict: Verdict) -> bool:
    """Say whether a certificate that stood on a past day was over when it was checked."""
    record, read = verdict.record, verdict.provenance.checked_at
    ends = None if record is None else record.expires_on
    return verdict.question.on is not None and read is not None and ends is not None and ends < read.date()


def _active(verdict: Verdict, record: Record, language: str) -> str:
    """Say that it is active, or was on a past day, and that it has expired since then."""
    on, read = verdict.question.on, verdict.provenance.checked_at
    if on is None:
        return say("active", language)
    past = "was active on" if read is not None and on < read.date() else "active on"
    stands = say(past, language, day=day(on, language))
    if record.expires_on is None or not has_ended_since(verdict):
        return stands
    return stands + say("ended since", language, end=day(record.expires_on, language))


def name_line(verdict: Verdict, record: Record, language: str = ENGLISH, *, hides_holder: bool = False) -> str:
    """Say whose it is and how the name agrees: in a line of its own, as a valid ID and a right name are two things."""
    holder = say("hidden", language) if hides_holder else " ".join((record.holder or "").split())
    whose = say("holder", language, holder=holder) if holder else ""
    if FindingKind.OTHER_ID_ECHOED in _kinds(verdict):
        return ""
    if verdict.agreement is None:
        return f"{whose}. {say('not compared', language)}." if whose else say("no holder", language)
    agreed = wording.agreement(verdict.agreement, verdict.question.holder or "", record.holder, language)
    name = say("name", language, agreement=agreed)
    is_said = verdict.agreement in {Agreement.AGREES, Agreement.DIFFERS} or record.holder is None
    return name if is_said else f"{whose}. {name}"


def titled(certification: Certification) -> str:
    """Name a certification, with its code where that says more."""
    code, title = certification.code, certification.title
    return title if code in title.split() else f"{title} ({code})"


def certification_name(record: Record) -> str:
    """Name the certification, with its code where that says more."""
    return "" if record.certification is None else titled(record.certification)


def end_line(verdict: Verdict, record: Record, language: str = ENGLISH) -> str:
    """Say how long it runs, unless the headline says so."""
    end = record.expires_on
    if end is None:
        stands = verdict.standing in {Standing.ACTIVE, Standing.EMERITUS}
        return say("no end", language) if stands else ""
    if verdict.standing is Standing.ACTIVE:
        ended = "ran until" if has_ended_since(verdict) else "valid until"
        return say(ended, language, end=day(end, language))
    if verdict.agreement is Agreement.DIFFERS and verdict.standing is Standing.EXPIRED:
        key = "runs until" if wording.is_still_running(verdict) else "ran until"
        return say(key, language, end=day(end, language))
    return ""


def odd_line(verdict: Verdict, record: Record, language: str = ENGLISH) -> str:
    """Say what is odd, or why it was revoked, unless the headline says so."""
    said = {FindingKind.EXPIRED_BEFORE_DATE, FindingKind.CLASS_NOT_LISTED}
    odd = next((each for each in verdict.findings if each.kind not in said), None)
    return reason_line(record, language) if odd is None else wording.finding(odd, language)


def reason_line(record: Record, language: str = ENGLISH) -> str:
    """Give the registry's reason for a revocation or suspension."""
    return say("reason", language, reason=record.reason) if record.reason else ""


def shared(verdict: Verdict) -> str:
    """Say in a channel what may be said there: how the name agrees, and neither the holder nor the name asked about."""
    record = verdict.record
    name = short_id(verdict.question.text)
    if record is None:
        return f"{name} was looked up; the result was shown privately."
    title = f" ({record.certification.title})" if record.certification else ""
    banner = f"{wording.SANDBOX} " if verdict.provenance.sandbox else ""
    about = {
        Agreement.AGREES: "The name asked about agrees.",
        Agreement.DIFFERS: "It is in another name than the one asked about.",
        None: "No name was compared.",
    }.get(verdict.agreement, "Whether it is in the name asked about is open.")
    return f"{banner}{name} {standing(verdict, record)}{title}. {about} {wording.provenance(verdict.provenance)}"


def share_question(verdict: Verdict) -> str:
    """Ask before something is shared that could be read as an approval; "" where the name agrees."""
    match verdict.agreement:
        case Agreement.AGREES:
            return ""
        case Agreement.DIFFERS:
            return "The name differs."
        case None:
            return "No name was compared."
        case _:
            return "Whether the name agrees is open."


def certificate_cell(text: str, place: str = "") -> str:
    """Name a certificate, and where in a file it stands."""
    return f"{short_id(text)} ({place})" if place else short_id(text)


_NAME_NOTES = {
    Agreement.DIFFERS: "note differs",
    Agreement.PARTLY: "note unclear",
    Agreement.CANNOT_TELL: "note unclear",
}


def result_of_few(verdict: Verdict | None, language: str = ENGLISH, *, is_name_open: bool = False) -> str:
    """
    Say in two or three words what is to be known first, as a headline does; nobody is named.

    Args:
        verdict: what came of it, None where it was not asked about.
        language: in which it is said.
        is_name_open: whether only the asker knows which name was meant.
    """
    said = result_cell(verdict, language, with_day=False)
    if verdict is None or verdict.outcome is not Outcome.FOUND or verdict.standing in _SETTLED:
        return said
    note = "name open" if is_name_open else _NAME_NOTES.get(verdict.agreement or Agreement.AGREES)
    if note is None:
        return said
    if verdict.standing is not Standing.ACTIVE:
        return f"{say(note, language)}, {said}"
    # Beside an ID a phone has room for two words, and what is with the name outweighs that it is active.
    return say(note, language) + said.removeprefix(say("is active", language))


def result_cell(verdict: Verdict | None, language: str = ENGLISH, *, with_day: bool = True) -> str:
    """
    Say in a few words how a certificate stands; outcome and name are two things here too.

    Args:
        verdict: what came of it, None where it was not asked about.
        language: in which it is said.
        with_day: whether the day of its end is said.
    """
    if verdict is None:
        return say("not asked", language)
    record = verdict.record
    said = say(f"is {verdict.standing or verdict.outcome}", language)
    if with_day and record is not None and record.expires_on is not None:
        end = day(record.expires_on, language, form="short day")
        if verdict.standing in {Standing.ACTIVE, Standing.EMERITUS}:
            said = say("cell until", language, said=said, day=end)
        elif verdict.standing is Standing.EXPIRED:
            said = say("cell ended", language, said=said, day=end)
    if verdict.findings:
        key = "cell note" if len(verdict.findings) == 1 else "cell notes"
        said = say(key, language, said=said, count=len(verdict.findings))
    return say("cell stale", language, said=said) if verdict.provenance.freshness is Freshness.STALE else said


def name_cell(verdict: Verdict | None, language: str = ENGLISH, *, is_hidden: bool = False) -> str:
    """
    Say whose a certificate is, and how that name agrees with the one that was given.

    Args:
        verdict: what came of it, None where it was not asked about.
        language: in which it is said.
        is_hidden: whether the asker may not read the holder's name.
    """
    record = None if verdict is None else verdict.record
    if verdict is None or record is None:
        return ""
    holder, asked = record.holder, verdict.question.holder or ""
    match verdict.agreement:
        case None:
            return "" if is_hidden else holder or ""
        case Agreement.AGREES:
            return say("cell agrees", language, asked=asked)
        case Agreement.DIFFERS:
            whose = "" if is_hidden else holder
            return say("cell differs", language, holder=whose or say("another name", language), asked=asked)
        case Agreement.CANNOT_TELL if not holder and not is_hidden:
            return say("cell no name", language, asked=asked)
        case _:
            return say("cell compare hidden" if is_hidden else "cell compare", language, holder=holder, asked=asked)


def presented_before(other: date, language: str = ENGLISH) -> str:
    """Say that a certificate was checked with another name before."""
    return say("presented before", language, day=day(other, language, form="short day"))


def more_rows(count: int, language: str = ENGLISH, *, all_good: bool) -> str:
    """Count what a table leaves out, exceptions being shown first."""
    return say("more active" if all_good else "more", language, count=f"{count:,}")


def _expired(verdict: Verdict, record: Record, language: str) -> str:
    on, end = verdict.question.on, day(record.expires_on, language) if record.expires_on else ""
    if FindingKind.EXPIRED_BEFORE_DATE in _kinds(verdict) and end:
        return say("expired by word", language, end=end)
    if on is None:
        return say("expired until" if end else "expired", language, end=end)
    key = "expired by" if wording.is_still_running(verdict) and end else "expired on until" if end else "expired on"
    return say(key, language, day=day(on, language), end=end)


def _in_another_name(verdict: Verdict, record: Record, language: str, *, hides_holder: bool) -> str:
    asked, holder = _short(verdict.question.holder), _short(record.holder)
    key = "issued to another" if hides_holder or not holder else "issued to"
    issued = say(key, language, holder=holder, asked=asked)
    stands = standing(verdict, record, language).partition(":")[0].rstrip()
    is_good = verdict.standing in {Standing.ACTIVE, Standing.EMERITUS}
    name = short_id(record.certificate.text)
    return say(
        "headline differs" if is_good else "headline differs ended", language, id=name, stands=stands, issued=issued
    )


def _kinds(verdict: Verdict) -> set[FindingKind]:
    return {each.kind for each in verdict.findings}


def _short(name: str | None) -> str:
    """Return a name in one line, cut where it is longer than any headline."""
    said = " ".join((name or "").split())
    return said if len(said) <= LONGEST_NAME else f"{said[: LONGEST_NAME - 1]}…"
