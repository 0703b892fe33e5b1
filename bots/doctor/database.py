"""What is kept, and whether the rounds that live on it ran."""

from __future__ import annotations

import asyncio
import stat
from typing import TYPE_CHECKING

from bots.doctor.findings import Finding, fault, ok, warning
from bots.doctor.machine import is_kept
from bots.notifications.canary import MAX_SILENCE
from bots.notifications.health import health
from bots.notifications.rounds import LATE_AFTER
from bots.storage.db.connection import Database
from bots.storage.db.url import DatabaseError
from bots.storage.maintenance.inspection import Inspection, look
from bots.storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bots.doctor.context import DoctorContext
    from bots.notifications.health import Health

TIGHT, FULL = 1024**3, 100 * 1024**2  # bytes left on the disk
_SERVE = "Run `certdesk serve`, or `certdesk worker`, and look at its log."


async def database(context: DoctorContext) -> Iterable[Finding]:
    """Look whether it opens, is of this version, can be written and has room."""
    try:
        seen = await _look(context)
    except DatabaseError as error:
        return [fault(str(error), "Check CERTDESK_DATABASE_URL, and whether the database runs.")]
    if seen is None:
        return [ok("On another machine: not asked (offline).")]
    return [
        finding for finding in (_revision(seen), _writable(seen), _room(seen), _private(seen)) if finding is not None
    ]


async def rounds(context: DoctorContext) -> Iterable[Finding]:
    """Look whether the last rounds ended in time, and whether the canary sang."""
    try:
        seen = await _look(context)
        if seen is None or not seen.is_current:
            return [ok("Not looked at: the database says nothing about them yet.")]
        opened = Database.open(context.settings.database_url.get_secret_value())
        store = Store.of(opened)
        try:
            now = await health(store.round_stores, context.now())
        finally:
            await store.close()
    except DatabaseError:
        return []  # the check before said it
    return _late(now)


async def _look(context: DoctorContext) -> Inspection | None:
    url = context.settings.database_url.get_secret_value()
    return await asyncio.to_thread(look, url, online=context.online)


def _revision(seen: Inspection) -> Finding:
    if seen.revision is None:
        return ok(f"{seen.shown} is made at the first start.")
    if seen.is_newer:
        return fault(f"{seen.shown} was made by a newer Certdesk.", "Run that one, or restore a backup.")
    if seen.revision == "base":
        return ok(f"{seen.shown} opens; its tables are made at the first start.")
    if not seen.is_current:
        return warning(
            f"{seen.shown} is at revision {seen.revision}, this Certdesk wants {seen.newest}.",
            "The next start brings it up to date; or run `certdesk db upgrade` after a backup.",
        )
    return ok(f"{seen.shown} opens, at the newest revision.")


def _writable(seen: Inspection) -> Finding | None:
    if seen.writable:
        return None
    return fault(f"{seen.shown} cannot be written.", "Give Certdesk's user the right to write, or name the primary.")


def _room(seen: Inspection) -> Finding | None:
    if seen.free is None or seen.free >= TIGHT:
        return None
    says, do = f"Only {seen.free // 1024**2} MB are left on its disk.", "Make room: without it nothing is written down."
    return fault(says, do) if seen.free < FULL else warning(says, do)


def _private(seen: Inspection) -> Finding | None:
    if seen.file is None or is_kept(seen.file) or not seen.file.stat().st_mode & stat.S_IROTH:
        return None
    return warning(f"Everybody on this machine can read {seen.shown}, and the names in it.", "chmod 600 its files")


def _late(found: Health) -> Iterable[Finding]:
    if all(age is None for age in found.round_ages.values()):
        return [warning("No round has ended yet: nothing was read, and nobody is told of anything.", _SERVE)]
    late = [
        warning(f"The last {walk} round ended {_ago(age)}.", _SERVE)
        for walk, age in found.round_ages.items()
        if walk in LATE_AFTER and (age is None or age > LATE_AFTER[walk].total_seconds())
    ]
    if found.canary_age is None or found.canary_age > MAX_SILENCE.total_seconds():
        late.append(
            warning(f"The canary's last notice arrived {_ago(found.canary_age)}.", "`certdesk notices list --all`")
        )
    if found.stuck:
        late.append(warning(f"{found.stuck} messages should have been sent by now.", "`certdesk notices list`"))
    newest = min(age for age in found.round_ages.values() if age is not None)
    return late or [ok(f"The last one ended {_ago(newest)}; the canary sings.")]


def _ago(seconds: float | None) -> str:
    if seconds is None:
        return "never"
    return f"{seconds / 3600:.0f} hours ago" if seconds >= 5400 else f"{seconds / 60:.0f} minutes ago"
