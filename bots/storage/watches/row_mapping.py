"""Rows and the values that they are: certificates, what was read of them, and watches with all that decides."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bots.conversation.model.intents import Asker
from bots.conversation.model.watch_models import ListedWatch, StoredWatch
from bots.conversation.organisation.organisation_settings import OrganisationSettings
from bots.notifications.models import (
    EnteredEndDate,
    Facts,
    ManagerId,
    NoticeKey,
    NoticeKind,
    RegistryReading,
    ScheduledWatch,
    SnoozedEnd,
    WatchId,
    WatchState,
)
from bots.notifications.round_models import DueWatch, WatchedCertificate
from bots.notifications.schedule.registry_readings import organisation_reading
from bots.storage.tables.schema import certificates, entered_ends
from verifier_client import CertificateId, IdKind, RegistryStatus

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Row

IDENTITY = ("kind", "text", "code", "issued_year", "issued_month")
IDENTIFIED = tuple(certificates.c[name] for name in IDENTITY)
KNOWN = tuple(column for column in certificates.c if column.name not in {"id", "next_read_on", "badge"})
"""All that makes a ``WatchedCertificate`` but its number, which watches have as ``certificate_id``."""
ENTERED = (
    entered_ends.c.expires_on.label("entered_end"),
    entered_ends.c.previous_end.label("entered_before"),
    entered_ends.c.entered_at,
)
"""What ``effective_reading`` takes besides ``KNOWN``, from ``ownership_queries.WITH_ENTERED_ENDS``."""

READABLE = certificates.c.kind.in_(tuple(IdKind))
"""Certificates of a kind that this version knows: another one's, during an upgrade, must not stop our rounds."""


def identified(row: Row[Any]) -> CertificateId:
    """Read an ID."""
    return CertificateId(IdKind(row.kind), row.text, row.code, row.issued_year, row.issued_month)


def reading(row: Row[Any]) -> RegistryReading:
    """Read what was read last."""
    facts = None
    if row.status is not None:
        facts = Facts(
            RegistryStatus(row.status),
            row.since,
            row.certification,
            row.issuer,
            row.expires_on,
            row.issued_on,
            row.previous_end,
            row.successor,
        )
    return RegistryReading(facts, row.read_at, row.failing_since, row.gone_since, row.by_hand_since)


def effective_reading(row: Row[Any]) -> RegistryReading:
    """Read what is told of it in the watch's own organisation: never to be written back."""
    return _with_entered_end(row, reading(row), _entered(row))


def _with_entered_end(row: Row[Any], reading: RegistryReading, entered: EnteredEndDate | None) -> RegistryReading:
    return organisation_reading(reading, entered, code=row.code or "")


def reading_row(reading: RegistryReading) -> dict[str, Any]:
    """Write what was read last."""
    facts = reading.facts
    return {
        "status": facts and facts.status.value,
        "since": facts and facts.since,
        "certification": facts.code if facts else "",
        "issuer": facts.issuer if facts else "",
        "expires_on": facts and facts.expires_on,
        "issued_on": facts and facts.issued_on,
        "previous_end": facts and facts.previous_end,
        "successor": facts and facts.successor,
        "read_at": reading.read_at,
        "failing_since": reading.failing_since,
        "gone_since": reading.gone_since,
        "by_hand_since": reading.by_hand_since,
    }


def kept_watch(row: Row[Any]) -> StoredWatch:
    """Read a watch as its owner gave it."""
    return StoredWatch(
        Asker(row.surface, row.tenant, row.owner),
        identified(row),
        row.holder,
        row.manager,
        row.team,
        row.purpose,
        row.until,
        row.next_notice_on,
        row.id,
    )


def listed_watch(row: Row[Any], who: Asker) -> ListedWatch:
    """Read a watch with what is known of its certificate, for somebody's list; how urgent it is, the query knows."""
    watch, found = kept_watch(row), effective_reading(row)
    return ListedWatch(
        watch,
        found.facts.expires_on if found.facts else None,
        found.facts.status.value if found.facts else "",
        found.read_at,
        row.snooze_until,
        is_owner=watch.owner == who,
        failing_since=found.failing_since,
        gone_since=found.gone_since,
        is_entered=row.entered_at is not None and found.by_hand_since is not None,
        agreement=row.agreement,
    )


def notice_key(row: Row[Any]) -> NoticeKey:
    """Read a notice's key."""
    of = NoticeKind(row.of_kind) if row.of_kind else None
    return NoticeKey(WatchId(str(row.watch_id)), NoticeKind(row.kind), row.about_on, row.step, of)


def due(row: Row[Any], noticed: Sequence[Row[Any]]) -> DueWatch:
    """Read a watch with all that decides; ``noticed`` are its notices."""
    kept, entered = WatchedCertificate(row.certificate_id, identified(row), reading(row)), _entered(row)
    keys: Mapping[NoticeKey, datetime] = {notice_key(each): each.told_at for each in noticed}
    acknowledged = frozenset(notice_key(each) for each in noticed if each.acknowledged_at is not None)
    snooze = SnoozedEnd(row.snooze_until, row.snooze_end) if row.snooze_until is not None else None
    state = WatchState(_watch(row), _with_entered_end(row, kept.reading, entered), keys, acknowledged, snooze)
    own = _days(row.days) if row.days is not None else None
    place = (row.next_notice_on, row.id) if row.next_notice_on is not None else None
    return DueWatch(
        state,
        kept,
        ManagerId(_owner(row)),
        planned_before=row.begun,
        team=row.team,
        profile=row.profile or "",
        team_days=own,
        position=place,
        entered_end=entered,
        agreement=row.agreement,
    )


def _entered(row: Row[Any]) -> EnteredEndDate | None:
    return None if row.entered_at is None else EnteredEndDate(row.entered_end, row.entered_at, row.entered_before)


def _days(text: str) -> tuple[int, ...]:
    """A team's rule is kept as JSON, an organisation's setting as the text of its field."""
    return (
        tuple(json.loads(text)) if text.startswith("[") else OrganisationSettings((("days", text),)).notice_days or ()
    )


def _owner(row: Row[Any]) -> str:
    return f"{row.surface}:{row.tenant}:{row.owner}"


def _watch(row: Row[Any]) -> ScheduledWatch:
    """Who opted out is passed over, as in ``reader``: the manager then is who reads in their place."""
    manager = row.linked or _owner(row)
    assigned = row.assigned_to
    if assigned is not None and assigned != row.reader:
        assigned = None
    if assigned is None:
        manager = row.reader
    return ScheduledWatch(
        WatchId(str(row.id)),
        row.text,
        ManagerId(manager),
        row.holder,
        row.purpose,
        row.until,
        ManagerId(assigned) if assigned is not None else None,
        ManagerId(row.escalate_to) if row.escalate_to is not None else None,
        row.follows,
    )
