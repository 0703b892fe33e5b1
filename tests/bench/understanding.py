"""The reading of messages: its first use, an ordinary message, and the longest and fullest ones."""

import json
import subprocess
import sys
import time
from pathlib import Path
from statistics import median, quantiles

from bots.conversation import named_ids, read_message
from tests.bench.line import at_most

ROOT = Path(__file__).parents[2]
SETS = ROOT / "tests/bots/understanding/sets"
FIRST_USE = """
import time
started = time.process_time()
from bots.conversation import read_message
read_message("is AIDA-2026-1234 issued to Jane Doe?", where="dm")
print(time.process_time() - started)
"""
FULL = {
    "20,000 words": "word " * 20_000 + "AIDA-2026-1234",
    "500 names and 3 IDs": ", ".join(f"Ann{chr(97 + n % 26)} Doe{chr(97 + n // 26)}" for n in range(500))
    + " AIDA-2026-1111 AIDA-2026-1112 AIDA-2026-1113",
    "ragged table": "\n".join(
        "Name\tCert" if n % 7 == 0 else "\t".join(["Jane Doe", f"AIDA-2026-{n:04}", ""][: n % 4]) for n in range(900)
    ),
    "Hangul": "김민수 " * 3_000 + "AIDA-2026-1234",
    "Han": "王小明 " * 3_000 + "AIDA-2026-1234",
    "kana": "ジェーン・ドウ " * 1_500 + "AIDA-2026-1234",
    "lines of names": "\n".join(f"Ann{chr(97 + n % 26)} Doe{chr(97 + n // 26)}" for n in range(500))
    + "\nAIDA-2026-1111",
    "right to left": "\u202eAIDA-2026-1234 \u200fJane\u202c Doe" * 400,
}


async def measure():
    times = [_milliseconds(read_message, text, where="dm") for text in _messages()]
    name, worst = max(((each, _of_ten_thousand(text)) for each, text in FULL.items()), key=lambda pair: pair[1])
    return [
        at_most("understanding: first use in a bare interpreter, CPU", _first_use(), 60, "ms"),
        at_most("understanding: a message, median CPU", median(times), 1, "ms"),
        at_most("understanding: a message, 95th percentile", quantiles(times, n=20)[-1], 5, "ms"),
        at_most(f"understanding: 10,000 characters of the fullest message ({name})", worst, 50, "ms"),
    ]


def _messages():
    for batch in ("dev", "a", "b", "c", "d", "f", "g"):
        lines = (SETS / f"intents_{batch}.jsonl").read_text(encoding="utf-8").splitlines()
        yield from (json.loads(line)["text"] for line in lines)


def _milliseconds(call, *given, **named):
    call(*given, **named)
    started = time.process_time()
    call(*given, **named)
    return (time.process_time() - started) * 1000


def _of_ten_thousand(text):
    spent = min(_milliseconds(named_ids, text) for _ in range(3))
    return spent / max(1, len(text) / 10_000)


def _first_use():
    command = [sys.executable, "-c", FIRST_USE]
    runs = [subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout for _ in range(9)]
    return median(map(float, runs)) * 1000
