"""A new SQLite file gets at once the tables that all revisions come to."""

import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from bots.storage.maintenance.new_file import APART, STATEMENTS, fill_new_file
from bots.storage.maintenance.revision import is_current
from bots.storage.maintenance.upgrade import downgrade, upgrade
from tests.bots.storage.new_file_sql import contents, in_order, written


@pytest.fixture
def path(tmp_path):
    return tmp_path / "certdesk.db"


def test_the_statements_are_those_of_the_newest_revision():
    """After a revision: ``python -m tests.bots.storage.new_file_sql``."""
    made, kept = written(), STATEMENTS.read_text(encoding="utf-8")

    assert [in_order(each) for each in made.split(APART)] == [in_order(each) for each in kept.split(APART)]


def test_both_ways_come_to_the_same(path, tmp_path):
    upgrade(f"sqlite:///{tmp_path}/by-revisions.db")

    assert fill_new_file(f"sqlite:///{path}")
    (made, rows), (expected, others) = contents(path), contents(tmp_path / "by-revisions.db")
    assert [in_order(each) for each in expected] == [in_order(each) for each in made]
    assert others == rows
    assert is_current(f"sqlite:///{path}")
    assert 0o600 == stat.S_IMODE(path.stat().st_mode)


def test_it_can_be_taken_back_like_any_other(path):
    fill_new_file(f"sqlite:///{path}")

    assert "base" == downgrade(f"sqlite:///{path}", to="base")


def test_what_holds_anything_is_left_to_the_revisions(path):
    upgrade(f"sqlite:///{path}", to="0001")
    before = contents(path)

    assert not fill_new_file(f"sqlite:///{path}")
    assert before == contents(path)


def test_of_several_that_start_together_one_makes_them(path):
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(fill_new_file, [f"sqlite:///{path}"] * 8))

    assert 1 == made.count(True)
    assert is_current(f"sqlite:///{path}")


@pytest.mark.parametrize("content", [b"no database, whatever its name says" * 100, b"SQLite format 3\0"])
def test_what_is_no_database_is_left_alone(path, content):
    path.write_bytes(content)

    assert not fill_new_file(f"sqlite:///{path}")
    assert content == path.read_bytes()


def test_another_database_is_none_of_its_business():
    assert not fill_new_file("postgresql://certdesk@127.0.0.1:1/certdesk")
