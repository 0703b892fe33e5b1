"""The role guide: from a bare interpreter to the first answer, and the question that takes longest."""

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from tests.bench.line import at_most

ROOT = Path(__file__).parents[2]
OWN_SET = ROOT / "tests" / "role_guide" / "sets" / "own.jsonl"

FIRST_ANSWER = """
import time
started = time.perf_counter()
from role_guide import recommend
recommend("Which certification fits a senior engineer who builds agents with LLMs?")
print(time.perf_counter() - started)
"""


async def measure():
    slowest, name = slowest_question()
    return [
        at_most("import of the role guide and its first answer", first_answer(), 60, "ms"),
        at_most(f"slowest question up to 4,000 characters ({name})", slowest, 5, "ms"),
    ]


def first_answer():
    """Milliseconds from a bare interpreter's first statement to an answer; compiled before, as installed."""
    return median(float(_python("-c", FIRST_ANSWER)) for _ in range(16)) * 1000


def slowest_question():
    """Milliseconds and name of the question that takes longest, each asked for the first time in five processes."""
    runs = [json.loads(_python("-m", "tests.bench.guide", str(seed))) for seed in range(5)]
    return max((min(run[name] for run in runs) * 1000, name) for name in runs[0])


def _python(*arguments):
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=ROOT, env=kept, capture_output=True, text=True, check=True).stdout


def questions(seed):
    """
    Every question of our own set, then texts that fill the limit: run together from these, or made to be slow.

    The order of the latter differs from process to process, and so does where the garbage collector falls in.
    """
    from role_guide.markup import READ_AT_MOST

    asked = {f"own {number}": question for number, question in enumerate(_own_set())}
    chance = random.Random(1)  # noqa: S311 - the same texts every time
    letters, words = "abcdefghijklmnopqrstuvwxyz", sorted({word for text in asked.values() for word in text.split()})
    long = [word for word in words if len(word) > 9]
    texts = {repr(part): part * READ_AT_MOST for part in SLOW}
    for number, between in enumerate((" ", " ", "\n", "\n", ". ", ", ")):
        texts[f"run together {number}"] = between.join(chance.sample(list(asked.values()), len(asked)))
    texts["many words"] = " ".join(chance.choices(words, k=900))
    texts["slips"] = " ".join(f"{word[:3]}{chance.choice(letters)}{word[4:]}" for word in chance.choices(long, k=500))
    for length in (5, 11, 20):
        texts[f"no words of {length}"] = " ".join("".join(chance.choices(letters, k=length)) for _ in range(700))
    texts = {name: text[:READ_AT_MOST] for name, text in texts.items()}
    return asked | dict(random.Random(seed).sample(list(texts.items()), len(texts)))  # noqa: S311


def _own_set():
    return [json.loads(line)["question"] for line in OWN_SET.read_text(encoding="utf-8").splitlines()]


SLOW = (
    *("ai ", "AI,", "ai-", "model ", "sre mle fde ", "sr. ml eng., ", "you. ", "a\n", "our team you our ", "not a "),
    *("not a, or b, ", "5 to 7 years ", "one and ", "senior not junior ", "CAIP or CAIM. ", "x", "abcdefghijk ", "ai"),
    *(
        "人工知能エンジニア",
        "é",
        "ﷺ",
        "ﷺ ",
        "e\u0301 ",
        "🤖",
        "<",
        "<a",
        "<a|",
        "<!--",
        "<script>",
        "&amp;",
        "www.",
        "a@",
    ),
    *("a.", ":a", "\n", " \n", "'"),
)


def main(seed):
    from role_guide import recommend

    taken = {}
    for name, text in questions(seed).items():
        started = time.perf_counter()
        recommend(text)
        taken[name] = time.perf_counter() - started
    del taken["own 0"]  # which loads the guide
    print(json.dumps(taken))


if __name__ == "__main__":
    main(int(sys.argv[1]))
