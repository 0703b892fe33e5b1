"""A badge link that carries no ID is answered with what to send instead; other links and other wishes are not."""

import pytest

from bots.conversation.grammar.commands import read
from bots.conversation.model.intents import Unclear, Verify
from verifier_client import VerifierClient

PERSON = "https://www.credly.com/users/jane-doe"
ELSEWHERE = "https://badges.a.example/public/assertions/AbCdEfGhIj"


@pytest.mark.parametrize("command", [None, "verify"])
@pytest.mark.parametrize("words", [PERSON, f"can you check {PERSON} for Jane Doe?", ELSEWHERE])
def test_what_is_wrong_with_a_link_is_said(words, command):
    found = read(words, VerifierClient.from_config(None), command=command)

    assert isinstance(found, Unclear)
    assert "credly.com/badges" in found.problem or "badges.a.example" in found.problem


def test_an_id_beside_such_a_link_is_verified():
    assert isinstance(read(f"AIDA-2026-1234 {PERSON}", VerifierClient.from_config(None)), Verify)


def test_other_links_are_no_badges():
    found = read("https://www.example.org/news", VerifierClient.from_config(None))

    assert "badge" not in getattr(found, "problem", "")
