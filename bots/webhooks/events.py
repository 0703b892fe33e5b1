"""What is sent to another system: events, as the JSON of https://www.standardwebhooks.com; pure."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

from bots.conversation.model.intents import Asker
from bots.conversation.verify.verdict_json import as_json
from bots.notifications.message_models import MessageKind, NewMessage
from bots.notifications.models import ManagerId
from bots.webhooks.sender import SURFACE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from bots.notifications.models import Notice
    from verifier_client import Verdict

VERDICT, NOTICE, TEST = "verdict.sent", "notice.due", "test"


def verdict_event(verdict: Verdict, says: str, *, sender: Asker, number: str, at: datetime) -> NewMessage:
    """
    Return what is sent when somebody sends a verdict.

    Args:
        verdict: the verdict.
        says: the plain text of its card.
        sender: who sends it.
        number: makes this sending another one than any before.
        at: when (UTC).
    """
    data = as_json(verdict, says) | {"asked_about": verdict.question.holder, "sent_by": sender.key}
    return _event(f"hook:verdict:{number}", VERDICT, data, organisation=sender, at=at)


def notice_events(notice: Notice, certificate: str, *, at: datetime) -> Iterator[NewMessage]:
    """
    Yield what is sent when a notice is due: an event for each organisation that it concerns, which names nobody.

    Args:
        notice: what is due.
        certificate: the ID of its certificate.
        at: when it was found to be due (UTC).
    """
    data = {
        "certificate": certificate,
        "kind": str(notice.kind),
        "on": notice.date.isoformat(),
        "days_before": notice.key.step,
        "ends_on": notice.end.isoformat() if notice.end else None,
        "urgent": notice.urgent,
        "successor": notice.successor,
    }
    for home in sorted({(who.surface, who.tenant) for who in map(Asker.from_key, notice.recipients)}):
        key = f"hook:notice:{':'.join(home)}:{notice.key.text}"
        yield _event(key, NOTICE, data, organisation=Asker(*home), at=at)


def address_of(organisation: Asker) -> ManagerId:
    """Return under which key the ledger holds what goes from an organisation to the webhook."""
    return ManagerId(Asker(SURFACE, organisation.surface, organisation.tenant).key)


def event_text(name: str, kind: str, data: Mapping[str, Any], at: datetime) -> str:
    """
    Return an event as it is sent.

    Args:
        name: its ID, the same over all attempts.
        kind: what happened.
        data: what there is to know about it.
        at: when it happened (UTC).
    """
    body = {"id": name, "type": kind, "timestamp": at.isoformat(timespec="seconds"), "data": data}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def _event(key: str, kind: str, data: Mapping[str, Any], *, organisation: Asker, at: datetime) -> NewMessage:
    name = f"msg_{uuid5(NAMESPACE_URL, f'certdesk:{key}').hex}"
    details = event_text(name, kind, data, at)
    return NewMessage(key, MessageKind.EVENT, address_of(organisation), at.date(), at, details=details)
