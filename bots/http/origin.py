"""
Where a URL leads, for whoever decides whether that is allowed: the only security check of URLs in the bots.

URL parsers disagree about odd URLs, and who checks with one and calls with another can be led elsewhere. So a URL in
which anything could be read in two ways has no origin, and what has none is allowed nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from bots.config.loopback import is_loopback

MAX_URL = 8192  # characters; signed download addresses are about 2,000 long
_DEFAULT_PORTS = {"https": 443, "http": 80}


@dataclass(frozen=True, slots=True)
class Origin:
    """Scheme, host and port (RFC 6454), in lower case; ``port`` is None where it is the scheme's own."""

    scheme: str
    host: str
    port: int | None = None

    @classmethod
    def parse(cls, url: str) -> Origin | None:
        """
        Read the origin of a URL.

        Returns None where it has none, names no host, carries credentials, or could be read in two ways.
        """
        if len(url) > MAX_URL or not url.isascii() or not url.isprintable() or "\\" in url or " " in url:
            return None
        try:
            parts = urlsplit(url)
            host, port = parts.hostname, parts.port
        except ValueError:
            return None
        if not parts.scheme or not host or "@" in parts.netloc:
            return None
        return cls(parts.scheme, host, None if port == _DEFAULT_PORTS.get(parts.scheme) else port)

    @property
    def is_loopback(self) -> bool:
        """Say whether it is on this machine."""
        return is_loopback(self.host)

    @property
    def is_confidential(self) -> bool:
        """Say whether nobody on the way can read along: by https, or because it is on this machine."""
        return self.scheme == "https" or (self.scheme == "http" and self.is_loopback)

    def __str__(self) -> str:
        """Write it as the beginning of a URL."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}{'' if self.port is None else f':{self.port}'}"
