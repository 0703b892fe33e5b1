"""
Keeps a platform's limits before the platform has to: so many sends to a conversation, so many of the app to a tenant.

Every send is given a moment in the order of asking, at which no window holds too many; the caller waits for it.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Limits:
    """How many sends any ``seconds`` may hold, as (sends, seconds)."""

    conversation: tuple[tuple[int, float], ...] = ()
    tenant: tuple[tuple[int, float], ...] = ()


UNLIMITED = Limits()
MOST_REMEMBERED = 10_000  # conversations
MARGIN = 0.001  # seconds, for clocks that tick coarsely


class RateLimiter:
    """Gives out moments; holds no task and no lock."""

    def __init__(self, limits: Limits, *, monotonic: Callable[[], float]) -> None:
        """Start with nothing sent."""
        self._limits = limits
        self._monotonic = monotonic
        self._conversations: OrderedDict[str, deque[float]] = OrderedDict()
        self._tenants: OrderedDict[str, deque[float]] = OrderedDict()

    def reserve(self, conversation: str, tenant: str, *, most: float) -> float | None:
        """Return how many seconds to wait before sending; None when that is more than ``most``: nothing is reserved."""
        if not self._limits.conversation and not self._limits.tenant:
            return 0.0
        now = self._monotonic()
        windows = self._limits.conversation if conversation else ()  # a new conversation has no limit to keep yet
        sent = _log_of(self._conversations, conversation, _longest(windows))
        in_tenant = _log_of(self._tenants, tenant, _longest(self._limits.tenant))
        due = max(now, _free_at(sent, windows), _free_at(in_tenant, self._limits.tenant))
        if due - now > most:
            return None
        sent.append(due)
        in_tenant.append(due)
        self._forget_idle(now)
        return due - now

    def _forget_idle(self, now: float) -> None:
        """Drop the conversation that was quiet longest, once its sends no longer count or there are too many."""
        oldest = next(iter(self._conversations))
        sent = self._conversations[oldest]
        window = max((seconds for _, seconds in self._limits.conversation), default=0.0)
        if not sent or sent[-1] + window < now or len(self._conversations) > MOST_REMEMBERED:
            del self._conversations[oldest]


def _longest(windows: tuple[tuple[int, float], ...]) -> int:
    return max((count for count, _ in windows), default=0)


def _log_of(logs: OrderedDict[str, deque[float]], key: str, size: int) -> deque[float]:
    """Return when the last sends took place, and mark it as used last."""
    found = logs.setdefault(key, deque(maxlen=size))
    logs.move_to_end(key)
    return found


def _free_at(sent: deque[float], windows: tuple[tuple[int, float], ...]) -> float:
    """Return the first moment at which one more send keeps every window."""
    moments = (sent[-count] + seconds + MARGIN for count, seconds in windows if len(sent) >= count)
    return max(moments, default=float("-inf"))
