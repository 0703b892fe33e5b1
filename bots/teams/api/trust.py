"""
Who may come in: requests that the Bot Framework signed for this bot, about tenants and hosts that are ours to serve.

Own code: botbuilder's check fetches keys synchronously on the event loop, accepts tokens that never expire, and lets
everybody in when the app id is missing. ``jwt`` verifies the signature; times are compared here, by an injected clock.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bots.runtime.lazy_import import lazily

with lazily("jwt.*"):  # with its cryptography 9 MB, which the first token pays for
    import jwt

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jwt.types import Options

    from bots.teams.api.hosts import ServiceHosts
    from bots.teams.api.keys import Key, Keys

ISSUER = "https://api.botframework.com"
LEEWAY = 300  # seconds that clocks may differ
LONGEST_TOKEN = 16 * 1024
MOST_REMEMBERED = 1000  # tokens
_ASKED: Options = {"require": ["exp", "iss", "aud"], "verify_exp": False, "verify_nbf": False, "verify_iat": False}


class Untrusted(Exception):
    """The request is not to be served; the text says why, and quotes nothing of it."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Where a trusted request comes from; ``claims`` are empty for a local peer."""

    tenant: str
    service_url: str
    claims: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Verified:
    """What a token says whose signature, issuer and audience were found good with this very key."""

    key_name: str
    key: Key
    claims: Mapping[str, Any] = field(repr=False)


class Trust:
    """Checks tokens, tenant and service URL of requests from the Bot Framework."""

    def __init__(
        self,
        keys: Keys,
        *,
        app_id: str,
        tenants: frozenset[str],
        hosts: ServiceHosts,
        now: Callable[[], float],
    ) -> None:
        """
        Let in what the Bot Framework signed for this bot.

        Args:
            keys: with which tokens are signed.
            app_id: the audience that a token must be for.
            tenants: the organisations that are served.
            hosts: where answers may be sent.
            now: seconds since 1970.

        Raises:
            ValueError: ``app_id`` or ``tenants`` are empty, so that nobody could be trusted.
        """
        if not app_id or not tenants:
            raise ValueError("without an app id and tenants nobody can be trusted")
        self._keys = keys
        self._app_id = app_id
        self._tenants = frozenset(tenant.lower() for tenant in tenants)
        self._hosts = hosts
        self._now = now
        self._verified: dict[bytes, _Verified] = {}

    async def check(self, activity: Mapping[str, Any], headers: Mapping[str, str]) -> Caller:
        """Let a request in, or raise ``Untrusted``; ``KeysUnavailable`` when its token cannot be judged just now."""
        token = _bearer(headers.get("authorization", ""))
        digest = hashlib.sha256(token.encode()).digest()
        known = self._verified.get(digest)
        name = known.key_name if known is not None else _key_name(token)
        key = await self._keys.get(name)
        if key is None:
            raise Untrusted("unknown key")
        if known is None or known.key is not key:
            known = _Verified(name, key, self._claims(token, key))
            self._remember(digest, known)
        claims = known.claims
        self._is_current(claims)
        if activity["channelId"] not in key.endorsements:
            raise Untrusted("key not endorsed for the channel")
        service_url = activity["serviceUrl"]
        if claims.get("serviceurl") != service_url:
            raise Untrusted("token is for another service URL")
        if not self._hosts.allow(service_url):
            raise Untrusted("service URL not allowed")
        return Caller(self._tenant(activity), service_url, claims)

    def _claims(self, token: str, key: Key) -> dict[str, Any]:
        try:
            claims = jwt.decode(
                token, key.public, algorithms=["RS256"], audience=self._app_id, issuer=ISSUER, options=_ASKED
            )
        except (jwt.PyJWTError, ValueError, TypeError, RecursionError) as error:
            raise Untrusted(f"bad token ({type(error).__name__})") from None
        return claims

    def _remember(self, digest: bytes, verified: _Verified) -> None:
        """The Bot Framework sends one token for an hour, so its signature is verified once; its times every time."""
        if len(self._verified) >= MOST_REMEMBERED:
            del self._verified[next(iter(self._verified))]
        self._verified[digest] = verified

    def _is_current(self, claims: Mapping[str, Any]) -> None:
        now = self._now()
        if _moment(claims, "exp") + LEEWAY < now:
            raise Untrusted("token expired")
        for name in ("nbf", "iat"):
            if name in claims and _moment(claims, name) - LEEWAY > now:
                raise Untrusted("token not valid yet")

    def _tenant(self, activity: Mapping[str, Any]) -> str:
        """Return the tenant; one place must name it, it must be one of ours, and no other place may name another."""
        named = tenants_of(activity)
        if len(named) != 1 or not named <= self._tenants:
            raise Untrusted("tenant not allowed")
        return min(named)


class AnonymousTrust:
    """Lets local peers in without a token: only ever behind a loopback address, and only to answer to loopback."""

    def __init__(self, hosts: ServiceHosts) -> None:
        """Answer to ``hosts`` only, which are on loopback."""
        self._hosts = hosts

    async def check(self, activity: Mapping[str, Any], headers: Mapping[str, str]) -> Caller:
        """Let a request in when it comes straight from this machine and is answered there."""
        if "x-forwarded-for" in headers or "forwarded" in headers:
            raise Untrusted("anonymous requests may not come through a proxy")
        # A page in a browser of this machine can post here as well: it names where it came from, or whom it asked for.
        named = (f"http://{headers.get('host', 'localhost')}/", headers.get("origin", "http://localhost"))
        if not all(self._hosts.allow(url) for url in named):
            raise Untrusted("anonymous requests must come from this machine, to it by its own name")
        if not self._hosts.allow(activity["serviceUrl"]):
            raise Untrusted("service URL not allowed")
        return Caller(min(tenants_of(activity), default=""), activity["serviceUrl"], {})


def tenants_of(activity: Mapping[str, Any]) -> frozenset[str]:
    """Return the tenants that an activity names, in lower case."""
    channel_data = activity.get("channelData")
    tenant = channel_data.get("tenant") if isinstance(channel_data, dict) else None
    named = (activity["conversation"].get("tenantId"), tenant.get("id") if isinstance(tenant, dict) else None)
    return frozenset(str(value).lower() for value in named if value is not None)


def _bearer(header: str) -> str:
    scheme, _, token = header.partition(" ")
    token = token.strip()
    if scheme.lower() != "bearer" or not token:
        raise Untrusted("no bearer token")
    if len(token) > LONGEST_TOKEN or not token.isascii():
        raise Untrusted("bad token")
    return token


def _key_name(token: str) -> str:
    try:
        header = jwt.get_unverified_header(token)
    except (jwt.PyJWTError, ValueError, RecursionError):
        raise Untrusted("bad token") from None
    name = header.get("kid")
    if header.get("alg") != "RS256" or not isinstance(name, str) or not name:
        raise Untrusted("bad token header")
    return name


def _moment(claims: Mapping[str, Any], name: str) -> float:
    value = claims[name]
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise Untrusted(f"bad {name}")
    try:
        return float(value)
    except OverflowError:
        raise Untrusted(f"bad {name}") from None
