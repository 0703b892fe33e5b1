"""What is said of a word once spares a closer look, and changes nothing of what is found."""

import json
import random
from pathlib import Path

import pytest

from bots.conversation.understanding.people.bare_names import lone_name
from bots.conversation.understanding.people.name_spans import name_spans
from bots.conversation.understanding.people.name_tokens import tokens_of
from bots.conversation.understanding.people.sorted_words import FOLDER
from bots.conversation.understanding.text.id_marks import marked_text

SETS = Path(__file__).parent / "sets"
LISTS = ("given_names.txt", "english_words.txt", "german_words.txt", "other_words.txt", "place_names.txt")


def lines_of_the_sets():
    texts = [
        json.loads(line)["text"]
        for path in sorted(SETS.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return dict.fromkeys(line for text in texts for line in marked_text(text).text.split("\n"))


def lines_of_two_or_three_words():
    rng = random.Random(1)  # noqa: S311 - the same words each time are the point
    words = [
        word
        for name in LISTS
        for word in rng.sample(Path(FOLDER, name).read_text(encoding="utf-8").split("\n")[1:], 200)
    ]
    words += Path(FOLDER, "name_words.txt").read_text(encoding="utf-8").split()
    words += ["Zorvath", "Quellin", "Wibbing", "Trasching", "\u0141ukasz", "\u00d8rsted"] * 100
    rng.shuffle(words)
    for size in (2, 3):
        yield from (" ".join(words[at : at + size]).title() for at in range(0, len(words) - size, size))


@pytest.mark.parametrize("lines", [lines_of_the_sets, lines_of_two_or_three_words])
def test_words_in_no_list_are_found_in_names_as_if_each_list_were_asked(lines):
    alone = 0
    for line in lines():
        tokens, asked = tokens_of(line), tokens_of(line)
        for token in asked:
            token.neutral = token.unlisted = False
        found = _fields(name_spans(line, asked))
        assert found == _fields(name_spans(line, tokens)), line
        if (name := lone_name(line, tokens)) is not None:
            alone += 1
            assert found == _fields([name]), line
    assert alone > 20


def _fields(spans):
    return [(each.first, each.last, each.text, each.quality, each.possessive, each.titled) for each in spans]
