"""Names across writing systems: the rule book's pairs, names that sound near, and what holds for any text."""

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier_client.models import Agreement
from verifier_client.name_matching.agreement import agreement

OWN = [json.loads(line) for line in (Path(__file__).parent / "names_scripts_own.jsonl").read_text("utf-8").splitlines()]
NAMES = sorted({item[side] for item in OWN for side in ("expected_name", "holder_name")})
names = st.sampled_from(NAMES)
LETTERS = "aчщюяЂїαγουьგწჭჯՀՈւեक्षिंाशสมร์เ-ีिーャッンヴゥェじゃょっん김혜린王偉 ・,.'-"

# Given names that are easily taken for each other, with one family name.
NEAR = {
    (
        "スミス",
        "・",
        "Smith",
    ): "ジェーン Jane/ジーン Jean/ジョーン Joan/エレン Ellen/エリン Erin/アレックス Alex/アリス Alice/マーサ Martha",
    (
        "タナカ",
        " ",
        "Tanaka",
    ): "ハルカ Haruka/ハルキ Haruki/ハルコ Haruko/ユキ Yuki/ユカ Yuka/ケンイチ Kenichi/ケンジ Kenji/タツヤ Tatsuya",
    (
        "김",
        "",
        "Kim",
    ): "민지 Minji/민수 Minsu/민서 Minseo/지영 Jiyeong/지용 Jiyong/현우 Hyeonu/현수 Hyeonsu/동혁 Donghyeok",
    (
        "Кравченко",
        " ",
        "Kravchenko",
    ): "Олег Oleg/Ольга Olga/Марина Marina/Мария Mariia/Денис Denis/Дмитрий Dmitrii/Вера Vera",
    (
        "Παππάς",
        " ",
        "Pappas",
    ): "Δημήτρης Dimitris/Δήμητρα Dimitra/Γιώργος Giorgos/Γεωργία Georgia/Μάριος Marios/Μαρία Maria",
    ("ბერიძე", " ", "Beridze"): "ნინო Nino/ნანა Nana/ლელა Lela/ლია Lia/მაია Maia/გოჩა Gocha/გიორგი Giorgi",
    ("Հակոբյան", " ", "Hakobyan"): "Հայկ Hayk/Արմեն Armen/Արման Arman/Կարեն Karen/Կարինե Karine/Տիգրան Tigran",
    ("वर्मा", " ", "Varma"): "सुनील Sunil/सुनीता Sunita/अनिल Anil/अमित Amit/अमिता Amita/राजेश Rajesh/राकेश Rakesh",
    ("ใจดี", " ", "Chaidi"): "สมชาย Somchai/สมศักดิ์ Somsak/สมพร Somphon/มาลี Mali/มานี Mani/วิชัย Wichai",
}


def test_the_own_set_is_answered_as_the_rule_book_says():
    """203 pairs, labelled before the code saw them (0.956 at first look, no false `agrees`, no false `differs`)."""
    wrong = []
    for item in OWN:
        got = str(agreement(item["expected_name"], item["holder_name"]))
        right = {item["label"], *item.get("accept", ())}
        if got not in right:
            wrong.append((item["expected_name"], item["holder_name"], got, right))

    assert [] == [pair for pair in wrong if pair[2] == "agrees"]
    assert [] == [pair for pair in wrong if pair[2] == "differs" and "agrees" in pair[3]]
    assert len(wrong) / len(OWN) <= 0.02


@pytest.mark.parametrize(("family", "given_names"), NEAR.items(), ids=[latin for _, _, latin in NEAR])
def test_a_name_is_known_in_its_script_and_its_neighbours_are_not_taken_for_it(family, given_names):
    native, apart, latin = family
    pairs = [pair.split() for pair in given_names.split("/")]
    found = Counter()
    for theirs, _ in pairs:
        name = f"{theirs}{apart}{native}" if apart == " " and native != "タナカ" else f"{native}{apart}{theirs}"
        for other, spelled in pairs:
            found[other == theirs, agreement(f"{spelled} {latin}", name).value] += 1

    assert {"differs", "cannot_tell"}.isdisjoint(value for same, value in found if same)
    assert "agrees" not in {value for same, value in found if not same}
    assert found[False, "differs"] >= 0.9 * sum(count for (same, _), count in found.items() if not same)


@given(names, names)
def test_neither_side_is_favoured(one, other):
    assert agreement(one, other) == agreement(other, one)


@given(names)
def test_a_name_agrees_with_itself_in_every_script(name):
    assert agreement(name, name) is Agreement.AGREES
    assert agreement(name, f" {name}  ") is Agreement.AGREES


@given(st.text(LETTERS, max_size=30), names)
def test_any_name_like_text_is_answered(text, name):
    assert agreement(text, name) == agreement(name, text)
    assert agreement(text, text) in {Agreement.AGREES, Agreement.CANNOT_TELL}


@given(st.text(max_size=40), names)
def test_any_text_is_answered(text, name):
    assert agreement(text, name) == agreement(name, text)


@pytest.mark.parametrize("piece", ["ア", "ー", "アー", "ク・", "ん", "이", "щ", "γιου", "ქ", "ու", "क", "ส", "เ", "王"])
def test_a_very_long_name_is_answered(piece):
    long = (piece * 200)[:200]
    for latin in ("a" * 199, "Jane " * 30, "A B " * 40, "shch" * 45):
        assert agreement(long, latin) in set(Agreement)
