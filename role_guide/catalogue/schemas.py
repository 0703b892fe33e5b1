"""The shapes of the TOML files, checked strictly by ``toml_files.py``."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct

from role_guide.catalogue.models import Basis, Kind

Text = Annotated[str, Meta(min_length=1)]
Texts = Annotated[list[Text], Meta(min_length=1)]


class _Strict(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A table that knows its keys."""


class SourceTable(_Strict, frozen=True, kw_only=True):
    """A page of ``sources.toml``."""

    url: Annotated[str, Meta(pattern=r"^https?://[^\s]+$")]
    read_on: date


Short = Annotated[str, Meta(max_length=40, pattern=r"^$|[^.]$")]


class StatementTable(_Strict, frozen=True, kw_only=True):
    """What one or more sources say; ``short`` says it in a few words where there is little room."""

    text: Text
    short: Short = ""
    sources: Texts
    value: float | None = None
    unit: str = ""
    basis: Basis = Basis.ISSUER
    topics: list[Text] = []


class ClaimTable(_Strict, frozen=True, kw_only=True):
    """A claim: a statement, or ``contradicted``, or ``unknown_since`` (with ``unconfirmed`` perhaps)."""

    text: Text | None = None
    short: Short = ""
    sources: list[Text] = []
    value: float | None = None
    unit: str = ""
    basis: Basis = Basis.ISSUER
    topics: list[Text] = []
    contradicted: Annotated[list[StatementTable], Meta(min_length=2)] | None = None
    unknown_since: date | None = None
    unconfirmed: StatementTable | None = None


class NamesakeTable(_Strict, frozen=True, kw_only=True):
    """Something else with the same or nearly the same code; ``also`` is how its issuer is called besides."""

    code: Text
    issuer: Text
    also: list[Text] = []
    kind: Kind | None = None
    text: Text
    sources: Texts
    basis: Basis = Basis.ISSUER


class CertificationTable(_Strict, frozen=True, kw_only=True):
    """One file of ``certifications/``."""

    code: Annotated[str, Meta(pattern=r"^[A-Z]+( [A-Z]+)*$")]
    display: Text
    issuer: Text
    issuer_name: Text
    kind: Kind
    becomes: str | None = None
    name: ClaimTable
    audience: ClaimTable
    evidences: Annotated[list[ClaimTable], Meta(min_length=1)]
    does_not_evidence: Annotated[list[ClaimTable], Meta(min_length=1)]
    assessment: ClaimTable
    pathways: ClaimTable
    retakes: ClaimTable
    validity: ClaimTable
    renewal: ClaimTable
    renewal_effort: ClaimTable
    fee: ClaimTable
    verification: ClaimTable
    accreditation: ClaimTable
    namesakes: list[NamesakeTable] = []


class ContrastTable(_Strict, frozen=True, kw_only=True):
    """How an issuer tells two certifications apart: a word for each code, and a sentence."""

    sides: Annotated[dict[str, Text], Meta(min_length=2, max_length=2)]
    text: Text
    sources: Texts


class LadderStepTable(_Strict, frozen=True, kw_only=True, rename={"start": "from"}):
    """A step from one certification to the next, and what a page says about it."""

    start: Text
    to: Text
    text: Text
    sources: Texts
    basis: Basis = Basis.ISSUER


class LaddersTable(_Strict, frozen=True, kw_only=True):
    """``ladders.toml``."""

    steps: list[LadderStepTable]


class ContrastsTable(_Strict, frozen=True, kw_only=True):
    """``contrasts.toml``."""

    contrasts: list[ContrastTable]


class LevelTable(_Strict, frozen=True, kw_only=True):
    """A level of seniority: the words that name it, and the sentence that a clause gains."""

    words: Texts
    sentence: str = ""


class HowTable(_Strict, frozen=True, kw_only=True):
    """How an employer verifies one issuer's certificates."""

    text: Text
    sources: Texts


class ClausesTable(_Strict, frozen=True, kw_only=True):
    """``clauses.toml``: the sentences of clauses."""

    needs_experience: list[Text]
    openings: dict[str, Text]
    levels: dict[str, LevelTable]
    equivalents: dict[str, Text]
    verification: dict[str, HowTable]
    sentences: dict[str, Text]


class RuleTable(_Strict, frozen=True, kw_only=True):
    """One rule of ``review_rules.toml``."""

    name: Annotated[str, Meta(pattern=r"^[a-z_]+$")]
    severity: Literal["high", "medium", "low"]
    codes: list[Text] = []
    words: list[Text] = []
    unless: list[Text] = []
    reason: Text
    rewrite: Text
    fix: Literal["name", "equivalent", "mention", "passage", "validity"]
    replacement: str = ""
    repeated: str = ""
    softens: bool = False
    alone: bool = False
    on: bool = True


class RulesTable(_Strict, frozen=True, kw_only=True):
    """``review_rules.toml``: the rules, and what else they need to know about words."""

    junior_title: Texts
    not_junior_title: Texts
    junior_anywhere: Texts
    certification_words: Texts
    required_heading: Texts
    equivalent_anywhere: Texts
    issuers: dict[str, Texts]
    elsewhere: dict[str, Texts]
    rules: list[RuleTable]


class OtherCertificationsTable(_Strict, frozen=True, kw_only=True):
    """``other_certifications.toml``: how certifications are written that the catalogue does not describe."""

    names: Texts


class TopicTable(_Strict, frozen=True, kw_only=True):
    """A subject of interviews: the words of a role that make it matter."""

    title: Text
    words: list[Text] = []
    always: bool = False


class QuestionTable(_Strict, frozen=True, kw_only=True):
    """One interview question with what to listen for."""

    topic: Text
    ask: Text
    rubric: Annotated[list[Text], Meta(min_length=2, max_length=6)]
    codes: list[Text] = []


class QuestionsTable(_Strict, frozen=True, kw_only=True):
    """``questions.toml``."""

    topics: dict[str, TopicTable]
    questions: list[QuestionTable]


class HeldTable(_Strict, frozen=True, kw_only=True):
    """A certificate that somebody holds: the code, and the last day on which it stands."""

    code: Text
    expires: date | None = None


class PersonTable(_Strict, frozen=True, kw_only=True):
    """Somebody in a team: no name, on purpose."""

    role: Text
    level: str = ""
    area: str = ""
    duties: list[Literal["technical", "managing"]] | None = None
    client_facing: bool = False
    certificates: list[HeldTable] = []


class TeamTable(_Strict, frozen=True, kw_only=True):
    """A team in TOML."""

    title: str = ""
    client_facing: bool = False
    designations: list[HeldTable] = []
    people: Annotated[list[PersonTable], Meta(min_length=1)]


class TeamWordsTable(_Strict, frozen=True, kw_only=True):
    """``team_words.toml``."""

    technical: Texts
    managing: Texts
    neither: Texts


class SizeTable(_Strict, frozen=True, kw_only=True):
    """How many people a profile is written for."""

    fewest: Annotated[int, Meta(ge=1)]
    most: Annotated[int, Meta(ge=1)]


class NeedTable(_Strict, frozen=True, kw_only=True):
    """One need of a profile: ``all`` that match, or ``at_least`` so many, hold one of ``codes``."""

    text: Text
    codes: Texts
    duty: Literal["technical", "managing"] | None = None
    levels: list[Text] = []
    all: bool = False
    at_least: Annotated[int, Meta(ge=1)] | None = None
    per_area: bool = False
    when: Literal["client_facing"] | None = None
    or_designation: str | None = None


class ProfileTable(_Strict, frozen=True, kw_only=True):
    """A profile: one of ``profiles/``, or the user's own."""

    name: Annotated[str, Meta(pattern=r"^[a-z0-9-]+$")]
    title: Text
    issuer: str = ""
    sources: list[Text] = []
    people: SizeTable | None = None
    differs_from: list[Text] = []
    besides: list[Text] = []
    needs: Annotated[list[NeedTable], Meta(min_length=1)]
