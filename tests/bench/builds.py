"""This build and the one before it, measured by turns on the same machine by the same code."""

import json
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.bench.line import Line

ROOT = Path(__file__).parents[2]
BEFORE = "7ecc234"  # the last commit before the work on speed, memory and start
SAME = ("tests/bench", "tests/bots/understanding/sets", "tests/role_guide/sets")  # what both are measured with


@dataclass(frozen=True)
class Result:
    """The median of a figure, and of the same in the build before where that could be measured."""

    line: Line
    before: float | None

    @property
    def kept(self):
        return self.line.kept and (self.before is None or self.line.keeps_share(self.before))


@contextmanager
def build_before():
    """Check the build before out into a temporary folder, with this bench; None where there is no such commit."""
    with TemporaryDirectory(prefix="certdesk-bench-") as folder:
        tree = Path(folder, "before")
        git = ["git", "-C", ROOT, "worktree"]
        added = subprocess.run([*git, "add", "--detach", tree, BEFORE], capture_output=True, check=False)
        if added.returncode:
            yield None
            return
        try:
            for part in SAME:
                shutil.copytree(ROOT / part, tree / part, dirs_exist_ok=True)
            yield tree
        finally:
            subprocess.run([*git, "remove", "--force", tree], capture_output=True, check=True)


def compare(name, before, rounds):
    """
    Measure a part.

    Args:
        name: which one.
        before: the folder of the build before, or None.
        rounds: how often each build is measured, by turns.
    """
    runs = {tree: [] for tree in (ROOT, before) if tree is not None}
    for tree in runs:
        _compile(tree)
    for _ in range(rounds):
        for tree, found in runs.items():
            found.append(_measured(name, tree))
    now = _medians(runs[ROOT])
    earlier = {line.what: line.value for line in _medians(runs.get(before, []))}
    if len(earlier) == len(now):  # what is said may hold a peer's figure, which differs from run to run
        return [Result(line, value) for line, value in zip(now, earlier.values(), strict=True)]
    return [Result(line, earlier.get(line.what)) for line in now]


def _medians(runs):
    """Return each line of the last run with its median; of a build that cannot be measured there is none."""
    runs = [lines for lines in runs if lines]
    together = zip(*runs, strict=True) if runs else ()
    return [replace(lines[-1], value=median(each.value for each in lines)) for lines in together]


def _compile(tree):
    """Compile it, as an installation is."""
    folders = ("bots", "role_guide", "verifier_client", "tests/bench")
    subprocess.run([sys.executable, "-m", "compileall", "-q", *folders], cwd=tree, check=True)


def _measured(name, tree):
    command = [sys.executable, "-W", "ignore", "-m", "tests.bench.part", name]
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    env = kept | {"PYTHONPATH": str(tree)}
    errors = None if tree == ROOT else subprocess.DEVNULL  # the build before may lack what is measured
    done = subprocess.run(
        command, cwd=tree, env=env, stdout=subprocess.PIPE, stderr=errors, text=True, check=tree == ROOT
    )
    return [Line(**each) for each in json.loads(done.stdout.splitlines()[-1])] if done.returncode == 0 else []
