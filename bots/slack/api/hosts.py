"""Slack's own hosts: where answers may be posted, and where files may come from."""

from __future__ import annotations

from dataclasses import replace

from bots.http.origin import Origin

HOOKS_HOST, FILES_HOST = "https://hooks.slack.com", "https://files.slack.com"


def response_origins(api_url: str) -> frozenset[Origin]:
    """Return where response URLs may lead: Slack's hooks host, and the hosts of the Web API at ``api_url``."""
    found = _origins(api_url, HOOKS_HOST)
    return found | {replace(each, host=f"hooks.{each.host}") for each in _origins(api_url)}


def file_origins(api_url: str) -> frozenset[Origin]:
    """Return where files may come from: Slack's files host, and the host of the Web API at ``api_url``."""
    return _origins(api_url, FILES_HOST)


def _origins(*urls: str) -> frozenset[Origin]:
    return frozenset(origin for url in urls if (origin := Origin.parse(url)) is not None)
