"""From settings to values of the domain: the admin, the canary, the keys; what is none of them stops the start."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from bots.config.settings import SettingsError
from bots.conversation.model.intents import Asker
from bots.notifications import canary
from bots.notifications.models import ManagerId
from verifier_client import CertificateId, UnknownIdentifier

if TYPE_CHECKING:
    from bots.config.settings import Settings
    from bots.security.encryption import Encryption


def admin_of(settings: Settings) -> ManagerId | None:
    """Return who is told when the watching itself is not well; raises ``SettingsError`` for what is no identity."""
    if settings.admin is None:
        return None
    with contextlib.suppress(ValueError):
        who = Asker.from_key(settings.admin)
        if who.surface in {"slack", "teams"} and who.person:
            return ManagerId(who.key)
    raise SettingsError("CERTDESK_ADMIN is no chat identity: type `notify` to the bot, it shows yours.")


def encryption_of(settings: Settings) -> Encryption | None:
    """Return who encrypts, where there is a key; raises ``SettingsError`` for one that is none."""
    if settings.token_key is None:
        return None
    from bots.security.encryption import Encryption, EncryptionError  # noqa: PLC0415 - for those who have a key

    try:
        return Encryption.from_text(settings.token_key.get_secret_value())
    except EncryptionError as error:
        raise SettingsError(f"CERTDESK_TOKEN_KEY {error}") from None


def canary_certificate_of(settings: Settings) -> CertificateId:
    """Return the canary's certificate; raises ``SettingsError`` for what is no ID."""
    if settings.canary is None:
        return canary.IN_SANDBOX
    try:
        return CertificateId.parse(settings.canary)
    except UnknownIdentifier:
        raise SettingsError("CERTDESK_CANARY is no certificate ID: set it to one that a registry knows.") from None
