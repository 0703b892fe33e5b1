"""
What is kept of a badge that somebody watches: the least by which it can be checked again, and a name for it.

The badge itself, its holder and whom it was given to are not kept; its signature was checked when the file was there.
"""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from verifier_client.badges.credential import as_list
from verifier_client.badges.errors import Undetermined
from verifier_client.badges.linked_data.expansion import PINNED_ONLY
from verifier_client.badges.models import (
    BadgeFacts,
    BadgeJudgement,
    KeyOrigin,
    Signature,
    SignatureFinding,
    Standard,
    Status,
    StatusFinding,
)
from verifier_client.badges.open_badges_2 import judge_again
from verifier_client.badges.proofs.controllers import still_listed
from verifier_client.badges.reading import HeldCredential
from verifier_client.badges.resources import Resources
from verifier_client.badges.status_lists import Asked, credential_status

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from verifier_client.badges.documents import Documents
    from verifier_client.badges.judge import Held
    from verifier_client.badges.models import ReadList

_ENTRY = ("type", "id", "statusPurpose", "statusListIndex", "statusListCredential", "statusSize")
_LETTERS = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", b"0123456789ABCDEFGHJKMNPQRSTVWXYZ")


@dataclass(frozen=True, slots=True)
class KeptBadge:
    """
    A badge that was proven once.

    ``facts`` name no person. ``entries`` say where its status is listed; ``key`` is the public key that it was signed
    with, empty for a hosted badge.
    """

    facts: BadgeFacts
    entries: tuple[dict[str, Any], ...] = ()
    key: bytes = b""

    @property
    def reference(self) -> str:
        """Return its name: the same for the same badge, and nobody guesses it."""
        digest = base64.b32encode(hashlib.sha256(self.text.encode()).digest()[:10])
        return f"BADGE-{digest.translate(_LETTERS).decode()}"

    @property
    def text(self) -> str:
        """Return all of it as JSON."""
        facts = self.facts
        fields = {
            "standard": facts.standard,
            "id": facts.id,
            "issuer": facts.issuer,
            "achievement": facts.achievement,
            "from": facts.valid_from and facts.valid_from.isoformat(),
            "until": facts.valid_until and facts.valid_until.isoformat(),
            "status": self.entries,
            "key": self.key.hex(),
        }
        return json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    @classmethod
    def from_text(cls, text: str) -> KeptBadge:
        """Read what ``text`` wrote."""
        fields = json.loads(text)
        facts = BadgeFacts(
            standard=Standard(fields["standard"]),
            id=fields["id"],
            issuer=fields["issuer"],
            achievement=fields["achievement"],
            valid_from=_moment(fields["from"]),
            valid_until=_moment(fields["until"]),
        )
        return cls(facts, tuple(fields["status"]), bytes.fromhex(fields["key"]))


class KeptBadges(Protocol):
    """Whoever keeps the badges that are watched."""

    async def find(self, reference: str) -> KeptBadge | None:
        """Return the badge of that name, None when it is not kept, or not any more."""
        ...


def kept_badge(held: Held, judgement: BadgeJudgement) -> KeptBadge:
    """
    Return what to keep of a badge.

    Args:
        held: The badge.
        judgement: What came of it: it is proven.

    Raises:
        ValueError: For a judgement on a file without a badge.
    """
    if judgement.facts is None:
        raise ValueError("nothing is kept of a file without a badge")
    facts = replace(judgement.facts, title="", holder="", recipients=())
    listed = as_list(held.document.get("credentialStatus")) if isinstance(held, HeldCredential) else []
    entries = tuple({name: entry[name] for name in _ENTRY if name in entry} for entry in listed)
    return KeptBadge(facts, entries, judgement.signature.key)


async def judge_kept(
    kept: KeptBadge, *, documents: Documents, now: datetime, lists: MutableMapping[bytes, ReadList]
) -> BadgeJudgement:
    """
    Judge a kept badge anew: its status by its lists, or by its host, its dates, and whether its key is still listed.

    Args:
        kept: The badge.
        documents: Decides what may be loaded.
        now: The moment of judgement, with a zone.
        lists: The status lists that were read already.
    """
    facts = kept.facts
    if facts.standard is Standard.OPEN_BADGES_2:
        finding, facts = await judge_again(facts, documents, signed=bool(kept.key))
        return BadgeJudgement(
            facts=facts,
            signature=finding.signature,
            issuer_proven=finding.issuer_proven,
            status=finding.status,
            dates=facts.dates(now),
            denied=finding.denied,
            contradicted=finding.contradicted,
        )
    signature = SignatureFinding(Signature.HOLDS, KeyOrigin.ISSUER, controller=facts.issuer, key=kept.key)
    resources = Resources(documents, PINNED_ONLY, now, lists)
    status = await credential_status({"credentialStatus": list(kept.entries)}, Asked(facts, signature), resources)
    if status.status in {Status.ACTIVE, Status.NONE}:
        try:
            await still_listed(facts.issuer, kept.key, resources)
        except Undetermined as error:
            status = StatusFinding(Status.UNDETERMINED, str(error))
    return BadgeJudgement(facts=facts, signature=signature, issuer_proven=True, status=status, dates=facts.dates(now))


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
