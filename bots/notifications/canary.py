"""
The canary: a certificate that ends every day, watched by nobody, whose notice must arrive every day.

Its notice goes the whole way (read, planned, claimed, sent, written down), so that its silence is everybody's.
"""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

from bots.conversation.model.intents import Asker
from bots.conversation.model.watch_models import Preferences
from bots.conversation.plain_text import reply_as_text
from bots.notifications.message_models import LookBack, Sent
from bots.notifications.models import ManagerId
from verifier_client import CertificateId

if TYPE_CHECKING:
    from datetime import datetime

    from bots.conversation.model.replies import Reply
    from bots.conversation.watch.stores import WatchStores
    from bots.notifications.message_models import NotSent, SendResult

SURFACE = "canary"
OWNER = Asker(SURFACE, "", "canary")
READER = ManagerId(OWNER.key)
IN_SANDBOX = CertificateId.parse("CPAP-2026-CNRY")
MAX_SILENCE = timedelta(hours=26)  # a day, and the time that a round may take
_ALWAYS = Preferences(opens=time(0), closes=time(23, 59), workdays=frozenset(range(1, 8)), heartbeat=False)


async def watch_canary(watch_stores: WatchStores, certificate: CertificateId = IN_SANDBOX) -> None:
    """Watch the canary, and only this one; to be called at each start."""
    others = [name for name in await watch_stores.watches.watched_by(OWNER) if name != certificate.text]
    if others:
        await watch_stores.watches.remove(OWNER, [CertificateId.parse(name) for name in others])
    if await watch_stores.preferences.preferences(OWNER) != _ALWAYS:
        await watch_stores.preferences.set_preferences(OWNER, _ALWAYS)
    await watch_stores.watches.watch(OWNER, certificate)


class CanarySender:
    """Receives the canary's notices: a ``Sender`` that sends nothing."""

    def render(self, reply: Reply, *, key: str) -> str:
        """See the port."""
        return f"{key}\n{reply_as_text(reply)}"

    async def turn(self, to: Asker) -> NotSent | None:  # noqa: ARG002
        """See the port."""
        return None

    async def send(self, to: Asker, payload: str, *, repeated: bool = False) -> SendResult:  # noqa: ARG002
        """See the port; it arrives by being here."""
        return Sent(payload.partition("\n")[0])

    async def update(self, to: Asker, message: str, payload: str) -> bool:  # noqa: ARG002
        """See the port: there is nobody who looks at it."""
        return False

    async def look_back(self, to: Asker, key: str, *, since: datetime) -> Sent | LookBack:  # noqa: ARG002
        """See the port: nothing arrives but in the process that writes it down."""
        return LookBack.ABSENT
