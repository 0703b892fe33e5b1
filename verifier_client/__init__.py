"""Asks registries whether a certificate stands. Knows nothing of chat."""

from verifier_client.client import VerifierClient
from verifier_client.clock import Clock, SystemClock
from verifier_client.errors import (
    Garbled,
    Misconfigured,
    Refused,
    Throttled,
    Unavailable,
    UnknownIdentifier,
    VerifierError,
)
from verifier_client.http_status import retry_after
from verifier_client.id_extraction.identifiers import CertificateId, IdKind, Reading, find_ids, read_text
from verifier_client.id_extraction.link_advice import link_advice
from verifier_client.models import (
    Agreement,
    ByHand,
    Certification,
    Finding,
    FindingKind,
    Freshness,
    Lane,
    Outcome,
    Provenance,
    Question,
    Record,
    RegistryStatus,
    Standing,
    Verdict,
)
from verifier_client.name_matching.agreement import agreement, name_key
from verifier_client.observer import Observer
from verifier_client.policy import Policy
from verifier_client.registries import About
from verifier_client.transport import RegistryRequest, RegistryResponse, Transport

__all__ = [
    "About",
    "Agreement",
    "ByHand",
    "CertificateId",
    "Certification",
    "Clock",
    "Finding",
    "FindingKind",
    "Freshness",
    "Garbled",
    "IdKind",
    "Lane",
    "Misconfigured",
    "Observer",
    "Outcome",
    "Policy",
    "Provenance",
    "Question",
    "Reading",
    "Record",
    "Refused",
    "RegistryRequest",
    "RegistryResponse",
    "RegistryStatus",
    "Standing",
    "SystemClock",
    "Throttled",
    "Transport",
    "Unavailable",
    "UnknownIdentifier",
    "Verdict",
    "VerifierClient",
    "VerifierError",
    "agreement",
    "find_ids",
    "link_advice",
    "name_key",
    "read_text",
    "retry_after",
]
