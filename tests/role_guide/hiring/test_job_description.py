"""Clauses: never without an equivalent, the issuer's name and the limits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from role_guide.catalogue.catalogue import catalogue, find
from role_guide.catalogue.models import Kind
from role_guide.errors import DataFault, UnknownCertification, WrongVariant
from role_guide.hiring.clauses import level_of, load_clauses
from role_guide.hiring.job_description import LONGEST_ROLE, Variant, covered, job_description, named, shortened
from role_guide.hiring.review import review_job_description
from role_guide.levels import Level


def fitting(certification):
    return Variant if certification.kind is Kind.PERSON else [Variant.PROCUREMENT]


def all_clauses(role="ML engineer", level=None):
    for certification in catalogue().certifications:
        for variant in fitting(certification):
            yield job_description(certification.code, role, variant=variant, level=level)


@pytest.mark.parametrize("level", list(Level))
def test_every_clause_has_equivalent_issuer_verification_limit_and_sources(level):
    for clause in all_clauses(level=level):
        assert "equivalent evidence" in clause.text
        assert clause.certification.issuer_name in clause.text
        assert clause.verification
        assert "does not evidence" in clause.limit
        assert clause.sources
        assert "{" not in clause.text + clause.verification + clause.limit + "".join(clause.cautions)


def test_our_own_clauses_pass_our_own_review():
    for clause in all_clauses():
        assert review_job_description(f"ML engineer\n{clause.to_copy}").remarks == (), clause.text


def test_a4_what_is_copied_holds_no_remark_of_ours():
    for level in Level:
        for clause in all_clauses(level=level):
            for remark in ("our reading", "contradict", "pages", "Unknown", "unconfirmed", "evidence:  "):
                assert remark not in clause.to_copy
            assert clause.to_copy.startswith(clause.text)
            assert clause.to_copy.endswith(clause.verification)
            assert clause.limit not in clause.to_copy


def test_variants_say_different_things():
    starts = {
        variant: job_description("AIDA", "data engineer", variant=variant).text.split(":")[0] for variant in Variant
    }

    assert starts[Variant.REQUIRED] == "Required for data engineer"
    assert starts[Variant.PREFERRED] == "Welcome for data engineer, not required"
    assert starts[Variant.PROCUREMENT].startswith("The supplier names for data engineer")


def test_each_level_has_its_own_clause():
    texts = {job_description("AIDA", "x", level=level).text for level in Level}

    assert len(texts) == len(Level)


@pytest.mark.parametrize(
    ("role", "level"),
    [
        ("Junior ML engineer", Level.JUNIOR),
        ("Sr. data scientist", Level.SENIOR),
        ("staff engineer", Level.SENIOR),
        ("Principal AI architect", Level.PRINCIPAL),
        ("Tech lead, search", Level.LEAD),
        ("VP of AI", Level.EXECUTIVE),
        ("Software engineer II", Level.MID),
        ("Mid backend engineer", Level.MID),
        ("ML engineer", Level.ANY),
        ("", Level.ANY),
    ],
)
def test_the_level_is_read_from_the_role(role, level):
    assert level_of(role) is level
    assert job_description("AIDA", role).level is level


def test_a_stated_validity_is_written_and_an_unknown_one_is_not():
    assert "two years" in job_description("AIDA").verification
    cpaa = job_description("CPAA", "architect")
    assert "year" not in cpaa.verification
    assert any("write no number of years" in caution for caution in cpaa.cautions)


def test_cautions_for_the_writer():
    cautions = " ".join(job_description("CPAP", "junior developer").cautions)

    assert "junior role" in cautions
    assert "disagree on how CPAP is assessed" in cautions
    assert "CertNexus" in " ".join(job_description("CAIP").cautions)


def test_pecb_needs_name_and_number():
    assert "last name" in job_description("CAIM").verification


@pytest.mark.parametrize("variant", ["required", "preferred"])
def test_no_person_is_asked_for_what_organisations_hold(variant):
    with pytest.raises(WrongVariant, match="organisations"):
        job_description("CAI", "consultant", variant=variant)


@pytest.mark.parametrize("wrong", [{"variant": "demanded"}, {"level": "wizard"}])
def test_unknown_variants_and_levels_are_refused(wrong):
    with pytest.raises(WrongVariant, match="none of"):
        job_description("AIDA", **wrong)


def test_an_unknown_code_is_refused():
    with pytest.raises(UnknownCertification):
        job_description("CAID", "engineer")


@given(st.one_of(st.text(max_size=500), st.just("x {code} {0} %s"), st.just("<script>alert(1)</script>" * 200)))
def test_any_role_is_data_on_one_short_line(role):
    clause = job_description("AIDA", role)

    assert len(clause.role) <= LONGEST_ROLE
    assert "\n" not in clause.text
    assert clause.role in clause.text


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("[verification.ARTiBA]", "[verification.ARTIBA]", "verification.ARTiBA"),
        ('"artiba_process"', '"artiba"', "verification.ARTiBA.sources"),
        ('"CPAP", "CPAA"', '"CPAX", "CPAA"', "needs_experience"),
        ("[openings]", "[opening]", "opening"),
    ],
)
def test_a_fault_names_file_and_key(broken, old, new, place):
    with pytest.raises(DataFault) as raised:
        load_clauses(broken("clauses.toml", old, new))
    assert raised.value.file == "clauses.toml"
    assert place in raised.value.key


def test_where_accounts_contradict_each_other_only_what_all_support_is_evidenced():
    """One of CPAP's accounts speaks of delivery too, the other does not."""
    assert "production_safety" in covered(find("CPAP"))
    assert "delivery" not in covered(find("CPAP"))


def test_a_clause_is_a_sentence_with_the_name_what_is_equivalent_and_what_the_level_asks():
    clause = job_description("AIDA", "ML engineer")
    senior = job_description("AIDA", "ML engineer", level=Level.SENIOR)

    assert (
        "Required for ML engineer: AIDA (AI Deployment Associate, Production AI Institute), or equivalent evidence: "
        "work or training that shows input validation, output monitoring, human oversight and incident response."
    ) == clause.text
    assert senior.text.startswith(f"{clause.text} ")
    assert senior.text == senior.text.strip()


def test_a_certification_whose_name_is_its_code_has_no_name_twice():
    same = [each for each in catalogue().certifications if each.title == each.display]

    assert [] == [each.code for each in same if f"{each.display} ({each.issuer_name})" != named(each)]
    assert "AIDA (AI Deployment Associate, Production AI Institute)" == named(find("AIDA"))


@pytest.mark.parametrize(
    ("role", "said"),
    [
        ("ML\n\tengineer ", "ML engineer"),
        ("x" * LONGEST_ROLE, "x" * LONGEST_ROLE),
        ("x" * (LONGEST_ROLE + 1), "x" * (LONGEST_ROLE - 1) + "…"),
        ("x" * (LONGEST_ROLE - 2) + " yz", "x" * (LONGEST_ROLE - 2) + "…"),
        ("", ""),
    ],
)
def test_a_role_is_one_line_and_no_longer_than_a_title(role, said):
    assert said == shortened(role)
