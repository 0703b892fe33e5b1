"""
What our libraries import and we may never use: left unloaded until something of it is asked for.

Microsoft's SDK brings three HTTP clients that nobody here calls, slack-bolt its twin without asyncio, DBOS an ORM and
the driver of a database that may not be there: a third of the process, and half of its start.

``importlib.util.LazyLoader`` does not do: it runs a package as soon as a part of it is imported, and a module as soon
as a name is imported from it. Here a package's parts can be had without it, and names wait as well.
"""

from __future__ import annotations

import sys
import threading
from contextlib import contextmanager
from importlib import import_module
from importlib.machinery import PathFinder
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from importlib.abc import Loader, MetaPathFinder
    from importlib.machinery import ModuleSpec
else:
    Loader = MetaPathFinder = object  # importlib.abc would bring tempfile, shutil and random along

_ASKED_FOR = frozenset({"__all__", "__version__"})  # the import system asks modules for other names of this kind
_TYPINGS = frozenset({"__args__", "__origin__", "__parameters__"})  # what ``typing`` asks of what it is given
_one_at_a_time = threading.RLock()
_running: set[str] = set()
_within = threading.local()


@contextmanager
def lazily(*names: str) -> Iterator[None]:
    """
    Within, importing these modules runs nothing of them, and what is imported from them stands for itself until used.

    A name is used when it is called, subclassed or asked for an attribute; of a class in a module that has not run
    nothing is an instance. Not for constants, for errors that are caught, nor for classes that a module passes on from
    another package. A module that is loaded already, or not installed, is let be.

    Args:
        names: full names of modules, without their parts; ``package.*`` means the package and all its parts.
    """
    if not any(isinstance(each, _Finder) for each in sys.meta_path):
        sys.meta_path.insert(0, _Finder())
    before = _lazy_here()
    _within.names = before | frozenset(names)
    try:
        yield
    finally:
        _within.names = before


@contextmanager
def without(*names: str) -> Iterator[None]:
    """
    Within, these modules cannot be imported: for importing what can do without them, but would load them.

    Args:
        names: full names of modules; one that is loaded already is let be.
    """
    missing = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(missing))  # type: ignore[arg-type]  # None is how the import system says so
    try:
        yield
    finally:
        for name in missing:
            del sys.modules[name]


def loaded() -> frozenset[str]:
    """Return the names of all modules that have run; one that was imported lazily and never used has not."""
    return frozenset(name for name, module in list(sys.modules.items()) if not isinstance(module, _Module))


def _lazy_here() -> frozenset[str]:
    return getattr(_within, "names", frozenset())


def _waits(name: str) -> bool:
    """Say whether a module of this name is to wait."""
    names = _lazy_here()
    parts = name.split(".")
    return name in names or any(f"{'.'.join(parts[:count])}.*" in names for count in range(1, len(parts) + 1))


class _Finder(MetaPathFinder):
    """Finds modules that are to wait, and has a package run before a part of it is imported later."""

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        """Find a module that is to wait; the others are found by others."""
        if not _lazy_here():
            package = sys.modules.get(name.rpartition(".")[0])
            if isinstance(package, _Module):
                _run(package)
            return None
        spec = PathFinder.find_spec(name, path, target) if _waits(name) else None
        if spec is not None and spec.loader is not None:
            spec.loader = _Waiting(spec.loader)
        return spec


class _Waiting(Loader):
    """Makes a module that has not run."""

    def __init__(self, loader: Loader) -> None:
        self._loader = loader

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """Make it."""
        return _Module(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Leave it to who runs it."""
        module.__loader__ = self._loader
        if module.__spec__ is not None:
            module.__spec__.loader = self._loader


class _Module(ModuleType):
    """A module that was imported and has not run; with its first use it becomes an ordinary one."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name not in _ASKED_FOR:
            raise AttributeError(name)
        return _Name(self, name) if _lazy_here() and name not in _ASKED_FOR else _get(self, name)


class _Name:
    """What was imported from a module that has not run."""

    def __init__(self, module: ModuleType, name: str) -> None:
        self._module, self._name = module, name

    def _itself(self) -> Any:
        found = _get(self._module, self._name)
        return found._itself() if isinstance(found, _Name) else found  # noqa: SLF001 - of a module that took it over

    def __getattr__(self, name: str) -> Any:
        if name in _TYPINGS or name.startswith("__typing"):
            raise AttributeError(name)
        return getattr(self._itself(), name)

    def __call__(self, *given: Any, **named: Any) -> Any:
        return self._itself()(*given, **named)

    def __getitem__(self, key: Any) -> Any:
        return self._itself()[key]

    def __mro_entries__(self, _bases: tuple[Any, ...]) -> tuple[Any, ...]:
        return (self._itself(),)

    def __instancecheck__(self, value: Any) -> bool:
        return _has_run(self._module) and isinstance(value, self._itself())

    def __subclasscheck__(self, kind: Any) -> bool:
        return issubclass(kind, self._itself())


def _has_run(module: ModuleType) -> bool:
    """Say whether a module or a part of it has run; until then there is no instance of its classes."""
    below = f"{module.__name__}."
    return not isinstance(module, _Module) or any(name.startswith(below) for name in loaded())


def _get(module: ModuleType, name: str) -> Any:
    """Return what a module gives by a name; for what a part of it that has run defines, it need not run itself."""
    if isinstance(module, _Module):
        if name in vars(module):
            return vars(module)[name]
        for part in [each for each in vars(module).values() if type(each) is ModuleType]:
            if getattr(vars(part).get(name), "__module__", None) == part.__name__:
                return vars(part)[name]
    _run(module)
    if name in vars(module) or not hasattr(module, "__path__"):
        return ModuleType.__getattribute__(module, name)
    return import_module(f"{module.__name__}.{name}")


def _run(module: ModuleType) -> None:
    """Run a module that waits; other threads wait until it has, and what it imports in a circle sees it half run."""
    with _one_at_a_time:
        name, spec = module.__name__, module.__spec__
        if not isinstance(module, _Module) or name in _running or spec is None or spec.loader is None:
            return
        _running.add(name)
        try:
            spec.loader.exec_module(module)
            object.__setattr__(module, "__class__", ModuleType)
        finally:
            _running.discard(name)
