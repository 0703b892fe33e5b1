"""Which tests run which line: asked of coverage.py once, and kept; from then on each mutant runs its own tests only."""

import json
import os
import subprocess
from collections import Counter
from pathlib import Path, PurePosixPath

SETTINGS = """\
[run]
source = bots,verifier_client,role_guide
concurrency = greenlet,thread
data_file = {data}
relative_files = true
"""
TESTS = ("tests/bots", "tests/verifier_client", "tests/role_guide", "tests/dialogues")
HALF, BROAD = 200, 40  # tests that are to notice what is run when a file is loaded: of the file, near to it, broad
TRAINING = ("tests/role_guide/test_quality.py", "tests/bots/understanding/test_weights.py")  # hours under coverage


class PassedTests:
    """A plugin that writes down which tests pass: one that fails anyhow notices nothing."""

    def __init__(self, path):
        self._path = path
        self._seconds = {}

    def pytest_runtest_logreport(self, report):
        if report.when == "call" and report.passed:
            self._seconds[report.nodeid] = report.duration

    def pytest_sessionfinish(self, session):
        if not hasattr(session.config, "workerinput"):
            self._path.write_text(json.dumps(self._seconds), encoding="utf-8")


def pytest_configure(config):
    """Register the plugin when this module is named with ``-p``."""
    if path := os.environ.get("MUTANTS_PASSED"):
        config.pluginmanager.register(PassedTests(Path(path)))


def run_all(copy, kept, workers, tests=TESTS):
    """Run tests under coverage in a copy of the tree, half as long again as they take, but for those that train."""
    settings = kept / "coveragerc"
    settings.write_text(SETTINGS.format(data=kept / "coverage.sqlite"), encoding="utf-8")
    command = [copy.python, "-m", "pytest", "-q", "-n", str(workers), "--dist", "worksteal", *tests]
    command += [f"--ignore={each}" for each in TRAINING]
    command += ["-p", "pytest_cov", "--cov", f"--cov-config={settings}", "--cov-context=test", "--cov-report="]
    command += ["-p", "tests.mutants.covering"]
    environment = {**os.environ, "MUTANTS_PASSED": str(kept / "passed.json")}
    subprocess.run(command, cwd=copy.root, env=environment, check=False)


class Covering:
    """The tests of each line, the one that knows most about it first."""

    def __init__(self, data, seconds):
        self._data, self._seconds = data, seconds
        self._breadth = Counter()
        for path in data.measured_files():
            for tests in data.contexts_by_lineno(path).values():
                self._breadth.update(set(map(_test_of, tests)))

    @classmethod
    def read(cls, kept):
        from coverage import CoverageData  # not among what `make test` needs

        data = CoverageData(str(kept / "coverage.sqlite"))
        data.read()
        return cls(data, json.loads((kept / "passed.json").read_text(encoding="utf-8")))

    @property
    def known(self):
        return self._seconds

    def seconds(self, tests, folders):
        """Give what tests took on the clock, with those in some folders."""
        inside = (self._seconds[test] for test in self._seconds if test.startswith(tuple(folders)))
        return sum(inside) + sum(self._seconds[test] for test in tests)

    def tests_of(self, path, line):
        """
        Give the tests that run a line, the nearest first.

        What is run when a file is loaded, as tables, defaults and values are, no test runs by itself: it is held by the
        tests that run its file, and by those that lie nearest to it.
        """
        contexts = self._data.contexts_by_lineno(path)
        tests = self._seconds.keys() & map(_test_of, contexts.get(line, ()))
        if tests:
            return self._ranked(path, tests)
        of_file = self._seconds.keys() & {_test_of(each) for found in contexts.values() for each in found}
        others = self._ranked(path, self._seconds.keys() - of_file)
        broad = sorted(others[HALF:], key=lambda test: (-nearness(path, test), -self._breadth[test], test))[:BROAD]
        return [*self._ranked(path, of_file)[:HALF], *others[:HALF], *broad]

    def _ranked(self, path, tests):
        return sorted(tests, key=lambda test: self._rank(path, test))

    def _rank(self, path, test):
        """Sort the tests beside the file's twin first, and among them the quick and the narrow."""
        return -nearness(path, test), self._seconds[test] > 1, self._breadth[test], test


def nearness(path, test):
    """Say how many folders and words of names a file and a test have in common."""
    file = PurePosixPath(test.partition("::")[0])
    names = set(PurePosixPath(path).stem.split("_")) & set(file.stem.removeprefix("test_").split("_"))
    folders = zip(PurePosixPath(path).parts[:-1], file.parts[1:-1], strict=False)
    return sum(ours == theirs for ours, theirs in folders) + bool(names)


def mirror(path, root):
    """Give the nearest folder of tests that mirrors a file's folder."""
    folder = PurePosixPath("tests") / PurePosixPath(path).parent
    while not (root / folder).is_dir():
        folder = folder.parent
    return str(folder)


def _test_of(context):
    return context.rpartition("|")[0]  # a parameter may hold the sign too
