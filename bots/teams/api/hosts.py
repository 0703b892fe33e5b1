"""Which service URLs are trusted: asked on the way in, and again before anything, with our token, goes out."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

from bots.config.settings import is_loopback

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

    def _judge(self, service_url: str) -> bool:
        if len(service_url) > 2048 or not service_url.isascii() or not service_url.isprintable():
            return False
        if any(character in service_url for character in "\\ ?#@"):
            return False
        try:
            parts = urlsplit(service_url)
            host, port = (parts.hostname or "").lower(), parts.port
        except ValueError:
            return False
        local = is_loopback(host)
        if parts.scheme not in ({"https", "http"} if local else {"https"}) or not (local or port in {None, 443}):
            return False
        return host in self._exact or any(host.endswith(suffix) for suffix in self._below)
