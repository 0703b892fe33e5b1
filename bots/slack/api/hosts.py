"""Slack's own hosts: where answers may be posted, and where files may come from."""

from __future__ import annotations

from urllib.parse import urlsplit


def link_origins(api_url: str) -> frozenset[str]:
    """Return where response URLs may lead: Slack's hooks host, and the configured API's (a peer serves both)."""
    scheme, _, host = origin(api_url).partition("://")
    return frozenset({origin(api_url), f"{scheme}://hooks.{host}", "https://hooks.slack.com"})


def origin(url: str) -> str:
    """Return scheme, host and port; empty when the URL has no host or carries credentials."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if not parts.hostname or "@" in parts.netloc or "\\" in url:
        return ""
    return f"{parts.scheme}://{parts.netloc}".lower()
