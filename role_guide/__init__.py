"""
Which certification fits a role, and what it does not tell: pure and data-driven.

The names stand in ``__init__.pyi`` and are loaded when they are first used: somebody who asks for a recommendation does
not wait for the catalogue. lazy-loader was taken because it keeps one list for runtime and type checkers.
"""

import lazy_loader

from role_guide.stub_names import names_by_module

__getattr__, __dir__, __all__ = lazy_loader.attach(__name__, submod_attrs=names_by_module(f"{__file__}i"))
