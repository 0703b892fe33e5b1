"""
Badges as people have them: Open Badges 2.0 and 3.0 and Verifiable Credentials, read from a file and judged.

Pure: what must be loaded comes through the port ``Documents``. Nothing heavy is imported before a badge comes.
"""

from verifier_client.badges.assertions import assertion_facts
from verifier_client.badges.documents import Documents, HeldDocuments, NotThere
from verifier_client.badges.errors import Unreadable
from verifier_client.badges.issuer_scope import lies_in_scope
from verifier_client.badges.judge import judge_file, judge_held, read_badge
from verifier_client.badges.kept import KeptBadge, KeptBadges, judge_kept, kept_badge
from verifier_client.badges.models import (
    BadgeFacts,
    BadgeJudgement,
    Dates,
    KeyOrigin,
    Recipient,
    Signature,
    SignatureFinding,
    Standard,
    Status,
    StatusFinding,
)
from verifier_client.badges.recipients import given_to
from verifier_client.badges.trust import TrustedIssuers
from verifier_client.badges.verdict import BadgeVerdict, IssuerProof, Line, Proof, badge_verdict
from verifier_client.models import TrustedIssuer

__all__ = [
    "BadgeFacts",
    "BadgeJudgement",
    "BadgeVerdict",
    "Dates",
    "Documents",
    "HeldDocuments",
    "IssuerProof",
    "KeptBadge",
    "KeptBadges",
    "KeyOrigin",
    "Line",
    "NotThere",
    "Proof",
    "Recipient",
    "Signature",
    "SignatureFinding",
    "Standard",
    "Status",
    "StatusFinding",
    "TrustedIssuer",
    "TrustedIssuers",
    "Unreadable",
    "assertion_facts",
    "badge_verdict",
    "given_to",
    "judge_file",
    "judge_held",
    "judge_kept",
    "kept_badge",
    "lies_in_scope",
    "read_badge",
]
