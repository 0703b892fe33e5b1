"""Teams as one surface of the process: started, stopped and asked how it is like every other."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Any

from bots.config.settings import SettingsError
from bots.http.transport import HttpxTransport
from bots.runtime.rate_limit import UNLIMITED, Limits, RateLimiter
from bots.teams.adapter import Adapter
from bots.teams.api.connector import ServiceConnection
from bots.teams.api.files import TeamsFiles
from bots.teams.api.hosts import LOOPBACK, ServiceHosts
from bots.teams.api.keys import Keys
from bots.teams.api.limits import LIMITS, NOTICES
from bots.teams.api.sender import TeamsSender
from bots.teams.api.tokens import Certificate, ClientSecret, ManagedIdentity, Tokens
from bots.teams.api.trust import AnonymousTrust, Trust
from bots.teams.door import TeamsDoor
from bots.teams.model.errors import FailureLog, NotNow, Rejected
from verifier_client import monotonic_seconds

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bots.config.settings import Settings
    from bots.http.messages import Door
    from bots.http.transport import Transport
    from bots.runtime.background_tasks import BackgroundTasks
    from bots.runtime.ports import ConversationReferences
    from bots.teams.adapter import Bot, ContinueConversation
    from bots.teams.api.tokens import Credential
    from bots.teams.model.errors import FailureRecorder

log = logging.getLogger(__name__)

PATH = "/api/messages"


class TeamsSurface:
    """The Bot Framework's door, and the way back to Teams; one tenant, one app."""

    name = "teams"

    def __init__(
        self,
        settings: Settings,
        background_tasks: BackgroundTasks,
        *,
        make_bot: Callable[[ContinueConversation, TeamsFiles], Bot],
        references: ConversationReferences,
        transport: Transport | None = None,
        failure_recorder: FailureRecorder | None = None,
        limits: Limits | None = None,
    ) -> None:
        """
        Wire up Teams as ``settings`` say; nothing is connected before ``start``.

        Args:
            settings: IDs, secrets and addresses.
            background_tasks: works after the acknowledgement.
            make_bot: makes the bot, which may also speak first, and reads files.
            references: where people's conversations are stored.
            transport: replaces the network in tests.
            failure_recorder: notes what could not be delivered; None for the log.
            limits: how much may be sent; None for Teams' own limits.

        Raises:
            SettingsError: the certificate cannot be read.
        """
        self._transport = transport or HttpxTransport()
        self._keys = Keys(self._transport, settings.teams_openid_url, monotonic=monotonic_seconds)
        self._tokens = None if settings.teams_allow_anonymous else tokens_of(settings, self._transport)
        hosts = ServiceHosts(LOOPBACK if settings.teams_allow_anonymous else settings.teams_service_hosts)
        # The limits are Teams' own; a peer on this machine has none.
        limits = limits or (UNLIMITED if settings.teams_allow_anonymous else LIMITS)
        app_id, tenant = settings.teams_app_id or "", settings.teams_tenant_id or ""
        connection = ServiceConnection(
            transport=self._transport,
            tokens=self._tokens,
            hosts=hosts,
            rate_limiter=RateLimiter(limits, monotonic=monotonic_seconds),
            failure_recorder=failure_recorder or FailureLog(),
            now=time.time,
        )
        files = TeamsFiles(self._transport, ServiceHosts(settings.teams_file_hosts))
        self.adapter = Adapter(
            connection,
            lambda continue_conversation: make_bot(continue_conversation, files),
            background_tasks=background_tasks,
            app_id=app_id,
            tenant=tenant,
        )
        own_rate_limiter = RateLimiter(UNLIMITED if limits is UNLIMITED else NOTICES, monotonic=monotonic_seconds)
        self.sender = TeamsSender(
            connection, references, rate_limiter=own_rate_limiter, time_limit=settings.send_patience
        )
        self._trust: Trust | AnonymousTrust
        if settings.teams_allow_anonymous:
            self._trust = AnonymousTrust(hosts)
        else:
            tenants = frozenset((settings.teams_tenants or tenant).replace(",", " ").split())
            self._trust = Trust(self._keys, app_id=app_id, tenants=tenants, hosts=hosts, now=time.time)

    @property
    def doors(self) -> Mapping[str, Door]:
        """Return what to serve under which path."""
        return {PATH: TeamsDoor(self.adapter.dispatch, self._trust)}

    async def start(self, *, listens: bool = True) -> None:  # noqa: ARG002 - who listens is behind the door
        """Get a token; raises ``SettingsError`` when Microsoft does not accept the credentials."""
        if self._tokens is None:
            log.warning("Teams: anonymous peers on this machine are let in; never expose this port")
            return
        try:
            await self._tokens.get()
        except Rejected as error:
            raise SettingsError(
                f"Microsoft refused the Teams bot's credentials ({error.cause.partition(':')[2]}): check "
                "CERTDESK_TEAMS_APP_ID, CERTDESK_TEAMS_TENANT_ID and CERTDESK_TEAMS_APP_SECRET (or the certificate, or "
                "the managed identity)."
            ) from None
        except NotNow:
            log.warning("Teams: no token could be had yet; it is asked for again with the first answer")

    async def replay(self, what: str, body: Mapping[str, Any]) -> None:  # noqa: ARG002 - the activity says what it is
        """Answer what another process acknowledged and did not answer."""
        await self.adapter.replay(body)

    async def stop_listening(self) -> None:
        """Do nothing: the door closes with the web application."""

    async def close(self) -> None:
        """Close the connections."""
        await self._keys.aclose()
        if self._tokens is not None:
            await self._tokens.aclose()
        await self._transport.aclose()

    @property
    def error(self) -> str | None:
        """Say what keeps people from being answered, if anything does."""
        return self._tokens.error if self._tokens is not None else None


def tokens_of(settings: Settings, transport: Transport) -> Tokens:
    """Return the way to the bot's own token; raises ``SettingsError`` when its certificate cannot be read."""
    return Tokens(
        transport,
        _credential(settings),
        app_id=settings.teams_app_id or "",
        tenant=settings.teams_tenant_id or "",
        authority=settings.teams_authority,
        monotonic=monotonic_seconds,
        now=time.time,
    )


def _credential(settings: Settings) -> Credential:
    """Choose the one that is set; ``Settings`` has seen to it that there is one."""
    if settings.teams_managed_identity:
        header = settings.teams_identity_header
        return ManagedIdentity(settings.teams_identity_url, header.get_secret_value() if header else None)
    if settings.teams_certificate is not None:
        try:
            return Certificate.from_pem(
                settings.teams_certificate.read_bytes(), settings.teams_certificate_thumbprint or ""
            )
        except (OSError, ValueError):
            raise SettingsError(
                "CERTDESK_TEAMS_CERTIFICATE names no readable PEM file with an RSA private key without a passphrase."
            ) from None
    secret = settings.teams_app_secret
    return ClientSecret(secret.get_secret_value() if secret else "")
