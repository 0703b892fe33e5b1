"""What a library imports and does not use stays unloaded; whoever uses it sees no difference."""

import sys
import threading
from importlib import import_module

import pytest

from bots.runtime.lazy_import import lazily, loaded

PACKAGE = """
from drivers{n} import errors
from drivers{n}.errors import Lost
__version__ = "1.2.3"
def connect(host):
    return "connected to " + host
"""
ERRORS = """
class Lost(Exception): ...
class Twice(Lost): ...
"""
LIBRARY = """
from typing import Optional
from drivers{n} import connect, errors as faults, Lost
from drivers{n}.errors import Lost as LostItself
import drivers{n}
Either = Optional[Lost]
def lost(error):
    return isinstance(error, Lost), isinstance(error, LostItself)
def drivers_lost():
    return drivers{n}.Lost
{more}
"""


@pytest.fixture
def library(tmp_path, monkeypatch):
    """Write a driver, and a library that imports it; hand over the number in their names."""

    def write(n, more="", errors=ERRORS):
        (tmp_path / f"drivers{n}").mkdir()
        (tmp_path / f"drivers{n}/__init__.py").write_text(PACKAGE.format(n=n))
        (tmp_path / f"drivers{n}/errors.py").write_text(errors)
        (tmp_path / f"library{n}.py").write_text(LIBRARY.format(n=n, more=more.format(n=n)))

    monkeypatch.syspath_prepend(tmp_path)
    before = set(sys.modules)
    yield write
    for name in set(sys.modules) - before:
        del sys.modules[name]


def drivers_loaded(n):
    return {name for name in loaded() if name.startswith(f"drivers{n}")}


BOTH = [("drivers{n}", "drivers{n}.errors"), ("drivers{n}.*",)]


@pytest.mark.parametrize(("n", "names"), [*enumerate(BOTH, start=10)])
def test_it_is_loaded_by_use_and_not_by_import(library, n, names):
    library(n)
    with lazily(*(name.format(n=n) for name in names)):
        importer = import_module(f"library{n}")
    assert (set(), (False, False)) == (drivers_loaded(n), importer.lost(ValueError()))
    assert set() == drivers_loaded(n)  # nothing can be an instance of a class that is not there yet

    assert "connected to a" == importer.connect("a")
    assert {f"drivers{n}", f"drivers{n}.errors"} == drivers_loaded(n)
    assert (True, True) == importer.lost(import_module(f"drivers{n}.errors").Twice())
    assert importer.drivers_lost() is importer.faults.Lost


def test_a_part_that_is_there_needs_no_package(library):
    library(20, "class Mine(Lost): ...")
    with lazily("drivers20"):
        importer = import_module("library20")

    assert {"drivers20.errors"} == drivers_loaded(20)
    assert import_module("drivers20.errors").Lost is importer.Mine.__mro__[1]
    assert (True, True) == importer.lost(importer.Mine())
    assert {"drivers20.errors"} == drivers_loaded(20)


@pytest.mark.parametrize(
    ("n", "more"),
    [*enumerate(["class Mine(LostItself): ...", "made = LostItself()", "name = LostItself.__name__"], start=30)],
)
def test_a_library_that_uses_it_at_once_gets_it_at_once(library, n, more):
    library(n, more)
    with lazily(f"drivers{n}.*"):
        importer = import_module(f"library{n}")

    assert {f"drivers{n}.errors"} == drivers_loaded(n)
    assert (True, True) == importer.lost(import_module(f"drivers{n}.errors").Lost())


def test_later_a_part_is_loaded_after_its_package(library):
    library(40)
    with lazily("drivers40"):
        import_module("drivers40")
    assert set() == drivers_loaded(40)

    import_module("drivers40.errors")

    assert {"drivers40", "drivers40.errors"} == drivers_loaded(40)
    assert "1.2.3" == sys.modules["drivers40"].__version__


def test_what_is_loaded_or_missing_is_let_be(library):
    library(50)
    driver = import_module("drivers50")
    with lazily("drivers50.*", "no_such_package"):
        assert driver is import_module("library50").drivers50
        with pytest.raises(ModuleNotFoundError):
            import_module("no_such_package")


def test_what_is_not_there_is_not_there_later_either(library):
    library(60)
    with lazily("drivers60.*"):
        importer = import_module("library60")

    with pytest.raises(AttributeError, match="nothing"):
        importer.faults.nothing()
    assert not hasattr(importer.drivers60, "__wrapped__")


def test_an_import_that_fails_is_tried_again(library, tmp_path):
    library(70, errors="raise OSError('not now')")
    with lazily("drivers70.*"):
        importer = import_module("library70")
    with pytest.raises(OSError, match="not now"):
        importer.LostItself()
    (tmp_path / "drivers70/errors.py").write_text(ERRORS + "# is there now\n")

    assert "Lost" == type(importer.LostItself()).__name__


def test_many_threads_load_it_once(library):
    library(80, errors=f"{ERRORS}\nimport builtins\nbuiltins.loads80 = getattr(builtins, 'loads80', 0) + 1\n")
    with lazily("drivers80.*"):
        importer = import_module("library80")
    start, made = threading.Barrier(8), []

    def use():
        start.wait()
        made.append(type(importer.LostItself()))

    threads = [threading.Thread(target=use) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    import builtins

    assert (1, 1, 8) == (vars(builtins).pop("loads80"), len(set(made)), len(made))
