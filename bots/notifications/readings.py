"""What a round's attempt to read a registry adds to what was known: pure, so that a status keeps its first moment."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bots.notifications.values import Facts, Reading
from verifier_client import Outcome, RegistryStatus

if TYPE_CHECKING:
    from datetime import date, datetime

    from verifier_client import Record, Verdict


def learned(reading: Reading, verdict: Verdict, now: datetime) -> Reading:
    """Give what is known after a fresh verdict; a stale copy counts as a failure to read. ``now`` in UTC."""
    match verdict.outcome:
        case Outcome.FOUND if verdict.record is not None and verdict.trouble is None:
            return answered(reading, verdict.record, now)
        case Outcome.NOT_FOUND if verdict.trouble is None:
            return replace(reading, read_at=now, failing_since=None, gone_since=reading.gone_since or now)
        case Outcome.CHECK_BY_HAND:
            return replace(reading, by_hand_since=reading.by_hand_since or now, failing_since=None)
        case _:
            return replace(reading, failing_since=reading.failing_since or now)


def answered(reading: Reading, record: Record, now: datetime) -> Reading:
    """Give what is known after a record was read."""
    before = reading.facts if reading.by_hand_since is None else None
    since = before.since if before and before.status is record.status else now
    kind = record.certification
    facts = Facts(
        status=record.status,
        since=since,
        code=kind.code if kind else "",
        issuer=kind.issuer if kind else "",
        expires_on=record.expires_on,
        issued_on=record.issued_on,
        previous_end=_previous(before, record.expires_on),
        successor=record.superseded_by,
    )
    return Reading(facts, read_at=now)


def entered(reading: Reading, expires_on: date, now: datetime, *, code: str = "", issuer: str = "") -> Reading:
    """Give what is known after a person entered an end date, where no registry can be asked."""
    before = reading.facts
    facts = Facts(
        status=RegistryStatus.UNSAID,
        since=before.since if before else now,
        code=code,
        issuer=issuer,
        expires_on=expires_on,
        previous_end=_previous(before, expires_on),
    )
    return Reading(facts, read_at=now, by_hand_since=reading.by_hand_since or now)


def _previous(before: Facts | None, end: date | None) -> date | None:
    """Give the end before this one; an end that did not change keeps the one before it."""
    if before is None:
        return None
    return before.previous_end if before.expires_on in {None, end} else before.expires_on
