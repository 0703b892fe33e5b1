"""
What is due for one watch: the tightest rung passed, once, and whatever its registry changed. Pure.

A day's downtime skips nothing, as rungs are passed and not met; a clock set back repeats nothing, as a told rung
settles all looser ones. Rungs that fall on free days come on the workday before, so that none comes too late.
Begin with ``due``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

from bots.notifications.models import AT_ONCE, COUNTDOWN, Notice, NoticeKey, NoticeKind, asks_for_an_act, moment_key
from bots.notifications.schedule.calendars import reading_day, shifted, workday_from, workday_until, workdays_after
from bots.notifications.schedule.lead_times import GUARDS, anniversary
from bots.notifications.schedule.status_notices import standing_notice, standing_now
from verifier_client import RegistryStatus

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from bots.notifications.models import Facts, WatchState
    from bots.notifications.schedule.calendars import Manager
    from bots.notifications.schedule.lead_times import Ladder

ESCALATION_WORKDAYS = 2  # workdays without an acknowledgement until the next person is told
LONG_SILENCE = 14  # days without an answer from a registry: two of the weekly readings
_WEEK = 6  # days that a workday is at most away
AROUND_THE_END = 3  # days on either side of an end in which one failed reading is worth a word: a weekend and a day


def due(state: WatchState, now: datetime, *, manager: Manager, ladder: Ladder) -> tuple[Notice, ...]:
    """
    Give what must be told now: with today's digest, or the next one that ``manager`` (the watch's reader) can get.

    ``now`` is any aware moment. Nothing told is given again, whichever way the clock was set.
    """
    day = reading_day(manager, now)
    return due_on(state, day, today=manager.local(now).date(), manager=manager, ladder=ladder)


def due_on(
    state: WatchState, day: date, *, manager: Manager, ladder: Ladder, today: date | None = None
) -> tuple[Notice, ...]:
    """Give what must be told in a digest that is read on ``day``; ``today`` only matters to a watch that ends."""
    found = list(_all_on(state, day, manager, ladder))
    until = state.watch.until
    if until is not None and day > until:
        found = [notice for notice in found if notice.kind in AT_ONCE and (today or day) <= until]
    return tuple(notice for notice in found if notice.key not in state.notified)


def next_notice_on(state: WatchState, day: date, *, manager: Manager, ladder: Ladder) -> date | None:
    """
    Give the first day from ``day`` on with something due, as far as is known; None where nothing ever is.

    To be stored with the watch and computed anew when anything of it changes; a sweep takes what is stored up to
    the reader's ``reading_day``.
    """
    coming = {max(day, moment) for moment in _moments(state, day, manager, ladder)}
    for each in sorted({workday_from(manager, moment) for moment in coming}):
        if due_on(state, each, manager=manager, ladder=ladder):
            return each
    return None


def is_stale(notice: Notice, state: WatchState, day: date) -> bool:
    """
    Say whether what was read or done since then makes a notice untrue.

    To be asked right before it is sent, with the reader's day on which that happens.
    """
    key, facts = notice.key, state.reading.facts
    match key.of or key.kind:
        case NoticeKind.EXPIRING | NoticeKind.EXPIRED | NoticeKind.REMINDER:
            guarded = key.kind in COUNTDOWN and key.step in GUARDS
            quiet = not guarded and _is_quiet(state, notice.end, day)
            return facts is None or not _counts_down(facts) or facts.expires_on != notice.end or quiet
        case NoticeKind.UNREAD | NoticeKind.UNREAD_AT_END:
            unclear = facts is not None and facts.status is RegistryStatus.UNKNOWN
            return not (unclear or state.reading.failing_since or state.reading.by_hand_since)
        case NoticeKind.RENEWED | NoticeKind.MOVED:
            return facts is None or notice.end != facts.expires_on
        case NoticeKind.SUCCEEDED:
            return facts is None or notice.successor != facts.successor
        case NoticeKind.MAINTENANCE:
            return facts is None or not _counts_down(facts)
        case NoticeKind.VANISHED:
            return state.reading.gone_since is None
        case kind:
            about = NoticeKey(key.watch, kind, key.on, key.step)
            quiet = key.kind is NoticeKind.ESCALATED and about in state.acknowledged
            return quiet or (kind, key.on, key.step) != standing_now(state)


def _all_on(state: WatchState, day: date, manager: Manager, ladder: Ladder) -> Iterator[Notice]:
    yield from standing_notice(state, day)
    yield from _unread(state, day, manager)
    if state.reading.gone_since is not None:
        key = moment_key(state.watch.id, NoticeKind.VANISHED, state.reading.gone_since)
        yield Notice(key, (state.watch.reader,), unconfirmed=True)
    facts = state.reading.facts
    if facts is None:
        return
    yield from _changes(state, facts, ladder)
    if _counts_down(facts):
        yield from _countdown(state, facts, day, manager=manager, ladder=ladder)
        yield from _maintenance(state, facts, day, manager=manager, ladder=ladder)
    yield from _escalations(state, facts, day, manager)


def _counts_down(facts: Facts) -> bool:
    """Say whether its end still matters: not once it is revoked, or followed by another certificate."""
    return facts.status is not RegistryStatus.REVOKED and facts.successor is None


def _countdown(state: WatchState, facts: Facts, day: date, *, manager: Manager, ladder: Ladder) -> Iterator[Notice]:
    end = facts.expires_on
    if end is None or (facts.status is RegistryStatus.EXPIRED and _lapsed_early(state, facts, end, day)):
        return
    passed = [rung for rung in ladder.rungs(facts) if _has_passed(end, rung, day, manager)]
    if not passed:
        return
    tightest = min(passed)
    if _is_quiet(state, end, day) and tightest not in GUARDS:
        return
    over = _reminder(state, end, day)
    notified = [key.step for key in state.notified if key.kind in COUNTDOWN and key.on == end]
    if not notified or tightest < min(notified):
        missed = [key for rung in passed if (key := _rung_key(state, end, rung)) not in state.notified]
        missed.remove(_rung_key(state, end, tightest))
        covers = (*missed, *((over,) if over else ()))
        yield _of_the_end(state, _rung_key(state, end, tightest), covers, day=day, ladder=ladder)
    elif over:
        yield _of_the_end(state, over, (), day=day, ladder=ladder)


def _lapsed_early(state: WatchState, facts: Facts, end: date, day: date) -> bool:
    """Say whether it was called expired before its end, or was told to be."""
    return day <= end or moment_key(state.watch.id, NoticeKind.LAPSED, facts.since) in state.notified


def _of_the_end(
    state: WatchState, key: NoticeKey, covers: tuple[NoticeKey, ...], *, day: date, ladder: Ladder
) -> Notice:
    return Notice(
        key,
        (state.watch.reader,),
        covers,
        end=key.on,
        start_by=ladder.start_by(key.on),
        assumed=ladder.assumed,
        unconfirmed=unconfirmed(state, day),
        becomes=ladder.becomes,
    )


def _rung_key(state: WatchState, end: date, rung: int) -> NoticeKey:
    return NoticeKey(state.watch.id, NoticeKind.EXPIRING if rung >= 0 else NoticeKind.EXPIRED, end, rung)


def _has_passed(end: date, rung: int, day: date, manager: Manager) -> bool:
    """Say whether a rung's workday has come; no calendar is asked where it is more than a week off."""
    left = end.toordinal() - rung - day.toordinal()
    return left < 0 if abs(left) > _WEEK else _day_of(end, rung, manager) <= day


def _day_of(end: date, rung: int, manager: Manager) -> date:
    """Give the workday of a rung: before the end the last one up to it, after the end the next one."""
    day = shifted(end, -rung)
    return workday_until(manager, day) if rung >= 0 else workday_from(manager, day)


def _is_quiet(state: WatchState, end: date | None, day: date | None = None) -> bool:
    """Say whether somebody acknowledged this end, or snoozed it beyond ``day``."""
    ends = COUNTDOWN | {NoticeKind.REMINDER}
    if any(key.on == end and (key.of or key.kind) in ends for key in state.acknowledged):
        return True
    snooze = state.snooze
    return snooze is not None and snooze.end == end and day is not None and day < snooze.until


def _reminder(state: WatchState, end: date, day: date) -> NoticeKey | None:
    """Give the key of the reminder when a snooze is over and nothing reminded yet; its step is the snooze's end."""
    snooze = state.snooze
    if snooze is None or snooze.end != end or day < snooze.until or _is_quiet(state, end):
        return None
    key = NoticeKey(state.watch.id, NoticeKind.REMINDER, end, snooze.until.toordinal())
    return None if key in state.notified else key


def _maintenance(state: WatchState, facts: Facts, day: date, *, manager: Manager, ladder: Ladder) -> Iterator[Notice]:
    coming = anniversary(facts, day) if ladder.maintenance else None
    if coming is None:
        return
    passed = [rung for rung in ladder.maintenance if _day_of(coming, rung, manager) <= day]
    notified = [key.step for key in state.notified if key.kind is NoticeKind.MAINTENANCE and key.on == coming]
    if passed and (not notified or min(passed) < min(notified)):
        keys = [NoticeKey(state.watch.id, NoticeKind.MAINTENANCE, coming, rung) for rung in passed]
        key = min(keys, key=lambda each: each.step)
        covers = tuple(each for each in keys if each != key and each not in state.notified)
        yield Notice(
            key, (state.watch.reader,), covers, end=facts.expires_on, assumed=True, unconfirmed=unconfirmed(state, day)
        )


def _changes(state: WatchState, facts: Facts, ladder: Ladder) -> Iterator[Notice]:
    watch, end, before = state.watch, facts.expires_on, facts.previous_end
    if before is not None and end != before and facts.status is not RegistryStatus.REVOKED:
        kind = NoticeKind.RENEWED if end is not None and end > before else NoticeKind.MOVED
        yield Notice(NoticeKey(watch.id, kind, end or before), (watch.reader,), end=end)
    if facts.successor is not None:
        key = NoticeKey(watch.id, NoticeKind.SUCCEEDED, facts.since.date(), crc32(facts.successor.encode()))
        if all((each.kind, each.step) != (key.kind, key.step) for each in state.notified):
            yield Notice(key, (watch.reader,), end=end, successor=facts.successor, becomes=ladder.becomes)


def _unread(state: WatchState, day: date, manager: Manager) -> Iterator[Notice]:
    reading, watch = state.reading, state.watch
    facts, since = reading.facts, reading.failing_since
    end = facts.expires_on if facts else None
    if since is None:
        unclear = facts.since if facts and facts.status is RegistryStatus.UNKNOWN else None
        unclear = reading.by_hand_since if end is None and reading.by_hand_since else unclear
        if unclear is not None:
            yield Notice(moment_key(watch.id, NoticeKind.UNREAD, unclear), (watch.reader,), end=end, unconfirmed=True)
        return
    if end is not None:
        first = min(_day_of(end, 1, manager), shifted(end, -AROUND_THE_END))
        last = max(_day_of(end, -1, manager), shifted(end, AROUND_THE_END))
        if first <= day <= last:
            yield Notice(NoticeKey(watch.id, NoticeKind.UNREAD_AT_END, end), (watch.reader,), end=end, unconfirmed=True)
            return
    if facts is None or (day - since.date()).days >= LONG_SILENCE:
        yield Notice(moment_key(watch.id, NoticeKind.UNREAD, since), (watch.reader,), end=end, unconfirmed=True)


def _escalations(state: WatchState, facts: Facts, day: date, manager: Manager) -> Iterator[Notice]:
    """One step, once for an end and once for a status, if nobody acknowledged any notice of it."""
    to = state.watch.escalate_to
    if to is None:
        return
    current = standing_now(state)
    for key, at in state.notified.items():
        if not asks_for_an_act(key) or key.kind is NoticeKind.ESCALATED:
            continue
        ends = key.kind in COUNTDOWN
        if (_counts_down(facts) and key.on == facts.expires_on) if ends else (key.kind, key.on, key.step) == current:
            if _is_quiet(state, key.on, day) if ends else key in state.acknowledged:
                continue
            if workdays_after(manager, manager.local(at).date(), ESCALATION_WORKDAYS) <= day:
                of, step = (NoticeKind.EXPIRING, 0) if ends else (key.kind, key.step)
                about = NoticeKey(key.watch, NoticeKind.ESCALATED, key.on, step, of)
                yield Notice(about, (to,), end=facts.expires_on, unconfirmed=unconfirmed(state, day))
                return


def unconfirmed(state: WatchState, day: date) -> bool:
    """Say whether the registry did not say so of late: it failed, lost the record, cannot be asked or was not asked."""
    reading = state.reading
    failures = (reading.failing_since, reading.gone_since, reading.by_hand_since)
    late = reading.read_at is None or (day - reading.read_at.date()).days > LONG_SILENCE
    return late or any(each is not None for each in failures)


def _moments(state: WatchState, day: date, manager: Manager, ladder: Ladder) -> Iterator[date]:
    """Yield every day on which something may fall due, more rather than less; today among them."""
    yield day
    reading, facts = state.reading, state.reading.facts
    if reading.failing_since is not None:
        yield shifted(reading.failing_since.date(), LONG_SILENCE)
    for at in state.notified.values() if state.watch.escalate_to else ():
        yield workdays_after(manager, manager.local(at).date(), ESCALATION_WORKDAYS)
    if state.snooze is not None:
        yield state.snooze.until
    if facts is None:
        return
    if facts.expires_on is not None:
        yield shifted(facts.expires_on, -AROUND_THE_END)
        last = facts.expires_on.toordinal() - day.toordinal() + _WEEK  # what was due earlier is due today
        yield from (_day_of(facts.expires_on, rung, manager) for rung in ladder.rungs(facts) if rung <= last)
    coming = anniversary(facts, day) if ladder.maintenance else None
    following = anniversary(facts, shifted(coming, 1)) if coming else None
    for each in (coming, following):
        yield from (_day_of(each, rung, manager) for rung in ladder.maintenance if each is not None)
