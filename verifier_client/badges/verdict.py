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
    """
    One line of a verdict: a word, why it is so, and where and when (UTC) it was read.

    ``reason`` is a sentence, or empty; ``quote`` is the issuer's own reason.
    """

    word: StrEnum
    reason: str = ""
    quote: str = ""
    source: str = ""
    read_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class BadgeVerdict:
    """
    What to say of a badge.

    ``issuer`` and ``certification`` are the operator's own words and come with a proven, listed issuer only;
    ``standing`` comes with ``found``. ``facts`` are the badge's words, to be shown as such. ``is_partial`` says that
    the holder chose which of them to show. ``signer`` is who signed it, None where the issuer that it names is proven.
    ``kept`` is what to keep of it for whoever watches it: it comes with a proven, listed issuer only.
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
    is_partial: bool = False
    signer: str | None = None
    kept: KeptBadge | None = None


_PROOF = {
    Signature.HOLDS: Proof.FITS,
    Signature.BROKEN: Proof.DOES_NOT_FIT,
    Signature.UNDETERMINED: Proof.NOT_CHECKED,
    Signature.NONE: Proof.NOT_SIGNED,
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
        issued_by=_issuer_line(judgement, issuer),
        status=_status_line(judgement, read_at or {}),
        dates=Line(dates),
        standing=_standing(judgement, certification, dates) if outcome is Outcome.FOUND else None,
        issuer=issuer,
        certification=certification,
        is_partial=judgement.signature.partial,
        signer=None if judgement.issuer_proven else judgement.signature.controller,
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
    proof = _PROOF[judgement.signature.signature]
    if judgement.issuer_proven and proof is Proof.NOT_SIGNED:
        return Line(Proof.HOSTED, source=facts.id)
    return Line(proof, judgement.signature.reason)


def _issuer_line(judgement: BadgeJudgement, issuer: TrustedIssuer | None) -> Line:
    if issuer is not None:
        return Line(IssuerProof.LISTED, source=key_address(issuer))
    if judgement.issuer_proven:
        return Line(IssuerProof.NOT_LISTED)
    if judgement.signature.signature is not Signature.HOLDS:
        return Line(IssuerProof.NOT_PROVEN)
    is_own = judgement.signature.origin is KeyOrigin.BADGE
    return Line(IssuerProof.OWN_KEY if is_own else IssuerProof.NOT_LISTED)


def _status_line(judgement: BadgeJudgement, read_at: Mapping[str, datetime]) -> Line:
    found = judgement.status
    return Line(found.status, found.reason, found.issuer_reason, found.source, read_at.get(found.source))


def _dates_on(facts: BadgeFacts, on: date) -> Dates:
    """Say where a day lies: a badge stands on each day on which it stands at some moment."""
    if facts.valid_from is None and facts.valid_until is None:
        return Dates.NONE
    if facts.valid_until is not None and on > facts.valid_until.date():
        return Dates.EXPIRED
    if facts.valid_from is not None and on < facts.valid_from.date():
        return Dates.NOT_YET
    return Dates.WITHIN
