"""Facts about certifications: the fact with its source and day, an unknown as such, in at most five lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.conversation.about.handler import MOST_LINES, answer_about
from bots.conversation.grammar.about import read_command
from bots.conversation.grammar.commands import read
from bots.conversation.grammar.guide import read_command as read_guide_command
from bots.conversation.model.command_names import CERTIFICATION_WORDS
from bots.conversation.model.intents import AboutCertification, ListCertifications, Unclear
from bots.conversation.model.replies import Reply
from bots.conversation.plain_text import reply_as_text
from role_guide import Facet, certifications, facet_facts, find
from verifier_client import VerifierClient

CODES = [each.display for each in certifications()]


def card(code, facet=Facet.OVERVIEW, **more):
    [card] = answer_about(AboutCertification((code,), facet, **more)).cards
    return card


@given(code=st.sampled_from(CODES), facet=st.sampled_from(Facet), worth=st.booleans())
def test_every_facet_of_every_certification_is_answered_in_at_most_five_lines_with_source_and_day(code, facet, worth):
    said = card(code, facet, worth=worth)

    assert 1 <= len(said.lines) <= MOST_LINES
    assert code in said.headline
    unknown = all("not known" in line.lower() for line in said.lines)
    bare = said.lines[0].startswith("No page")
    assert "read on" in said.provenance or unknown or bare, said


@pytest.mark.parametrize(
    ("code", "facet", "says"),
    [
        ("AIDA", Facet.VALIDITY, "Two years from the date of issue."),
        ("AIMA", Facet.COST, "Free."),
        ("CPAA", Facet.COST, "Not known: looked for on 20 November 2026 and not found; ask Production AI Institute."),
        ("CPAP", Facet.ASSESSMENT, "Sources contradict each other:"),
        ("CAIG", Facet.ISSUER, "CAIG is issued by Production AI Institute; it is held by a person."),
        ("CAI", Facet.ISSUER, "it is held by an organisation."),
        ("AiE", Facet.NEXT, "After it: Senior AiE."),
        ("CPAA", Facet.NEXT, "Before it: CPAP."),
        ("CAIP", Facet.STANDING, "CAIP of CertNexus is another one. Certified AI Practitioner, exam AIP-210:"),
        ("AIMA", Facet.LIMITS, "Deep technical skill."),
    ],
)
def test_the_fact_is_said_in_the_issuer_s_own_terms(code, facet, says):
    assert says in reply_as_text(answer_about(AboutCertification((code,), facet)), details=True)


def test_a2_an_overview_is_five_short_lines_and_the_pages_own_words_are_behind_it():
    said = card("CPAP")

    assert len(said.lines) == MOST_LINES
    assert max(map(len, said.lines)) <= 120
    assert "Shows: reviewed work, or an exam (sources differ)." in said.lines
    assert any("Sources contradict each other: A real production deployment" in line for line in said.details.lines)


def test_worth_is_not_ours_to_judge_but_what_it_shows_and_costs_is_said():
    said = card("AIDA", worth=True)

    assert "not ours to judge" in said.lines[0]
    assert any(line.startswith("Shows:") for line in said.lines)
    assert "Costs: Free." in said.lines


def test_a_namesake_of_another_issuer_is_answered_as_itself():
    said = card("CAIP", Facet.COST, issuers=("CertNexus",))

    assert said.headline == "That is another CAIP, by CertNexus: it is not in this catalogue."
    assert said.gist[0].startswith("I have no facts about it but this: Certified AI Practitioner, exam AIP-210")
    assert "Not known" not in reply_as_text(Reply((said,)), details=True)
    assert ["about CAIP"] == [each.command for each in said.actions]


def test_the_catalogue_s_own_is_answered_beside_the_namesake_where_both_issuers_are_named():
    own, other = answer_about(AboutCertification(("CAIP",), Facet.OVERVIEW, ("PECB", "AI Professional Alliance"))).cards

    assert own.headline == "CAIP: Certified Artificial Intelligence Professional (PECB)"
    assert other.headline.startswith("That is another CAIP, by AI Professional Alliance")


@pytest.mark.parametrize(
    ("code", "gist"),
    [
        ("CAIP", ("The letters CAIP are also used by CertNexus and AI Professional Alliance.",)),
        ("CAIG", ()),  # CAIG&CS is another code
        ("AIDA", ()),
    ],
)
def test_an_overview_says_at_first_sight_who_else_uses_the_letters(code, gist):
    assert card(code).gist == gist


@pytest.mark.parametrize(
    ("question", "codes", "issuers"),
    [
        ("What does AIPA's CAIP cost?", ("CAIP",), ("AI Professional Alliance",)),
        ("what is the difference between PECB CAIP and AIPA CAIP?", ("CAIP",), ("PECB", "AI Professional Alliance")),
        ("how long is the CertNexus CAIP valid?", ("CAIP",), ("CertNexus",)),
        ("What does GAISB's CAIS cost?", ("CAIS",), ("GAISB",)),
        ("who is the CAIM of the PMI for?", ("CAIM",), ("PMI",)),
        ("about AIPA CAIP cost", ("CAIP",), ("AI Professional Alliance",)),
        ("What does CAIP cost?", ("CAIP",), ()),
    ],
)
def test_an_issuer_is_read_wherever_a_question_names_it(question, codes, issuers):
    intent = read(question, VerifierClient.from_config(None))

    assert isinstance(intent, AboutCertification)
    assert (intent.codes, intent.issuers) == (codes, issuers)


@pytest.mark.parametrize("code", CODES)
def test_who_issues_it_is_said_with_the_issuer_s_own_page_and_one_colon_at_most_in_a_sentence(code):
    said = card(code, Facet.ISSUER)

    own = {page.url for _, claim in find(code).claims() for page in claim.sources}
    assert said.provenance.removeprefix("Source: ").partition(", ")[0] in own
    heads = [line.partition(". ")[0] for line in said.lines]
    assert not [head for head in heads if ":" in head]


def test_all_certifications_are_listed_by_issuer():
    [said] = answer_about(ListCertifications()).cards

    assert set(CODES) == {code for line in said.lines for code in line.partition(": ")[2].split(", ")}
    assert len(said.lines) <= MOST_LINES


def test_buttons_lead_to_commands_that_are_read():
    for action in card("CPAP", Facet.COST).actions:
        command, _, rest = action.command.partition(" ")
        read = read_command if command in CERTIFICATION_WORDS else read_guide_command
        assert not isinstance(read(command, rest), Unclear), action


def test_an_unknown_code_is_said_and_never_corrected():
    said = reply_as_text(answer_about(AboutCertification(("CAPP",), Facet.COST)))

    assert "CAPP" in said
    assert "CPAP?" not in said


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("CPAP", AboutCertification(("CPAP",), Facet.OVERVIEW)),
        ("cpap cost", AboutCertification(("cpap",), Facet.COST)),
        ("AIDA AIMA validity", AboutCertification(("AIDA", "AIMA"), Facet.VALIDITY)),
        ("senior AiE verify-how", AboutCertification(("Senior AiE",), Facet.VERIFY_HOW)),
        ("CAIP of CertNexus", AboutCertification(("CAIP",), Facet.OVERVIEW, ("CertNexus",))),
    ],
)
def test_the_command_names_codes_facet_and_issuer(words, intent):
    assert intent == read_command("about", words)


def test_one_fact_of_several_certifications_is_one_card_with_a_line_for_each():
    [said] = answer_about(AboutCertification(("AIDA", "AIMA", "CPAP"), Facet.VALIDITY)).cards

    assert said.headline == "How long it is valid: AIDA, AIMA, CPAP"
    assert said.lines[0] == "AIDA: Two years from the date of issue."
    assert said.lines[2].startswith("CPAP: Not known: looked for on 20 November 2026")
    assert ["compare AIDA, AIMA, CPAP"] == [each.command for each in said.actions]


def test_several_certifications_as_a_whole_are_answered_each_on_a_card():
    cards = answer_about(AboutCertification(("AIDA", "AIMA"), Facet.OVERVIEW)).cards

    assert ["AIDA", "AIMA"] == [each.headline.partition(":")[0] for each in cards]
    assert facet_facts("AIDA", Facet.VALIDITY).certification.display == "AIDA"
