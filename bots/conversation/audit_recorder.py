"""What an answer leaves in the audit: who did what with which certificate, and what came of it; never whose it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from bots.conversation.model import watch_intents as wanted
from bots.conversation.model.audit_entry import AuditEntry
from bots.conversation.model.intents import Verify, VerifyCode
from bots.conversation.model.replies import Tone
from verifier_client import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from bots.conversation.model.intents import Asker, Intent
    from bots.conversation.model.replies import Reply
    from verifier_client import CertificateId, Verdict

DONE, PARTLY, REFUSED = "done", "partly", "refused"
AUDIT_ACTIONS: dict[type[Intent], str] = {
    Verify: "verify",
    VerifyCode: "verify",
    wanted.Watch: "watch",
    wanted.Unwatch: "unwatch",
    wanted.UnwatchAll: "unwatch all",
    wanted.Snooze: "snooze",
    wanted.Acknowledge: "acknowledge",
    wanted.Assign: "assign",
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
"""What is written down, and by which word; whoever only looks or asks about roles leaves nothing."""


class AuditWriter(Protocol):
    """As much of the audit as who writes needs; see ``ports.Audit``."""

    async def append(self, *entries: AuditEntry) -> None:
        """Write them down."""
        ...


class AuditRecorder:
    """Writes the audit."""

    def __init__(self, audit: AuditWriter, now: Callable[[], datetime]) -> None:
        """Take where it is kept, and the time in UTC."""
        self._audit = audit
        self._now = now

    async def record_answer(self, intent: Intent, reply: Reply, asker: Asker) -> None:
        """Write down what an intent asked, and what was answered."""
        deed = AUDIT_ACTIONS.get(type(intent), "")
        if not deed or _only_looks(intent):
            return
        if isinstance(intent, Verify | VerifyCode):
            found = [(each.question.text, outcome_of(each)) for each in reply.verdicts]
            found = found or ([("", REFUSED)] if isinstance(intent, Verify) else [])
        else:
            came_of_it = _came_of(reply)
            found = [(each, came_of_it) for each in _certificates(intent) or ("",)]
        await self._write(deed, asker, found)

    async def record(
        self, deed: str, asker: Asker, certificates: Iterable[str] = ("",), *, outcome: str = DONE
    ) -> None:
        """Write down what a surface did for somebody, such as sharing or exporting an answer."""
        await self._write(deed, asker, [(each, outcome) for each in certificates])

    async def record_verdicts(self, verdicts: Iterable[Verdict], asker: Asker) -> None:
        """Write down what was verified past the desk, such as a file's certificates."""
        await self._write(AUDIT_ACTIONS[Verify], asker, [(each.question.text, outcome_of(each)) for each in verdicts])

    async def _write(self, deed: str, asker: Asker, found: Iterable[tuple[str, str]]) -> None:
        now = self._now()
        await self._audit.append(*(AuditEntry(now, asker, deed, text, outcome) for text, outcome in found))


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
    match intent:
        case wanted.Watch(ids=ids) | wanted.Unwatch(ids=ids) | wanted.Snooze(ids=ids) | wanted.Acknowledge(ids=ids):
            return tuple(each.text for each in ids)
        case (
            wanted.Assign(certificate=certificate)
            | wanted.SetDeputy(certificate=certificate)
            | wanted.EnterEndDate(certificate=certificate)
            | wanted.RequestCallback(certificate=certificate)
        ):
            return (_text(certificate),)
        case _:
            return ()


def _text(certificate: CertificateId) -> str:
    return certificate.text


def _came_of(reply: Reply) -> str:
    """A card about watching is cautious when it refuses, and says what it left out among its findings or lines."""
    cautious = [card for card in reply.cards if card.tone is Tone.CAUTION]
    if not cautious:
        return DONE
    return PARTLY if any(card.findings or card.lines for card in cautious) else REFUSED
