"""The chain of receipts: of each its number and hash only, so that nothing about a person is kept."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from bots.storage.tables.schema import receipts

if TYPE_CHECKING:
    from bots.runtime.clock import Now
    from bots.security.signed_receipts import Receipt, Signer
    from bots.storage.db.connection import Database
    from verifier_client import Verdict

FIRST = "0" * 64
LOCK = "SELECT pg_advisory_xact_lock(hashtext('certdesk receipts ' || current_schema()))"


class ReceiptsInDatabase:
    """Signs receipts and chains them in the database; see ``conversation.model.ports.Receipts``."""

    def __init__(self, database: Database, signer: Signer, *, now: Now) -> None:
        """Sign with ``signer`` and number the receipts in ``database``; ``now`` returns the time in UTC."""
        self._database = database
        self._signer = signer
        self._now = now

    async def issue(self, verdict: Verdict) -> Receipt:
        """See the port; of several processes one at a time adds a link."""
        async with self._database.writing() as connection:
            if connection.dialect.name == "postgresql":
                await connection.exec_driver_sql(LOCK)
            wanted = select(receipts.c.number, receipts.c.digest).order_by(receipts.c.number.desc()).limit(1)
            last = (await connection.execute(wanted)).first()
            number, previous = (last.number, last.digest) if last else (0, FIRST)
            at, salt = self._now(), secrets.token_hex(16)
            receipt = self._signer.issue(verdict, number=number + 1, previous=previous, at=at, salt=salt)
            row = {"number": number + 1, "digest": receipt.digest, "key": receipt.fingerprint, "issued_at": at}
            await connection.execute(insert(receipts).values(**row))
        return receipt
