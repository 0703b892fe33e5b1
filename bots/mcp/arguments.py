"""
What each tool takes, as types: from them come the schemas that an assistant reads, and the check of what it sends.

msgspec was taken because it makes both from one declaration, and refuses what nobody declared.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct

from role_guide import Facet

MOST_CERTIFICATES = 50
LONGEST_TEXT = 20_000  # characters of a job description

Code = Annotated[str, Meta(max_length=40)]
Role = Annotated[str, Meta(max_length=4000)]


class Certificate(Struct, frozen=True, forbid_unknown_fields=True):
    """One certificate, and whose it should be."""

    id: Annotated[str, Meta(max_length=300, description="ID or badge link")]
    holder_name: Annotated[str, Meta(max_length=200)] | None = None


class VerifyCertificates(Struct, frozen=True, forbid_unknown_fields=True):
    """Certificates to verify; ``on`` is the day on which they must stand, None for today."""

    certificates: Annotated[tuple[Certificate, ...], Meta(min_length=1, max_length=MOST_CERTIFICATES)]
    on: date | None = None
    fresh: bool = False


class AboutCertification(Struct, frozen=True, forbid_unknown_fields=True):
    """A certification and what is asked about it; without a code, all certifications."""

    code: Code | None = None
    topic: Facet = Facet.OVERVIEW


class RecommendCertification(Struct, frozen=True, forbid_unknown_fields=True):
    """A role, in any words."""

    role: Annotated[str, Meta(max_length=LONGEST_TEXT)]


class CompareCertifications(Struct, frozen=True, forbid_unknown_fields=True):
    """Certifications to put side by side."""

    codes: Annotated[tuple[Code, ...], Meta(min_length=2, max_length=4)]


class JobDescriptionClause(Struct, frozen=True, forbid_unknown_fields=True):
    """What a clause asks for, and of whom."""

    code: Code
    role: Role = ""
    variant: Literal["required", "preferred", "procurement"] = "required"


class ReviewJobDescription(Struct, frozen=True, forbid_unknown_fields=True):
    """A job description."""

    text: Annotated[str, Meta(max_length=LONGEST_TEXT)]


class InterviewKit(Struct, frozen=True, forbid_unknown_fields=True):
    """Certifications that an applicant holds, and the role."""

    codes: Annotated[tuple[Code, ...], Meta(min_length=1, max_length=4)]
    role: Role = ""


class ListWatches(Struct, frozen=True, forbid_unknown_fields=True):
    """Which page of the watches."""

    page: Annotated[int, Meta(ge=1, le=1000)] = 1
