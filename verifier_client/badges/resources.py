"""What the check of one badge may use."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import MutableMapping
    from datetime import datetime

    from verifier_client.badges.documents import Documents
    from verifier_client.badges.linked_data.expansion import Expander
    from verifier_client.badges.models import ReadList


@dataclass(frozen=True, slots=True)
class Resources:
    """
    The documents that may be loaded, the vocabularies that are known, and the moment (with a zone) to judge at.

    ``lists`` are the status lists that were read already, by the SHA-256 of their bytes: each is checked once.
    """

    documents: Documents
    expander: Expander
    now: datetime
    lists: MutableMapping[bytes, ReadList] = field(default_factory=dict)
