"""What messages without notices of their own are about, as the ledger keeps it, and what they say."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from bots.conversation.model.replies import Action, ActionKind, Card, Reply, Tone
from bots.conversation.text import watches as phrases
from bots.conversation.verify.verdict_cards import verdict_card

if TYPE_CHECKING:
    from verifier_client import Verdict


@dataclass(frozen=True, slots=True)
class HandoverDetails:
    """
    Notices handed over, and why their reader cannot be reached.

    ``tried`` are the chat identities that could not be reached.
    """

    cause: str = ""
    tried: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Return it as the ledger keeps it."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def read(cls, text: str) -> HandoverDetails:
        """Read what the ledger kept."""
        kept = json.loads(text) if text else {}
        return cls(kept.get("cause", ""), tuple(kept.get("tried", ())))


@dataclass(frozen=True, slots=True)
class CallbackDetails:
    """A question that somebody was promised an answer to; ``expired`` when no registry answered in time."""

    certificate: str
    holder: str = ""
    on: str = ""
    expired: bool = False

    @property
    def text(self) -> str:
        """Return it as the ledger keeps it."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def read(cls, text: str) -> CallbackDetails:
        """Read what the ledger kept."""
        return cls(**json.loads(text))


class AlarmKind(StrEnum):
    """What the admin must hear of: silence first."""

    ROUND_LATE = "round_late"
    CANARY_SILENT = "canary_silent"
    STUCK = "stuck"
    DEAD = "dead"
    UNREACHABLE = "unreachable"
    REGISTRY_SILENT = "registry_silent"
    WELL_AGAIN = "well_again"


@dataclass(frozen=True, slots=True)
class Alarm:
    """An alarm: how many it is about, since when (as words), and the cause as far as it is known."""

    kind: AlarmKind
    count: int = 0
    since: str = ""
    cause: str = ""

    @property
    def text(self) -> str:
        """Return it as the ledger keeps it."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def read(cls, text: str) -> Alarm:
        """Read what the ledger kept."""
        kept = json.loads(text)
        return cls(**kept | {"kind": AlarmKind(kept["kind"])})


def alarm_reply(alarm: Alarm) -> Reply:
    """Say to the admin what is wrong with the watching itself, and what to do."""
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
    """Answer a question of old: the verdict, and before it that somebody asked for it."""
    card = verdict_card(verdict)
    return Reply((replace(card, first=f"{phrases.PROMISED} {card.first}".strip()),))


def callback_expired(asked: CallbackDetails) -> Reply:
    """Say that the registry did not come back in time: an end, and not silence."""
    name = f" {asked.holder}" if asked.holder else ""
    on = f" on {asked.on}" if asked.on else ""
    again = Action(ActionKind.RUN, phrases.ASK_AGAIN, command=f"verify {asked.certificate}{name}{on} fresh")
    headline = phrases.promise_over(asked.certificate)
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
        case AlarmKind.DEAD:
            return f"{count} message{'' if one else 's'} could not be sent{since}, and will not be tried again."
        case AlarmKind.UNREACHABLE:
            return f"{count} {'person' if one else 'people'} cannot be reached{since}."
        case AlarmKind.REGISTRY_SILENT:
            return f"{count} certificate{'' if one else 's'} could not be read{since}."
        case AlarmKind.WELL_AGAIN:
            return f"All is well again: rounds run and messages are sent{since}."


_NEXT = {
    AlarmKind.ROUND_LATE: "Next: see that certdesk serve or certdesk worker runs; /readyz and its log say why not.",
    AlarmKind.CANARY_SILENT: "Next: certdesk notices list shows what became of it.",
    AlarmKind.STUCK: "Next: see that certdesk serve or certdesk worker runs; certdesk notices list shows them.",
    AlarmKind.DEAD: "Next: certdesk notices list shows each with its cause; certdesk notices retry sends one again.",
    AlarmKind.UNREACHABLE: "Next: certdesk notices list shows the causes; their notices went to the watches' owners.",
    AlarmKind.REGISTRY_SILENT: "Next: look whether the registry is down, or refuses our key; it is asked again daily.",
    AlarmKind.WELL_AGAIN: "",
}
