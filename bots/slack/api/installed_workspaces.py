"""
The workspaces that installed the app themselves: tokens decrypted when used, and renewed by one process for all.

What is read of a workspace is remembered for a minute: that is how long another process may still use a token that
was just revoked, which Slack refuses anyway.
"""

from __future__ import annotations

import asyncio
import json
import logging
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bots.runtime.json_access import text_at
from bots.runtime.ports import Installation
from bots.slack.api.workspaces import Bot, EventOrigin, Workspace

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from datetime import datetime

    from bots.runtime.ports import Installations, InstallStates
    from bots.security.encryption import Encryption
    from bots.slack.api.oauth_tokens import OAuthTokens
    from bots.slack.api.web_api import SlackConnection

log = logging.getLogger(__name__)

SURFACE = "slack"
CACHE_SECONDS = 60.0  # seconds
RENEW_BEFORE = timedelta(minutes=10)  # so long before its end a token is renewed
LEASE = 20.0  # seconds that one process has for it
POLLS, POLL_INTERVAL = 60, 0.25  # how often, and every how many seconds, the others look whether it is done


@dataclass(frozen=True, slots=True)
class Times:
    """The time of day, seconds that only grow, and a way to wait."""

    now: Callable[[], datetime]
    monotonic: Callable[[], float]
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep


@dataclass(frozen=True, slots=True)
class WorkspaceRegister:
    """Where installations and begun ones are stored, how tokens are encrypted, and the time."""

    installations: Installations
    states: InstallStates
    encryption: Encryption
    times: Times


@dataclass(frozen=True, slots=True)
class _CacheEntry:
    """What was read of a workspace, and until when it counts, in monotonic seconds."""

    installation: Installation
    workspace: Workspace
    until: float


class InstalledWorkspaces:
    """The ``WorkspaceDirectory`` of all workspaces that installed the app themselves."""

    def __init__(self, register: WorkspaceRegister, oauth_tokens: OAuthTokens, connection: SlackConnection) -> None:
        """Keep installations in ``register``, renew by ``oauth_tokens``, and call over ``connection``."""
        self._installations = register.installations
        self._encryption = register.encryption
        self._times = register.times
        self._oauth_tokens = oauth_tokens
        self._connection = connection
        self._cache: dict[str, _CacheEntry] = {}
        self._locks: dict[str, asyncio.Lock] = {}
        self._retry_at: dict[str, float] = {}

    async def workspace(self, origin: EventOrigin) -> Workspace | None:
        """See the port; an organisation's installation serves all of its workspaces."""
        if origin.team and (found := await self._of_tenant(origin.team)) is not None:
            return found
        if not origin.enterprise or (found := await self._of_tenant(origin.enterprise)) is None:
            return None
        if origin.team:
            await self._link_to_organisation(origin)
        return found

    async def keep(self, tenant: str, grant: Mapping[str, Any], bot: Bot, *, by: str) -> None:
        """Keep what Slack granted to a workspace, or to an organisation."""
        await self._installations.keep(self._encrypted(tenant, grant, {"bot": asdict(bot), "by": by}))
        self._cache.pop(tenant, None)

    async def forget(self, tenant: str) -> None:
        """Forget the token at once: a workspace removed the app, or an organisation did for all of its own."""
        self._cache.clear()
        await self._installations.forget(SURFACE, tenant)

    async def _of_tenant(self, tenant: str) -> Workspace | None:
        if (workspace := self._remembered(tenant)) is not None:
            return workspace
        async with self._locks.setdefault(tenant, asyncio.Lock()):
            return self._remembered(tenant) or await self._load(tenant)

    def _remembered(self, tenant: str) -> Workspace | None:
        known = self._cache.get(tenant)
        is_fresh = (
            known is not None and self._times.monotonic() < known.until and not self._is_ending(known.installation)
        )
        return known.workspace if known is not None and is_fresh else None

    async def _load(self, tenant: str) -> Workspace | None:
        installation = await self._installations.of_team(SURFACE, tenant)
        retry_at = self._retry_at.get(tenant, float("-inf"))
        if installation is not None and self._is_ending(installation) and self._times.monotonic() >= retry_at:
            installation = await self._renewed(installation)
        if installation is None:
            self._cache.pop(tenant, None)
            self._locks.pop(tenant, None)
            return None
        return await self._opened(installation)

    async def _opened(self, installation: Installation) -> Workspace | None:
        details = json.loads(installation.details or "{}")
        under = text_at(details, "under")
        if under:
            found = await self._of_tenant(under)
            if under in self._cache:
                self._cache[installation.tenant] = self._cache[under]
            return found
        decrypted = self._encryption.decrypt(installation.token)
        if decrypted is None:
            log.error("a Slack token cannot be decrypted: put the key that encrypted it back into CERTDESK_TOKEN_KEY")
            return None
        token = text_at(json.loads(decrypted), "token")
        known = self._cache.get(installation.tenant)
        workspace = known.workspace if known is not None and known.workspace.token == token else None
        workspace = workspace or Workspace.open(self._connection, token, Bot(**details["bot"]))
        self._cache[installation.tenant] = _CacheEntry(installation, workspace, self._times.monotonic() + CACHE_SECONDS)
        return workspace

    def _is_ending(self, installation: Installation) -> bool:
        return installation.expires_at is not None and installation.expires_at - RENEW_BEFORE <= self._times.now()

    async def _renewed(self, installation: Installation) -> Installation | None:
        """Renew the token, or wait for whoever does: a second renewal would make the first one's token worthless."""
        if not await self._installations.may_renew(installation, lease=LEASE):
            return await self._awaited(installation)
        decrypted = json.loads(self._encryption.decrypt(installation.token) or "{}")
        grant = await self._oauth_tokens.renew(text_at(decrypted, "refresh"))
        if grant is None:
            log.error("Slack did not renew a token: the workspace has to install the app again if that goes on")
            self._retry_at[installation.tenant] = self._times.monotonic() + CACHE_SECONDS
            return installation
        renewed = replace(
            self._encrypted(installation.tenant, grant, json.loads(installation.details)),
            installed_at=installation.installed_at,
        )
        await self._installations.keep(renewed)
        return renewed

    async def _awaited(self, installation: Installation) -> Installation | None:
        expires_at = installation.expires_at
        if expires_at is not None and self._times.now() < expires_at:
            return installation  # the old token is good until then
        for _ in range(POLLS):
            found = await self._installations.of_team(SURFACE, installation.tenant)
            if found is None or found.expires_at != expires_at:
                return found
            await self._times.sleep(POLL_INTERVAL)
        self._retry_at[installation.tenant] = self._times.monotonic() + CACHE_SECONDS
        return installation

    def _encrypted(self, tenant: str, grant: Mapping[str, Any], details: Mapping[str, Any]) -> Installation:
        now, lasts = self._times.now(), grant.get("expires_in")
        secret = {"token": text_at(grant, "access_token"), "refresh": text_at(grant, "refresh_token")}
        return Installation(
            SURFACE,
            tenant,
            self._encryption.encrypt(json.dumps(secret)),
            now,
            json.dumps(details),
            now + timedelta(seconds=lasts) if isinstance(lasts, int) and lasts > 0 else None,
        )

    async def _link_to_organisation(self, origin: EventOrigin) -> None:
        """Note that a workspace is served by its organisation's installation, for when nobody of it is speaking."""
        details = json.dumps({"under": origin.enterprise})
        await self._installations.keep(Installation(SURFACE, origin.team, b"", self._times.now(), details))
