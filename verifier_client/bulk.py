"""
Many certificates at once: some at a time, and those that a failing registry was not asked once it has rested.

A registry that failed a few times in a row is left alone for a moment (``pacing/circuit_breaker.py``), and then one
question goes first. In a long list a few certificates that the registry cannot answer would so keep all others from
being checked. Here they do not: who was turned away is asked again, from another end of the list.
"""

from __future__ import annotations

import contextlib
from collections import deque
from typing import TYPE_CHECKING, Generic, TypeVar

from verifier_client.errors import LeftAlone, Throttled
from verifier_client.single_flight import as_completed

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable

    from verifier_client.clock import Clock
    from verifier_client.models import Verdict
    from verifier_client.policy import Policy

T = TypeVar("T")
RESTS = 3  # in a row after which no question was answered: then the registry is down, and not only for some


class Bulk(Generic[T]):
    """Settles any number of questions."""

    def __init__(
        self,
        settle: Callable[[T], Awaitable[Verdict]],
        policy: Policy,
        clock: Clock,
        jitter: Callable[[float, float], float],
    ) -> None:
        """
        Settle questions, none of them yet.

        Args:
            settle: Returns the verdict of one question; never raises what a registry does.
            policy: How many are asked at a time, and for how long a failing registry is left alone.
            clock: Sleeps.
            jitter: Draws a number between two bounds; random unless a test decides.
        """
        self._settle = settle
        self._policy = policy
        self._clock = clock
        self._jitter = jitter

    async def once(self, questions: Iterable[T]) -> AsyncGenerator[Verdict, None]:
        """
        Settle each once, and yield the verdicts in the order in which they are known.

        Args:
            questions: Whatever ``settle`` takes; read as it goes.
        """
        async with contextlib.aclosing(self._settled(questions)) as settled:
            async for _question, verdict in settled:
                yield verdict

    async def persistent(self, questions: Iterable[T]) -> AsyncGenerator[Verdict, None]:
        """
        Do as ``once``, and settle anew what a failing registry was not asked, once it has rested.

        Args:
            questions: Whatever ``settle`` takes; those that are turned away are kept meanwhile.
        """
        asked: Iterable[T] = questions
        rests = 0
        while True:
            turned_away: deque[tuple[T, Verdict]] = deque()
            was_answered = False
            async with contextlib.aclosing(self._settled(asked)) as settled:
                async for question, verdict in settled:
                    if isinstance(verdict.error, LeftAlone):
                        turned_away.append((question, verdict))
                        continue
                    was_answered = was_answered or verdict.error is None
                    yield verdict
            rests = 1 if was_answered else rests + 1
            if not turned_away or rests > RESTS:
                break
            await self._clock.sleep(self._rest(verdict for _question, verdict in turned_away))
            turned_away.rotate(-round(self._jitter(0, len(turned_away) - 1)))
            asked = [question for question, _verdict in _from_both_ends(turned_away)]
        for _question, verdict in turned_away:
            yield verdict

    async def _settled(self, questions: Iterable[T]) -> AsyncGenerator[tuple[T, Verdict], None]:
        async def settle(question: T) -> tuple[T, Verdict]:
            return question, await self._settle(question)

        results = (settle(each) for each in questions)
        async with contextlib.aclosing(as_completed(results, at_once=self._policy.bulk_at_once)) as completed:
            async for found in completed:
                yield found

    def _rest(self, verdicts: Iterable[Verdict]) -> float:
        asked_for = (verdict.error.retry_after or 0.0 for verdict in verdicts if verdict.error is not None)
        return min(max(asked_for), self._policy.breaker_rest)


async def turn_by_turn(
    settle: Callable[[], Awaitable[Verdict]], turns: int, *, clock: Clock, policy: Policy
) -> Verdict:
    """
    Settle, and come back when nothing but our own pace stood in the way: a bulk may be long.

    Args:
        settle: Settles one question.
        turns: How often to come back at most.
        clock: Sleeps.
        policy: How long a background question may take.
    """
    verdict = await settle()
    for _turn in range(turns):
        error = verdict.error
        if not isinstance(error, Throttled) or error.worth_retrying:
            break
        await clock.sleep(min(error.retry_after or 0.0, policy.background_patience))
        verdict = await settle()
    return verdict


def _from_both_ends(items: deque[T]) -> Iterable[T]:
    """Take turns between the two ends: neighbours, which may fail for one reason, do not follow each other."""
    while items:
        yield items.popleft()
        if items:
            yield items.pop()
