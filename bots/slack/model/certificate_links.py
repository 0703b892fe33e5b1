"""Which links in conversations lead to certificates, and how they are shown."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CertificateLinks:
    """Hosts on which certificates are shown; ``as_work_objects`` where Slack is told of them as Work Objects."""

    hosts: frozenset[str]
    as_work_objects: bool = False
