"""What Slack refused as too many is tried again after the pause that it asks for, three times at most."""

import pytest
from slack_sdk.http_retry import HttpRequest, HttpResponse, RetryState

from bots.slack.api.retry_policy import RetryPolicy, pause_or_usual

pytestmark = pytest.mark.anyio
REQUEST = HttpRequest(method="POST", url="https://slack.com/api/chat.postMessage", headers={})


def refused(**headers):
    return HttpResponse(status_code=429, headers={name.replace("_", "-"): value for name, value in headers.items()})


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry_After": ["7"]}, 7.0),
        ({"RETRY_AFTER": ["7", "9"]}, 7.0),
        ({"Retry_After": ["0"]}, 0.0),
        ({"Retry_After": ["30"]}, 30.0),
        ({"Retry_After": ["31"]}, 30.0),
        ({"Retry_After": ["soon"]}, 1.0),
        ({"Retry_After": []}, 1.0),
        ({}, 1.0),
    ],
)
async def test_the_pause_is_what_slack_asks_for_and_half_a_minute_at_most(headers, seconds):
    slept, state = [], RetryState()

    async def sleep(pause):
        slept.append(pause)

    await RetryPolicy(sleep).prepare_for_next_attempt_async(state=state, request=REQUEST, response=refused(**headers))

    assert ([seconds], True, 1) == (slept, state.next_attempt_requested, state.current_attempt)


async def test_three_attempts_are_made_and_only_what_was_too_many_is_tried_again():
    policy = RetryPolicy()
    states = [RetryState(current_attempt=number) for number in range(4)]
    can = [await policy.can_retry_async(state=each, request=REQUEST, response=refused()) for each in states]
    other = HttpResponse(status_code=500, headers={})

    assert [True, True, False, False] == can
    assert not await policy.can_retry_async(state=RetryState(), request=REQUEST, response=other)


@pytest.mark.parametrize("error", [OSError("away"), None])
async def test_without_an_answer_there_is_nothing_to_wait_for(error):
    with pytest.raises(OSError if error else RuntimeError):
        await RetryPolicy().prepare_for_next_attempt_async(state=RetryState(), request=REQUEST, error=error)


def test_where_slack_does_not_say_how_long_a_second_is_usual():
    assert [1.0, 5.0, 0.0] == [pause_or_usual(each, 0.0) for each in ({}, {"retry-after": "5"}, {"retry-after": "0"})]
