"""The public functions of the two libraries name their parameters, in plain sentences."""

import ast
import re
import subprocess
import sys
from pathlib import Path

from tests.promises.source_files import nodes
from tests.promises.test_names import FILES as ALL_FILES

ROOT = Path(__file__).parents[2]
FILES = [path for package in ("verifier_client", "role_guide") for path in sorted((ROOT / package).rglob("*.py"))]
PORT = "See the port."  # what an implementation of a port says, and nothing else


def public_functions():
    """Each public function, method and constructor of the libraries, with the place where it stands."""
    for path in FILES:
        if any(part.startswith("_") and part != "__init__.py" for part in path.relative_to(ROOT).parts):
            continue
        private = {
            inner
            for node in nodes(path)
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
            or (isinstance(node, ast.ClassDef) and node.name.startswith("_"))
            for inner in ast.walk(node)
            if inner is not node
        }
        for node in nodes(path):
            is_function = isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node not in private
            if is_function and (not node.name.startswith("_") or node.name == "__init__"):
                yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", node


def parameters(node):
    every = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs, node.args.vararg, node.args.kwarg]
    return [each.arg for each in every if each and each.arg not in {"self", "cls"}]


def silent_functions():
    """Public functions with two or more parameters, and those of them that their docstrings do not name."""
    missing = {}
    for place, node in public_functions():
        text, names = ast.get_docstring(node) or "", parameters(node)
        section = text.partition("Args:\n")[2]
        unnamed = [name for name in names if not re.search(rf"^ *\**{name}: ", section, re.MULTILINE)]
        if len(names) > 1 and unnamed and not text.startswith(PORT):
            missing[place] = unnamed
    return missing


def test_each_public_function_with_two_parameters_names_them():
    assert {} == silent_functions()


def test_no_docstring_is_an_order_to_take_or_see():
    """`Take ...` says nothing that the signature does not; `See ...` sends the reader away."""
    texts = {place: ast.get_docstring(node) or "" for place, node in public_functions()}

    assert {} == {place: text for place, text in texts.items() if re.match(r"(Take|See)\b", text) and text != PORT}


def test_every_port_explains_itself():
    """ruff cannot be told to hold D1 on one file of a folder that it lets be."""
    ports = sorted(map(str, (ROOT / "bots").rglob("ports.py")))
    command = [Path(sys.executable).with_name("ruff"), "check", "--isolated", "--select", "D1", *ports]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert len(ports) >= 5
    assert 0 == done.returncode, done.stdout


def test_no_docstring_ends_with_an_empty_line():
    """No rule of ruff's forbids it."""
    documented = ast.AsyncFunctionDef | ast.ClassDef | ast.FunctionDef | ast.Module
    found = {
        f"{path.relative_to(ROOT)}:{getattr(node, 'name', '')}"
        for path in ALL_FILES
        for node in nodes(path)
        if isinstance(node, documented)
        if re.search(r"\n[ \t]*\n[ \t]*$", ast.get_docstring(node, clean=False) or "")
    }

    assert set() == found
