"""The role guide's commands in the terminal."""

import json

import pytest
from click.testing import CliRunner

from bots.cli.app import main

CSV = "role,level,certificates\nML engineer,senior,AIDA 2027-01-01\n"


def run(*arguments, **more):
    return CliRunner().invoke(main, arguments, prog_name="certdesk", **more)


def as_json(*arguments, **more):
    return json.loads(run(*arguments, "--json", **more).stdout)


def test_guide_prints_outcome_codes_reasons_and_sources():
    answer = as_json("guide", "senior", "ML", "engineer,", "client-facing", "RAG")

    assert "recommend" == answer["outcome"]
    assert answer["codes"][0] == answer["fits"][0]["code"]
    assert answer["fits"][0]["because"][0]["quote"] in "senior ML engineer, client-facing RAG"
    assert {"url", "read_on"} == set(answer["fits"][0]["sources"][0])
    assert "fits best" in answer["says"]


@pytest.mark.parametrize(("role", "outcome"), [("plumber", "none"), ("product owner", "ask")])
def test_guide_says_none_and_asks_back(role, outcome):
    assert outcome == as_json("guide", role)["outcome"]


def test_guide_reads_standard_input():
    assert "recommend" == as_json("guide", "-", input="Machine learning engineer\nbuilds models")["outcome"]


@pytest.mark.parametrize(
    ("arguments", "key"),
    [
        (["compare", "CAIP", "CAIM"], "rows"),
        (["jd", "CAIP", "ML engineer", "--variant", "preferred"], "verification"),
        (["kit", "AIDA", "CPAP", "--role", "platform engineer"], "questions"),
    ],
)
def test_each_answer_has_its_json(arguments, key):
    answer = as_json(*arguments)

    assert answer[key]
    assert answer["says"]


def test_review_counts_as_a_check():
    assert 0 == run("review-jd", "-", input="We look for a kind person.").exit_code
    assert 1 == run("review-jd", "-", input="Junior developer. CPAA required.").exit_code


def test_a15_a_review_prints_the_rewritten_text_alone():
    said = run("review-jd", "--rewritten", "-", input="We look for you.\n- AIDA is mandatory.\n")

    assert said.stdout == (
        "We look for you.\n"
        "- AIDA (AI Deployment Associate, Production AI Institute), or equivalent evidence, is mandatory.\n"
    )
    assert said.exit_code == 1


@pytest.mark.parametrize(
    "arguments", [["guide", "ML engineer"], ["compare", "CAIP", "CAIM"], ["about", "CPAP"], ["jd", "CPAP"]]
)
def test_details_print_what_the_gist_leaves_out(arguments):
    gist, whole = run(*arguments).stdout, run(*arguments, "--details").stdout

    assert len(gist) < len(whole)
    assert "read on" in whole


def test_team_reads_profiles_of_ones_own(tmp_path):
    profile = tmp_path / "own.toml"
    profile.write_text(
        'name = "own"\ntitle = "Ours"\n[[needs]]\ntext = "AIDA for all"\ncodes = ["AIDA"]\nall = true\n',
        encoding="utf-8",
    )

    assert 0 == run("team", "-", "--profile", str(profile), input=CSV).exit_code
    assert 1 == run("team", "-", "--profile", "growing", input=CSV).exit_code
    assert as_json("team", "-", "--profile", "growing", input=CSV)["covered"] is False


@pytest.mark.parametrize(
    "arguments",
    [
        ["guide"],
        ["compare", "CAIP"],
        ["compare", "CAIP", "CAIX"],
        ["jd", "CAI", "engineer"],
        ["kit", "NOPE"],
        ["team", "no-such-file.csv"],
        ["team", "-", "--profile", "no-such-profile"],
        ["team", "-", "--profile", "no-such-file.toml"],
        ["catalogue", "check", "--older-than", "soon"],
    ],
)
def test_what_cannot_be_answered_is_a_usage_error(arguments):
    result = run(*arguments, input=CSV)

    assert 2 == result.exit_code
    assert "Error: " in result.stderr


def test_the_catalogue_says_what_is_due():
    assert "0 claims due" in run("catalogue", "check", "--older-than", "36500").stdout
