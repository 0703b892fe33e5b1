from .advice import (
    Clarification as Clarification,
)
from .advice import (
    Fit as Fit,
)
from .advice import (
    Outcome as Outcome,
)
from .advice import (
    Reason as Reason,
)
from .advice import (
    Recommendation as Recommendation,
)
from .catalogue import (
    DueClaim as DueClaim,
)
from .catalogue import (
    claims_older_than as claims_older_than,
)
from .catalogue import (
    find as find,
)
from .catalogue import (
    namesakes as namesakes,
)
from .comparing import Aspect as Aspect
from .comparing import Comparison as Comparison
from .comparing import compare as compare
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
from .guide import recommend as recommend
from .interviewing import Kit as Kit
from .interviewing import interview_kit as interview_kit
from .job_descriptions import Clause as Clause
from .job_descriptions import Variant as Variant
from .job_descriptions import job_description as job_description
from .levels import Level as Level
from .linear_model import LinearModel as LinearModel
from .model import (
    Basis as Basis,
)
from .model import (
    Certification as Certification,
)
from .model import (
    Claim as Claim,
)
from .model import (
    Contradicted as Contradicted,
)
from .model import (
    Kind as Kind,
)
from .model import (
    Namesake as Namesake,
)
from .model import (
    Source as Source,
)
from .model import (
    Stated as Stated,
)
from .model import (
    Unknown as Unknown,
)
from .model import (
    in_words as in_words,
)
from .profiles import Profile as Profile
from .profiles import profiles as profiles
from .profiles import read_profile as read_profile
from .review_rules import Severity as Severity
from .reviewing import Remark as Remark
from .reviewing import review_job_description as review_job_description
from .team_planning import Plan as Plan
from .team_planning import team_plan as team_plan
from .teams import Team as Team
from .teams import read_team as read_team
