"""The sentences about badges that come as files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.text.headlines import titled
from bots.conversation.text.languages.phrasebook import day
from bots.conversation.text.verdicts import moment
from verifier_client import Outcome, Standing

if TYPE_CHECKING:
    from collections.abc import Callable

    from verifier_client.badges import BadgeVerdict

NO_BADGE_IN_PICTURE = (
    "There is neither a badge nor a QR code in the picture: a picture that was copied or cut has lost its badge. Send "
    "the file that the issuer's page lets people download, or type the ID."
)
NO_BADGE_FILE = "There is no badge in that file: give the PNG, SVG or JSON that the issuer's page lets people download."
NOTHING_TO_WATCH = "It is not watched: only a badge that is proven and still stands has something to lose."
GIVEN_TO = {True: "it was given to that e-mail address", False: "it was not given to that e-mail address"}
ADDRESS_UNKNOWN = "cannot tell: the badge names no e-mail address"
LONGEST_IDENTIFIER = 40  # characters in a gist
NO_HOLDER = "not named in the badge"
ASK_HOLDER = "Could you send me the badge as a file, as your issuer's page lets you download it?"
_STANDINGS = {
    Standing.ACTIVE: "is active",
    Standing.EXPIRED: "has expired",
    Standing.NOT_YET_VALID: "is not valid yet",
    Standing.SUSPENDED: "is suspended: at the moment neither valid nor revoked",
    Standing.REVOKED: "was revoked: it no longer stands",
}
_PROOFS = {
    "fits": "The signature fits what the badge says.",
    "hosted": "The host serves the same badge.",
    "does_not_fit": "The signature does not fit what the badge says.",
    "not_checked": "The signature could not be checked.",
    "not_signed": "The badge is not signed.",
}
_STATUSES = {
    "active": "Not revoked.",
    "revoked": "Revoked by the issuer.",
    "suspended": "Suspended by the issuer.",
    "undetermined": "Whether it was revoked could not be determined.",
    "none": "The issuer publishes no status for this badge.",
}
_PARTIAL = "The holder chose what to show: an end or a status may have been left out."
_UNFIT = {  # by the words of ``Proof`` and ``IssuerProof``, which only a badge loads
    "does_not_fit": "has to be checked by hand: it does not fit its signature",
    "not_signed": "has to be checked by hand: it is not signed",
}
_UNPROVEN = {
    "own_key": "has to be checked by hand: the key came with it, and proves nobody",
    "not_listed": "has to be checked by hand: whoever signed it is not on your list",
}
_NEXT = {
    Outcome.NOT_FOUND: f"Next: ask the holder: “{ASK_HOLDER}”",
    Outcome.CHECK_BY_HAND: f"Next: ask the issuer, by the address on its own site; or ask the holder: “{ASK_HOLDER}”",
    Outcome.COULD_NOT_CHECK: "Next: send the file again later.",
}


def headline(verdict: BadgeVerdict, other: str | None = None) -> str:
    """
    Say in one sentence what came of a badge; only the operator's own words name it.

    Args:
        verdict: what was found.
        other: the name that was asked about and is not the holder's.
    """
    known = verdict.certification
    name = f"The badge {titled(known)}" if known is not None else "The badge"
    match verdict.outcome:
        case Outcome.NOT_FOUND:
            return f"{name} is unknown to the host that it names."
        case Outcome.CHECK_BY_HAND:
            why = _UNFIT.get(str(verdict.proof.word)) or _UNPROVEN.get(str(verdict.issued_by.word))
            return f"{name} {why or 'has to be checked by hand: it is not proven who issued it as it is'}."
        case Outcome.COULD_NOT_CHECK:
            return f"{name} could not be checked."
        case Outcome.FOUND if verdict.standing in _STANDINGS:
            stands = _STANDINGS[verdict.standing]
            if other is None or verdict.standing in {Standing.REVOKED, Standing.SUSPENDED}:
                return f"{name} {stands}."
            return f"{name} {stands}, but issued to {verdict.facts.holder[:60]}, not {other[:60]}."
        case _:
            return f"{name} is proven, but it is none of the certifications on your list."


def proof(verdict: BadgeVerdict) -> str:
    """Say whether it is as it was issued."""
    word, reason = str(verdict.proof.word), verdict.proof.reason
    if word == "hosted":
        return _PROOFS[word]
    if word == "does_not_fit" and reason:
        return reason
    return _with_reason(f"{_PROOFS[word]} {_PARTIAL}" if verdict.is_partial else _PROOFS[word], reason)


def proof_with_source(verdict: BadgeVerdict) -> str:
    """Say whether it is as it was issued, and where and when that was read."""
    found = verdict.proof
    read = " ".join(filter(None, (found.source, f"at {moment(found.read_at)}" if found.read_at else "")))
    return f"{proof(verdict)} Read from {read}." if read else proof(verdict)


def issued_by(verdict: BadgeVerdict, written: Callable[[str], str] = str) -> str:
    """Say who issued it, and whether that is proven; ``written`` writes an identifier."""
    match str(verdict.issued_by.word):
        case "listed" if verdict.issuer is not None:
            return f"Issued by {verdict.issuer.title}, who is on your list."
        case "own_key":
            return "The key came with the badge itself: anybody could have made it."
        case "not_listed" if verdict.signer is not None:
            return f"Signed by {written(verdict.signer)}, who is not the issuer it names."
        case "not_listed":
            return f"Issued by {written(verdict.facts.issuer)}, who is not on your list."
        case _:
            return "Who issued it is not proven."


def _short(identifier: str) -> str:
    """Return an identifier made of a key by its beginning and end: the details have the whole of it."""
    if not identifier.startswith("did:") or len(identifier) <= LONGEST_IDENTIFIER:
        return identifier
    return f"{identifier[:16]}…{identifier[-6:]}"


def proof_and_issuer(verdict: BadgeVerdict) -> str:
    """Say who issued it; the proof only where it is not as it should be."""
    proven = verdict.proof.word in {"fits", "hosted"}
    issued = f"Issuer on your list: {verdict.issuer.title}." if verdict.issuer else issued_by(verdict, _short)
    return issued if proven else f"{proof(verdict)} {issued}"


def revocation(verdict: BadgeVerdict) -> str:
    """Say whether it was revoked, and why, in the issuer's own words where it gives any."""
    found = verdict.status
    reason = f'The issuer\'s reason: "{found.quote}"' if found.quote else found.reason
    return reason if found.word == "none" and reason else _with_reason(_STATUSES[str(found.word)], reason)


def status_line(verdict: BadgeVerdict) -> str:
    """Say whether it was revoked, as far as its issuer lets anybody know."""
    return "Its issuer publishes no status." if verdict.status.word == "none" else revocation(verdict)


def period(verdict: BadgeVerdict) -> str:
    """Say from when until when it holds, in numbers; an end that has passed and a beginning to come to the minute."""
    start, end = verdict.facts.valid_from, verdict.facts.valid_until
    match str(verdict.dates.word):
        case "none":
            return "The badge names neither a beginning nor an end."
        case "not_yet" if start is not None:
            return f"Begins on {start:%Y-%m-%d at %H:%M} UTC."
        case "expired" if end is not None:
            return f"Ended on {end:%Y-%m-%d at %H:%M} UTC."
    since = f"Since {start:%Y-%m-%d}" if start is not None else "Valid"
    return f"{since}, until {end:%Y-%m-%d}." if end is not None else f"{since}, without an end."


def dates_line(verdict: BadgeVerdict) -> str:
    """Say from when until when it holds, in days; an end that has passed, and a beginning to come, to the minute."""
    start, end = verdict.facts.valid_from, verdict.facts.valid_until
    match str(verdict.dates.word):
        case "not_yet" if start is not None:
            return f"Begins on {day(start.date())} at {start:%H:%M} UTC."
        case "expired" if end is not None:
            return f"Ended on {day(end.date())} at {end:%H:%M} UTC."
        case "none":
            return "It names neither a beginning nor an end."
    begins = f"Since {day(start.date())}" if start is not None else "Valid"
    return f"{begins}, until {day(end.date())}." if end is not None else f"{begins}; it names no end."


def issuer(verdict: BadgeVerdict) -> str:
    """Say by which identifier the issuer goes, and where its key was read; only one on the list is proven."""
    name = verdict.facts.issuer or "not named in the badge"
    if verdict.issued_by.word != "listed":
        return f"{name} (in the badge's own words)" if verdict.facts.issuer else name
    return f"{name}, read from {verdict.issued_by.source}" if verdict.issued_by.source else name


def status(verdict: BadgeVerdict) -> str:
    """Say where and when the status was read."""
    found = verdict.status
    if not found.source:
        return "no list of the issuer's was read"
    return f"read from {found.source}{f' at {moment(found.read_at)}' if found.read_at else ''}"


def dates(verdict: BadgeVerdict) -> str:
    """Say the first and the last moment, to the minute."""
    start, end = verdict.facts.valid_from, verdict.facts.valid_until
    return f"from {moment(start) if start else 'no day named'} until {moment(end) if end else 'no day named'}"


def next_step(verdict: BadgeVerdict) -> str:
    """Say what to do next, nothing where nothing is left to do."""
    return _NEXT.get(verdict.outcome, "")


def _with_reason(sentence: str, reason: str) -> str:
    return f"{sentence} {reason}" if reason and reason != sentence else sentence
