"""Names and texts of the sets are read as they were; ``python -m tests.readings`` where one is meant to change."""

import pytest

from tests.readings.kept import changed


@pytest.mark.parametrize("table", ["names", "ids"])
def test_names_and_ids_are_read_as_they_were(table):
    assert {} == changed(table)
