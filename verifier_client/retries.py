"""
Tries again where it may help: the only file that knows tenacity.

tenacity was given; its strategies are small callables, and ``sleep`` is an argument. A new ``AsyncRetrying`` for
each question: one shared between coroutines mixes their attempts (jd/tenacity#93). The first attempt is made
before tenacity is asked, so a registry that answers costs nothing extra.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from verifier_client.errors import LeftAlone, Unavailable

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tenacity import RetryCallState

    from verifier_client.clock import Clock
    from verifier_client.policy import Policy
    from verifier_client.single_flight import SharedRequest

T = TypeVar("T")


async def retry(
    attempt: Callable[[], Awaitable[T]],
    *,
    shared: SharedRequest,
    deadline: float,
    policy: Policy,
    clock: Clock,
    jitter: Callable[[float, float], float],
    retried: Callable[[], None],
) -> T:
    """
    Return what an attempt returns, trying again after pauses.

    Args:
        attempt: Makes one attempt.
        shared: Who waits for the answer.
        deadline: Monotonic seconds after which nothing is started.
        policy: Deadlines, limits and lifetimes.
        clock: Wall time and monotonic time, in seconds.
        jitter: Draws a number between two bounds; random unless a test decides.
        retried: Is called before each attempt after the first.

    Raises:
        Unavailable: The last error, when it is final, when attempts or time are used up, or when nobody waits any more.
    """
    try:
        return await attempt()
    except Unavailable as error:
        if not error.worth_retrying:
            raise
        failed: Unavailable | None = error
        last = error
    from tenacity import AsyncRetrying, retry_if_exception  # noqa: PLC0415 - 27 ms that only a failure needs

    async def first_failure_then_attempts() -> T:
        nonlocal failed, last
        if failed is not None:
            past, failed = failed, None
            raise past
        retried()
        try:
            return await attempt()
        except Unavailable as error:
            last = _what_came(error, last)
            raise last from error.__cause__

    def pause(state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        asked = error.retry_after if isinstance(error, Unavailable) else None
        ceiling = min(policy.longest_pause, policy.pause * 2 ** (state.attempt_number - 1))
        return max(asked or 0.0, jitter(0.0, ceiling))

    def enough(state: RetryCallState) -> bool:
        out_of_time = clock.monotonic() + state.upcoming_sleep >= deadline
        return state.attempt_number >= policy.attempts or out_of_time or not shared.is_wanted

    retrying = AsyncRetrying(
        sleep=clock.sleep,
        stop=enough,
        wait=pause,
        retry=retry_if_exception(lambda error: isinstance(error, Unavailable) and error.worth_retrying),
        reraise=True,
    )
    return await retrying(first_failure_then_attempts)


def _what_came(error: Unavailable, last: Unavailable) -> Unavailable:
    """Return the error for the asker: where the registry was asked before, what came of that, not that it rests."""
    if not isinstance(error, LeftAlone):
        return error
    return Unavailable(last.what, registry=last.registry, retry_after=error.retry_after, worth_retrying=False)
