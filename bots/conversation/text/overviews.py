"""The sentences and cells about several certificates at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.text.verdicts import short_day, short_id
from verifier_client import Agreement, Freshness, Outcome, Standing

if TYPE_CHECKING:
    from datetime import date

    from verifier_client import Verdict

COLUMNS = ("Certificate", "Result", "Name")
NOT_ASKED = "not asked"
_OUTCOMES = {
    Outcome.FOUND: "on record",
    Outcome.NOT_FOUND: "no record",
    Outcome.CHECK_BY_HAND: "check by hand",
    Outcome.COULD_NOT_CHECK: "not checked",
}


def certificate_cell(text: str, place: str = "") -> str:
    """Name a certificate, and where in a file it stands."""
    return f"{short_id(text)} ({place})" if place else short_id(text)


def result_cell(verdict: Verdict | None) -> str:
    """Say in a few words how a certificate stands; outcome and name are two things here too."""
    if verdict is None:
        return NOT_ASKED
    record = verdict.record
    said = str(verdict.standing).replace("_", " ") if verdict.standing else _OUTCOMES[verdict.outcome]
    if (
        record is not None
        and record.expires_on is not None
        and verdict.standing in {Standing.ACTIVE, Standing.EMERITUS}
    ):
        said += f" until {short_day(record.expires_on)}"
    elif record is not None and record.expires_on is not None and verdict.standing is Standing.EXPIRED:
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
