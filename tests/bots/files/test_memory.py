"""What ten drops of a table cost the bot's own process: it holds packed files, and never cells."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
MOST_GROWN = 15  # MB


@pytest.mark.system
@pytest.mark.skipif(sys.platform != "linux", reason="/proc tells the memory")
def test_ten_drops_of_a_table_by_one_person_cost_less_than_fifteen_megabytes():
    command = [sys.executable, "-m", "tests.bots.files.memory_of_drops"]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=True).stdout
    size, grown = said.split()

    assert 40_000 < int(size) < 100_000
    assert float(grown) < MOST_GROWN
