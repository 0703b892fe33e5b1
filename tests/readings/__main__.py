"""Writes down what the sets are read as today, and how answers are drawn: ``python -m tests.readings``."""

import asyncio

from tests.readings.kept import write

if __name__ == "__main__":
    asyncio.run(write())
