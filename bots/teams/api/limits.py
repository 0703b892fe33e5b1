"""
Teams' limits, and how much of them notices may use.

The numbers are Microsoft's ("Optimize your bot with rate limiting in Teams"): in one conversation 7 in one second,
8 in two, 60 in thirty and 1,800 in an hour; 50 in a second for the app in one tenant.
"""

from __future__ import annotations

from bots.runtime.rate_limit import Limits

LIMITS = Limits(conversation=((7, 1.0), (8, 2.0), (60, 30.0), (1800, 3600.0)), tenant=((50, 1.0),))
NOTICES = Limits(tenant=((30, 1.0),))  # the other 20 a second are left for answers
