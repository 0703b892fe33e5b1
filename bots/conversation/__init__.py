"""
What is said, whatever the platform: intents, grammar, desk, replies, wording.

Knows neither Slack nor Teams, HTTP, SQL nor the clock. The names stand in ``__init__.pyi`` and are loaded when they are
first used: who only needs a reply does not wait for the lists of words.
"""

import lazy_loader

from verifier_client.stub_names import names_by_module

__getattr__, __dir__, __all__ = lazy_loader.attach(__name__, submod_attrs=names_by_module(f"{__file__}i"))
