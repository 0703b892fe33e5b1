"""Which hosts carry certificate links: the configured registries', and no others."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from verifier_client import IdKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verifier_client import About


def link_hosts(registries: Iterable[About]) -> tuple[str, ...]:
    """Return the hosts of the registries' own pages that name a certificate, and of badges, once each."""
    found: dict[str, None] = {}
    for about in registries:
        page = about.page or ""
        if "{id}" in page and (host := urlsplit(page).hostname):
            found[host.removeprefix("www.")] = None
        if IdKind.CREDLY in about.ids:
            found["credly.com"] = None
        found |= dict.fromkeys(sorted(about.badge_hosts))
    return tuple(found)
