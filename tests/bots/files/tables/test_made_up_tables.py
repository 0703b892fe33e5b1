"""Made-up tables of all languages, code pages and kinds: no line is lost, and no name is wrong without a word."""

from dataclasses import replace

import pytest

from tests.fuzz.fuzz_tables import judged
from tests.fuzz.made_up_tables import made_up

TABLES = 300  # of 2,000 in ``python -m tests.fuzz.fuzz_tables``


@pytest.mark.parametrize("first", range(0, TABLES, 50))
def test_no_line_of_a_made_up_table_is_lost_or_read_wrongly(first):
    faults = {seed: found for seed in range(first, first + 50) if (found := judged(made_up(seed))[0])}

    assert {} == faults


def test_the_judge_sees_a_lost_line_and_a_wrong_detail():
    table = next(each for seed in range(50) if (each := made_up(seed)).has >= {"name", "team"})
    number, said = next((number, said) for number, said in table.lines.items() if said.ids)

    assert judged(table)[0] == []
    for wrong in ({"name": "Somebody Else"}, {"team": "Sales"}, {"ids": []}):
        assert judged(replace(table, lines={**table.lines, number: replace(said, **wrong)}))[0]
    assert judged(replace(table, lines={**table.lines, 999: said}))[0]
