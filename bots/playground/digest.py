"""
What a manager of the sandbox's people is sent unasked: an alert at once, and the morning's digest.

Read, scheduled, planned and put into words by the functions that rounds call; only the list of people is made up.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta
from typing import TYPE_CHECKING, Protocol

from bots.notifications.cards.digest_cards import digest_reply
from bots.notifications.message_models import Message, MessageKind
from bots.notifications.models import ManagerId, RegistryReading, ScheduledWatch, WatchId, WatchState
from bots.notifications.round_models import DigestContent, DueWatch, TeamCertificate, WatchedCertificate
from bots.notifications.schedule.calendars import Manager
from bots.notifications.schedule.digests import Alert, MessageHistory, WatchSummary, plan_messages
from bots.notifications.schedule.due_notices import due
from bots.notifications.schedule.lead_times import ladder_for
from bots.notifications.schedule.registry_readings import reading_after
from bots.playground.shared_desk import YOU
from verifier_client import Standing

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from bots.conversation.model.ports import Verifier
    from bots.conversation.model.replies import Reply
    from bots.notifications.models import Notice
    from bots.notifications.schedule.digests import Digest
    from verifier_client import Verdict

# Reads at any hour, so that whoever looks at the page on a Friday night sees today's digest and not Monday's.
MANAGER = Manager(ManagerId(YOU.key), workdays=frozenset(range(1, 8)), opens=time(0), closes=time(23, 59, 59))
ROSTER = (
    ("CPAP-2026-8841", "Platform"),
    ("AIPA-CAIP-2026-S4NDB2", "Platform"),
    ("AIDA-2026-1234", "Risk"),
    ("AIDA-2024-1180", "Risk"),
    ("AIDA-2024-5512", "Risk"),
    ("AIMA-2026-4406", "Risk"),
    ("CPAP-2026-6660", "Platform"),
)
WATCHED_FOR = timedelta(days=60)
SOON = 90  # days, as the summary counts them


@dataclass(frozen=True, slots=True)
class UnaskedMessage:
    """One message: its key, and what it says."""

    key: str
    reply: Reply


class SentDigests(Protocol):
    """Where the page's watches and messages are stored, so that what is pressed in a message changes it."""

    async def watch(self, dues: Collection[DueWatch]) -> dict[WatchId, DueWatch]:
        """Watch these for the page's person, each with what was read of it; return them as they are stored."""
        ...

    async def sent(self, message: Message, notices: Sequence[Notice]) -> None:
        """Note that a message was sent, which is called by its key here."""
        ...


async def messages(verifier: Verifier, now: datetime, *, stored: SentDigests | None = None) -> list[UnaskedMessage]:
    """
    Return what the manager is sent unasked: the alert first, then the digest.

    Args:
        verifier: asks the sandbox.
        now: the time in UTC.
        stored: where all of it is stored; None to store nothing.

    Returns:
        At most two messages.
    """
    dues, verdicts = await _read(verifier, now)
    if stored is not None:
        dues = await stored.watch(dues.values())
    notices = [
        notice
        for each in dues.values()
        for notice in due(each.state, now, manager=MANAGER, ladder=ladder_for(each.state.reading.facts))
    ]
    summary = _summary(dues, now)
    post = plan_messages(MANAGER, notices, now, history=MessageHistory((now - WATCHED_FOR).date()), summary=summary)
    team_certificates = _team_certificates(dues, verdicts)
    found: list[UnaskedMessage] = []
    for planned in (post.alert, post.digest):
        if planned is not None:
            message = _message(planned)
            content = DigestContent(message, MANAGER, planned.notices, dues, team_certificates, summary, sandbox=True)
            found.append(UnaskedMessage(message.key, digest_reply(content)))
            if stored is not None:
                await stored.sent(message, planned.notices)
    return found


async def _read(verifier: Verifier, now: datetime) -> tuple[dict[WatchId, DueWatch], dict[str, Verdict]]:
    teams = dict(ROSTER)
    ids = {each.text: each for text in teams for each in verifier.read_text(text).ids}
    verdicts = {verdict.question.text: verdict async for verdict in verifier.verify_many(ids.values())}
    dues: dict[WatchId, DueWatch] = {}
    for number, (text, certificate) in enumerate(ids.items(), 1):
        verdict = verdicts[text]
        reading = reading_after(RegistryReading(), verdict, now)
        holder = verdict.record.holder if verdict.record else None
        watch = ScheduledWatch(WatchId(str(number)), text, MANAGER.id, holder or "")
        dues[watch.id] = DueWatch(
            WatchState(watch, reading), WatchedCertificate(number, certificate, reading), MANAGER.id, team=teams[text]
        )
    return dues, verdicts


def _message(planned: Alert | Digest) -> Message:
    if isinstance(planned, Alert):
        return Message(
            planned.key, MessageKind.ALERT, MANAGER.id, MANAGER.local(planned.not_before).date(), urgent=True
        )
    return Message(
        planned.key, MessageKind.DIGEST, MANAGER.id, planned.day, urgent=any(each.urgent for each in planned.notices)
    )


def _summary(dues: Mapping[WatchId, DueWatch], now: datetime) -> WatchSummary:
    facts = [each.state.reading.facts for each in dues.values()]
    ends = [each.expires_on for each in facts if each is not None and each.expires_on is not None]
    soon = sum(0 <= (end - now.date()).days <= SOON for end in ends)
    return WatchSummary(len(dues), soon, unread=facts.count(None), read_at=now)


def _team_certificates(
    dues: Mapping[WatchId, DueWatch], verdicts: Mapping[str, Verdict]
) -> dict[WatchId, tuple[TeamCertificate, ...]]:
    def team_certificate(each: DueWatch) -> TeamCertificate:
        text, facts = each.state.watch.certificate, each.state.reading.facts
        stands = verdicts[text].standing in {Standing.ACTIVE, Standing.EMERITUS}
        if facts is None:
            return TeamCertificate(text, "", stands, None)
        return TeamCertificate(text, facts.code, stands, facts.expires_on, facts.issuer)

    return {
        watch: tuple(
            team_certificate(other) for other in dues.values() if other.team == each.team and other is not each
        )
        for watch, each in dues.items()
    }
