"""
What is said, whatever the platform: intents, grammar, desk, replies, wording.

Knows neither Slack nor Teams, HTTP, SQL nor the clock. The names are loaded when they are first used: who only needs a
phrase does not load what reads messages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bots.conversation.understanding.intents import read_message, understand
    from bots.conversation.understanding.message import Facet, MessageIntent, Understanding
    from bots.conversation.understanding.named_ids import NamedIds, named_ids

__all__ = ["Facet", "MessageIntent", "NamedIds", "Understanding", "named_ids", "read_message", "understand"]
_HOMES = {
    "Facet": "message",
    "MessageIntent": "message",
    "NamedIds": "named_ids",
    "Understanding": "message",
    "named_ids": "named_ids",
    "read_message": "intents",
    "understand": "intents",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 - nothing is loaded before it is asked for

    return getattr(import_module(f"bots.conversation.understanding.{_HOMES[name]}"), name)
