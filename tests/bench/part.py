"""``python -m tests.bench.part NAME`` measures one part once, of the build in the current folder, and prints JSON."""

import asyncio
import json
import sys
from dataclasses import asdict
from importlib import import_module

if __name__ == "__main__":
    lines = asyncio.run(import_module(f"tests.bench.{sys.argv[1]}").measure())
    print(json.dumps([asdict(line) for line in lines]))
