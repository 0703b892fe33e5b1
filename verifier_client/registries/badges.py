"""Badges that people bring as files: no registry is asked by an ID, but issuers are known by their full identifier."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verifier_client.models import TrustedIssuer
    from verifier_client.registries import About

_ISSUER = re.compile(r"did:(web|key|jwk):[A-Za-z0-9._:%-]+|https://[A-Za-z0-9.-]+(:\d{1,5})?/[^\s#]*", re.ASCII)
_ADDRESS = re.compile(r"https://[A-Za-z0-9.-]+(:\d{1,5})?/[^\s#]*", re.ASCII)
_HOST = re.compile(r"[A-Za-z0-9.-]+(:\d{1,5})?", re.ASCII)


class BadgesRegistry(Struct, frozen=True):
    """A table of issuers whose badges are proven by signature or by their host."""

    about: About
    issuers: tuple[TrustedIssuer, ...]


def validated_issuers(issuers: Iterable[TrustedIssuer]) -> tuple[TrustedIssuer, ...]:
    """Return ``issuers`` when they are fit to be trusted; raise ``ValueError``, which says which one is not and why."""
    known: set[str] = set()
    kept = tuple(issuers)
    for issuer in kept:
        if not _ISSUER.fullmatch(issuer.identifier):
            forms = "did:web:..., did:key:..., did:jwk:... or https://host/path"
            raise ValueError(f"{issuer.identifier!r} must be the issuer's full identifier: {forms}")
        if not all(_HOST.fullmatch(host) for host in issuer.hosts):
            raise ValueError(f"the hosts of {issuer.identifier!r} must be like status.example.org or a.example:8443")
        if not all(_ADDRESS.fullmatch(address) for address in issuer.lists):
            raise ValueError(f"the lists of {issuer.identifier!r} must be like https://status.example.org/lists/1")
        if issuer.identifier in known:
            raise ValueError(f"{issuer.identifier!r} stands there twice")
        known.add(issuer.identifier)
    return kept
