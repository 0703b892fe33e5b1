from .client import VerifierClient as VerifierClient
from .clock import Clock as Clock
from .clock import SystemClock as SystemClock
from .clock import monotonic_seconds as monotonic_seconds
from .configuration import key_variables as key_variables
from .errors import Garbled as Garbled
from .errors import Misconfigured as Misconfigured
from .errors import Refused as Refused
from .errors import Throttled as Throttled
from .errors import Unavailable as Unavailable
from .errors import UnknownIdentifier as UnknownIdentifier
from .errors import VerifierError as VerifierError
from .id_extraction.identifiers import CertificateId as CertificateId
from .id_extraction.identifiers import IdKind as IdKind
from .id_extraction.identifiers import Reading as Reading
from .id_extraction.identifiers import find_ids as find_ids
from .id_extraction.identifiers import read_text as read_text
from .id_extraction.late_pattern import late_pattern as late_pattern
from .id_extraction.link_advice import link_advice as link_advice
from .models import Agreement as Agreement
from .models import ByHand as ByHand
from .models import Certification as Certification
from .models import Finding as Finding
from .models import FindingKind as FindingKind
from .models import Freshness as Freshness
from .models import Lane as Lane
from .models import Outcome as Outcome
from .models import PauseCause as PauseCause
from .models import Provenance as Provenance
from .models import Question as Question
from .models import Record as Record
from .models import RegistryPause as RegistryPause
from .models import RegistryStatus as RegistryStatus
from .models import Standing as Standing
from .models import Verdict as Verdict
from .name_matching.agreement import agreement as agreement
from .name_matching.agreement import name_key as name_key
from .observer import Observer as Observer
from .policy import Policy as Policy
from .registries import About as About
from .registries.http_status import retry_after as retry_after
from .transport import RegistryRequest as RegistryRequest
from .transport import RegistryResponse as RegistryResponse
from .transport import Transport as Transport

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
    "PauseCause",
    "Policy",
    "Provenance",
    "Question",
    "Reading",
    "Record",
    "Refused",
    "RegistryPause",
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
    "key_variables",
    "late_pattern",
    "link_advice",
    "monotonic_seconds",
    "name_key",
    "read_text",
    "retry_after",
]
