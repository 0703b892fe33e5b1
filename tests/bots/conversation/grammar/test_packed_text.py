"""Texts that a button carries: what was packed is read again, and what was not is text."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.conversation.grammar.guide import read_command
from bots.conversation.guide.handler import command_of
from bots.conversation.model.intents import ReviewText
from bots.conversation.model.packed_text import LONGEST, packed, unpacked

SET = Path(__file__).parents[3] / "role_guide" / "sets" / "guide_1.jsonl"


@given(st.text(max_size=3_000))
def test_what_is_packed_is_read_again(text):
    assert unpacked(packed(text)) == text.encode("utf-8", "replace").decode("utf-8")


@pytest.mark.parametrize(
    "word", ["packed:", "packed:!!!", "packed:AAAA====", "AIDA is mandatory", "packed:abc def", ""]
)
def test_what_was_not_packed_is_no_packed_text(word):
    assert unpacked(word) is None


@given(st.text(alphabet="ABCabc012-_=,.:!é", max_size=400))
def test_a_broken_word_is_a_text_and_never_an_error(letters):
    found = unpacked(f"packed:{letters}")

    assert found is None or len(found) <= 4 * LONGEST


def test_a_job_description_of_a_page_and_a_half_fits_on_a_button():
    """Slack's buttons hold 2,000 characters; the text is of many advertisements, so that little in it repeats."""
    questions = [json.loads(line)["question"] for line in SET.read_text(encoding="utf-8").splitlines()]
    text = "\n".join(questions)[:2_900]
    command = command_of(ReviewText(text))

    assert len(command) <= 2_000
    assert not set("&<>") & set(command)
    assert read_command("review-jd", command.removeprefix("review-jd ")) == ReviewText(text)
