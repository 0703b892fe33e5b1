"""
Asks registries whether a certificate stands. Knows nothing of chat.

The names stand in ``__init__.pyi`` and are loaded when they are first used: who only reads IDs out of a text does not
wait for the client.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
