from .catalogue.catalogue import (
    DueClaim as DueClaim,
)
from .catalogue.catalogue import (
    claims_older_than as claims_older_than,
)
from .catalogue.catalogue import (
    find as find,
)
from .catalogue.catalogue import (
    namesakes as namesakes,
)
from .catalogue.compare import Aspect as Aspect
from .catalogue.compare import Cell as Cell
from .catalogue.compare import Comparison as Comparison
from .catalogue.compare import Contrast as Contrast
from .catalogue.compare import Row as Row
from .catalogue.compare import compare as compare
from .catalogue.facets import FacetFacts as FacetFacts
from .catalogue.facets import Rung as Rung
from .catalogue.facets import certifications as certifications
from .catalogue.facets import facet_facts as facet_facts
from .catalogue.issuers import issuers_named as issuers_named
from .catalogue.models import (
    Basis as Basis,
)
from .catalogue.models import (
    Certification as Certification,
)
from .catalogue.models import (
    Claim as Claim,
)
from .catalogue.models import (
    Contradicted as Contradicted,
)
from .catalogue.models import (
    Kind as Kind,
)
from .catalogue.models import (
    Namesake as Namesake,
)
from .catalogue.models import (
    Source as Source,
)
from .catalogue.models import (
    Stated as Stated,
)
from .catalogue.models import (
    Unknown as Unknown,
)
from .catalogue.models import (
    in_short as in_short,
)
from .catalogue.models import (
    in_words as in_words,
)
from .catalogue.models import (
    sources_differ as sources_differ,
)
from .errors import (
    DataFault as DataFault,
)
from .errors import (
    RoleGuideError as RoleGuideError,
)
from .errors import (
    TeamFault as TeamFault,
)
from .errors import (
    TooLong as TooLong,
)
from .errors import (
    UnknownCertification as UnknownCertification,
)
from .errors import (
    WrongCount as WrongCount,
)
from .errors import (
    WrongVariant as WrongVariant,
)
from .facet import Facet as Facet
from .hiring.code_mentions import codes_in as codes_in
from .hiring.interview_kit import Kit as Kit
from .hiring.interview_kit import interview_kit as interview_kit
from .hiring.job_description import Clause as Clause
from .hiring.job_description import Variant as Variant
from .hiring.job_description import job_description as job_description
from .hiring.review import Passage as Passage
from .hiring.review import Remark as Remark
from .hiring.review import Review as Review
from .hiring.review import TextPart as TextPart
from .hiring.review import review_job_description as review_job_description
from .hiring.review_rules import Severity as Severity
from .levels import Level as Level
from .linear_model import LinearModel as LinearModel
from .matching.guide import recommend as recommend
from .matching.recommendation import (
    Clarification as Clarification,
)
from .matching.recommendation import (
    Fit as Fit,
)
from .matching.recommendation import (
    Outcome as Outcome,
)
from .matching.recommendation import (
    Reason as Reason,
)
from .matching.recommendation import (
    Recommendation as Recommendation,
)
from .matching.recommendation import (
    Unused as Unused,
)
from .teams.team_plan import Break as Break
from .teams.team_plan import Coverage as Coverage
from .teams.team_plan import Step as Step
from .teams.team_plan import TeamPlan as TeamPlan
from .teams.team_plan import team_plan as team_plan
from .teams.team_profiles import Profile as Profile
from .teams.team_profiles import profiles as profiles
from .teams.team_profiles import read_profile as read_profile
from .teams.team_tables import Team as Team
from .teams.team_tables import read_team as read_team
