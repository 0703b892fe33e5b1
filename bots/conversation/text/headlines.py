"""The gist in words: of a record the most important fact first; of several certificates the cells of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.text import verdicts as wording
from bots.conversation.text.verdicts import day, short_day, short_id
from verifier_client import Agreement, FindingKind, Freshness, Outcome, Standing

if TYPE_CHECKING:
    from datetime import date

    from verifier_client import Record, Verdict

COLUMNS = ("Certificate", "Result", "Name")
COLUMNS_OF_FEW = COLUMNS[:2]
OTHER_NAME_BEFORE = "another name before"
NOT_ASKED = "not asked"
_OUTCOMES = {
    Outcome.FOUND: "on record",
    Outcome.NOT_FOUND: "no record",
    Outcome.CHECK_BY_HAND: "check by hand",
    Outcome.COULD_NOT_CHECK: "unchecked",
}

LONGEST_NAME = 60  # characters of a name in a headline; the details have all of it
_SETTLED = (Standing.REVOKED, Standing.SUSPENDED)  # what outweighs the name
WHICH_NAME = "Which name was meant is not clear, so none was compared: choose it below."
NAME_OPEN = "choose the name"
_NAME_NOTES = {
    Agreement.DIFFERS: "other name",
    Agreement.PARTLY: "name unclear",
    Agreement.CANNOT_TELL: "name unclear",
}


def headline(verdict: Verdict, record: Record, *, hides_holder: bool = False) -> str:
    """
    Say the most important fact: revoked or suspended, then another name, then the standing, then what is open.

    Args:
        verdict: the answer.
        record: what the registry holds.
        hides_holder: whether the asker may not read whose the certificate is.
    """
    name = short_id(record.certificate.text)
    if _kinds(verdict) & {FindingKind.OTHER_ID_ECHOED}:
        return f"{name} is not confirmed: the registry answered about another certificate."
    if verdict.agreement is Agreement.DIFFERS and verdict.standing not in _SETTLED:
        return _in_another_name(verdict, record, name, hides_holder=hides_holder)
    stands = standing(verdict, record)
    if verdict.standing in {Standing.ACTIVE, Standing.EMERITUS}:
        if verdict.agreement in {Agreement.PARTLY, Agreement.CANNOT_TELL}:
            return f"{name} {stands}, but it is not clear whether it is {_short(verdict.question.holder)}'s."
        if verdict.findings:
            return f"{name} {stands}, but something about it is odd."
    return f"{name} {stands}."


def standing(verdict: Verdict, record: Record) -> str:
    """Say how a certificate stands, to be read on after its ID; nobody is named."""
    on = verdict.question.on
    asked = f" on {day(on)}" if on else ""
    match verdict.standing:
        case Standing.ACTIVE:
            return f"is active{asked}{', by what the registry knows today' if on else ''}"
        case Standing.EXPIRED:
            return _expired(verdict, record)
        case Standing.SUSPENDED:
            return "is suspended: neither valid nor revoked"
        case Standing.REVOKED:
            since = f" on {day(record.revoked_on)}" if record.revoked_on else ""
            return f"was revoked{since}"
        case Standing.EMERITUS:
            return "is emeritus: in good standing, and its holder no longer practises"
        case Standing.NOT_YET_VALID:
            start = f": it begins on {day(record.issued_on)}" if record.issued_on else ""
            return f"is not valid yet{asked}{start}"
        case _ if _kinds(verdict) & {FindingKind.CLASS_NOT_LISTED}:
            return "is a real badge, but of none of the listed certifications"
        case _:
            return "is on record, but whether it stands cannot be told"


def name_line(verdict: Verdict, record: Record, *, hides_holder: bool = False) -> str:
    """Say whose it is and how the name agrees: in a line of its own, as a valid ID and a right name are two things."""
    holder = None if hides_holder else " ".join((record.holder or "").split())
    asked = verdict.question.holder or ""
    whose = f"Holder: {wording.HOLDER_HIDDEN}" if hides_holder else f"Holder: {holder}" if holder else ""
    if FindingKind.OTHER_ID_ECHOED in _kinds(verdict):
        return ""
    match verdict.agreement:
        case None if not whose:
            return "The registry names no holder."
        case None:
            return f"{whose}. {wording.NOT_COMPARED}."
        case Agreement.AGREES | Agreement.DIFFERS:
            return f"Name: {wording.agreement(verdict.agreement, asked, record.holder)}."
        case Agreement.CANNOT_TELL if record.holder is None:
            return f"Name: {wording.agreement(verdict.agreement, asked, None)}."
        case _:
            return f"{whose}. Name: {wording.agreement(verdict.agreement, asked, record.holder)}."


def certification_name(record: Record) -> str:
    """Name the certification, with its code where that says more."""
    if record.certification is None:
        return ""
    code, title = record.certification.code, record.certification.title
    return title if code == title else f"{title} ({code})"


def end_line(verdict: Verdict, record: Record) -> str:
    """Say how long it runs, unless the headline says so."""
    if record.expires_on is not None and verdict.standing is Standing.ACTIVE:
        return f"Valid until {day(record.expires_on)}."
    if record.expires_on is None and verdict.standing in {Standing.ACTIVE, Standing.EMERITUS}:
        return "The registry gives no end."
    if (
        record.expires_on is not None
        and verdict.agreement is Agreement.DIFFERS
        and verdict.standing is Standing.EXPIRED
    ):
        return f"It {'runs' if wording.is_still_running(verdict) else 'ran'} until {day(record.expires_on)}."
    return ""


def odd_line(verdict: Verdict, record: Record) -> str:
    """Say what is odd, or why it was revoked, unless the headline says so."""
    said = {FindingKind.EXPIRED_BEFORE_DATE, FindingKind.CLASS_NOT_LISTED}
    odd = next((each for each in verdict.findings if each.kind not in said), None)
    return reason_line(record) if odd is None else wording.finding(odd)


def reason_line(record: Record) -> str:
    """Give the registry's reason for a revocation or suspension."""
    return f"Registry's reason: {record.reason}" if record.reason else ""


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


def result_of_few(verdict: Verdict | None, *, is_name_open: bool = False) -> str:
    """
    Say in two or three words what is to be known first, as a headline does; nobody is named.

    Args:
        verdict: what came of it, None where it was not asked about.
        is_name_open: whether only the asker knows which name was meant.
    """
    said = result_cell(verdict, with_day=False)
    if verdict is None or verdict.outcome is not Outcome.FOUND or verdict.standing in _SETTLED:
        return said
    name = NAME_OPEN if is_name_open else _NAME_NOTES.get(verdict.agreement or Agreement.AGREES, "")
    # Beside an ID a phone has room for two words, and what is with the name outweighs that it is active.
    return (
        f"{name}{said.removeprefix(str(Standing.ACTIVE))}"
        if name and verdict.standing is Standing.ACTIVE
        else (", ".join(filter(None, (name, said))))
    )


def result_cell(verdict: Verdict | None, *, with_day: bool = True) -> str:
    """
    Say in a few words how a certificate stands; outcome and name are two things here too.

    Args:
        verdict: what came of it, None where it was not asked about.
        with_day: whether the day of its end is said.
    """
    if verdict is None:
        return NOT_ASKED
    record = verdict.record
    said = str(verdict.standing).replace("_", " ") if verdict.standing else _OUTCOMES[verdict.outcome]
    if not with_day or record is None or record.expires_on is None:
        pass
    elif verdict.standing in {Standing.ACTIVE, Standing.EMERITUS}:
        said += f" until {short_day(record.expires_on)}"
    elif verdict.standing is Standing.EXPIRED:
        said += f" {short_day(record.expires_on)}"
    if verdict.findings:
        said += f", {len(verdict.findings)} note{'s' if len(verdict.findings) > 1 else ''}"
    return f"{said} (old copy)" if verdict.provenance.freshness is Freshness.STALE else said


def name_cell(verdict: Verdict | None, *, is_hidden: bool = False) -> str:
    """
    Say whose a certificate is, and how that name agrees with the one that was given.

    Args:
        verdict: what came of it, None where it was not asked about.
        is_hidden: whether the asker may not read the holder's name.
    """
    record = None if verdict is None else verdict.record
    if verdict is None or record is None:
        return ""
    holder, asked = record.holder, verdict.question.holder or ""
    whose = "another name" if is_hidden else holder or "another name"
    match verdict.agreement:
        case None:
            return "" if is_hidden else holder or ""
        case Agreement.AGREES:
            return f"{asked}: agrees"
        case Agreement.DIFFERS:
            return f"{whose}, not {asked}"
        case Agreement.CANNOT_TELL if not holder and not is_hidden:
            return f"no name to compare with {asked}"
        case _:
            return f"compare with {asked}" if is_hidden else f"{holder}: compare with {asked}"


def presented_before(other: date) -> str:
    """Say that a certificate was checked with another name before."""
    return f"checked with another name before, on {short_day(other)}"


def more_rows(count: int, *, all_good: bool) -> str:
    """Count what a table leaves out, exceptions being shown first."""
    return f"{count:,} more, all active." if all_good else f"{count:,} more are not shown here."


def _expired(verdict: Verdict, record: Record) -> str:
    on, until = verdict.question.on, f": it was valid until {day(record.expires_on)}" if record.expires_on else ""
    if FindingKind.EXPIRED_BEFORE_DATE in _kinds(verdict) and record.expires_on:
        return f"is expired by its registry's word, although its own end is {day(record.expires_on)}"
    if on is None:
        return f"has expired{until}"
    if wording.is_still_running(verdict) and record.expires_on:
        return f"will have expired by {day(on)}: it runs until {day(record.expires_on)}"
    return f"is expired on {day(on)}{until}"


def _in_another_name(verdict: Verdict, record: Record, name: str, *, hides_holder: bool) -> str:
    asked, holder = _short(verdict.question.holder), _short(record.holder)
    issued = f"in another name than {asked}" if hides_holder or not holder else f"issued to {holder}, not {asked}"
    stands = standing(verdict, record).partition(": ")[0]
    if verdict.standing in {Standing.ACTIVE, Standing.EMERITUS}:
        return f"{name} {stands}, but {issued}."
    return f"{name} is {issued}, and {stands}."


def _kinds(verdict: Verdict) -> set[FindingKind]:
    return {each.kind for each in verdict.findings}


def _short(name: str | None) -> str:
    """Return a name in one line, cut where it is longer than any headline."""
    said = " ".join((name or "").split())
    return said if len(said) <= LONGEST_NAME else f"{said[: LONGEST_NAME - 1]}…"
