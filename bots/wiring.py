"""The composition root: which implementation stands behind which port is decided here and nowhere else."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from bots.conversation.allowance import Allowance, AllowanceRule
from bots.conversation.desk import Desk
from bots.conversation.links import link_hosts
from bots.errands import Errands
from bots.settings import Settings, SettingsError
from bots.storage.memory import ReferencesInMemory, SeenInMemory
from verifier_client import Misconfigured, VerifierClient

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from bots.teams.adapter import Speak

    Door = Callable[[bytes, Mapping[str, str]], Awaitable[tuple[int, dict[str, str], bytes]]]

NO_SURFACE = (
    "No surface is configured, so there is nobody to serve: set CERTDESK_SLACK_BOT_TOKEN and, for Slack over signed "
    "HTTP, CERTDESK_SLACK_SIGNING_SECRET, or, for Socket Mode, CERTDESK_SLACK_APP_TOKEN; for Teams "
    "CERTDESK_TEAMS_APP_ID, CERTDESK_TEAMS_TENANT_ID and CERTDESK_TEAMS_APP_SECRET."
)


class Surface(Protocol):
    """A chat platform, as the process sees it."""

    @property
    def name(self) -> str:
        """Return its name."""
        ...

    @property
    def doors(self) -> Mapping[str, Door]:
        """Return what to serve under which path."""
        ...

    @property
    def trouble(self) -> str | None:
        """Say what keeps people from being answered, if anything does."""
        ...

    async def start(self) -> None:
        """Connect; raises ``SettingsError`` when the platform does not accept what is configured."""
        ...

    async def stop_listening(self) -> None:
        """Take nothing new."""
        ...

    async def close(self) -> None:
        """Close what ``start`` opened."""
        ...


@dataclass(frozen=True, slots=True)
class House:
    """Everything that one process holds."""

    verifier: VerifierClient
    desk: Desk
    errands: Errands
    surfaces: tuple[Surface, ...]


def furnish(settings: Settings) -> House:
    """
    Put everything together; nothing is connected yet.

    Raises ``SettingsError`` when no surface is configured, or the registries cannot be read.
    """
    if not (settings.slack_is_on or settings.teams_is_on):
        raise SettingsError(NO_SURFACE)
    try:
        verifier = VerifierClient.from_config(settings.registries)
    except Misconfigured as error:
        raise SettingsError(str(error)) from None
    rule = AllowanceRule(ids=settings.ids_per_person)
    desk = Desk(verifier, allowance=Allowance(rule, time.monotonic), most=settings.ids_per_command)
    errands = Errands()
    return House(verifier, desk, errands, tuple(_surfaces(settings, desk, errands, verifier)))


def _surfaces(settings: Settings, desk: Desk, errands: Errands, verifier: VerifierClient) -> list[Surface]:
    found: list[Surface] = []
    if settings.slack_is_on:
        # A chat platform's SDK costs a quarter of a second and 30 MB: only who uses it pays.
        from bots.slack.surface import SlackSurface  # noqa: PLC0415

        found.append(SlackSurface(settings, desk, SeenInMemory(time.monotonic), errands, verifier.registries))
    if settings.teams_is_on:
        found.append(_teams(settings, desk, errands, verifier))
    return found


def _teams(settings: Settings, desk: Desk, errands: Errands, verifier: VerifierClient) -> Surface:
    from bots.teams.bot import CertdeskBot  # noqa: PLC0415 - as above
    from bots.teams.references import PersonalChats  # noqa: PLC0415
    from bots.teams.service import Installation  # noqa: PLC0415
    from bots.teams.surface import TeamsSurface  # noqa: PLC0415

    references = ReferencesInMemory()
    titles = tuple(dict.fromkeys(about.title for about in verifier.registries))

    def make_bot(speak: Speak) -> CertdeskBot:
        return CertdeskBot(
            desk,
            SeenInMemory(time.monotonic),
            references,
            direct=PersonalChats(references, speak),
            installation=Installation(titles, settings.support),
            link_hosts=link_hosts(verifier.registries),
        )

    return TeamsSurface(settings, errands, make_bot)
