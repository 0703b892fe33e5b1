"""Reads from a package's stub which of its modules has which names, for loading them when they are first used."""

from __future__ import annotations

from itertools import pairwise


def names_by_module(stub: str) -> dict[str, list[str]]:
    """
    Return the names that a stub offers, by the module they come from.

    The stub has only lines such as ``from .client import VerifierClient as VerifierClient`` and ``__all__``. Parsing it
    as Python, as lazy_loader's ``attach_stub`` does, would take longer than reading a message.

    Args:
        stub: the path of the ``.pyi`` file.
    """
    with open(stub, encoding="utf-8") as file:  # noqa: PTH123 - loading pathlib takes longer than reading the file
        words = file.read().partition("__all__")[0].split()
    found: dict[str, list[str]] = {}
    module = ""
    for word, following in pairwise(words):
        if word == "from":
            module = following.removeprefix(".")
        elif word == "as":
            found.setdefault(module, []).append(following.strip(",()"))
    return found
