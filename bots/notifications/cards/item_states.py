"""How an item of a message stands since it was sent: what was done, by whom, when; and how that is undone."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from bots.conversation.model.replies import Action, ActionKind, ItemState
from bots.conversation.text import live_messages as phrases
from bots.conversation.watch.standing_words import standing_words
from bots.notifications.models import COUNTDOWN, ManagerId, NoticeKind
from bots.notifications.schedule.due_notices import is_stale
from bots.notifications.watch_marks import MarkKind, WatchMark
from verifier_client import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bots.notifications.models import Notice
    from bots.notifications.round_models import DigestContent, DigestHistory, DueWatch
    from verifier_client import Verdict

SNOOZED_KINDS = COUNTDOWN | {NoticeKind.REMINDER}
UNDONE_BY = {
    MarkKind.ACKNOWLEDGED: (phrases.UNDO, "ack {} undo"),
    MarkKind.SNOOZED: (phrases.UNDO, "snooze {} off"),
    MarkKind.ASSIGNED: (phrases.UNDO, "assign {} to me"),
    MarkKind.OFFERED: (phrases.WITHDRAW, "assign {} to me"),
}
"""The button that undoes each, and what one would type to the same effect; declining is undone by who declined."""


def mark_of(notice: Notice, due: DueWatch, history: DigestHistory) -> WatchMark | None:
    """Return what was done last about a notice and still holds."""
    return max(_marks_of(notice, due, history), key=lambda each: each.at, default=None)


def _marks_of(notice: Notice, due: DueWatch, history: DigestHistory) -> Iterator[WatchMark]:
    known = history.marks.get(notice.key.watch)
    if known is None:
        return
    for key in notice.keys:
        if key in known.acknowledged:
            yield known.acknowledged[key]
    snooze, watch = due.state.snooze, due.state.watch
    for kind, mark in known.marks.items():
        match kind:
            case MarkKind.SNOOZED if snooze is None or notice.kind not in SNOOZED_KINDS or snooze.end != notice.end:
                continue
            case MarkKind.ASSIGNED if mark.to != watch.assigned_to:
                continue
            case _:
                yield mark


def item_state(mark: WatchMark, due: DueWatch, content: DigestContent) -> ItemState:
    """Say what was done; the reader of the message is "you"."""
    when = phrases.moment(content.manager.local(mark.at))
    match mark.kind:
        case MarkKind.ACKNOWLEDGED:
            return _said_of(mark.by, phrases.acknowledged(when), content)
        case MarkKind.SNOOZED:
            until = due.state.snooze.until if due.state.snooze else content.message.day
            return _said_of(mark.by, phrases.snoozed(until, when), content)
        case MarkKind.ASSIGNED:
            by = phrases.YOU if mark.by == content.message.to else _name(mark.by, content) or phrases.SOMEBODY
            return _said_of(mark.to or "", phrases.assigned(by, when), content)
        case MarkKind.OFFERED:
            return _said_of(mark.to or "", phrases.offered(when), content)
        case MarkKind.DECLINED:
            return _said_of(mark.by, phrases.declined_by(when), content)
        case _:
            assert_never(mark.kind)


def undo_action(mark: WatchMark, certificate: str) -> tuple[Action, ...]:
    """Return the button that undoes it."""
    if mark.kind not in UNDONE_BY:
        return ()
    label, command = UNDONE_BY[mark.kind]
    return (Action(ActionKind.RUN, label, command=command.format(certificate)),)


def changed_since(notice: Notice, due: DueWatch, content: DigestContent) -> str:
    """Return what holds now where a notice is no longer true, and nothing where it is."""
    if not is_stale(notice, due.state, content.message.day):
        return ""
    return phrases.changed_since(standing_now(due, content))


def checked_since(due: DueWatch, content: DigestContent) -> str:
    """Say what the registry said after the message was sent; nothing where it was not read since."""
    history, read_at = content.history, due.watched.reading.read_at
    if history is None:
        return ""
    verdict = history.checked.get(due.state.watch.certificate)
    if verdict is not None and verdict.outcome is not Outcome.FOUND:
        return _not_found(verdict)
    sent_at = content.message.changed_at
    if read_at is None or (verdict is None and (sent_at is None or read_at <= sent_at)):
        return ""
    when = phrases.moment(content.manager.local(read_at))
    return phrases.checked_again(when, f"{standing_now(due, content)}.")


def standing_now(due: DueWatch, content: DigestContent) -> str:
    """Say how the certificate stands by what was read last."""
    reading = due.state.reading
    facts = reading.facts
    return standing_words(
        facts.status.value if facts else "",
        facts.expires_on if facts else None,
        content.message.day,
        gone_since=reading.gone_since.date() if reading.gone_since else None,
    )


def _not_found(verdict: Verdict) -> str:
    match verdict.outcome:
        case Outcome.NOT_FOUND:
            return phrases.CHECKED_NOT_FOUND
        case Outcome.CHECK_BY_HAND:
            return phrases.CHECKED_BY_HAND
        case _:
            return phrases.NOT_CHECKED


def _said_of(who: str, text: str, content: DigestContent) -> ItemState:
    if who == content.message.to:
        return ItemState(phrases.said_to_them(text))
    return ItemState(text, who, _name(who, content))


def _name(who: str, content: DigestContent) -> str:
    return content.history.names.get(ManagerId(who), "") if content.history else ""
