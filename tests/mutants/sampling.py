"""Which lines are changed, and how: drawn with a seed, so that a draw can be had again; files by their lines."""

import ast
import difflib
import random
from dataclasses import asdict, dataclass

from tests.mutants.operators import mutants_of_lines

PACKAGES = ("bots", "verifier_client", "role_guide")


@dataclass(frozen=True)
class Mutant:
    """One change: the file, the line, the file's text with it, and what differs."""

    path: str
    line: int
    source: str
    diff: str

    @property
    def key(self):
        return f"{self.path}:{self.line} {self.diff}"

    def as_json(self):
        return asdict(self)


def draw(root, number, seed, under):
    """
    Draw mutants.

    Args:
        root: the tree.
        number: how many at most.
        seed: the same seed draws the same mutants from the same tree.
        under: folders or files from which they are drawn, from the root.
    """
    chance = random.Random(seed)  # noqa: S311 - no secret
    sizes = {path: _code_lines(path) for path in _files(root, under)}
    files = chance.choices(list(sizes), list(sizes.values()), k=number * 2)
    known, drawn = {}, {}
    for path in files:
        if path not in known:
            known[path] = mutants_of_lines(path.read_text(encoding="utf-8"))
        if known[path] and len(drawn) < number:
            line = chance.choice(sorted(known[path]))
            changes = chance.choice(list(known[path][line].values()))  # no operator counts for more by making more
            mutant = _mutant(root, path, line, chance.choice(changes)())
            drawn.setdefault((path, line), mutant)
    return [mutant for mutant in drawn.values() if mutant is not None]


def _files(root, under):
    for each in under:
        path = root / each
        yield from sorted(path.rglob("*.py")) if path.is_dir() else [path]


def _code_lines(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return 1 + len({node.lineno for node in ast.walk(tree) if isinstance(node, ast.expr | ast.stmt)})


def _mutant(root, path, line, source):
    before = path.read_text(encoding="utf-8").splitlines()
    changes = difflib.unified_diff(before, source.splitlines(), n=0, lineterm="")
    diff = [each for each in changes if not each.startswith(("---", "+++", "@@"))]
    try:
        compile(source, path, "exec")
    except SyntaxError:
        return None
    return Mutant(path.relative_to(root).as_posix(), line, source, "\n".join(diff)) if diff else None
