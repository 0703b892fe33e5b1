"""What a platform does wrong, by seed; and the limits that it keeps."""

import random
from collections import defaultdict, deque
from enum import StrEnum

from bots.runtime.rate_limit import Limits

SLACK = Limits(conversation=((1, 1.0),), tenant=((300, 60.0),))  # "one a second" and "several hundred a minute"
SLACK_READS = Limits(tenant=((50, 60.0),))  # what Slack calls tier 3
TEAMS = Limits(conversation=((7, 1.0), (8, 2.0), (60, 30.0), (1800, 3600.0)), tenant=((50, 1.0),))
GRACE = 0.1  # seconds: what was sent in time may arrive a little closer together


class Whim(StrEnum):
    """What becomes of one message that a platform is given."""

    ACCEPTED = "accepted"
    REFUSED = "refused"  # 429 with Retry-After: certainly not taken
    FAILED = "failed"  # 500: not taken, but nobody can tell
    CUT = "cut"  # taken, and the connection lost instead of an answer
    LATE = "late"  # taken a few seconds later, whether or not the caller still lives


class Mood:
    """Draws whims."""

    SHARES = ((Whim.REFUSED, 0.025), (Whim.FAILED, 0.025), (Whim.CUT, 0.01), (Whim.LATE, 0.05))
    LATE = (1.0, 4.0)  # seconds
    PACE = (0.02, 0.2)

    def __init__(self, seed, *, calm=False):
        self._draw = random.Random(seed)  # noqa: S311 - repeatable, not secret
        self._shares = () if calm else self.SHARES

    def whim(self):
        drawn = self._draw.random()
        for whim, share in self._shares:
            if drawn < share:
                return whim
            drawn -= share
        return Whim.ACCEPTED

    def delay(self, whim):
        return self._draw.uniform(*(self.LATE if whim is Whim.LATE else self.PACE))


class Quota:
    """Refuses what exceeds a platform's limits."""

    def __init__(self, limits, now):
        self._limits = limits
        self._now = now
        self._sent = defaultdict(deque)

    def wait(self, conversation, tenant=""):
        """Take one message and return 0, or return the seconds after which it may come again."""
        now = self._now()
        held = [("conversation", conversation, *each) for each in self._limits.conversation]
        held += [("tenant", tenant, *each) for each in self._limits.tenant]
        logs = {each: self._sent[each] for each in held}
        waits = [0.0]
        for (_kind, _name, most, seconds), log in logs.items():
            while log and log[0] <= now - seconds + GRACE:
                log.popleft()
            if len(log) >= most:
                waits.append(log[0] + seconds - now)
        if max(waits) <= 0:
            for log in logs.values():
                log.append(now)
        return max(waits)
