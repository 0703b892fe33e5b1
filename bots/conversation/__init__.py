"""
What is said, whatever the platform: intents, grammar, desk, replies, wording.

Knows neither Slack nor Teams, HTTP, SQL nor the clock.
"""

from __future__ import annotations

from typing import Any


def understand(text: str, *, where: str) -> dict[str, Any]:
    """
    Return a message's meaning as a mapping: ``intent``, ``ids``, ``codes``, ``facet``, ``name``.

    See ``understanding.intents.understand``; nothing is loaded before the first message is read.
    """
    from bots.conversation.understanding.intents import understand as read  # noqa: PLC0415

    return read(text, where=where)


__all__ = ["understand"]
