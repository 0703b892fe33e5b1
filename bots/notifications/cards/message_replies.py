"""Replies of messages without notices of their own: alarms for the admin, and answers to callbacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from bots.conversation.model.replies import Action, ActionKind, Card, Reply, Tone
from bots.conversation.text import operations
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
                operations.alarm_headline(alarm.kind, alarm.count, alarm.since),
                tone,
                lines=(operations.alarm_cause(alarm.cause),) if alarm.cause else (),
                limits=(phrases.WHY_ALARM,),
                next_step=operations.ALARM_STEPS[alarm.kind],
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
