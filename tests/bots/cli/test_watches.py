"""Watching from the terminal: import, list, remove and say, on a database of its own."""

import json

import pytest
from click.testing import CliRunner

from bots.cli.app import main
from bots.playground.uploaded_files import sample_bytes
from tests.bots.storage.databases import fresh

ROSTER = """\
Certificate ID;Person;Manager;Team;Salary
AIDA-2026-1234;Jane Doe;Rita Lead;Risk;1
CPAP-2026-8841;Ben Example;Rita Lead;Risk;2
;Nobody;;;
"""


@pytest.fixture
def certdesk(tmp_path):
    """Run a command in a folder of its own; returns its exit code and what it printed."""
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    runner = CliRunner(env={"CERTDESK_DATABASE_URL": fresh(tmp_path), "CERTDESK_REGISTRIES": None})

    def run(*words, **given):
        words = [str(tmp_path / word) if word.startswith("roster") else word for word in words]
        done = runner.invoke(main, ["watches", *words], **given)
        return done.exit_code, done.output

    return run


def test_a_roster_is_shown_imported_listed_and_forgotten(certdesk):
    shown = "roster.csv: 3 rows: 2 new, 1 wrong. Nothing is imported yet."
    code, said = certdesk("import", "roster.csv", "--dry-run")
    assert (1, shown) == (code, said.splitlines()[0])
    assert [
        "  • line 3: look at CPAP-2026-8841 (Ben Example): its registry names another person.",
        "  • line 4: no certificate ID.",
        "  Columns: certificate ID in “Certificate ID”, person in “Person”, manager in “Manager”, team in “Team”.",
        "  This column is not used: “Salary”.",
    ] == said.splitlines()[1:]
    assert "Nothing is watched" in certdesk("list")[1]

    assert "roster.csv is imported" not in certdesk("import", "roster.csv", input="n\n")[1]
    assert "roster.csv is imported: 3 rows: 2 new, 1 wrong." in certdesk("import", "roster.csv", "--yes")[1]
    assert "AIDA-2026-1234 · Jane Doe · team Risk: not read yet" in certdesk("list")[1]
    [first, _] = json.loads(certdesk("list", "--json")[1])
    assert ("AIDA-2026-1234", "Rita Lead", None) == (first["id"], first["manager"], first["expires_on"])
    report = json.loads(certdesk("import", "roster.csv", "--json")[1])
    assert {"new": 0, "changed": 0, "same": 2, "imported": False} == {
        key: report[key] for key in ("new", "changed", "same", "imported")
    }

    assert (1, "1 watch is forgotten.\n") == certdesk("remove", "AIDA-2026-1234", "CPAP-2026-6660")
    assert (1, True) == (certdesk("remove", "--all", input="n\n")[0], "1 watch" in certdesk("say", "links")[1])
    assert (0, "1 watch is forgotten.\n") == certdesk("remove", "--all", "--yes")


def test_what_a_column_is_and_how_days_are_written_can_be_said(certdesk, tmp_path):
    (tmp_path / "roster.csv").write_text("ID,Chief,Until\nAIDA-2026-1234,Rita Lead,3/4/2099\n", encoding="utf-8")
    code, said = certdesk("import", "roster.csv", "--yes")

    assert (1, True) == (code, "line 2: “3/4/2099” can be two days" in said)
    assert "This column is not understood, and not used: “Chief” (such as “Rita Lead”)." in said
    assert 0 == certdesk("import", "roster.csv", "--yes", "--column", "Chief=manager", "--days", "day-first")[0]
    [watch] = json.loads(certdesk("list", "--json")[1])
    assert ("Rita Lead", "2099-04-03") == (watch["manager"], watch["until"])
    assert 2 == certdesk("import", "roster.csv", "--column", "Chief=king")[0]
    assert "no column “Boss”" in certdesk("import", "roster.csv", "--column", "Boss=manager")[1]


def test_what_is_typed_in_chat_can_be_said_here(certdesk):
    assert "You watch AIDA-2026-1234 now." in certdesk("say", "watch", "AIDA-2026-1234", "for", "Jane", "Doe")[1]
    assert "claim " in certdesk("say", "fallback")[1]
    assert (2, True) == (certdesk("say", "watch")[0], "Give the ID" in certdesk("say", "watch")[1])


def test_what_cannot_be_used_is_said_in_a_sentence(certdesk, tmp_path):
    (tmp_path / "roster.xlsx").write_bytes(b"PK\x03\x04 nothing more")
    code, said = certdesk("import", "roster.xlsx")

    assert (1, True) == (code, said.startswith("Error: roster.xlsx cannot be imported. The file is damaged"))
    assert 2 == certdesk("remove")[0]
    assert "Give the IDs" in certdesk("remove", "nobody")[1]


def test_a_certificate_is_added_by_its_id_and_a_badge_by_its_file(certdesk, tmp_path):
    (tmp_path / "roster-badge.json").write_bytes(sample_bytes())
    (tmp_path / "roster-notes.txt").write_text("no badge", encoding="utf-8")
    by_id = certdesk("add", "AIDA-2026-1234", "--for", "Jane Doe")
    by_file = certdesk("add", "roster-badge.json", "--for", "Jane Doe")
    listed = json.loads(certdesk("list", "--json")[1])

    assert (0, True) == (by_id[0], "You watch AIDA-2026-1234 now." in by_id[1])
    assert (0, True) == (by_file[0], "The badge AI Deployment Associate (AIDA) is active." in by_file[1])
    assert ["Jane Doe", "Jane Doe"] == [each["person"] for each in listed]
    assert (1, True) == (
        certdesk("add", "roster-notes.txt")[0],
        "no badge in that file" in certdesk("add", "roster-notes.txt")[1],
    )
    assert 2 == certdesk("add", "nothing that is one")[0]
