"""
What our libraries import and we may never use: left unloaded until something of it is asked for.

DBOS imports the PostgreSQL driver on SQLite too, and Microsoft's SDK brings an HTTP client that nobody here calls:
together 13 MB of every process.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from importlib import import_module, metadata
from importlib.util import find_spec
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


class _Unloaded(ModuleType):
    """What an importer holds in place of a module: whatever it asks for comes from the module itself."""

    def __getattr__(self, name: str) -> Any:
        if name == "__version__":
            return metadata.version(self.__name__)
        if name.startswith("__"):  # the import system asks so, and may not load what it asks about
            raise AttributeError(name)
        _make_way()
        return getattr(import_module(self.__name__), name)


@contextmanager
def lazily(package: str, *parts: str) -> Iterator[None]:
    """
    Within, importing this package or these parts of it loads nothing; who imported them so loads them by using them.

    Afterwards it is imported as ever. What is loaded already, or not installed, is let be.
    """
    if package not in sys.modules and find_spec(package):
        whole = sys.modules[package] = _Unloaded(package)
        for part in parts:
            each = sys.modules[f"{package}.{part}"] = _Unloaded(f"{package}.{part}")
            setattr(whole, part, each)
    try:
        yield
    finally:
        _make_way()


def _make_way() -> None:
    """Leave the import system as it was found; the importers keep what they were given."""
    for name, module in list(sys.modules.items()):
        if isinstance(module, _Unloaded) and module.__name__ == name:
            del sys.modules[name]
