"""What a library imports and does not use stays unloaded; whoever uses it sees no difference."""

import sys
from importlib import import_module

import pytest

from bots.runtime.lazy_import import lazily

PACKAGE = """
from drivers{n} import errors
from drivers{n}.errors import Lost
RUNNING, __version__ = True, "1.2.3"
"""
LIBRARY = """
import drivers{n}
from drivers{n} import __version__ as version
from drivers{n} import errors as faults
{touches}
def lost(error):
    return isinstance(error, drivers{n}.Lost) and isinstance(error, faults.Lost)
"""


@pytest.fixture
def library(tmp_path, monkeypatch):
    """Write a driver, and a library that imports it; hand over the number in their names."""

    def write(n, touches=""):
        (tmp_path / f"drivers{n}").mkdir()
        (tmp_path / f"drivers{n}/__init__.py").write_text(PACKAGE.format(n=n))
        (tmp_path / f"drivers{n}/errors.py").write_text("class Lost(Exception): ...")
        (tmp_path / f"drivers{n}-1.2.3.dist-info").mkdir()
        (tmp_path / f"drivers{n}-1.2.3.dist-info/METADATA").write_text(f"Name: drivers{n}\nVersion: 1.2.3\n")
        (tmp_path / f"library{n}.py").write_text(LIBRARY.format(n=n, touches=touches))

    monkeypatch.syspath_prepend(tmp_path)
    before = set(sys.modules)
    yield write
    for name in set(sys.modules) - before:
        del sys.modules[name]


def loaded(n):
    return {name for name in sys.modules if name.startswith(f"drivers{n}")}


def test_it_is_loaded_by_use_and_not_by_import(library):
    library(1)
    with lazily("drivers1", "errors"):
        importer = import_module("library1")
    assert ("1.2.3", set()) == (importer.version, loaded(1))

    assert importer.lost(ValueError()) is False
    assert {"drivers1", "drivers1.errors"} == loaded(1)
    assert importer.lost(import_module("drivers1.errors").Lost()) is True


def test_a_library_that_uses_it_at_once_gets_it_at_once(library):
    library(2, touches="assert drivers2.RUNNING")
    with lazily("drivers2", "errors"):
        importer = import_module("library2")

    assert importer.lost(import_module("drivers2").Lost()) is True


def test_what_is_loaded_or_missing_is_let_be(library):
    library(3)
    driver = import_module("drivers3")
    with lazily("drivers3", "errors"), lazily("no_such_package"):
        assert driver is import_module("library3").drivers3
        with pytest.raises(ModuleNotFoundError):
            import_module("no_such_package")
