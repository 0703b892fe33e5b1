"""Badges that people bring as files: no registry is asked by an ID, but issuers are known by their full identifier."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verifier_client.models import Certification
    from verifier_client.registries import About


@dataclass(frozen=True, slots=True)
class BadgeIssuer:
    """
    An issuer of badges as the operator wrote it down.

    ``identifier`` is the whole DID or https address; ``hosts`` are further hosts (with port where it is not 443) of
    its keys, status lists and hosted assertions; ``achievements`` maps a badge's own identifier to a certification.
    """

    identifier: str
    title: str
    hosts: frozenset[str]
    achievements: Mapping[str, Certification]


@dataclass(frozen=True, slots=True)
class BadgesRegistry:
    """A table of issuers whose badges are proven by signature or by their host."""

    about: About
    issuers: tuple[BadgeIssuer, ...]
