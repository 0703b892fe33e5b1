"""Which service URLs are trusted: asked on the way in, and again before anything, with our token, goes out."""

from __future__ import annotations

from functools import lru_cache

from bots.http.origin import Origin

LOOPBACK = "localhost, 127.0.0.1, [::1]"


class ServiceHosts:
    """An allow-list of hosts; ``*.example.org`` stands for every host below ``example.org``."""

    def __init__(self, listed: str) -> None:
        """Read the list, separated by commas or blanks."""
        names = {name.lower().strip("[]") for name in listed.replace(",", " ").split()}
        self._exact = frozenset(name for name in names if not name.startswith("*."))
        self._below = tuple(name[1:] for name in names if name.startswith("*.") and len(name) > 2)
        self._remembered = lru_cache(maxsize=256)(self._judge)

    def allow(self, service_url: str) -> bool:
        """Say whether a service URL may be trusted: https on a listed host, or plain http on a listed loopback one."""
        return self._remembered(service_url)

    def allow_origin(self, origin: Origin | None) -> bool:
        """Say whether an origin is https on a listed host, or plain http on a listed loopback one; None never is."""
        if origin is None or not origin.is_confidential or not (origin.is_loopback or origin.port is None):
            return False
        return origin.host in self._exact or any(origin.host.endswith(suffix) for suffix in self._below)

    def _judge(self, service_url: str) -> bool:
        # The connector appends paths to a service URL, so it must end with one.
        if any(character in service_url for character in "?#@"):
            return False
        return self.allow_origin(Origin.parse(service_url))
