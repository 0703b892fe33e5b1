"""
Which certification fits a role, and what it does not tell: pure and data-driven.

The names stand in ``__init__.pyi`` and are loaded when they are first used: somebody who asks for a recommendation does
not wait for the catalogue. lazy-loader was taken because it keeps one list for runtime and type checkers.
"""

from itertools import pairwise

import lazy_loader


def _names_by_module() -> dict[str, list[str]]:
    """
    Return which module has which names, by the lines of the stub (``from .module import Name as Name``).

    Parsing the stub as Python, as ``lazy_loader.attach_stub`` does, takes longer than reading a message.
    """
    with open(f"{__file__}i", encoding="utf-8") as file:  # noqa: PTH123 - loading pathlib takes longer than reading
        words = file.read().partition("__all__")[0].split()
    found: dict[str, list[str]] = {}
    module = ""
    for word, following in pairwise(words):
        if word == "from":
            module = following.removeprefix(".")
        elif word == "as":
            found.setdefault(module, []).append(following.strip(",()"))
    return found


__getattr__, __dir__, __all__ = lazy_loader.attach(__name__, submod_attrs=_names_by_module())
