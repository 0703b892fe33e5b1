"""What an organisation's settings need from a store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bots.conversation.model.intents import Asker
    from bots.conversation.organisation.organisation_settings import OrganisationSettings


class NameHistory(Protocol):
    """Remembers with which names an ID was checked in an organisation, as keyed hashes."""

    async def other_name(self, asker: Asker, certificate: str, name: str, *, days: int) -> datetime | None:
        """
        Remember a name, and look for another one that the same ID was checked with.

        Args:
            asker: whose organisation is looked at.
            certificate: the certificate's ID.
            name: the holder's name as the asker gave it; only its hash is kept.
            days: how many days back other names count.

        Returns:
            When the ID was last checked with another name (UTC), None if it was not.
        """
        ...


class OrganisationSettingsStore(Protocol):
    """Keeps organisations' settings, each as the text that its form field shows."""

    async def settings(self, surface: str, tenant: str) -> OrganisationSettings:
        """
        Return an organisation's settings; what was not set has its default.

        Args:
            surface: the platform, such as ``slack``.
            tenant: the organisation there; may be answered from a copy that is a few seconds old.
        """
        ...

    async def change(self, asker: Asker, texts: Mapping[str, str]) -> None:
        """
        Set some of the settings of the asker's organisation; what is planned follows them.

        Args:
            asker: who changes them, for the audit.
            texts: checked texts by the names of ``FIELDS``.
        """
        ...

    async def installer(self, surface: str, tenant: str) -> str:
        """
        Return the platform ID of who installed the bot, "" where that is not known.

        Args:
            surface: the platform, such as ``slack``.
            tenant: the organisation there.
        """
        ...
