"""The lists of words stand in the files as they are looked up: nothing is folded or turned round when they are read."""

from pathlib import Path

import pytest

from bots.conversation.understanding.intent_cues import cues as intent_cues
from bots.conversation.understanding.people.name_words import Sections, folded
from bots.conversation.understanding.people.sorted_words import FOLDER
from bots.conversation.understanding.text.words import plain


@pytest.mark.parametrize(("name", "separator"), [("cues.txt", ", "), ("labels.txt", ", "), ("name_words.txt", None)])
def test_words_and_phrases_are_written_folded(name, separator):
    sections = Sections(name, separator=separator)
    lines = Path(FOLDER, name).read_text(encoding="utf-8").splitlines()
    headings = [line[1:-1] for line in lines if line.startswith("[")]
    assert headings
    for heading in set(headings) - {"closed_accented"}:
        assert sections[heading], heading
        for entry in sections[heading]:
            as_typed = entry.replace("No ", "№ ")  # whose letters are folded into these
            assert entry == " ".join(folded(as_typed).split()).strip(","), f"{name}, {heading}: {entry!r} is not folded"


def test_closed_words_of_other_languages_keep_their_accents_and_nothing_else():
    sections = Sections("name_words.txt", separator=None)
    words = sections["closed_accented"]
    assert {word for word in words if word != word.casefold()} == set()
    assert any(folded(word) != word for word in words)
    assert sections["closed_unaccented"] == frozenset(map(folded, words)) - sections["closed_foreign"]


def test_cues_of_intents_are_written_plain():
    for entry in intent_cues().entries:
        word = entry.removesuffix("*")
        assert word == " ".join(plain(word).split()), entry
        assert not {"-", "'", "*", ","} & set(word), entry
        assert " " not in word or entry == word, f"{entry!r}: a phrase has no open end"
