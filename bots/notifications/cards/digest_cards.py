"""
From planned notices to the message that tells them: one card, whichever platform draws it.

Within a group the order is by date, never by person.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from bots.conversation.model.replies import Action, ActionKind, Card, Group, Item, Reply, Tone
from bots.conversation.text import watches as phrases
from bots.conversation.text.invitations import could_not_wait, what_waited
from bots.conversation.text.live_messages import dealt_with
from bots.conversation.text.verdicts import SANDBOX
from bots.notifications.cards.coverage import coverage_loss
from bots.notifications.cards.item_states import changed_since, checked_since, item_state, mark_of, undo_action
from bots.notifications.cards.message_replies import alarm_reply
from bots.notifications.cards.notice_text import loss_sentence, reason_for_reader, sentence, subject, summary_line
from bots.notifications.message_details import Alarm, HandoverDetails
from bots.notifications.message_models import MessageKind
from bots.notifications.models import AT_ONCE, COUNTDOWN, NoticeKind
from bots.notifications.schedule.calendars import workday_from
from bots.notifications.schedule.digests import Section, section_of
from bots.notifications.watch_marks import MarkKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bots.notifications.models import Notice
    from bots.notifications.round_models import DigestContent, DigestHistory

SHOWN = 20  # items in one message: a Slack message holds 50 blocks
NAMED = 100  # further certificates that are named in one line when they ask for an act
HEADINGS = {
    Section.YOUR_ACTION: "Your action",
    Section.CHANGED: "Changed",
    Section.COMING: "Coming",
    Section.NOT_READ: "Could not be read",
}
_COUNTED = {
    Section.YOUR_ACTION: ("{} needs your action", "{} need your action"),
    Section.CHANGED: ("{} changed", "{} changed"),
    Section.COMING: ("{} coming", "{} coming"),
    Section.NOT_READ: ("{} could not be read", "{} could not be read"),
}
_FITS = ("was ", "is ", "expire", "stands ", "now ")
_SNOOZED = COUNTDOWN | {NoticeKind.REMINDER}
_ACTED_ON = AT_ONCE | _SNOOZED | {NoticeKind.LAPSED, NoticeKind.MAINTENANCE, NoticeKind.ESCALATED}


def digest_reply(content: DigestContent) -> Reply:
    """Give the one card of a digest, an alert, or notices handed over; of an alarm what its ``about`` says."""
    message = content.message
    if message.kind is MessageKind.ALARM:
        return alarm_reply(Alarm.read(content.details))
    notices = [notice for notice in content.notices if notice.key.watch in content.watches]
    notices.sort(key=lambda each: (each.end or each.date, each.key.text))
    sections = {
        section: [notice for notice in notices if section_of(notice, message.day) is section] for section in Section
    }
    shown = _shown(sections)
    groups = tuple(
        Group(HEADINGS[section], tuple(_item(content, notice) for notice in shown[section]))
        for section in Section
        if shown[section]
    )
    left = len(notices) - sum(map(len, shown.values()))
    return Reply((_card(content, sections, groups, left),))


def _card(content: DigestContent, sections: dict[Section, list[Notice]], groups: tuple[Group, ...], left: int) -> Card:
    message, urgent = content.message, sections[Section.YOUR_ACTION]
    summary = summary_line(content.summary, content.manager, message.day)
    return Card(
        _headline(content, sections),
        _tone(content, sections),
        SANDBOX if content.sandbox else "",
        first=_first(content, len(urgent)),
        groups=groups,
        lines=_rest(content, urgent, left),
        provenance=summary,
        limits=(*_pause(content), _why(message.kind, is_empty=not groups)),
        next_step=phrases.ACT_NEXT if any(len(item.actions) > 1 for group in groups for item in group.items) else "",
        actions=(Action(ActionKind.RUN, phrases.SHOW_ALL, command="watches"),),
    )


def _pause(content: DigestContent) -> tuple[str, ...]:
    """Say in the first digest after a pause, and in what comes during one, that there is one."""
    manager, day = content.manager, content.message.day
    if manager.paused_until is None:
        return ()
    if manager.is_paused(day):
        return (could_not_wait(manager.paused_until),)
    return (what_waited(manager.paused_until),) if workday_from(manager, manager.paused_until) == day else ()


def _shown(sections: dict[Section, list[Notice]]) -> dict[Section, list[Notice]]:
    """Give what fits, in reading order: what asks for an act goes first, and so is never cut for the rest."""
    room, shown = SHOWN, {}
    for section in Section:
        shown[section] = sections[section][:room]
        room -= len(shown[section])
    return shown


def _headline(content: DigestContent, sections: dict[Section, list[Notice]]) -> str:
    notices = [notice for section in Section for notice in sections[section]]
    if not notices:
        return phrases.ALL_QUIET
    if len(notices) == 1:
        due = content.watches[notices[0].key.watch]
        text = sentence(notices[0], due, content.message.day).split("; ")[0].rstrip(".")
        certificate = due.state.watch.certificate
        return f"{certificate}{'' if text.startswith(_FITS) else ':'} {text}."
    if content.message.kind is MessageKind.ALERT:
        counts = Counter("revoked" if notice.kind is NoticeKind.REVOKED else "suspended" for notice in notices)
        return f"{len(notices)} certificates: {', '.join(f'{counts[word]} {word}' for word in counts)}."
    still_open = sum(_needs_action(content, notice) for notice in sections[Section.YOUR_ACTION])
    sizes = {section: len(found) for section, found in sections.items()} | {Section.YOUR_ACTION: still_open}
    parts = [_counted(section, count) for section, count in sizes.items() if count]
    if settled := len(sections[Section.YOUR_ACTION]) - still_open:
        parts.insert(1 if still_open else 0, dealt_with(settled))
    return f"Your certificates: {', '.join(parts)}."


def _needs_action(content: DigestContent, notice: Notice) -> bool:
    """Say whether a notice still waits for its reader: nothing was done about it since, or it was handed back."""
    if content.history is None:
        return True
    due = content.watches[notice.key.watch]
    mark = mark_of(notice, due, content.history)
    if mark is None:
        return not changed_since(notice, due, content)
    return mark.kind in {MarkKind.OFFERED, MarkKind.DECLINED}


def _counted(section: Section, count: int) -> str:
    one, many = _COUNTED[section]
    return (one if count == 1 else many).format(count)


def _tone(content: DigestContent, sections: dict[Section, list[Notice]]) -> Tone:
    urgent = sections[Section.YOUR_ACTION]
    if any(notice.kind is NoticeKind.REVOKED for notice in urgent):
        return Tone.BAD
    return Tone.CAUTION if any(_needs_action(content, notice) for notice in urgent) else Tone.NEUTRAL


def _first(content: DigestContent, urgent: int) -> str:
    """Say before all else that they are another's, or that more ask for an act than fit."""
    parts = []
    if content.message.kind is MessageKind.HANDED:
        handed = HandoverDetails.read(content.details)
        parts.append(phrases.handed_over(handed.cause))
    if urgent > SHOWN:
        parts.append(f"{urgent:,} need your action; the {SHOWN} with the nearest dates are shown in full.")
    return " ".join(parts)


def _rest(content: DigestContent, urgent: Sequence[Notice], left: int) -> tuple[str, ...]:
    """Name what asks for an act and found no room, and count the others."""
    lines, cut = [], urgent[SHOWN:]
    if cut:
        named = [content.watches[notice.key.watch].state.watch.certificate for notice in cut[:NAMED]]
        lines.append(f"Also for you to act on: {', '.join(named)}{' and more' if len(cut) > NAMED else ''}.")
    if left > len(cut):
        more = left - len(cut)
        lines.append(f"{more:,} more {'is' if more == 1 else 'are'} not shown here; see them all with: watches")
    return tuple(lines)


def _item(content: DigestContent, notice: Notice) -> Item:
    due = content.watches[notice.key.watch]
    text = f"{subject(due)}: {sentence(notice, due, content.message.day)}"
    lost = coverage_loss(notice, due, content.team_certificates.get(notice.key.watch, ()))
    text += f" {loss_sentence(lost, content.message.day)}" if lost else ""
    reason = reason_for_reader(notice, due, content.message.to)
    if due.state.watch.person and (other := phrases.OTHER_NAMES.get(due.agreement)):
        text += f" {other[:1].upper()}{other[1:]}."
    if content.history is None:
        return Item(text, reason, tuple(_actions(notice, due.state.watch.certificate)))
    return _item_since(content, content.history, notice, Item(text, reason))


def _item_since(content: DigestContent, history: DigestHistory, notice: Notice, item: Item) -> Item:
    """Say what happened about it since the message was sent: its actions are those that still make sense."""
    due = content.watches[notice.key.watch]
    certificate, mark = due.state.watch.certificate, mark_of(notice, due, history)
    actions, checked = tuple(_actions(notice, certificate)), checked_since(due, content)
    if mark is None and (now := changed_since(notice, due, content)):
        return Item(f"{subject(due)}: {now}.", item.note, actions[-1:])
    note = " ".join(filter(None, (checked, item.note)))
    state = None if mark is None else item_state(mark, due, content)
    if mark is not None and mark.kind is not MarkKind.DECLINED:
        actions = (*undo_action(mark, certificate), *actions[-1:])
    picks_for = f"assign {certificate}" if history.picking == certificate else ""
    return Item(item.text, note, actions, state, picks_for)


def _actions(notice: Notice, certificate: str) -> list[Action]:
    commands = []
    if notice.kind in _ACTED_ON:
        commands.append((phrases.ACKNOWLEDGE, f"ack {certificate}"))
    if notice.kind in _SNOOZED:
        commands.append((phrases.SNOOZE_WEEK, f"snooze {certificate} 7d"))
    if notice.kind in _ACTED_ON:
        commands.append((phrases.ASSIGN, f"assign {certificate}"))
    commands.append((phrases.CHECK_NOW, f"verify {notice.successor or certificate} fresh"))
    return [Action(ActionKind.RUN, label, command=command) for label, command in commands]


def _why(what: MessageKind, *, is_empty: bool) -> str:
    match what:
        case MessageKind.ALERT:
            return phrases.WHY_ALERT
        case MessageKind.HANDED:
            return phrases.WHY_HANDED
        case _:
            return phrases.WHY_HEARTBEAT if is_empty else phrases.WHY_DIGEST
