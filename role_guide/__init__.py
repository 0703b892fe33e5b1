"""Which certification fits a role, and what it does not tell: pure and data-driven."""

from role_guide.advice import Clarification, Fit, Outcome, Reason, Recommendation
from role_guide.catalogue import DueClaim, claims_older_than, find, namesakes
from role_guide.comparing import Aspect, Comparison, compare
from role_guide.errors import (
    DataFault,
    RoleGuideError,
    TeamFault,
    TooLong,
    UnknownCertification,
    WrongCount,
    WrongVariant,
)
from role_guide.guide import recommend
from role_guide.interviewing import Kit, interview_kit
from role_guide.job_descriptions import Clause, Variant, job_description
from role_guide.levels import Level
from role_guide.model import (
    Basis,
    Certification,
    Claim,
    Contradicted,
    Kind,
    Namesake,
    Source,
    Stated,
    Unknown,
    in_words,
)
from role_guide.profiles import Profile, profiles, read_profile
from role_guide.review_rules import Severity
from role_guide.reviewing import Remark, review_job_description
from role_guide.team_planning import Plan, team_plan
from role_guide.teams import Team, read_team

__all__ = [
    "Aspect",
    "Basis",
    "Certification",
    "Claim",
    "Clarification",
    "Clause",
    "Comparison",
    "Contradicted",
    "DataFault",
    "DueClaim",
    "Fit",
    "Kind",
    "Kit",
    "Level",
    "Namesake",
    "Outcome",
    "Plan",
    "Profile",
    "Reason",
    "Recommendation",
    "Remark",
    "RoleGuideError",
    "Severity",
    "Source",
    "Stated",
    "Team",
    "TeamFault",
    "TooLong",
    "Unknown",
    "UnknownCertification",
    "Variant",
    "WrongCount",
    "WrongVariant",
    "claims_older_than",
    "compare",
    "find",
    "in_words",
    "interview_kit",
    "job_description",
    "namesakes",
    "profiles",
    "read_profile",
    "read_team",
    "recommend",
    "review_job_description",
    "team_plan",
]
