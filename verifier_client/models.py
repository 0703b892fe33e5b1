"""The values that a question and its answer are made of: frozen, and without behaviour that asks or decides."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct, field

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from verifier_client.errors import VerifierError
    from verifier_client.id_extraction.identifiers import CertificateId


class Outcome(StrEnum):
    """What came of a question. The four never blur: an outage is never "not found"."""

    FOUND = "found"
    NOT_FOUND = "not_found"
    CHECK_BY_HAND = "check_by_hand"
    COULD_NOT_CHECK = "could_not_check"


class Standing(StrEnum):
    """
    Whether a certificate stands, computed from record and clock each time it is asked.

    Suspended and emeritus come from https://pecb.com/en/certification-status-options (docs/facts.md section 2).
    """

    ACTIVE = "active"
    EXPIRED = "expired"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    EMERITUS = "emeritus"
    NOT_YET_VALID = "not_yet_valid"
    UNKNOWN = "unknown"


class RegistryStatus(StrEnum):
    """
    The registry's own word, before the clock is looked at.

    ``UNSAID`` is the word of registries that have none: a hosted badge carries dates only.
    """

    VALID = "valid"
    EXPIRED = "expired"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    EMERITUS = "emeritus"
    UNSAID = "unsaid"
    UNKNOWN = "unknown"


class Agreement(StrEnum):
    """The holder's name against the name that the asker gave."""

    AGREES = "agrees"
    PARTLY = "partly"
    DIFFERS = "differs"
    CANNOT_TELL = "cannot_tell"


class Freshness(StrEnum):
    """Where a record came from: the registry just now, memory within its lifetime, or memory beyond it."""

    LIVE = "live"
    REMEMBERED = "remembered"
    STALE = "stale"


class Lane(StrEnum):
    """Who waits for the answer: a person in a chat, or nobody in particular."""

    INTERACTIVE = "interactive"
    BACKGROUND = "background"


class FindingKind(StrEnum):
    """The neutral observations that a record can give rise to."""

    YEAR_DISAGREES = "year_disagrees"
    VALIDITY_UNUSUAL = "validity_unusual"
    OTHER_ID_ECHOED = "other_id_echoed"
    VALID_AFTER_EXPIRY = "valid_after_expiry"
    EXPIRED_BEFORE_DATE = "expired_before_date"
    CLASS_NOT_LISTED = "class_not_listed"
    SUPERSEDED = "superseded"


class Finding(Struct, frozen=True):
    """A neutral observation: what was ``seen``, and what was ``expected`` instead (either may be empty)."""

    kind: FindingKind
    seen: str = ""
    expected: str = ""


class Certification(Struct, frozen=True):
    """A kind of credential; the code alone does not name the issuer (CAIP has three)."""

    code: str
    title: str
    issuer: str


class TrustedIssuer(Struct, frozen=True):
    """
    An issuer of badges on the operator's list.

    ``identifier`` is the whole one (a DID, or an https address), never a host; ``title`` is shown instead of what the
    badge says; ``hosts`` are hosts, with port where it is not 443, of keys, lists and hosted assertions besides the
    identifier's own; ``achievements`` says which of its badges stand for which certification; ``lists`` are the
    addresses of its status lists, which ``certdesk doctor`` reads.
    """

    identifier: str
    title: str
    hosts: frozenset[str] = frozenset()
    achievements: Mapping[str, Certification] = field(default_factory=dict)
    lists: tuple[str, ...] = ()

    def certification_of(self, achievement: str) -> Certification | None:
        """Return what a badge's achievement or class stands for; a slash at the end of its address does not matter."""
        wanted = achievement.rstrip("/")
        return next((one for address, one in self.achievements.items() if address.rstrip("/") == wanted), None)


class Record(Struct, frozen=True):
    """
    What a registry holds about one certificate. This is what is remembered; verdicts never are.

    ``expires_on`` is the last day on which it stands; ``begins_at`` and ``ends_at`` are the moments (UTC) where the
    registry gives any. ``echoed`` is the ID that the registry answered about when that is not the one asked; the
    record then carries nothing else of the other certificate.
    """

    certificate: CertificateId
    status: RegistryStatus
    holder: str | None = None
    certification: Certification | None = None
    issued_on: date | None = None
    expires_on: date | None = None
    revoked_on: date | None = None
    reason: str | None = None
    url: str | None = None
    superseded_by: str | None = None
    echoed: str | None = None
    unlisted_class: str | None = None
    begins_at: datetime | None = None
    ends_at: datetime | None = None


class Question(Struct, frozen=True):
    """One question: which certificate, which holder the asker expects, and the day it must stand on."""

    text: str
    certificate: CertificateId | None = None
    holder: str | None = None
    on: date | None = None


class Provenance(Struct, frozen=True):
    """
    Where a verdict comes from.

    ``url`` is a page for a human, ``checked_at`` when the registry was read (UTC), ``age`` seconds since then.
    """

    registry: str
    url: str | None = None
    checked_at: datetime | None = None
    freshness: Freshness = Freshness.LIVE
    age: float = 0.0
    sandbox: bool = False


class ByHand(Struct, frozen=True):
    """How a human checks where no registry answers machines: the page, what it needs, and the steps."""

    issuer: str
    page: str | None
    steps: tuple[str, ...]
    source: str
    read_on: date
    codes: tuple[str, ...] = ()


class Verdict(Struct, frozen=True):
    """
    The answer to one question.

    ``standing`` and ``record`` come with ``found``; ``agreement`` is None when no name was asked about;
    ``by_hand`` comes with ``check_by_hand``, ``error`` with ``could_not_check`` and with a stale copy;
    ``explanations`` are the reasons why a real certificate may not be found.
    """

    question: Question
    outcome: Outcome
    provenance: Provenance
    record: Record | None = None
    standing: Standing | None = None
    agreement: Agreement | None = None
    findings: tuple[Finding, ...] = ()
    by_hand: ByHand | None = None
    error: VerifierError | None = None
    explanations: tuple[str, ...] = ()


class PauseCause(StrEnum):
    """Why a registry gets no requests for a while."""

    KEPT_FAILING = "kept_failing"
    ASKED_FOR_IT = "asked_for_it"


class RegistryPause(Struct, frozen=True):
    """
    A registry that gets no requests at the moment.

    ``registry`` is its name in the configuration, ``title`` what people call it, ``since`` the moment (UTC) from which
    on it answered nobody.
    """

    registry: str
    title: str
    cause: PauseCause
    since: datetime
