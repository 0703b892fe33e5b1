"""Which script a name is written in, and how the tables spell it in Latin letters."""

import pytest

from verifier_client.name_matching.scripts import is_disguised, latin_spellings, revised_romanization, scripts_of


@pytest.mark.parametrize(
    ("text", "scripts"),
    [
        ("Jane ª º", {"LATIN"}),
        ("Đorđe Ђоковић", {"LATIN", "CYRILLIC"}),
        ("Γιώργος", {"GREEK"}),
        ("ジェーン・スミス さん ー", {"KANA"}),
        ("田中はるか", {"CJK", "KANA"}),
        ("김지민", {"HANGUL"}),
        ("7 ٣ .,-", set()),
    ],
)
def test_the_scripts_of_the_letters_of_a_text(text, scripts):
    assert scripts == scripts_of(text)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("Jаne", True), ("Mγ", True), ("Jane Иван", False), ("Jane", False), ("Иван", False), ("王Jane", False)],
)
def test_a_word_of_letters_that_look_alike_is_disguised(text, is_one):
    assert is_one is is_disguised(text)


@pytest.mark.parametrize(
    ("text", "spellings"),
    [
        ("Иван", ["Ivan", "Yvan"]),
        ("ИВАНОВ Пётр", ["IVANOV Petr", "YVANOV Petr"]),
        ("Ёлкин", ["Elkin", "Yelkin", "Elkyn"]),
        ("Ευάγγελος", ["Evangelos", "Euangelos"]),  # before a voiced sound
        ("Ευτυχία", ["Eftychia", "Eutychia"]),
        ("Γιώργος", ["Giorgos"]),
        ("王偉", ["Wang Wei", "Wei Wang"]),
        ("司马懿", ["Sima Yi", "Yi Sima"]),  # a family name of two characters
        ("单田芳", ["Dan Tianfang", "Tianfang Dan", "Shan Tianfang", "Tianfang Shan"]),  # read otherwise as a name
        ("田中はるか", []),
        ("สมชาย", ["สมชาย"]),
        ("Jane", ["Jane"]),
    ],
)
def test_a_name_is_spelled_once_for_each_table_that_reads_it(text, spellings):
    assert spellings == latin_spellings(text)


@pytest.mark.parametrize(
    ("text", "spellings"),
    [
        ("김지민", {"Gim Jimin", "Jimin Gim"}),
        ("남궁민수", {"Namgung Minsu", "Minsu Namgung"}),
        ("황보관", {"Hwang Bogwan", "Bogwan Hwang"}),  # of three, the family name is the first
        ("한 강", {"Han Gang", "Gang Han"}),
        ("シンペイ ユウコ", {
            f"{one} {other}" for given in ("Shinpei", "Shimpei") for family in ("Yuko", "Yuuko")
            for one, other in ((given, family), (family, given))
        }),
        ("おおの", {"Ono", "Oono"}),
        ("ー", {""}),
    ],
)  # fmt: skip
def test_a_name_in_hangul_or_kana_is_spelled_both_ways_round(text, spellings):
    assert spellings == {*latin_spellings(text)}


@pytest.mark.parametrize(
    ("word", "spellings"),
    [
        ("가", {"ga"}),  # the first syllable there is, and the last
        ("힣", {"hit"}),
        ("악이", {"aki", "agi"}),
        ("맏이", {"mati", "madi"}),
        ("입안", {"ipan", "iban"}),
        ("달이", {"dali", "dari"}),
        ("강아", {"ganga"}),
        ("a가", {"aga"}),
    ],
)
def test_sounds_may_be_carried_over_to_a_vowel(word, spellings):
    assert spellings == revised_romanization(word)
