"""The house in numbers; ``python -m tests.promises.numbers`` prints them, the tests beside it hold them."""

import ast
from collections import Counter

from tests.promises import test_docstrings as docstrings
from tests.promises.test_names import FILES, RETIRED, ROOT, SHARED, retired_names, words
from tests.promises.test_references import PAGE, resolves, tracked


def rows():
    """Yield what is counted, how many there are, and the ceiling."""
    inside = [path for path in FILES if "migrations" not in path.parts]
    names = Counter(path.name for path in FILES if path.relative_to(ROOT).parts[0] == "bots")
    classes = [
        node.name
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    ]
    lost = [
        name
        for path in tracked()
        if path.suffix == ".py" and "tests" not in path.parts
        for name in PAGE.findall(path.read_text(encoding="utf-8"))
        if not resolves(name, path)
    ]
    yield "loose files in bots/", len(list((ROOT / "bots").glob("*.py"))), 3
    yield "files in the fullest folder", max(Counter(path.parent for path in inside).values()), 20
    yield "retired words in names of files", sum(bool(words(path.stem) & RETIRED) for path in FILES), 0
    yield "retired words in names of classes", sum(bool(words(name) & RETIRED) for name in classes), 0
    yield "retired names of functions, parameters, fields, constants", len(retired_names()), 0
    yield "base names used twice without meaning the same", len({n for n, c in names.items() if c > 1} - SHARED), 0
    yield "public functions that name no parameter", len(docstrings.silent_functions()), 0
    yield "references of the code that lead nowhere", len(lost), 0
    yield "lines of the README", len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()), 220


if __name__ == "__main__":
    for what, count, ceiling in rows():
        print(f"{what:<60} {count:>5}   at most {ceiling}")
