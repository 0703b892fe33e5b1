"""Files stay small and functions smaller: what grows past this has found a second job."""

import ast
from pathlib import Path
from statistics import median

from tests.promises.source_files import nodes

ROOT = Path(__file__).parents[2]
FILES = [path for package in ("bots", "verifier_client", "role_guide") for path in (ROOT / package).rglob("*.py")]
LONGEST_FILE, LONGEST_FUNCTION = 300, 40


def test_no_file_is_longer_than_the_ceiling():
    lengths = {path.relative_to(ROOT).as_posix(): len(path.read_text(encoding="utf-8").splitlines()) for path in FILES}

    assert {} == {name: length for name, length in lengths.items() if length > LONGEST_FILE}
    assert median(lengths.values()) < 120


def test_no_function_is_longer_than_the_ceiling():
    long = {}
    for path in FILES:
        for node in nodes(path):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                body = node.body[1:] if ast.get_docstring(node) else node.body
                lines = (body[-1].end_lineno - body[0].lineno + 1) if body else 0
                if lines > LONGEST_FUNCTION:
                    long[f"{path.relative_to(ROOT)}:{node.name}"] = lines

    assert {} == long
