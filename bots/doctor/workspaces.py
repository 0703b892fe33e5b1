"""Workspaces that installed the app themselves: whether the tokens that they left can be opened."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bots.doctor.findings import Finding, fault, ok
from bots.security.encryption import Encryption, EncryptionError
from bots.storage.db.url import DatabaseError
from bots.storage.maintenance.inspection import encrypted_tokens, look

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bots.doctor.context import DoctorContext


async def workspaces(context: DoctorContext) -> Iterable[Finding]:
    """Look whether the key is one, and opens every token that is kept."""
    settings = context.settings
    if settings.token_key is None:
        return []
    try:
        encryption = Encryption.from_text(settings.token_key.get_secret_value())
    except EncryptionError as error:
        return [fault(f"CERTDESK_TOKEN_KEY {error}", "Set it to what `certdesk db key` prints.")]
    url = settings.database_url.get_secret_value()
    try:
        seen = await asyncio.to_thread(look, url, online=context.online)
        kept = await asyncio.to_thread(encrypted_tokens, url) if seen is not None and seen.is_current else ()
    except DatabaseError:
        return []  # the database's check says it
    shut = sum(encryption.decrypt(token) is None for token in kept)
    if shut:
        return [
            fault(
                f"CERTDESK_TOKEN_KEY does not open the tokens of {shut} of {len(kept)} workspaces.",
                "Put the key that encrypted them back, behind a comma; or have those workspaces install the app again.",
            )
        ]
    return [ok(f"CERTDESK_TOKEN_KEY opens the tokens of all {len(kept)} workspaces that installed the app.")]
