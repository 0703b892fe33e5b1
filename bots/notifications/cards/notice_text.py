"""One sentence for each kind of notice, and the small print beside it: what happens, when, what breaks, and why you."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from bots.conversation.text.languages.phrasebook import day as written
from bots.notifications.models import NoticeKind

if TYPE_CHECKING:
    from datetime import date

    from bots.notifications.cards.coverage import CoverageLoss
    from bots.notifications.models import ManagerId, Notice
    from bots.notifications.round_models import DueWatch
    from bots.notifications.schedule.calendars import Manager
    from bots.notifications.schedule.digests import WatchSummary

NOT_CALLED = "at the moment neither valid nor revoked"


def subject(due: DueWatch) -> str:
    """Name what a line is about: the certificate first, then whose and which team."""
    watch = due.state.watch
    return " · ".join(part for part in (watch.certificate, watch.person, due.team and f"team {due.team}") if part)


def sentence(notice: Notice, due: DueWatch, on: date) -> str:
    """Say what a notice says to somebody who reads it on that day."""
    if notice.kind is NoticeKind.ESCALATED:
        return f"nobody acknowledged within two workdays that it {_of_kind(notice.key.of, notice, due, on)}"
    return _of_kind(notice.kind, notice, due, on) + _doubt(notice, due)


def _of_kind(kind: NoticeKind | None, notice: Notice, due: DueWatch, on: date) -> str:
    match kind:
        case NoticeKind.EXPIRING | NoticeKind.EXPIRED | NoticeKind.REMINDER | None:
            return _of_the_end(notice, on)
        case NoticeKind.MAINTENANCE:
            coming = f"{written(notice.date)}, {in_days(notice.date, on)}"
            return f"its yearly maintenance is due by {coming} (assumed: its issuer does not say so for this one)."
        case NoticeKind.UNREAD | NoticeKind.UNREAD_AT_END | NoticeKind.VANISHED:
            return _of_reading(kind, notice, due)
        case NoticeKind.RENEWED | NoticeKind.MOVED | NoticeKind.SUCCEEDED | NoticeKind.ESCALATED:
            return _of_a_change(notice, due)
        case (
            NoticeKind.REVOKED | NoticeKind.SUSPENDED | NoticeKind.LAPSED | NoticeKind.REINSTATED | NoticeKind.EMERITUS
        ):
            return _of_standing(kind, notice)
        case _:
            assert_never(kind)


def _of_standing(kind: NoticeKind, notice: Notice) -> str:
    seen = f"first seen on {written(notice.date)}"
    if kind is NoticeKind.REVOKED:
        return f"was revoked and no longer stands; {seen}."
    if kind is NoticeKind.SUSPENDED:
        return f"is suspended, {NOT_CALLED}; {seen}."
    if kind is NoticeKind.EMERITUS:
        return f"is emeritus now: in good standing, and its holder no longer practises; {seen}."
    if kind is NoticeKind.REINSTATED:
        return f"stands again: its registry took the earlier word back; {seen}."
    until = f"although its own date, {written(notice.end)}, has not passed" if notice.end else "and gives no date"
    return f"is called expired by its registry, {until}."


def _of_the_end(notice: Notice, on: date) -> str:
    end = notice.end or notice.date
    again = "your snooze is over: it " if notice.kind is NoticeKind.REMINDER else ""
    if end < on:
        return f"{again}expired on {written(end)}, {in_days(end, on)}; ask whether it was renewed."
    ends = f"{again}expires {'today, ' if end == on else 'on '}{written(end)}"
    return f"{ends}{'' if end == on else f', {in_days(end, on)}'}{_renewal(notice, on)}."


def _renewal(notice: Notice, on: date) -> str:
    start, assumed = notice.start_by, " (assumed lead time)" if notice.assumed else ""
    becomes = f"; a renewal makes it {notice.becomes}" if notice.becomes else ""
    if start is None:
        return becomes
    if start < on:
        return f"; the last safe day to start the renewal was {written(start)}{assumed}{becomes}"
    if start == on:
        return f"; today is the last safe day to start the renewal{assumed}{becomes}"
    return f"; start the renewal by {written(start)}{assumed}{becomes}"


def _of_reading(kind: NoticeKind, notice: Notice, due: DueWatch) -> str:
    reading, since = due.state.reading, written(notice.date)
    if kind is NoticeKind.VANISHED:
        any_more = " any more" if due.watched.reading.facts is not None else ""
        return (
            f"its registry has no record of it{any_more}, first missed on {since}; that proves nothing about it: "
            "compare the ID, then ask the holder or the issuer."
        )
    if kind is NoticeKind.UNREAD_AT_END:
        return (
            f"its registry does not answer, and the last date read is {written(notice.end or notice.date)}: "
            "whether it was renewed is not known."
        )
    if reading.by_hand_since is not None:
        id_ = due.state.watch.certificate
        return f"no registry can be asked about it: look up its end and enter it with: ends {id_} YYYY-MM-DD"
    if reading.failing_since is None:
        return f"its registry answers, but not clearly whether it stands, since {since}; open the registry's own page."
    return f"could not be read since {since}: that says nothing about the certificate, neither good nor bad."


def _of_a_change(notice: Notice, due: DueWatch) -> str:
    facts = due.state.reading.facts
    before = facts.previous_end if facts else None
    was = f" (before: {written(before)})" if before and before != notice.end else ""
    if notice.kind is NoticeKind.RENEWED and notice.end:
        return f"was renewed and now stands until {written(notice.end)}{was}."
    if notice.kind is NoticeKind.SUCCEEDED:
        title = f" ({notice.becomes})" if notice.becomes else ""
        return f"was followed by {notice.successor}{title}: that one stands in its place now."
    if notice.end is None:
        return f"its registry gives no end any more{was}."
    return f"now ends earlier, on {written(notice.end)}{was}."


def _doubt(notice: Notice, due: DueWatch) -> str:
    """Say where the registry did not confirm it of late; what is about reading it says so itself."""
    if not notice.unconfirmed or notice.kind in {NoticeKind.UNREAD, NoticeKind.UNREAD_AT_END, NoticeKind.VANISHED}:
        return ""
    reading = due.state.reading
    if reading.by_hand_since is not None:
        return " Unconfirmed: a person entered the date, as no registry can be asked."
    read = f"last read on {written(reading.read_at.date())}" if reading.read_at else "never read"
    return f" Unconfirmed: its registry was {read}; check it before you act."


def loss_sentence(loss: CoverageLoss, today: date) -> str:
    """Say what a team loses with it; only what is watched is counted."""
    parts, on, past = [], written(loss.on), loss.on < today
    if loss.only and loss.taken:
        parts.append(f"has lost its only watched {loss.code}")
    elif loss.only:
        parts.append(f"{'lost' if past else 'loses'} its only watched {loss.code} on {on}")
    elif loss.last:
        parts.append(f"has no watched {loss.code} left{'' if loss.taken else f' after {on}'}")
    if loss.unmet:
        needs = ", ".join(f"“{need}”" for need in loss.unmet)
        when = "" if parts or loss.taken else f" after {on}"
        parts.append(f"no longer meets {needs} (profile {loss.profile}){when}")
    return f"Team {loss.team} {' and '.join(parts)}."


def reason_for_reader(notice: Notice, due: DueWatch, reader: ManagerId) -> str:
    """Say in a few words why its reader gets it."""
    watch = due.state.watch
    if notice.kind is NoticeKind.ESCALATED and watch.escalate_to == reader:
        because = "You are its deputy"
    elif watch.assigned_to == reader:
        because = "It was assigned to you"
    elif due.owner == reader:
        because = "You watch it"
    else:
        because = "You are its manager in a roster" if watch.manager == reader else "You were to get it elsewhere"
    purpose = f"; purpose: {watch.purpose}" if watch.purpose else ""
    until = f"; until {written(watch.until)}" if watch.until else ""
    return f"{because}{purpose}{until}."


def summary_line(summary: WatchSummary, manager: Manager, on: date) -> str:
    """Give the line that proves that the watcher lives, in the reader's own time."""
    parts = [f"{summary.watched:,} watched", f"{summary.expiring:,} expiring within 90 days"]
    if summary.unread:
        parts.append(f"{summary.unread:,} could not be read")
    if summary.read_at is None:
        return ", ".join((*parts, "no source read yet."))
    local = manager.local(summary.read_at)
    when = "" if local.date() == on else f" on {written(local.date())}"
    return ", ".join((*parts, f"source read {local:%H:%M} {manager.zone}{when}."))


def in_days(end: date, on: date) -> str:
    """Say how far a day is away: singular, plural, past and future right."""
    days = (end - on).days
    match days:
        case 0:
            return "today"
        case 1:
            return "tomorrow"
        case -1:
            return "yesterday"
        case _:
            return f"in {days:,} days" if days > 0 else f"{-days:,} days ago"
