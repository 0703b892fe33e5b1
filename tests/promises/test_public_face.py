"""What ``verifier_client`` offers is what it names, and everything public says what it is for."""

import ast
import inspect
from pathlib import Path
from types import ModuleType

import pytest

import verifier_client
from verifier_client import testing

PACKAGE = Path(verifier_client.__file__).parent
INSIDE = ("name_matching/", "id_extraction/")  # the insides of ``names`` and ``identifiers``: nobody else may look in
MODULES = sorted(
    module for path in PACKAGE.rglob("*.py") if not (module := path.relative_to(PACKAGE).as_posix()).startswith(INSIDE)
)


def is_public(name):
    return not name.startswith("_")


def test_what_is_named_is_what_can_be_imported():
    offered = {name for name in dir(verifier_client) if is_public(name)}

    assert sorted(offered) == verifier_client.__all__
    assert not [name for name in offered if isinstance(getattr(verifier_client, name), ModuleType)]


def test_every_name_on_offer_has_a_docstring_of_its_own():
    for name in verifier_client.__all__:
        written = inspect.getdoc(getattr(verifier_client, name)) or ""

        assert written, name
        assert not written.startswith(f"{name}("), name  # what dataclasses write when nobody did


@pytest.mark.parametrize("name", ["FakeTransport", "ManualClock", "json_response"])
def test_the_fakes_for_users_have_docstrings(name):
    assert inspect.getdoc(getattr(testing, name))


def test_every_module_and_everything_public_in_it_has_a_docstring():
    assert {} == {module: found for module in MODULES if (found := silent_in(module))}


def silent_in(module):
    tree = ast.parse((PACKAGE / module).read_text(encoding="utf-8"))
    silent = [] if ast.get_docstring(tree) else [module]
    kinds = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    outer = [node for node in tree.body if isinstance(node, kinds) and is_public(node.name)]
    inner = [
        node for scope in outer if isinstance(scope, ast.ClassDef) for node in scope.body if isinstance(node, kinds)
    ]
    silent += [node.name for node in (*outer, *inner) if is_public(node.name) and not ast.get_docstring(node)]
    return silent
