"""The values a question and its answer are made of: frozen, without behaviour that asks or decides."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from verifier_client.errors import VerifierError
    from verifier_client.identifiers import CertificateId


class Outcome(StrEnum):
    """What came of a question. The four never blur."""

    FOUND = "found"
    NOT_FOUND = "not_found"
    CHECK_BY_HAND = "check_by_hand"
    COULD_NOT_CHECK = "could_not_check"


class Standing(StrEnum):
    """Whether a certificate stands, computed when it is asked. PECB's list is the source of the middle ones."""

    ACTIVE = "active"
    EXPIRED = "expired"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    EMERITUS = "emeritus"
    NOT_YET_VALID = "not_yet_valid"
    UNKNOWN = "unknown"


class Agreement(StrEnum):
    """The holder's name against the name that the asker gave."""

    AGREES = "agrees"
    PARTLY = "partly"
    DIFFERS = "differs"
    CANNOT_TELL = "cannot_tell"
