"""
What is said, whatever the platform: intents, grammar, desk, replies, wording.

Knows neither Slack nor Teams, HTTP, SQL nor the clock. The names stand in ``__init__.pyi`` and are loaded when they are
first used: who only needs a reply does not wait for the lists of words.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "understanding.message": ["Facet", "MessageIntent", "Understanding"],
        "understanding.message_reading": ["read_message", "understand"],
        "understanding.named_ids": ["named_ids"],
        "understanding.pairing.decisions": ["NamedIds"],
    },
)
