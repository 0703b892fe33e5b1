"""
Badges as people have them: Open Badges 2.0 and 3.0 and Verifiable Credentials, read from a file and judged.

Pure: what must be loaded comes through the port ``Documents``. Nothing heavy is imported before a badge comes.
"""

from verifier_client.badges.documents import Documents, HeldDocuments, NoDocuments, NotThere
from verifier_client.badges.errors import Unreadable
from verifier_client.badges.judge import judge_file, judge_held, read_badge
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

__all__ = [
    "BadgeFacts",
    "BadgeJudgement",
    "Dates",
    "Documents",
    "HeldDocuments",
    "KeyOrigin",
    "NoDocuments",
    "NotThere",
    "Recipient",
    "Signature",
    "SignatureFinding",
    "Standard",
    "Status",
    "StatusFinding",
    "Unreadable",
    "judge_file",
    "judge_held",
    "read_badge",
]
