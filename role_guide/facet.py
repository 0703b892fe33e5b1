"""What can be asked about a certification."""

from __future__ import annotations

from enum import StrEnum


class Facet(StrEnum):
    """What can be asked about a certification."""

    OVERVIEW = "overview"
    AUDIENCE = "audience"
    EVIDENCES = "evidences"
    LIMITS = "limits"
    ASSESSMENT = "assessment"
    PREREQUISITES = "prerequisites"
    VALIDITY = "validity"
    RENEWAL = "renewal"
    COST = "cost"
    VERIFY_HOW = "verify_how"
    ISSUER = "issuer"
    STANDING = "standing"
    NEXT = "next"
