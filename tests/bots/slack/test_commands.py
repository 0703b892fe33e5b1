"""Slash commands, by the front door, on the real desk and the sandbox."""

import pytest

pytestmark = pytest.mark.anyio


async def test_s03_slash_answers_are_ephemeral_and_go_through_the_response_url(slack):
    response = await slack.slash("AIDA-2026-1234 Jane Doe")

    assert (200, "") == (response.status, await response.text())
    [answer] = slack.slack.of("response_url")
    assert ("ephemeral", False) == (answer["response_type"], answer["replace_original"])
    assert answer["text"].startswith("SANDBOX")
    assert "AIDA-2026-1234 is active." in answer["text"]
