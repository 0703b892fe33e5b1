"""
The bot's own token, with which it speaks to the connector: asked for once, remembered, renewed before it ends.

Own code: botbuilder makes a new MSAL application for every turn and asks synchronously, twice, on the event loop.
"""

from __future__ import annotations

import asyncio
import base64
import json
import logging
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from bots.http.messages import HttpRequest
from bots.http.transport import NoResponse, NotConnected
from bots.teams.model.errors import NotNow, Rejected

if TYPE_CHECKING:
    from collections.abc import Callable

    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

    from bots.http.transport import Transport

log = logging.getLogger(__name__)

AUDIENCE = "https://api.botframework.com"
EARLY = 300.0  # seconds before its end at which a token is renewed
PAUSE = 5.0  # seconds without another call after one that failed
ASSERTION_LIFETIME = 600
_ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


@dataclass(frozen=True, slots=True)
class ClientSecret:
    """A secret of the app registration."""

    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate of the app registration: its private key as PEM, its SHA-1 or SHA-256 thumbprint in hex."""

    private_key: RSAPrivateKey = field(repr=False)
    thumbprint: str

    @classmethod
    def from_pem(cls, pem: bytes, thumbprint: str) -> Certificate:
        """Read the key; raises ``ValueError`` when it is none, or is locked."""
        from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415 - 9 MB, for those who have a certificate
        from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey  # noqa: PLC0415
        from cryptography.hazmat.primitives.serialization import load_pem_private_key  # noqa: PLC0415

        try:
            key = load_pem_private_key(pem, password=None)
        except (TypeError, UnsupportedAlgorithm) as error:
            raise ValueError("locked or unknown") from error
        if not isinstance(key, RSAPrivateKey):
            raise ValueError("not an RSA key")  # noqa: TRY004 - a wrong value, not a wrong type of argument
        return cls(key, thumbprint.replace(":", ""))


@dataclass(frozen=True, slots=True)
class ManagedIdentity:
    """The identity of the machine; ``header`` is the value of IDENTITY_HEADER where App Service sets one."""

    url: str
    header: str | None = field(default=None, repr=False)


Credential = ClientSecret | Certificate | ManagedIdentity


class Tokens:
    """One token for many askers."""

    def __init__(
        self,
        transport: Transport,
        credential: Credential,
        *,
        app_id: str,
        tenant: str,
        authority: str,
        monotonic: Callable[[], float],
        now: Callable[[], float],
    ) -> None:
        """
        Ask for tokens with a credential; nothing is asked before ``get``.

        Args:
            transport: makes the calls.
            credential: a secret, a certificate, or the machine's identity.
            app_id: the registration's client ID.
            tenant: the registration's tenant.
            authority: the base of Microsoft's token endpoint.
            monotonic: seconds that only grow.
            now: seconds since 1970, which date the assertion that a certificate signs.
        """
        self._transport = transport
        self._credential = credential
        self._app_id = app_id
        self._url = f"{authority.rstrip('/')}/{quote(tenant, safe='')}/oauth2/v2.0/token"
        self._monotonic = monotonic
        self._now = now
        self._token = ""
        self._ends = float("-inf")
        self._pause_until = float("-inf")
        self._refusal = ""
        self._request: asyncio.Task[None] | None = None

    @property
    def error(self) -> str | None:
        """Say that the credentials were refused, when they were at the last call."""
        return f"Microsoft refused the bot's credentials ({self._refusal})" if self._refusal else None

    async def get(self) -> str:
        """
        Return a token.

        Raises ``Rejected`` when the credentials are refused and ``NotNow`` when nobody answers; nothing was sent then.
        """
        if self._monotonic() >= self._ends - EARLY:
            await self._request_token_once()
        if self._monotonic() < self._ends:
            return self._token
        if self._refusal:
            raise Rejected(f"TokenRefused:{self._refusal}")
        raise NotNow("NoToken", retry_after=PAUSE)

    def forget(self, token: str) -> None:
        """Do not use a token any more: the connector refused it."""
        if token == self._token:
            self._token, self._ends = "", float("-inf")

    async def aclose(self) -> None:
        """End a call that is under way."""
        if self._request is not None:
            self._request.cancel()
            await asyncio.wait([self._request])

    async def _request_token_once(self) -> None:
        if self._request is None:
            if self._monotonic() < self._pause_until:
                return
            self._request = asyncio.create_task(self._request_token(), name="teams token")
        await asyncio.shield(self._request)

    async def _request_token(self) -> None:
        self._pause_until = self._monotonic() + PAUSE
        try:
            answer = await self._transport.send(self._call())
            found = json.loads(answer.body)
            if answer.status in {400, 401, 403}:
                self._refusal = _refusal(found)
                log.error("Teams: the bot's credentials were refused: %s", self._refusal)
                return
            token, lifetime = found["access_token"], float(found["expires_in"])
            if answer.status != 200 or not isinstance(token, str) or not token:
                raise ValueError("no token")
        except (NotConnected, NoResponse, ValueError, KeyError, TypeError, RecursionError) as error:
            log.warning("Teams: no token could be had: %s", type(error).__name__)
            return
        finally:
            self._request = None
        self._token, self._ends = token, self._monotonic() + lifetime
        self._refusal, self._pause_until = "", float("-inf")

    def _call(self) -> HttpRequest:
        match self._credential:
            case ManagedIdentity(url, header):
                version, proof = "2018-02-01", {"Metadata": "true"}
                if header is not None:
                    version, proof = "2019-08-01", {"X-IDENTITY-HEADER": header}
                query = {"api-version": version, "resource": AUDIENCE, "client_id": self._app_id}
                return HttpRequest("GET", f"{url}?{urlencode(query)}", proof)
            case ClientSecret(secret):
                return self._form(client_secret=secret)
            case Certificate() as certificate:
                return self._form(client_assertion_type=_ASSERTION, client_assertion=self._assertion(certificate))

    def _form(self, **proof: str) -> HttpRequest:
        scope = f"{AUDIENCE}/.default"
        form = {"grant_type": "client_credentials", "client_id": self._app_id, "scope": scope, **proof}
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return HttpRequest("POST", self._url, kind, urlencode(form).encode())

    def _assertion(self, certificate: Certificate) -> str:
        """Sign who we are: with PS256 and the SHA-256 thumbprint, or as older registrations show it, with SHA-1."""
        digest = bytes.fromhex(certificate.thumbprint)
        algorithm, name = ("PS256", "x5t#S256") if len(digest) == 32 else ("RS256", "x5t")
        moment = int(self._now())
        claims = {
            "aud": self._url,
            "iss": self._app_id,
            "sub": self._app_id,
            "jti": str(uuid.uuid4()),
            "nbf": moment,
            "exp": moment + ASSERTION_LIFETIME,
        }
        thumbprint = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        import jwt  # noqa: PLC0415 - as above

        return jwt.encode(claims, certificate.private_key, algorithm=algorithm, headers={name: thumbprint})


def _refusal(found: Any) -> str:
    """Return the code of a refusal (``invalid_client``), and nothing that quotes us."""
    code = found.get("error") if isinstance(found, dict) else None
    return code if isinstance(code, str) and code.isascii() and code.replace("_", "").isalnum() else "unreadable"
