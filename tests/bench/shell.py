"""One command from a cold shell: wall time and memory."""

import subprocess
import sys
from pathlib import Path
from statistics import median

from tests.bench.line import Line, at_most

COMMAND = [str(Path(sys.executable).with_name("certdesk")), "verify", "AIDA-2026-1234"]
CHAT_SDKS = ("slack_bolt", "slack_sdk", "botbuilder", "aiohttp")


# A child's peak starts at that of whoever forked it, so a small launcher starts the command and reports.
LAUNCHER = """
import resource, subprocess, sys, time
started = time.perf_counter()
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
print(time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
"""


async def measure():
    runs = [_run() for _ in range(9)]
    loaded = _loaded()
    return [
        at_most("certdesk verify AIDA-2026-1234, cold shell", median(seconds for seconds, _ in runs), 0.45, "s"),
        at_most("its memory", median(size for _, size in runs), 60, "MB"),
        Line("chat SDKs that it imports", ", ".join(loaded) or "none", "none", not loaded),
    ]


def _run():
    command = [sys.executable, "-c", LAUNCHER, *COMMAND]
    seconds, size = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    return float(seconds), float(size)


LISTER = """
import sys
sys.argv = sys.argv[1:]
try:
    import bots.cli.app
    bots.cli.app.main()
finally:
    print("|", *sys.modules)
"""


def _loaded():
    command = [sys.executable, "-c", LISTER, *COMMAND]
    modules = subprocess.run(command, capture_output=True, text=True, check=True).stdout.rpartition("|")[2]
    return sorted(set(modules.split()) & set(CHAT_SDKS))
