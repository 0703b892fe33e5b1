"""One mutant's trial: its tests, the nearest first, then the rest, until one fails."""

import json
import subprocess
from subprocess import PIPE

from tests.mutants.covering import mirror
from tests.mutants.results import NOT_RUN, NOTICED, SURVIVED, Result, fate_of

BATCHES = (40, 440)
LEAST_CPU_SECONDS, SECONDS = 20, 900  # for loading and for the tests of a batch; and on the clock, for who only waits


class Judge:
    """Tries mutants in a copy of the tree, by one runner that is started with it."""

    def __init__(self, copy, tests, kept):
        self._copy, self._tests = copy, tests
        self._output = copy.root.parent / "output"
        command = [copy.python, "-m", "tests.mutants.runner", kept / "passed.json"]
        self._runner = subprocess.Popen(command, cwd=copy.root, stdin=PIPE, stdout=PIPE, text=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._runner.communicate()

    def check(self, mutant):
        """Run a mutant's tests on the unchanged tree; raise where one fails there, as it would notice everything."""
        if self._fate(mutant) == NOTICED:
            raise RuntimeError(f"Tests fail on the unchanged tree:\n{self._last_words()}")

    def result(self, mutant):
        """Change a line, run its tests, change it back."""
        before = (self._copy.root / mutant.path).read_text(encoding="utf-8")
        self._copy.write(mutant.path, mutant.source)
        try:
            fate = self._fate(mutant)
        finally:
            self._copy.write(mutant.path, before)
        return Result(mutant.key, mutant.path, mutant.line, mutant.diff, fate, self._last_words())

    def _last_words(self):
        return self._output.read_text(encoding="utf-8", errors="replace")[-600:]

    def _fate(self, mutant):
        tests, folder = self._tests.tests_of(mutant.path, mutant.line), mirror(mutant.path, self._copy.root)
        first, most = BATCHES
        fate = self._run(tests[:first], [], folder) if tests else SURVIVED
        if fate != SURVIVED:
            return fate
        rest = self._run(tests[first:most], [folder], folder)
        return SURVIVED if rest == NOT_RUN and tests else rest

    def _run(self, tests, folders, folder):
        files = [*dict.fromkeys(test.partition("::")[0] for test in tests), *folders]
        job = {
            "tests": tests, "files": files, "mirror": folder, "output": str(self._output),
            "cpu_seconds": LEAST_CPU_SECONDS + round(3 * self._tests.seconds(tests, folders)), "seconds": SECONDS,
        }  # fmt: skip
        self._runner.stdin.write(json.dumps(job) + "\n")
        self._runner.stdin.flush()
        return fate_of(int(self._runner.stdout.readline()))
