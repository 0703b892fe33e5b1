"""Another system, as the rest of the process sees it: whose answers go there, and what is handed in for it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from bots.conversation.plain_text import card_as_text
from bots.conversation.verify.verdict_cards import verdict_card
from bots.webhooks.events import notice_events, verdict_event
from bots.webhooks.sender import SURFACE

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping, Sequence

    from bots.conversation.model.intents import Asker
    from bots.notifications.message_models import NewMessage
    from bots.notifications.models import Notice, WatchId
    from bots.runtime.clock import Now
    from bots.webhooks.sender import WebhookSender
    from verifier_client import Verdict


class Webhook:
    """Takes verdicts that people send, and notices that are due, for the organisations that it was set for."""

    surface = SURFACE

    def __init__(self, name: str, sender: WebhookSender, *, organisations: Collection[str], now: Now) -> None:
        """
        Take events; nothing is sent before ``connect``.

        Args:
            name: what people call the other system, on the button.
            sender: brings events there.
            organisations: whose events it takes, as ``slack:T024BE7LD``; empty for those of this installation.
            now: the time in UTC.
        """
        self.name = name
        self.sender = sender
        self._organisations = frozenset(organisations)
        self._now = now
        self._hand_in: Callable[[NewMessage], Awaitable[None]] | None = None

    def connect(self, hand_in: Callable[[NewMessage], Awaitable[None]]) -> None:
        """Write what is to be sent down through ``hand_in``; from then on it is not lost."""
        self._hand_in = hand_in

    def takes_from(self, asker: Asker) -> bool:
        """Say whether somebody's organisation may send there; people of others in a shared channel may not."""
        if asker.is_stranger or self._hand_in is None:
            return False
        return not self._organisations or f"{asker.surface}:{asker.tenant}" in self._organisations

    async def send(self, verdicts: Sequence[Verdict], asker: Asker) -> None:
        """Hand in what somebody sends there."""
        for verdict in verdicts:
            says = card_as_text(verdict_card(verdict))
            event = verdict_event(verdict, says, sender=asker, number=uuid4().hex, at=self._now())
            if self._hand_in is not None:
                await self._hand_in(event)

    def events_of(self, notices: Sequence[Notice], certificates: Mapping[WatchId, str]) -> Iterator[NewMessage]:
        """
        Yield the events of notices that are due.

        Args:
            notices: what is due.
            certificates: the IDs of the certificates by their watches.
        """
        for notice in notices:
            for event in notice_events(notice, certificates[notice.key.watch], at=self._now()):
                home = event.to.partition(":")[2]
                if home.partition(":")[0] in PLATFORMS and (not self._organisations or home in self._organisations):
                    yield event


PLATFORMS = frozenset({"slack", "teams"})
"""Where people are; the canary's notices, and those of a terminal, are nobody else's business."""
