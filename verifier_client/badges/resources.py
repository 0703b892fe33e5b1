"""What the check of one badge may use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from verifier_client.badges.documents import Documents
    from verifier_client.badges.linked_data.expansion import Expander


@dataclass(frozen=True, slots=True)
class Resources:
    """The documents that may be loaded, the vocabularies that are known, and the moment (with a zone) to judge at."""

    documents: Documents
    expander: Expander
    now: datetime
