"""The rule book of name agreement, section by section, and the promises that hold for any text."""

import json
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier_client.models import Agreement
from verifier_client.name_matching.agreement import agreement

OWN = [json.loads(line) for line in (Path(__file__).parent / "names_own.jsonl").read_text().splitlines()]
NAMES = sorted({item[side] for item in OWN for side in ("expected_name", "holder_name")})
names = st.sampled_from(NAMES)

AGREES = [
    ("JANE DOE", "jane doe"),
    ("José Muñoz", "Jose Munoz"),
    ("Ｊａｎｅ Doe", "Jane Doe"),
    ("Siobhan O'Hara", "Siobhan O’Hara"),
    ("Anna-Lena Ruf", "Annalena Ruf"),
    ("Doe, Jane", "Jane Doe"),
    ("DOE Jane", "Jane Doe"),
    ("Gao Minghui", "Minghui Gao"),
    ("Lê Minh Tú", "Tú Minh Lê"),
    ("Groß Jürgen", "GROSS Juergen"),
    ("Łukasz Wałęsiak", "Lukasz Walesiak"),
    ("Þóra Ægis", "Thora Aegis"),
    ("Dr Jane Doe PhD", "Jane Doe"),
    ("Sra. Dña. Eva Ruiz", "Eva Ruiz"),
    ("Jane Doe Jr.", "Jane Doe"),
    ("Jane Mary Doe", "Jane Doe"),
    ("Jane M. Doe", "Jane Mary Doe"),
    ("R. Natarajan", "Natarajan R."),
    ("Иван Иванович Дуб", "Ivan Dub"),
    ("Γεώργιος Ευαγγέλου", "Georgios Evangelou"),
    ("やまだ はなこ", "Hanako Yamada"),
    ("한지민", "Han Jimin"),
    ("김지민", "Kim Jimin"),
    ("欧阳明", "Ming Ouyang"),
    ("محمد علي", "محمد علي"),
]
PARTLY = [
    ("Jane", "Jane Doe"),
    ("Doe", "Jane Doe"),
    ("J. Doe", "Jane Doe"),
    ("Jane D.", "Jane Doe"),
    ("Kate Doe", "Katherine Doe"),
    ("Giovanni Doe", "John Doe"),
    ("Eva Ruiz", "Eva Ruiz Mota"),
    ("Eva Mota", "Eva Ruiz Mota"),
    ("Marie Blanc", "Anne-Marie Blanc"),
    ("Mary Doe", "Jane Mary Doe"),
    ("Jane Doe", "Jane Poppinghaus"),
    ("Ivana Dubov", "Ivana Dubova"),
    ("Jane Poppinghaus", "Jane Popinghaus"),
    ("Jane Mary Doe", "Jane Ruth Doe"),
    ("Martin James", "James Martin"),
    ("Omar Al-Basri", "Omar El-Basri"),
    ("김지민", "Kim Jeemin"),
    ("Xuenan", "Xu Enan"),
]
DIFFERS = [
    ("Jane Doe", "Oscar Poppinghaus"),
    ("Jane Doe", "Susan Doe"),
    ("Jane Doe", "Joan Doe"),
    ("Paul Doe", "Paula Doe"),
    ("Anil Kumar", "Anil Kumari"),
    ("Li Minghui", "Le Minghui"),
    ("Lê Thị Hà", "Lê Thị Hạ"),
    ("Eva Ruiz Mota", "Eva Mota Ruiz"),
    ("Jane Mary Doe", "Mary Jane Doe"),
    ("Fan Gai", "Fang Ai"),
    ("Jane Doe Sr.", "Jane Doe Jr."),
    ("王伟", "王芳"),
    ("山田太郎", "山田花子"),
    ("김민수", "김민지"),
]
CANNOT_TELL = [
    ("", "Jane Doe"),
    ("  \t", "Jane Doe"),
    ("-", "Jane Doe"),
    ("👍🏽", "Jane Doe"),
    ("J.", "Jane Doe"),
    ("n/a", "Jane Doe"),
    ("محمد علي", "Muhammad Ali"),
    ("山田花子", "Yamada Hanako"),
    ("王明", "Jane Doe"),
    ("Иван", "Ιωάννης"),
]


@pytest.mark.parametrize(("one", "other"), AGREES)
def test_the_same_name_written_otherwise_agrees(one, other):
    assert (Agreement.AGREES, Agreement.AGREES) == (agreement(one, other), agreement(other, one))


@pytest.mark.parametrize(("one", "other"), PARTLY)
def test_what_may_be_the_same_person_agrees_partly(one, other):
    assert (Agreement.PARTLY, Agreement.PARTLY) == (agreement(one, other), agreement(other, one))


@pytest.mark.parametrize(("one", "other"), DIFFERS)
def test_another_name_differs(one, other):
    assert (Agreement.DIFFERS, Agreement.DIFFERS) == (agreement(one, other), agreement(other, one))


@pytest.mark.parametrize(("one", "other"), CANNOT_TELL)
def test_what_cannot_be_compared_is_not_judged(one, other):
    assert (Agreement.CANNOT_TELL, Agreement.CANNOT_TELL) == (agreement(one, other), agreement(other, one))


def test_the_own_set_is_answered_as_the_rule_book_says():
    """817 pairs from the rule book, labelled before the code saw them; a false `agrees` is never allowed."""
    found = Counter((item["label"], agreement(item["expected_name"], item["holder_name"]).value) for item in OWN)

    right = sum(count for (wanted, got), count in found.items() if wanted == got)
    assert {} == {pair: count for pair, count in found.items() if pair[1] == "agrees" != pair[0]}
    assert {} == {pair: count for pair, count in found.items() if pair == ("agrees", "differs")}
    assert right / len(OWN) >= 0.98


@given(names, names)
def test_neither_side_is_favoured(one, other):
    assert agreement(one, other) == agreement(other, one)


@given(st.sampled_from(OWN))
def test_neither_side_of_a_close_pair_is_favoured(item):
    one, other = item["expected_name"], item["holder_name"]

    assert agreement(one, other) == agreement(other, one)


@given(names)
def test_a_name_agrees_with_itself(name):
    assert agreement(name, name) in {Agreement.AGREES, Agreement.CANNOT_TELL}
    assert agreement(name, f"  {name} ") in {Agreement.AGREES, Agreement.CANNOT_TELL}


@given(names.filter(str.isascii))
def test_case_does_not_count(name):
    assert agreement(name.lower(), name.lower()) == agreement(name.lower(), name.upper())


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_is_answered(one, other):
    assert agreement(one, other) == agreement(other, one)
    assert agreement(one, one) in {Agreement.AGREES, Agreement.CANNOT_TELL}


@given(st.text("aeßöøüé .-,'JDrNguyễn李ゆ김ов", max_size=30), names)
def test_any_name_like_text_is_answered(text, name):
    assert agreement(text, name) == agreement(name, text)
    assert agreement(text, text) in {Agreement.AGREES, Agreement.CANNOT_TELL}


@pytest.mark.parametrize("piece", ["a", "ö", "a ", "a-", "Li ", "oe", "김", "é,"])
def test_a_very_long_name_takes_no_time(piece):
    long = (piece * 10_000)[:10_000]
    start = time.perf_counter()

    assert agreement(long, long) is Agreement.CANNOT_TELL
    assert agreement(long[:200], long[1:201]) in set(Agreement)
    assert time.perf_counter() - start < 0.5


def test_a_mention_is_only_a_word():
    assert agreement("<!channel>", "Jane Doe") is Agreement.DIFFERS


def test_letters_of_two_alphabets_in_one_word_never_agree():
    assert agreement("Jаne Doe", "Jane Doe") is not Agreement.AGREES
