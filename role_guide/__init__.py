"""
Which certification fits a role, and what it does not tell: pure and data-driven.

The names stand in ``__init__.pyi`` and are loaded when they are first used: somebody who asks for a recommendation does
not wait for the catalogue. lazy-loader was taken because it keeps one list for runtime and type checkers.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
