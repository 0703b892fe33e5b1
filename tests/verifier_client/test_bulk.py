"""A bulk that outlasts a registry's bad moments, and gives up when the registry is down."""

from collections import Counter

import pytest

from tests.verifier_client.factories import OUT_OF_ORDER, answer_to, numbered, scripted
from verifier_client import Outcome

pytestmark = pytest.mark.anyio
BAD = set(numbered(100)[20:40])


def some_out_of_order(request):
    return OUT_OF_ORDER if request.url.rpartition("/")[2] in BAD else answer_to(request)


async def outcomes(client, **how):
    return {each.question.text: each.outcome async for each in client.verify_many(numbered(100), **how)}


async def test_a_few_that_a_registry_cannot_answer_keep_nobody_else_from_being_checked():
    client, transport, _ = scripted(some_out_of_order)
    found = await outcomes(client, persistent=True)

    assert 100 == len(found)
    assert {text for text, outcome in found.items() if outcome is not Outcome.FOUND} == BAD
    assert {1} == set(Counter(each.url for each in transport.requests if each.url[-14:] not in BAD).values())


async def test_who_is_not_persistent_is_told_at_once_that_the_registry_is_left_alone():
    client, _, clock = scripted(some_out_of_order)
    found = await outcomes(client)

    assert BAD < {text for text, outcome in found.items() if outcome is not Outcome.FOUND}
    assert client.policy.breaker_rest > sum(clock.slept)


async def test_a_registry_that_is_down_is_given_three_rests_and_no_more():
    client, transport, clock = scripted(OUT_OF_ORDER)
    found = await outcomes(client, persistent=True)

    assert {Outcome.COULD_NOT_CHECK} == set(found.values())
    assert 100 == len(found)
    assert 3 == sum(each > client.policy.longest_pause for each in clock.slept)
    assert 40 > len(transport.requests)


async def test_what_was_asked_says_what_came_of_it_and_not_that_the_registry_is_left_alone():
    client, _, _ = scripted(OUT_OF_ORDER)
    said = {str(each.error) async for each in client.verify_many(numbered(2))}

    assert not [each for each in said if "left alone" in each]
