"""Each criterion of the stores' review lists is kept by a test or a document, or says why it does not apply."""

import re
import tomllib
from pathlib import Path

import pytest

from bots.slack import manifest as slack
from bots.teams import manifest as teams
from tests.promises.pointers import ROOT, leads_nowhere
from verifier_client.sandbox.register import cards

TABLE = tomllib.loads((Path(__file__).parent / "store_criteria.toml").read_text(encoding="utf-8"))
LISTS = ROOT.parent / "shared" / "store-checklists.md"
STORE = ROOT / "deploy" / "store"


def named_tests():
    """Return the tests that keep a criterion by their names: test_s06_s09_... keeps S-06 and S-09."""
    found = {}
    for path in (ROOT / "tests").rglob("test_*.py"):
        for name in re.findall(r"^(?:async )?def (test_\w+)\(", path.read_text(encoding="utf-8"), re.MULTILINE):
            for letter, number in re.findall(r"(?<=_)([st])(\d\d)(?=_)", name):
                found.setdefault(f"{letter.upper()}-{number}", []).append(f"{path.relative_to(ROOT)}::{name}")
    return found


def test_every_criterion_is_in_the_table():
    wanted = [f"S-{number:02}" for number in range(1, 42)] + [f"T-{number:02}" for number in range(1, 33)]

    assert wanted == list(TABLE)
    assert set() == set(named_tests()) - set(wanted)


def test_every_criterion_is_kept_or_says_why_it_does_not_apply():
    """An automatic one by a test, a documented one by a test or a document; a human's says what to look at."""
    named, open_ones = named_tests(), []
    for number, row in TABLE.items():
        kept = [*named.get(number, ()), *row.get("kept_by", ())]
        tests = [each for each in kept if "::" in each]
        is_kept = {"A": bool(tests), "D": bool(kept), "H": "human" in row}[row["check"]]
        if not (is_kept or "not_applicable" in row):
            open_ones.append(number)

    assert [] == open_ones


def test_what_keeps_a_criterion_exists():
    pointers = [(number, pointer) for number, row in TABLE.items() for pointer in row.get("kept_by", ())]

    assert [] == [f"{number}: {why}" for number, pointer in pointers if (why := leads_nowhere(pointer))]


@pytest.mark.skipif(not LISTS.is_file(), reason="The review lists are not part of the repository.")
def test_the_table_follows_the_review_lists():
    lines = LISTS.read_text(encoding="utf-8").splitlines()
    grades = {
        found[1]: line.rstrip(" |").rpartition("|")[2].strip()
        for line in lines
        if (found := re.match(r"\| ([ST]-\d\d) \|", line))
    }

    assert grades == {number: row["check"] for number, row in TABLE.items()}


def section(name, heading):
    """Return what stands below a heading."""
    text = (STORE / name).read_text(encoding="utf-8")
    return re.split(r"^## ", text.split(f"## {heading}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0].strip()


def test_s34_t13_listing_texts_keep_their_limits_and_are_those_of_the_manifests():
    short, long = section("listing.md", "Slack: short description"), section("listing.md", "Slack: long description")

    assert slack.SHORT == short
    assert len(short.split()) <= 10
    assert len(long.split()) <= 500
    assert all(part in long for part in ("The problem.", "What Certdesk does.", "How it works in Slack.", "Limits."))
    assert teams.SHORT == section("listing.md", "Teams: short description")
    assert len(teams.LONG.split()) <= 500
    assert not re.search(r"\b(best|leading|number one|unlike|better than)\b", f"{long} {teams.LONG}", re.IGNORECASE)


def test_reviewers_are_sent_to_certificates_of_the_sandbox_that_answer_as_said():
    rows = re.findall(
        r"^\| `verify (\S+)[^`]*` \| ([^|]+) \|", (STORE / "reviewers.md").read_text("utf-8"), re.MULTILINE
    )
    known = {card.id: card.expect for card in cards()}

    assert 6 == len(rows)
    for certificate, said in rows:
        expect = known[certificate]
        assert (expect.standing or expect.outcome).replace("_", " ") in said, certificate


def test_what_a_publisher_fills_in_is_marked_and_nothing_else_is_left_open():
    for path in STORE.glob("*.md"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"TODO|TBD|XXX|lorem|example\.com", text), path.name
        assert {each for each in re.findall(r"\[([^\]]+)\](?!\()", text) if each != each.upper()} == set(), path.name
