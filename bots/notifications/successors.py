"""From a certificate to the one that its registry says has followed it (AiE to Senior AiE). Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bots.notifications.models import NoticeKind
from verifier_client import CertificateId, IdKind, UnknownIdentifier

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bots.notifications.models import Notice, WatchId
    from bots.notifications.round_models import DueWatch

_ASSERTION = re.compile(r"[A-Za-z0-9_-]{8,64}")


def successor_of(certificate: CertificateId, named: str) -> CertificateId | None:
    """Read what a registry names as successor: an ID, a link, or a badge beside the badge; None for anything else."""
    try:
        return CertificateId.parse(named)
    except UnknownIdentifier:
        pass
    if certificate.kind in {IdKind.BADGE, IdKind.CREDLY} and _ASSERTION.fullmatch(named):
        return certificate._replace(text=f"{certificate.text.rpartition('/')[0]}/{named}")
    return None


def successors(notices: Iterable[Notice], page: Iterable[DueWatch]) -> Mapping[WatchId, CertificateId]:
    """Give, for each watch whose certificate was followed by another, that other one."""
    dues = {each.state.watch.id: each for each in page}
    found: dict[WatchId, CertificateId] = {}
    for notice in notices:
        if notice.kind is NoticeKind.SUCCEEDED and notice.successor and (due := dues.get(notice.key.watch)):
            successor = successor_of(due.watched.certificate, notice.successor)
            if successor is not None:
                found[notice.key.watch] = successor
    return found
