"""
Asks registries whether a certificate stands. Knows nothing of chat.

The names stand in ``__init__.pyi`` and are loaded when they are first used: who only reads IDs out of a text does not
wait for the client.
"""

import lazy_loader

from verifier_client.stub_names import names_by_module

__getattr__, __dir__, __all__ = lazy_loader.attach(__name__, submod_attrs=names_by_module(f"{__file__}i"))
