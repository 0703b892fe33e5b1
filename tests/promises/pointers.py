"""Pointers from documents to what keeps them: ``tests/…py::test_name``, ``path#Heading``, or a path."""

import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


@cache
def _text(path):
    return (ROOT / path).read_text(encoding="utf-8") if (ROOT / path).is_file() else None


def leads_nowhere(pointer):
    """Return why a pointer leads nowhere, or nothing."""
    path, test, heading = re.fullmatch(r"([^:#]+)(?:::(\w+)|#(.+))?", pointer).groups()
    text = _text(path)
    if text is None:
        return f"{path} does not exist"
    if test and not re.search(rf"^(?:async )?def {test}\(", text, re.MULTILINE):
        return f"{path} has no {test}"
    if heading and not re.search(rf"^#+ {re.escape(heading)}$", text, re.MULTILINE):
        return f"{path} has no heading {heading!r}"
    return None
