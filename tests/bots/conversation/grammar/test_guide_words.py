"""Codes, role and team as people type them behind ``kit``, ``jd`` and ``team``; no table: an example."""

from datetime import date

import pytest

from bots.conversation.grammar.commands import read
from bots.conversation.guide.handler import answer_guidance
from bots.conversation.model.intents import AboutCertification, Compare, MakeKit, PlanTeam, Unclear, WriteClause
from bots.conversation.model.team_profiles import EXAMPLE
from bots.conversation.talk.unclear import unclear_card
from role_guide import Facet
from verifier_client import VerifierClient

CLIENT = VerifierClient.from_config(None)
TODAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("words", "codes", "role"),
    [
        ("kit AIDA CPAP platform engineer", ("AIDA", "CPAP"), "platform engineer"),
        ("kit AIDA ML engineer", ("AIDA",), "ML engineer"),
        ("kit AIDA and CPAP head of data and analytics", ("AIDA", "CPAP"), "head of data and analytics"),
        ("kit senior aie data scientist", ("Senior aie",), "data scientist"),
        ("kit AIDA CPAP for a platform engineer", ("AIDA", "CPAP"), "platform engineer"),
        ('kit AIDA --role "platform engineer"', ("AIDA",), "platform engineer"),
        ("kit AIDA —role “platform engineer”", ("AIDA",), "platform engineer"),  # as telephones and Slack turn it
        ("kit --role 'platform engineer' AIDA CPAP", ("AIDA", "CPAP"), "platform engineer"),
        ("kit AIDA, CPAP and CAIP", ("AIDA", "CPAP", "CAIP"), ""),
    ],
)
def test_the_words_behind_the_codes_of_a_kit_are_the_role(words, codes, role):
    assert read(words, CLIENT) == MakeKit(codes, role)


@pytest.mark.parametrize("words", ["kit AIDA CPPA", "kit AIDA CPPA engineer", "kit CPPA engineer", "kit AIDA xx CPAP"])
def test_a_mistyped_code_is_never_taken_for_the_role(words):
    intent = read(words, CLIENT)

    assert isinstance(intent, MakeKit)
    [said] = answer_guidance(intent, TODAY).cards
    assert said.headline.startswith("No certification with the code")


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ('jd CAIP --role "ML engineer" preferred', WriteClause("CAIP", "ML engineer", "preferred")),
        ('jd CAIP preferred --role "ML engineer"', WriteClause("CAIP", "ML engineer", "preferred")),
        ("jd CAIP --role ML engineer", WriteClause("CAIP", "ML engineer", "required")),
        ("jd CAIP ML engineer", WriteClause("CAIP", "ML engineer", "required")),
    ],
)
def test_a_clause_s_role_may_be_typed_as_in_the_terminal(words, intent):
    assert read(words, CLIENT) == intent


@pytest.mark.parametrize("words", ["team small with mid", "team small mid", "team", "help team", "team small"])
def test_a_team_that_is_no_table_is_answered_with_an_example_that_can_be_typed(words):
    intent = read(words, CLIENT)

    assert isinstance(intent, Unclear)
    said = unclear_card(intent, "slack")
    assert said.to_copy is not None
    assert isinstance(read(said.to_copy.text, CLIENT), PlanTeam)
    assert ["help guide"] == [each.command for each in said.actions]


def test_a_table_that_cannot_be_read_is_refused_with_the_same_example_and_the_example_is_planned():
    [refused] = answer_guidance(PlanTeam("small", "with mid\nengineer"), TODAY).cards
    [planned] = answer_guidance(read(EXAMPLE, CLIENT), TODAY).cards

    assert "the first line names them, of: role, level" in refused.headline
    assert refused.to_copy.text == EXAMPLE
    assert planned.headline.startswith("The team of 2")


@pytest.mark.parametrize("command", ["compare", "jd", "review-jd", "kit"])
def test_help_for_a_command_of_the_guide_says_what_it_needs(command):
    intent = read(f"help {command}", CLIENT)

    assert isinstance(intent, Unclear)
    assert intent.nearest == command


@pytest.mark.parametrize(
    ("words", "codes", "issuers"),
    [
        ("compare PECB CAIP, AIPA CAIP", ("CAIP",), ("PECB", "AI Professional Alliance")),
        ("compare CAIP from PECB with CAIP from AIPA", ("CAIP",), ("PECB", "AI Professional Alliance")),
        ("/certguide about CPAP", ("CPAP",), ()),
    ],
)
def test_a_code_of_several_issuers_is_answered_as_what_each_of_them_issues(words, codes, issuers):
    assert read(words, CLIENT) == AboutCertification(codes, Facet.OVERVIEW, issuers)


def test_issuers_beside_several_codes_are_no_codes():
    assert read("compare PECB CAIP and AIDA", CLIENT) == Compare(("CAIP", "AIDA"))


@pytest.mark.parametrize(
    "words",
    [
        "compare CAIP and CAIM for me",
        "compare CAIP, CAIM please",
        "compare CAIP with CAIM, thanks!",
        "compare CAIP to CAIM side by side for me, please",
        "compare CAIP CAIM for a hiring manager",
        "compare CAIP CAIM which one is for auditors?",
        "compare CAIP und CAIM bitte",
    ],
)
def test_courtesies_and_purposes_behind_codes_are_no_codes(words):
    assert read(words, CLIENT) == Compare(("CAIP", "CAIM"))


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("compare XYZ and CAIM", ("XYZ", "CAIM")),
        ("compare CAIM with PMP", ("CAIM", "PMP")),
        ("compare CAIP xyz CAIM", ("CAIP", "xyz", "CAIM")),
    ],
)
def test_what_is_compared_and_unknown_is_named_and_not_left_out(words, codes):
    assert read(words, CLIENT) == Compare(codes)


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("jd AIDA please", WriteClause("AIDA", "", "required")),
        ("jd AIDA for a junior dev, nice to have", WriteClause("AIDA", "junior dev", "preferred")),
        ("jd AIDA as a plus", WriteClause("AIDA", "", "preferred")),
        ("jd CPAP procurement manager", WriteClause("CPAP", "procurement manager", "required")),
        ("job description clause for CPAP please, nice to have", WriteClause("CPAP", "", "preferred")),
        ("write a clause that asks for CPAP as a plus", WriteClause("CPAP", "", "preferred")),
        ("clause for AIDA, not required", WriteClause("AIDA", "", "preferred")),
        ("we'd prefer CPAP for a data scientist, give me a clause", WriteClause("CPAP", "data scientist", "preferred")),
        ("Klausel für CAIP, wünschenswert", WriteClause("CAIP", "", "preferred")),
        ("procurement clause for CAI", WriteClause("CAI", "", "procurement")),
        ("clause for our RFP with CAI", WriteClause("CAI", "", "procurement")),
        ("write a clause, CPAP must be required and not just nice to have", WriteClause("CPAP", "", "required")),
        ("it would be nice to have a short clause for CPAP", WriteClause("CPAP", "", "required")),
    ],
)
def test_a_clause_takes_the_form_that_was_asked_for(words, intent):
    assert read(words, CLIENT) == intent


@pytest.mark.parametrize("words", ["kit AIDA please", "kit AIDA for me", "kit AIDA, thanks"])
def test_a_courtesy_behind_a_kit_is_no_role(words):
    assert read(words, CLIENT) == MakeKit(("AIDA",), "")
