"""Which language of East Asia a name in Latin letters reads as, and at which of its ends the family name may stand."""

import pytest

from verifier_client import Agreement, agreement
from verifier_client.name_matching.eastern import (
    CHINESE,
    JAPANESE,
    KOREAN,
    VIETNAMESE,
    family_ends,
    is_full_name,
    is_one_sound,
    is_reading,
    is_sure_at_both_ends,
    language_of,
    may_be_turned,
    share_a_spelling,
)
from verifier_client.name_matching.parts import read

FRONT, END, EITHER = {"front"}, {"end"}, {"front", "end"}


@pytest.mark.parametrize(
    ("name", "language", "ends"),
    [
        ("Choi Jiwoo", KOREAN, FRONT),
        ("Jiwoo Choi", KOREAN, END),
        ("Kim Minjun", KOREAN, FRONT),
        ("KIM Minjun", KOREAN, END),  # the capitals say which the family name is, so it is read last
        ("Ryu Han", KOREAN, EITHER),
        ("Kim Wang", KOREAN, EITHER),
        ("Wang Wei", CHINESE, EITHER),
        ("Lin Min", CHINESE, EITHER),
        ("Lee Minho", CHINESE, FRONT),  # all of it can be Pinyin, and the family name is Chinese too
        ("Chen Xiaoming", CHINESE, FRONT),
        ("Nguyen Van An", VIETNAMESE, EITHER),
        ("Nguyễn Thị Lan", VIETNAMESE, FRONT),
        ("Hoang Anh", VIETNAMESE, FRONT),
        ("Sato Yuki", JAPANESE, FRONT),
        ("Yuki Tanaka", JAPANESE, END),
        ("Aihara Mika", JAPANESE, FRONT),  # by its ending
    ],
)
def test_a_name_reads_as_one_language_and_has_its_family_name_there(name, language, ends):
    assert language == language_of(read(name))
    assert ends == family_ends(language, read(name))
    assert is_full_name(read(name))


@pytest.mark.parametrize("name", ["John Smith", "Kim", "Kim J.", "Sato Yuki Ken", "Kim Min Jun Seo Yun"])
def test_other_names_read_as_none(name):
    """One part, an initial, a middle name in Japanese, or more than four parts."""
    assert language_of(read(name)) is None


def test_two_names_are_of_one_language_only_if_neither_speaks_against_it():
    assert KOREAN == language_of(read("Kim Minjun"), read("Minjun Kim"))
    assert language_of(read("Kim Minjun"), read("John Smith")) is None
    assert language_of(read("Sato Yuki"), read("Sato Yuki Ken")) is None


@pytest.mark.parametrize(
    ("name", "language", "may_turn", "is_sure"),
    [
        ("Wang Wei", CHINESE, True, True),
        ("Zhang Wang", CHINESE, True, True),
        ("Lee Min", CHINESE, True, False),
        ("Lin Min", CHINESE, False, False),
        ("Kim Lee", KOREAN, True, True),
        ("Kim Wang", KOREAN, False, False),
        ("Kim Minjun", KOREAN, False, False),
        ("Ouyang Na", CHINESE, False, False),
        ("WANG Wei", CHINESE, False, True),
        ("Sato Ito", JAPANESE, False, False),
    ],
)
def test_a_name_may_be_turned_where_both_ends_are_family_names_as_like_as_each_other(name, language, may_turn, is_sure):
    assert (may_turn, is_sure) == (may_be_turned(language, read(name)), is_sure_at_both_ends(language, read(name)))


@pytest.mark.parametrize(
    ("language", "reads", "reads_not"),
    [
        (KOREAN, ["minjun", "Geunhye"], ["smith", "xiaoming"]),
        (CHINESE, ["xiaoming", "Wei"], ["smith", "kobayashi"]),
        (JAPANESE, ["yuki", "Kempo", "tchi", "ohno", "sampa", "shinji"], ["smith", "si", "samka", "xiaoming"]),
        (VIETNAMESE, ["nguyen", "Anh"], ["smith", "kenji"]),
    ],
)
def test_a_word_is_built_of_the_syllables_of_a_language(language, reads, reads_not):
    assert [True] * len(reads) == [is_reading(language, word) for word in reads]
    assert [False] * len(reads_not) == [is_reading(language, word) for word in reads_not]


def test_spellings_of_one_sound_and_of_one_family_name():
    assert is_one_sound(KOREAN, "Jeong", "Chung")
    assert is_one_sound(JAPANESE, "Shinji", "Sinji")
    assert not is_one_sound(KOREAN, "Jeong", "Kim")
    assert not is_one_sound(CHINESE, "Zhang", "Zhang")  # Chinese has no loose spellings, but romanisations
    assert share_a_spelling("Zhang", "Chang")
    assert not share_a_spelling("Zhang", "Wang")
    assert not share_a_spelling("Smith", "Jones")


@pytest.mark.parametrize(
    ("given", "holder", "expected"),
    [
        ("Thanh Tra Nguyen", "Nguyễn Thị Thanh Trà", Agreement.PARTLY),
        ("Thanh Trà Nguyễn", "Nguyễn Thị Thanh Trà", Agreement.PARTLY),
        ("Thanh Trá Nguyễn", "Nguyễn Thị Thanh Trà", Agreement.DIFFERS),
        ("Thanh Ha Nguyen", "Nguyễn Thị Thanh Trà", Agreement.DIFFERS),
        ("Thanh Tra Le", "Nguyễn Thị Thanh Trà", Agreement.DIFFERS),
    ],
)
def test_a_vietnamese_name_written_the_western_way_without_its_middle_name_is_nobody_else_s(given, holder, expected):
    assert expected is agreement(given, holder)
    assert expected is agreement(holder, given)
