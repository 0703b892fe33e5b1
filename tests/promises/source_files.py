"""The source files, each read and parsed once in a process."""

import ast
from functools import cache


@cache
def nodes(path):
    """Give all nodes of a file's syntax tree."""
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
