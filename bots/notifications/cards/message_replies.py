"""Replies of messages without notices of their own: alarms for the admin, and answers to callbacks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bots.conversation.model.replies import Action, ActionKind, Card, Reply, Tone
from bots.conversation.text import watches as phrases
from bots.conversation.verify.verdict_cards import verdict_card
from bots.notifications.message_details import Alarm, AlarmKind, CallbackDetails

if TYPE_CHECKING:
    from verifier_client import Verdict


def alarm_reply(alarm: Alarm) -> Reply:
    """Tell the admin what is wrong with the watching itself, and what to do."""
    tone = Tone.NEUTRAL if alarm.kind is AlarmKind.WELL_AGAIN else Tone.BAD
    return Reply(
        (
            Card(
                _headline(alarm),
                tone,
                lines=(f"Cause: {alarm.cause.rstrip('.')}.",) if alarm.cause else (),
                limits=(phrases.WHY_ALARM,),
                next_step=_NEXT[alarm.kind],
            ),
        )
    )


def callback_answer(verdict: Verdict) -> Reply:
    """Answer a callback: the verdict, and before it the reason why it comes now."""
    card = verdict_card(verdict)
    return Reply((replace(card, first=f"{phrases.PROMISED} {card.first}".strip()),))


def callback_expired(asked: CallbackDetails) -> Reply:
    """Say that the registry did not answer in time, so that nobody waits for an answer that never comes."""
    name = f" {asked.holder}" if asked.holder else ""
    on = f" on {asked.on}" if asked.on else ""
    again = Action(ActionKind.RUN, phrases.ASK_AGAIN, command=f"verify {asked.certificate}{name}{on} fresh")
    headline = phrases.callback_expired(asked.certificate)
    return Reply((Card(headline, Tone.CAUTION, limits=(phrases.SAYS_NOTHING,), actions=(again,)),))


def _headline(alarm: Alarm) -> str:
    count, since = f"{alarm.count:,}", f" since {alarm.since}" if alarm.since else ""
    one = alarm.count == 1
    match alarm.kind:
        case AlarmKind.ROUND_LATE:
            return f"No round has come to its end{since}: watched certificates are not looked at."
        case AlarmKind.CANARY_SILENT:
            return f"The test certificate's notice did not arrive{since}: others' may be missing as well."
        case AlarmKind.STUCK:
            return f"{count} message{' has' if one else 's have'} been waiting to be sent{since}."
        case AlarmKind.MISSED:
            return f"{count} message{'' if one else 's'} could not be sent within the reader's hours{since}."
        case AlarmKind.DEAD:
            return f"{count} message{'' if one else 's'} could not be sent{since}, and will not be tried again."
        case AlarmKind.UNREACHABLE:
            return f"{count} {'person' if one else 'people'} cannot be reached{since}."
        case AlarmKind.REGISTRY_SILENT:
            return f"{count} certificate{'' if one else 's'} could not be read{since}."
        case AlarmKind.REGISTRY_PAUSED:
            return f"{count} registr{'y has' if one else 'ies have'} answered nobody{since}."
        case AlarmKind.WELL_AGAIN:
            return f"All is well again: rounds run and messages are sent{since}."


_NEXT = {
    AlarmKind.ROUND_LATE: "Next: see that certdesk serve or certdesk worker runs; /readyz and its log say why not.",
    AlarmKind.CANARY_SILENT: "Next: certdesk notices list shows what became of it.",
    AlarmKind.STUCK: "Next: see that certdesk serve or certdesk worker runs; certdesk notices list shows them.",
    AlarmKind.MISSED: "Next: what it held comes in the next hours; /metrics says what the platforms answer.",
    AlarmKind.DEAD: "Next: certdesk notices list shows each with its cause; certdesk notices retry sends one again.",
    AlarmKind.UNREACHABLE: "Next: certdesk notices list shows the causes; their notices went to the watches' owners.",
    AlarmKind.REGISTRY_SILENT: "Next: look whether the registry is down, or refuses our key; it is asked again daily.",
    AlarmKind.REGISTRY_PAUSED: "Next: look at the registry's own status; it is asked again every few minutes.",
    AlarmKind.WELL_AGAIN: "",
}
