"""Writes the audit: who did what with which certificate, and what came of it; never whose certificate it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from bots.conversation.model import watch_intents as wanted
from bots.conversation.model.audit_entry import DONE, PARTLY, REFUSED, AuditEntry
from bots.conversation.model.intents import Verify, VerifyCode
from bots.conversation.model.replies import Tone
from verifier_client import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from bots.conversation.model.intents import Asker, Intent
    from bots.conversation.model.replies import Reply
    from verifier_client import Verdict

AUDIT_ACTIONS: dict[type[Intent], str] = {
    Verify: "verify",
    VerifyCode: "verify",
    wanted.Watch: "watch",
    wanted.Unwatch: "unwatch",
    wanted.UnwatchAll: "unwatch all",
    wanted.Snooze: "snooze",
    wanted.Acknowledge: "acknowledge",
    wanted.TakeBackAcknowledgement: "take back acknowledgement",
    wanted.Assign: "assign",
    wanted.AcceptOffer: "accept",
    wanted.AnswerAdminOffer: "answer admin",
    wanted.DeclineOffer: "decline",
    wanted.SetDeputy: "deputy",
    wanted.SetFallback: "fallback",
    wanted.AcceptInvitation: "claim",
    wanted.InvitePerson: "link",
    wanted.UnlinkPerson: "unlink",
    wanted.ChangePreferences: "notify",
    wanted.SetRule: "rule",
    wanted.SetProfile: "rule",
    wanted.EnterEndDate: "enter end",
    wanted.RequestCallback: "tell me",
    wanted.ImportRoster: "import",
    wanted.SetSettings: "settings",
}
"""The audit's word for each intent that is written down; looking and asking about roles leave nothing."""


class AuditWriter(Protocol):
    """The part of ``ports.Audit`` that is written."""

    async def append(self, *entries: AuditEntry) -> None:
        """Store entries, all or none."""
        ...


class AuditRecorder:
    """Writes into the audit what was answered and done."""

    def __init__(self, audit: AuditWriter, now: Callable[[], datetime]) -> None:
        """Append to ``audit``, at the time (UTC) that ``now`` gives."""
        self._audit = audit
        self._now = now

    async def record_answer(self, intent: Intent, reply: Reply, asker: Asker) -> None:
        """Write down what somebody asked, and what was answered; what only looks leaves nothing."""
        action = AUDIT_ACTIONS.get(type(intent), "")
        if not action or _only_looks(intent):
            return
        if isinstance(intent, Verify | VerifyCode):
            entries = [(each.question.text, outcome_of(each)) for each in reply.verdicts]
            entries = entries or ([("", REFUSED)] if isinstance(intent, Verify) else [])
        else:
            outcome = _outcome_of_reply(reply)
            entries = [(each, outcome) for each in _certificates(intent) or ("",)]
        await self._write(action, asker, entries)

    async def record(
        self, action: str, asker: Asker, certificates: Iterable[str] = ("",), *, outcome: str = DONE
    ) -> None:
        """
        Write down what a surface did for somebody, such as sharing or exporting an answer.

        Args:
            action: what was done, in the audit's words.
            asker: for whom.
            certificates: the IDs that it was about, one entry each.
            outcome: what came of it.
        """
        await self._write(action, asker, [(each, outcome) for each in certificates])

    async def record_verdicts(self, verdicts: Iterable[Verdict], asker: Asker) -> None:
        """Write down what was verified outside ``Desk.answer``, such as a file's certificates."""
        await self._write(AUDIT_ACTIONS[Verify], asker, [(each.question.text, outcome_of(each)) for each in verdicts])

    async def _write(self, action: str, asker: Asker, entries: Iterable[tuple[str, str]]) -> None:
        now = self._now()
        await self._audit.append(*(AuditEntry(now, asker, action, text, outcome) for text, outcome in entries))


def outcome_of(verdict: Verdict) -> str:
    """Return what came of a verification; whether a name agrees is nobody's business later."""
    if verdict.outcome is Outcome.FOUND and verdict.standing is not None:
        return f"{verdict.outcome} {verdict.standing}"
    return str(verdict.outcome)


def _only_looks(intent: Intent) -> bool:
    match intent:
        case wanted.UnwatchAll(sure=sure):
            return not sure
        case wanted.SetRule(save=save):
            return not save
        case wanted.ChangePreferences():
            return intent == wanted.ChangePreferences()
        case _:
            return False


def _certificates(intent: Intent) -> tuple[str, ...]:
    return intent.certificates if isinstance(intent, wanted.CertificatesIntent | wanted.CertificateIntent) else ()


def _outcome_of_reply(reply: Reply) -> str:
    """A card about watching is cautious when it refuses, and says what it left out among its findings or lines."""
    cautious = [card for card in reply.cards if card.tone is Tone.CAUTION]
    if not cautious:
        return DONE
    return PARTLY if any(card.findings or card.lines for card in cautious) else REFUSED
