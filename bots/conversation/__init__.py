"""
What is said, whatever the platform: intents, grammar, desk, replies, wording.

Knows neither Slack nor Teams, HTTP, SQL nor the clock.
"""

from bots.conversation.understanding.findings import NamedIds
from bots.conversation.understanding.named_ids import named_ids

__all__ = ["NamedIds", "named_ids"]
