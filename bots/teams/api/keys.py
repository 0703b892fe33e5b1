"""
The keys that the Bot Framework signs with, remembered from its OpenID metadata.

They are read anew once a day, and when a token names a key that is not among them, but never more often than once a
minute: a forger invents key names at will. Nobody waits for them on the event loop, and many askers make one call.
"""

from __future__ import annotations

import asyncio
import json
import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bots.http.messages import HttpRequest
from bots.http.origin import Origin
from bots.http.transport import NoResponse, NotConnected

if TYPE_CHECKING:
    from collections.abc import Callable

    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

    from bots.http.transport import Transport

log = logging.getLogger(__name__)

FRESH = 24 * 3600.0  # seconds; Microsoft asks for a look at least once a day
KEPT = 5 * 24 * 3600.0  # seconds for which keys are still used when no newer ones can be had
GAP = 60.0  # seconds between two looks for an unknown key
GAP_AFTER_FAILURE = 5.0
TIMEOUT = 5.0  # seconds
SMALLEST_KEY = 2048


class KeysUnavailable(Exception):
    """The keys cannot be had just now, so nothing can be said about a token."""


@dataclass(frozen=True, slots=True)
class Key:
    """A public key, and the channels that may use it."""

    public: RSAPublicKey = field(repr=False)
    endorsements: frozenset[str]


class Keys:
    """The keys by their name."""

    def __init__(self, transport: Transport, metadata_url: str, *, monotonic: Callable[[], float]) -> None:
        """Read keys as ``metadata_url`` names them; nothing is asked before the first token."""
        self._transport = transport
        self._metadata_url = metadata_url
        self._monotonic = monotonic
        self._keys: dict[str, Key] = {}
        self._read_at = float("-inf")
        self._looked_at = float("-inf")  # for an unknown key
        self._failed_at = float("-inf")
        self._reading: asyncio.Task[None] | None = None

    async def get(self, name: str) -> Key | None:
        """Return a key, None when there is no such one; raises ``KeysUnavailable`` when that cannot be known."""
        if self._age >= FRESH:
            await self._read_once(since=self._failed_at + GAP_AFTER_FAILURE)
        elif name not in self._keys:
            await self._read_once(since=max(self._looked_at + GAP, self._failed_at + GAP_AFTER_FAILURE))
            self._looked_at = max(self._looked_at, self._read_at)
        if name in self._keys and self._age < KEPT:
            return self._keys[name]
        if self._failed_at >= self._read_at or self._age >= FRESH:
            raise KeysUnavailable
        return None

    async def aclose(self) -> None:
        """End a reading that is under way."""
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.wait([self._reading])

    @property
    def _age(self) -> float:
        return self._monotonic() - self._read_at

    async def _read_once(self, *, since: float) -> None:
        """Join the reading that is under way, or start one unless it is too early for that."""
        if self._reading is None:
            if self._monotonic() < since:
                return
            self._reading = asyncio.create_task(self._read(), name="teams keys")
        await asyncio.shield(self._reading)

    async def _read(self) -> None:
        try:
            metadata = await self._json(self._metadata_url)
            address = metadata.get("jwks_uri")
            if not isinstance(address, str) or not self._may_ask(address):
                raise ValueError("no usable jwks_uri")
            self._keys = _keys_in(await self._json(address))
            self._read_at, self._failed_at = self._monotonic(), float("-inf")
        except (NotConnected, NoResponse, ValueError, RecursionError) as error:
            log.warning("the Bot Framework's keys could not be read: %s", type(error).__name__)
            self._failed_at = self._monotonic()
        finally:
            self._reading = None

    async def _json(self, url: str) -> dict[str, Any]:
        answer = await self._transport.send(HttpRequest("GET", url, timeout=TIMEOUT))
        if answer.status != 200:
            raise ValueError("unexpected status")
        found = json.loads(answer.body)
        if not isinstance(found, dict):
            raise ValueError("not an object")  # noqa: TRY004 - joins the other ways in which a document is useless
        return found

    def _may_ask(self, address: str) -> bool:
        """Follow the metadata over https only; a metadata address on loopback may name one of its kind."""
        found, own = Origin.parse(address), Origin.parse(self._metadata_url)
        if found is None or not found.is_confidential:
            return False
        return found.scheme == "https" or (own is not None and own.is_loopback and own.scheme == "http")


def _keys_in(document: dict[str, Any]) -> dict[str, Key]:
    """Read the RSA signing keys; what is not one is left out."""
    listed = document.get("keys")
    if not isinstance(listed, list):
        raise ValueError("no keys")  # noqa: TRY004 - as above
    found: dict[str, Key] = {}
    for entry in listed:
        if isinstance(entry, dict) and isinstance(entry.get("kid"), str) and (key := _key(entry)) is not None:
            found[entry["kid"]] = key
    if not found:
        raise ValueError("no usable key")
    return found


def _key(entry: dict[str, Any]) -> Key | None:
    from jwt.algorithms import RSAAlgorithm  # noqa: PLC0415 - 9 MB with its cryptography, which the first token pays for
    from jwt.exceptions import PyJWTError  # noqa: PLC0415

    if entry.get("kty") != "RSA" or entry.get("use", "sig") != "sig":
        return None
    try:
        public: Any = RSAAlgorithm.from_jwk(entry)
    except (PyJWTError, ValueError, TypeError, AttributeError):
        return None
    if public.key_size < SMALLEST_KEY or hasattr(public, "private_numbers"):
        return None
    endorsed = entry.get("endorsements")
    names = endorsed if isinstance(endorsed, list) else []
    return Key(public, frozenset(name for name in names if isinstance(name, str)))
