"""One line of the audit, as a value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from datetime import datetime

    from bots.conversation.model.intents import Asker


DONE, PARTLY, REFUSED = "done", "partly", "refused"
"""What came of something that was done, where no certificate's standing says it."""


class AuditEntry(Struct, frozen=True):
    """
    Who did what with which certificate, and what came of it.

    It never holds a holder's name. ``at`` is in UTC, ``action`` and ``outcome`` are words of
    ``audit_recorder``, ``certificate`` is an ID, and ``id`` the store's number, 0 until the entry is stored.
    """

    at: datetime
    who: Asker
    action: str
    certificate: str = ""
    outcome: str = ""
    id: int = 0
