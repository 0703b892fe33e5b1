"""The catalogue: found by its very code, sourced to the last claim, strict about its own files."""

import subprocess
import sys
from contextlib import nullcontext
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from role_guide.catalogue.catalogue import catalogue, claims_older_than, find, load, namesakes, plain
from role_guide.catalogue.models import Contradicted, Kind, Stated, Unknown, years_in_words
from role_guide.errors import DataFault, UnknownCertification

CODES = {
    *("AIDA", "AIMA", "CPAP", "CPAA", "CAIP", "CAIM", "CAiEP", "AiE", "Senior AiE"),
    *("CAiBP", "CAIS", "CAIG", "CAIA", "CVAE", "CAI", "CAE"),
}
TODAY = date(2026, 11, 20)


def statements():
    for certification in catalogue().certifications:
        for key, claim in certification.claims():
            hint = claim.unconfirmed if isinstance(claim, Unknown) else None
            stated = claim.statements if isinstance(claim, Contradicted) else (hint,) if hint else ()
            for statement in (claim,) if isinstance(claim, Stated) else stated:
                yield certification.display, key, statement


# What is in it


def test_all_certifications_are_there():
    assert set(catalogue().codes()) == CODES


def test_law_11_every_claim_has_source_and_date():
    for code, key, statement in statements():
        assert statement.sources, f"{code} {key}"
        assert all(source.url.startswith("http") for source in statement.sources)
        assert all(date(2026, 11, 20) <= source.read_on for source in statement.sources)


def test_every_unknown_says_since_when():
    unknown = [claim for each in catalogue().certifications for _, claim in each.claims() if isinstance(claim, Unknown)]

    assert len(unknown) > 40
    assert all(claim.since >= TODAY for claim in unknown)


@pytest.mark.parametrize(("code", "key"), [("CPAP", "assessment"), ("AIDA", "retakes"), ("CAI", "pathways")])
def test_contradictions_are_kept(code, key):
    claim = getattr(find(code), key)

    assert isinstance(claim, Contradicted)
    assert len(claim.statements) >= 2
    assert len({statement.sources for statement in claim.statements}) >= 2


@pytest.mark.parametrize("code", ["CPAP", "CPAA", "CAIS", "CAIG", "CVAE", "CAIA", "CAIP", "CAIM", "CAiBP", "CAE"])
def test_unconfirmed_validity_counts_as_unknown(code):
    assert isinstance(find(code).validity, Unknown)
    assert find(code).validity_years is None


@pytest.mark.parametrize(("code", "years"), [("AIDA", 2), ("AIMA", 2), ("AiE", 3), ("CAiEP", 5), ("CAI", 1)])
def test_stated_validity_is_a_number(code, years):
    assert find(code).validity_years == years


def test_fees():
    fees = {each.display: each.fee_usd for each in catalogue().certifications if each.fee_usd is not None}

    assert fees == {
        "AIDA": 0,
        "AIMA": 0,
        "CPAP": 297,
        "CAIS": 79,
        "CAIG": 79,
        "CVAE": 97,
        "CAI": 4997,
        "Senior AiE": 200,
    }


def test_organisations_are_told_from_persons():
    assert {each.display for each in catalogue().certifications if each.kind is Kind.ORGANISATION} == {"CAI", "CAE"}


def test_a_development_host_is_never_more_than_a_hint():
    hosts = {"artiba_faq_draft", "artiba_exam_draft"}
    drafts = {source for name, source in catalogue().sources.items() if name in hosts}
    for each in catalogue().certifications:
        for key, claim in each.claims():
            if isinstance(claim, Stated):
                assert not drafts & set(claim.sources), f"{each.display} {key}"


def test_every_page_is_used():
    used = {source for each in catalogue().certifications for _, claim in each.claims() for source in claim.sources}

    assert set(catalogue().sources.values()) == used


# Finding


@pytest.mark.parametrize("asked", ["AiE", "aie", "AIE®", " AiE™ "])
def test_case_and_signs_do_not_matter(asked):
    assert find(asked).display == "AiE"


@pytest.mark.parametrize("asked", ["senior aie", "Senior  AiE®", "SENIOR AIE"])
def test_senior_aie_is_found(asked):
    assert find(asked).display == "Senior AiE"


@pytest.mark.parametrize("asked", ["CAIX", "CAP", "", "CAIPP", "cаip", "CAıP", "AIPA-CAIP-2026-7F3K9Q", "<b>CAIP</b>"])
def test_no_code_is_put_in_the_place_of_another(asked):
    with pytest.raises(UnknownCertification) as raised:
        find(asked)

    assert raised.value.known == catalogue().codes()
    assert "Known: AIDA, AiE, AIMA" in str(raised.value)
    assert "mean" not in str(raised.value)


@given(st.text(max_size=200))
def test_any_text_is_a_code_or_a_clear_error(asked):
    known = plain(asked) in {each.code for each in catalogue().certifications}
    with nullcontext() if known else pytest.raises(UnknownCertification) as raised:
        assert find(asked).code == plain(asked)
    if raised is not None:
        assert len(str(raised.value)) < 400


def test_a_bare_code_has_other_issuers():
    assert {namesake.issuer for namesake in namesakes("caip")} == {"CertNexus", "AI Professional Alliance"}
    assert [namesake.kind for namesake in namesakes("CAE")] == [Kind.PERSON]
    assert namesakes("AIDA") == ()


# Age


def test_nothing_is_due_on_the_day_of_reading():
    assert claims_older_than(0, TODAY) == ()


def test_claims_fall_due():
    due = claims_older_than(180, date(2027, 6, 1))

    assert len(due) > 200
    assert all(claim.read_on == TODAY for claim in due)
    assert {"AIDA", "CAE"} <= {claim.certification for claim in due}


def test_only_old_claims_are_due(broken):
    fresh = broken(
        "sources.toml", 'aida-certification-study-guide", read_on = 2026-11-20', 'aida", read_on = 2027-05-01'
    )
    due = {(claim.certification, claim.key) for claim in load(fresh).due(30, date(2027, 5, 2))}

    assert ("AIDA", "fee") not in due
    assert ("AIDA", "validity") in due


# Its own files


@pytest.mark.parametrize(
    ("file", "old", "new", "place"),
    [
        ("aida", "validity]", "validty]", "certifications/aida.toml, AIDA, validty: "),
        ("aida", "value = 2\n", 'value = "2"\n', "certifications/aida.toml, AIDA, validity.value: "),
        ("cpap", 'sources = ["pai_cpap"]', 'sources = ["pai_cpa"]', "certifications/cpap.toml, CPAP, name.sources: "),
        ("cpap", 'sources = ["pai_cpap"]', "sources = []", "certifications/cpap.toml, CPAP, name.sources: "),
        ("cvae", "unknown_since = 2026-11-20", "", "certifications/cvae.toml, CVAE, pathways: needs exactly one"),
        ("cais", 'kind = "person"', 'kind = "robot"', "certifications/cais.toml, CAIS, kind: "),
        ("aie", 'becomes = "Senior AiE"', 'becomes = "Sr AiE"', "certifications/aie.toml, AIE, becomes: "),
        ("aie", 'display = "AiE"', 'display = "AIDA"', "certifications/aie.toml, AIE, display: "),
        ("caim", 'code = "CAIM"\ndisplay = "CAIM"', 'code = "CAIP"\ndisplay = "CAIP"', "caip.toml, CAIP, code: "),
        ("caim", 'kind = "person"', 'kind = "person', "certifications/caim.toml: is no TOML"),
        ("caip", "[validity.unconfirmed]", "[name.unconfirmed]", "CAIP, name.unconfirmed: belongs to unknown_since"),
    ],
)
def test_a_fault_names_file_certification_and_key(broken, file, old, new, place):
    data = broken(f"certifications/{file}.toml", old, new)

    with pytest.raises(DataFault) as raised:
        load(data)
    assert place in str(raised.value)


def test_a_fault_in_the_sources_names_page_and_key(broken):
    with pytest.raises(DataFault, match=r"sources\.toml.*pai_home|sources\.toml, .*url"):
        load(broken("sources.toml", 'pai_home = { url = "https://', 'pai_home = { url = "'))


@pytest.mark.system
def test_loading_is_quick():
    code = (
        "import time; from role_guide.catalogue import catalogue as c; t = time.process_time(); c.catalogue();"
        "print(time.process_time() - t)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert float(done.stdout) < 0.05


@pytest.mark.parametrize(
    ("years", "said"),
    [(0, "no years"), (1, "one year"), (2, "two years"), (10, "ten years"), (11, "11 years"), (-1, "-1 years")],
)
def test_years_are_written_in_words_up_to_ten(years, said):
    assert said == years_in_words(years)
