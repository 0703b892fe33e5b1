"""Commands from a cold shell: the time they take, by the clock and of CPU, their memory, and what they import."""

import subprocess
import sys
from statistics import median

from tests.bench.line import at_most
from tests.bench.registry import ROOT

VERIFY = ("verify", "AIDA-2026-1234")
OTHERS = (("guide", "ML engineer"), ("about", "AIDA"), ("--help",))
CHAT_SDKS = ("slack_bolt", "slack_sdk", "botbuilder", "aiohttp")


# A child's peak starts at that of whoever forked it, so a small launcher starts the command and reports.
LAUNCHER = """
import resource, subprocess, sys, time
started = time.perf_counter()
subprocess.run([sys.executable, "-m", "bots", *sys.argv[1:]], stdout=subprocess.DEVNULL, check=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(time.perf_counter() - started, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
"""


async def measure():
    seconds, cpu, size = _medians(VERIFY)
    loaded = _loaded()
    return [
        at_most("certdesk verify AIDA-2026-1234, cold shell", seconds, 0.45, "s", 0.6),
        at_most("its CPU", cpu, None, "s", 0.6),
        at_most("its memory", size, 60, "MB", 0.9),
        at_most(f"chat SDKs that it imports ({', '.join(loaded) or 'none'})", len(loaded), 0, ""),
        *(at_most(f"CPU of certdesk {' '.join(command)}", _medians(command)[1], None, "s") for command in OTHERS),
    ]


def _medians(command):
    runs = [_run(command) for _ in range(9)]
    return tuple(median(each) for each in zip(*runs, strict=True))


def _run(command):
    call = [sys.executable, "-c", LAUNCHER, *command]
    return tuple(map(float, subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()))


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
    command = [sys.executable, "-c", LISTER, "certdesk", *VERIFY]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return sorted(set(done.stdout.rpartition("|")[2].split()) & set(CHAT_SDKS))
