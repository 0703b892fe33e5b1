"""
Runs the tests of one mutant after another: ``python -m tests.mutants.runner`` in a copy of the tree, jobs on stdin.

The libraries are imported once; each mutant gets a fork of this process, which imports the changed code afresh, with
a limit of its own on processor time, so that a mutant without an end is noticed on a busy machine too.
"""

import ast
import importlib
import json
import os
import resource
import signal
import sys
import time
from pathlib import Path

import pytest
from hypothesis import Phase, settings

OURS = {"bots", "verifier_client", "role_guide", "tests"}
PLUGINS = ("-p", "no:xdist", "-p", "no:cov")
WARNINGS = ("-W", "ignore::pytest.PytestAssertRewriteWarning")  # pytest's plugins are imported here already
settings.register_profile(
    "mutants", deadline=None, max_examples=12, database=None, phases=[Phase.explicit, Phase.generate]
)


class Selected:
    """A plugin that keeps the tests of a mutant, in their order; tests younger than the map count where they lie."""

    def __init__(self, tests, known, mirror):
        self._order = {test: number for number, test in enumerate(tests)}
        self._known, self._mirror = known, mirror

    def pytest_configure(self):
        settings.load_profile("mutants")

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items):
        young = len(self._order)
        ranks = [(self._order.get(item.nodeid, young), item) for item in items]
        ranks.sort(key=lambda each: each[0])
        items[:] = [item for rank, item in ranks if rank < young or self._is_young(item.nodeid)]

    def _is_young(self, test):
        return test not in self._known and test.startswith(self._mirror)


def libraries(root):
    """Name what the tree imports that is not its own."""
    for path in (path for folder in OURS for path in (root / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Import():
                    yield from (each.name for each in node.names)
                case ast.ImportFrom(level=0, module=str(name)):
                    yield name


def load(names):
    for name in sorted({name for name in names if name.partition(".")[0] not in OURS}):
        try:
            importlib.import_module(name)
        except Exception:  # noqa: BLE001, S112 - what cannot be imported here is not needed here
            continue


def run(job, known):
    """Run a mutant's tests in a fork; return pytest's exit code, or the negative number of the signal that ended it."""
    child = os.fork()
    if child == 0:
        os.setsid()
        resource.setrlimit(resource.RLIMIT_CPU, (job["cpu_seconds"], job["cpu_seconds"] + 5))
        output = os.open(job["output"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(output, 1)
        os.dup2(output, 2)
        selected = Selected(job["tests"], known, job["mirror"])
        arguments = ["-x", "-q", "--no-header", *PLUGINS, *WARNINGS, *job["files"]]
        code = pytest.main(arguments, plugins=[selected])
        sys.stdout.flush()
        os._exit(code)
    return _ended(child, time.monotonic() + job["seconds"])


def _ended(child, until):
    while time.monotonic() < until:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            _end_group(child)
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.1)
    _end_group(child)
    os.waitpid(child, 0)
    return -signal.SIGALRM


def _end_group(child):
    """End what a mutant left running: all that it started is in its own session."""
    try:
        os.killpg(child, signal.SIGKILL)
    except ProcessLookupError:
        return


def main():
    known = set(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    load(libraries(Path()))
    for line in sys.stdin:
        print(run(json.loads(line), known), flush=True)


if __name__ == "__main__":
    main()
