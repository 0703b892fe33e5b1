"""What `make mutants` says of its results, and which tests it takes first."""

from pathlib import Path

import pytest

from tests.mutants.covering import Covering, mirror, nearness
from tests.mutants.results import NOT_RUN, NOTICED, SURVIVED, Log, Result, fate_of, package_of, table

ROOT = Path(__file__).parents[2]


def result(path, fate, line=1):
    return Result(f"{path}:{line}", path, line, "-a\n+b", fate, "1 failed")


@pytest.mark.parametrize(
    ("code", "fate"),
    [(0, SURVIVED), (5, NOT_RUN), (1, NOTICED), (2, NOTICED), (4, NOTICED), (-9, NOTICED), (-24, NOTICED)],
)
def test_only_tests_that_all_pass_let_a_mutant_survive(code, fate):
    """What cannot even be loaded is noticed, and so is what ends by a limit; where no test ran, nothing was noticed."""
    assert fate == fate_of(code)


def test_shares_are_given_by_package_and_for_all():
    results = [
        result("bots/slack/api/sender.py", NOTICED),
        result("bots/slack/door.py", SURVIVED),
        result("bots/__main__.py", NOT_RUN),
        result("verifier_client/badges/judge.py", NOTICED),
    ]

    assert [
        ["bots", "1", "changed", "0", "noticed", "0.0", "%"],
        ["bots/slack", "2", "changed", "1", "noticed", "50.0", "%"],
        ["verifier_client", "1", "changed", "1", "noticed", "100.0", "%"],
        ["all", "4", "changed", "2", "noticed", "50.0", "%"],
    ] == [line.split() for line in table(results)]
    assert "role_guide" == package_of("role_guide/teams/team_plan.py")


def test_a_run_goes_on_from_its_log_in_which_the_last_word_counts(tmp_path):
    log, one, other = Log(tmp_path / "log.jsonl"), result("a.py", SURVIVED), result("b.py", NOTICED)
    assert {} == log.read()
    for each in (one, other, result("a.py", NOTICED)):
        log.write(each)

    assert {"a.py:1": result("a.py", NOTICED), "b.py:1": other} == log.read()


class Contexts:
    """What coverage.py knows: for each line of a file the tests that ran it, and how far each had come."""

    def __init__(self, lines):
        self._lines = lines

    def measured_files(self):
        return [*self._lines]

    def contexts_by_lineno(self, path):
        return self._lines.get(path, {})


NEAR = "tests/verifier_client/test_cache.py::test_a[1|2]"
SLOW = "tests/verifier_client/test_cache.py::test_b"
FAILS = "tests/verifier_client/test_cache.py::test_d"
FAR = "tests/bots/slack/test_door.py::test_c"
PATH, DOOR = "verifier_client/cache.py", "bots/slack/door.py"


@pytest.fixture
def covering():
    lines = {
        1: [""],
        2: [f"{FAR}|run", f"{SLOW}|run", f"{NEAR}|setup", f"{NEAR}|run", f"{FAILS}|run"],
        3: [f"{FAR}|run"],
    }
    return Covering(Contexts({PATH: lines, DOOR: {1: [""], 2: [f"{FAR}|run"]}}), {NEAR: 0.1, SLOW: 2.0, FAR: 0.1})


def test_the_tests_of_a_line_are_those_that_pass_the_nearest_and_quickest_first(covering):
    assert [NEAR, SLOW, FAR] == covering.tests_of(PATH, 2)
    assert [FAR] == covering.tests_of(PATH, 3)
    assert 2.1 == pytest.approx(covering.seconds([SLOW], ["tests/bots/slack"]))


def test_a_line_that_runs_when_its_file_is_loaded_is_held_by_all_tests_of_the_file_and_by_those_nearest(covering):
    assert [NEAR, SLOW, FAR] == covering.tests_of(PATH, 1) == covering.tests_of(PATH, 99)
    assert [FAR, NEAR, SLOW] == covering.tests_of(DOOR, 1)


def test_a_file_that_no_test_runs_is_held_by_the_tests_that_lie_nearest(covering):
    assert [NEAR, SLOW, FAR] == covering.tests_of("verifier_client/clock.py", 1)
    assert [FAR, NEAR, SLOW] == covering.tests_of("bots/slack/api/hosts.py", 1)


def test_the_mirror_of_a_folder_is_the_nearest_that_there_is():
    assert "tests/bots/slack/api" == mirror("bots/slack/api/sender.py", ROOT)
    assert "tests/verifier_client/name_matching" == mirror("verifier_client/name_matching/parts.py", ROOT)
    assert nearness(PATH, NEAR) > nearness(PATH, FAR) == 0
