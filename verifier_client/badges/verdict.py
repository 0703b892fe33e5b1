"""
From a judgement and the operator's list to a verdict: four lines, one outcome; pure. ``docs/badges.md`` has the table.

A badge that is broken, unsigned, signed by a stranger or by a key of its own is one to check by hand: never "fake", and
never "not found", which only the host of an Open Badges 2.0 assertion can say.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from verifier_client.badges.models import Dates, KeyOrigin, Signature, Standard, Status
from verifier_client.badges.trust import key_address
from verifier_client.models import Outcome, Standing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from verifier_client.badges.kept import KeptBadge
    from verifier_client.badges.models import BadgeFacts, BadgeJudgement
    from verifier_client.badges.trust import TrustedIssuers
    from verifier_client.models import Certification, TrustedIssuer


class Proof(StrEnum):
    """The first line: whether the badge is as it was issued. A hosted badge is vouched for by its host."""

    FITS = "fits"
    HOSTED = "hosted"
    DOES_NOT_FIT = "does_not_fit"
    NOT_CHECKED = "not_checked"
    NOT_SIGNED = "not_signed"


class IssuerProof(StrEnum):
    """The second line: who issued the badge, and whether that is proven."""

    LISTED = "listed"
    NOT_LISTED = "not_listed"
    OWN_KEY = "own_key"
    NOT_PROVEN = "not_proven"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a verdict: a word, a sentence for people, and where and when (UTC) it was read."""

    word: StrEnum
    sentence: str
    source: str = ""
    read_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class BadgeVerdict:
    """
    What to say of a badge.

    ``issuer`` and ``certification`` are the operator's own words and come with a proven, listed issuer only;
    ``standing`` comes with ``found``. ``facts`` are the badge's words, to be shown as such. ``kept`` is what to keep of
    it for whoever watches it: it comes with a proven, listed issuer only.
    """

    outcome: Outcome
    facts: BadgeFacts
    proof: Line
    issued_by: Line
    status: Line
    dates: Line
    standing: Standing | None = None
    issuer: TrustedIssuer | None = None
    certification: Certification | None = None
    kept: KeptBadge | None = None


_PROOF = {
    Signature.HOLDS: (Proof.FITS, "The signature fits what the badge says."),
    Signature.BROKEN: (Proof.DOES_NOT_FIT, "The signature does not fit what the badge says."),
    Signature.UNDETERMINED: (Proof.NOT_CHECKED, "The signature could not be checked."),
    Signature.NONE: (Proof.NOT_SIGNED, "The badge is not signed."),
}
_STATUS = {
    Status.ACTIVE: "Not revoked.",
    Status.REVOKED: "Revoked by the issuer.",
    Status.SUSPENDED: "Suspended by the issuer.",
    Status.UNDETERMINED: "Whether it was revoked could not be determined.",
    Status.NONE: "The issuer publishes no status for this badge.",
}
_STANDING = {
    Dates.EXPIRED: Standing.EXPIRED,
    Dates.NOT_YET: Standing.NOT_YET_VALID,
    Dates.WITHIN: Standing.ACTIVE,
    Dates.NONE: Standing.ACTIVE,
}


def badge_verdict(
    judgement: BadgeJudgement,
    issuers: TrustedIssuers,
    *,
    now: datetime,
    on: date | None = None,
    read_at: Mapping[str, datetime] | None = None,
) -> BadgeVerdict:
    """
    Return the verdict on a badge that was read.

    Args:
        judgement: What can be said of the badge; its ``facts`` are there.
        issuers: The operator's list.
        now: The moment of asking.
        on: The day that the badge must stand on instead, in UTC.
        read_at: When the document at an address was read.

    Raises:
        ValueError: For a judgement on a file without a badge.
    """
    facts = judgement.facts
    if facts is None:
        raise ValueError("there is no verdict on a file without a badge")
    listed = issuers.find(facts.issuer)
    issuer = listed if judgement.issuer_proven else None
    certification = issuer.certification_of(facts.achievement) if issuer else None
    outcome = _outcome(judgement, listed, possible=bool(issuers.possible(facts)))
    dates = _dates_on(facts, on) if on is not None else facts.dates(now)
    return BadgeVerdict(
        outcome=outcome,
        facts=facts,
        proof=_proof_line(judgement, facts),
        issued_by=_issuer_line(judgement, facts, issuer),
        status=_status_line(judgement, read_at or {}),
        dates=Line(dates, _dates_sentence(facts, dates)),
        standing=_standing(judgement, certification, dates) if outcome is Outcome.FOUND else None,
        issuer=issuer,
        certification=certification,
    )


def _outcome(judgement: BadgeJudgement, listed: TrustedIssuer | None, *, possible: bool) -> Outcome:
    """Return the outcome; ``possible`` says whether somebody on the list may have issued the badge at all."""
    signature, status = judgement.signature, judgement.status.status
    hosted = judgement.facts is not None and judgement.facts.standard is Standard.OPEN_BADGES_2
    if judgement.denied:
        return Outcome.NOT_FOUND
    if not possible or judgement.contradicted or signature.signature is Signature.BROKEN:
        return Outcome.CHECK_BY_HAND
    if judgement.issuer_proven:
        unclear = status is Status.UNDETERMINED or _may_hide(judgement)
        return Outcome.CHECK_BY_HAND if listed is None else Outcome.COULD_NOT_CHECK if unclear else Outcome.FOUND
    if hosted and status is Status.REVOKED:  # the host's word about its own address
        return Outcome.FOUND
    unknown = signature.signature is Signature.UNDETERMINED or (hosted and signature.signature is Signature.NONE)
    return Outcome.COULD_NOT_CHECK if unknown else Outcome.CHECK_BY_HAND


def _may_hide(judgement: BadgeJudgement) -> bool:
    """Of a badge that is shown in part, an end or a status that is not there may have been left out."""
    facts = judgement.facts
    ended = facts is not None and facts.valid_until is not None
    return judgement.signature.partial and (not ended or judgement.status.status is Status.NONE)


def _standing(judgement: BadgeJudgement, certification: Certification | None, dates: Dates) -> Standing:
    if judgement.status.status is Status.REVOKED:
        return Standing.REVOKED
    if judgement.status.status is Status.SUSPENDED:
        return Standing.SUSPENDED
    return _STANDING[dates] if certification is not None else Standing.UNKNOWN


def _proof_line(judgement: BadgeJudgement, facts: BadgeFacts) -> Line:
    word, sentence = _PROOF[judgement.signature.signature]
    if judgement.issuer_proven and word is Proof.NOT_SIGNED:
        return Line(Proof.HOSTED, "The host serves the same badge.", facts.id)
    if word is Proof.DOES_NOT_FIT and judgement.signature.reason:
        return Line(word, judgement.signature.reason)
    if judgement.signature.partial:
        sentence += " The holder chose what to show: an end or a status may have been left out."
    return Line(word, _with(sentence, judgement.signature.reason))


def _issuer_line(judgement: BadgeJudgement, facts: BadgeFacts, issuer: TrustedIssuer | None) -> Line:
    if issuer is not None:
        return Line(IssuerProof.LISTED, f"Issued by {issuer.title}, who is on your list.", key_address(issuer))
    if judgement.issuer_proven:
        return Line(IssuerProof.NOT_LISTED, f"Issued by {facts.issuer}, who is not on your list.")
    if judgement.signature.signature is Signature.HOLDS and judgement.signature.origin is KeyOrigin.BADGE:
        return Line(IssuerProof.OWN_KEY, "The key came with the badge itself: anybody could have made it.")
    if judgement.signature.signature is Signature.HOLDS:
        return Line(
            IssuerProof.NOT_LISTED, f"Signed by {judgement.signature.controller}, who is not the issuer it names."
        )
    return Line(IssuerProof.NOT_PROVEN, "Who issued it is not proven.")


def _status_line(judgement: BadgeJudgement, read_at: Mapping[str, datetime]) -> Line:
    finding = judgement.status
    said = f'The issuer\'s reason: "{finding.issuer_reason}"' if finding.issuer_reason else finding.reason
    sentence = said if finding.status is Status.NONE and said else _with(_STATUS[finding.status], said)
    return Line(finding.status, sentence, finding.source, read_at.get(finding.source))


def _dates_sentence(facts: BadgeFacts, dates: Dates) -> str:
    start, end = facts.valid_from, facts.valid_until
    if dates is Dates.NONE:
        return "The badge names neither a beginning nor an end."
    if dates is Dates.NOT_YET and start is not None:
        return f"Begins on {start:%Y-%m-%d at %H:%M} UTC."
    if dates is Dates.EXPIRED and end is not None:
        return f"Ended on {end:%Y-%m-%d at %H:%M} UTC."
    since = f"Since {start:%Y-%m-%d}" if start is not None else "Valid"
    return f"{since}, until {end:%Y-%m-%d}." if end is not None else f"{since}, without an end."


def _dates_on(facts: BadgeFacts, on: date) -> Dates:
    """Say where a day lies: a badge stands on each day on which it stands at some moment."""
    if facts.valid_from is None and facts.valid_until is None:
        return Dates.NONE
    if facts.valid_until is not None and on > facts.valid_until.date():
        return Dates.EXPIRED
    if facts.valid_from is not None and on < facts.valid_from.date():
        return Dates.NOT_YET
    return Dates.WITHIN


def _with(sentence: str, more: str) -> str:
    return f"{sentence} {more}" if more and more != sentence else sentence
