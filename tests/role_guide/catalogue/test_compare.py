"""Comparisons: side by side in the order asked, unknowns dated, nothing ranked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from role_guide.catalogue.catalogue import catalogue
from role_guide.catalogue.compare import Aspect, compare, load_contrasts
from role_guide.catalogue.models import Unknown, sources_differ
from role_guide.errors import DataFault, RoleGuideError, UnknownCertification, WrongCount

CODES = catalogue().codes()


def row(comparison, aspect):
    return next(row for row in comparison.rows if row.aspect is aspect)


def test_caip_against_caim_reads_as_builds_against_manages():
    comparison = compare(["CAIP", "CAIM"])

    (contrast,) = comparison.contrasts
    assert contrast.sides == (("CAIP", "builds AI"), ("CAIM", "manages AI"))
    assert "an AI manager does not build models" in contrast.claim.text
    assert "most organisations need both" in contrast.claim.text
    assert contrast.claim.sources[0].url.startswith("https://pecb.com/")


def test_columns_stand_in_the_order_asked():
    assert [each.display for each in compare(["cpaa", "AIDA", "aie®"]).certifications] == ["CPAA", "AIDA", "AiE"]


def test_every_row_has_a_cell_for_each():
    comparison = compare(["CPAP", "CAIP", "CAiBP", "CAE"])

    assert {row.aspect for row in comparison.rows} == set(Aspect)
    assert all(len(row.cells) == 4 for row in comparison.rows)
    assert all(cell.text for row in comparison.rows for cell in row.cells)


def test_an_unknown_says_since_when():
    fee = row(compare(["CAIP", "CPAP"]), Aspect.FEE)

    assert [cell.text for cell in fee.cells] == ["Unknown (looked for on 20 November 2026).", "297 USD."]
    assert isinstance(fee.cells[0].claims[0], Unknown)


def test_a_hint_is_called_unconfirmed():
    (cell, _) = row(compare("CAIM, AIDA"), Aspect.VALIDITY).cells

    assert cell.text.startswith("Unknown (looked for on 20 November 2026); unconfirmed: ")


def test_a_contradiction_is_shown_whole():
    (cell, _) = row(compare(["CPAP", "AIDA"]), Aspect.ASSESSMENT).cells

    assert cell.text.startswith("Sources contradict each other: A portfolio")
    assert "; or: An exam of 20 questions" in cell.text


def test_our_own_conclusions_are_marked():
    (cell, _) = row(compare(["CAIS", "CAIG"]), Aspect.DOES_NOT_EVIDENCE).cells

    assert cell.text.endswith("(our reading).")


def test_other_issuers_and_organisations_are_pointed_out():
    cautions = compare(["CAIP", "CAI"]).cautions

    assert any("held by an organisation" in caution for caution in cautions)
    assert any("CertNexus and AI Professional Alliance" in caution for caution in cautions)


@pytest.mark.parametrize("codes", [[], ["CAIP"], ["CAIP", "caip®"], list(CODES)[:5], list(CODES)[:10], "CAIP"])
def test_too_few_and_too_many(codes):
    with pytest.raises(WrongCount, match="2 to 4 different codes"):
        compare(codes)


def test_an_unknown_code_is_not_corrected():
    with pytest.raises(UnknownCertification, match="'CAIX'"):
        compare(["CAIP", "CAIX"])


@given(st.lists(st.sampled_from([*CODES, "CAIX", "", "🎓", "<b>"]), max_size=8))
def test_any_codes_are_compared_or_refused(codes):
    try:
        comparison = compare(codes)
    except RoleGuideError:
        return
    assert {each.display for each in comparison.certifications} == set(codes)


@pytest.mark.parametrize(
    ("old", "new", "place"), [("CAIP =", "CAIX =", "contrasts[0].sides"), ("pecb_diff", "p", "[0].sources")]
)
def test_a_fault_names_file_and_key(broken, old, new, place):
    with pytest.raises(DataFault) as raised:
        load_contrasts(broken("contrasts.toml", old, new))
    assert "contrasts.toml" in str(raised.value)
    assert place in str(raised.value)


def test_a_row_is_known_where_anything_is_and_differs_where_the_words_do():
    comparison = compare("AIDA, CPAP, CAIP")
    state = {each.aspect: (each.is_known, each.differs) for each in comparison.rows}

    assert state[Aspect.FEE] == (True, True)
    assert state[Aspect.PATHWAYS] == (False, False)
    assert {each.aspect: each.differs for each in compare("AIDA, AIMA").rows}[Aspect.VALIDITY] is False


@pytest.mark.parametrize("code", CODES)
def test_what_is_known_of_a_certification_is_said_in_a_few_words(code):
    other = "AIDA" if code != "AIDA" else "CPAP"
    for each in compare([code, other]).rows:
        cell = each.cells[0]
        assert len(cell.short) <= 100, cell.short
        assert bool(cell.short) == any(not isinstance(claim, Unknown) for claim in cell.claims)


def test_sources_that_differ_in_a_few_words_are_told_from_those_that_do_not():
    disputed = row(compare("CPAP, AIDA"), Aspect.EVIDENCES).cells[0]
    same = row(compare("CPAP, AIDA"), Aspect.VERIFICATION).cells[0]

    assert (disputed.short, sources_differ(disputed.claims)) == ("reviewed work, or an exam", True)
    assert (same.short, sources_differ(same.claims)) == ("by ID", False)
