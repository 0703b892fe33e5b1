"""Canonical forms: two writings of one thing come out alike, and nobody can make them take for ever."""

import json
import random
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.verifier_client.badges.vectors import VECTORS, needs_vectors
from verifier_client.badges.errors import Undetermined
from verifier_client.badges.linked_data.canonical_graph import canonical_graph
from verifier_client.badges.linked_data.canonical_json import canonical_json
from verifier_client.badges.linked_data.statements import Quad, literal
from verifier_client.badges.linked_data.work_budget import WorkBudget
from verifier_client.badges.proofs.data_integrity import STEPS

_TERM = re.compile(r'\s*(<[^>]*>|_:\S+|"((?:[^"\\]|\\.)*)"(\^\^<[^>]*>|@[A-Za-z0-9-]+)?|\.)')
_CHARACTERS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


def unescaped(text):
    def character(found):
        code = found[1]
        return chr(int(code[1:], 16)) if code[0] in "uU" else _CHARACTERS.get(code, code)

    return re.sub(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", character, text)


def quads(text):
    """Read N-Quads."""
    return [Quad(*([*terms(line), ""][:4])) for line in text.split("\n") if line.strip() and line[0] != "#"]


def terms(line):
    found = [match for match in _TERM.finditer(line) if match[1] != "."]
    for match in found:
        if match[1][0] == '"':
            suffix = (match[3] or "").replace("^^<http://www.w3.org/2001/XMLSchema#string>", "")
            yield literal(unescaped(match[2]), unescaped(suffix))
        else:
            yield unescaped(match[1])


@needs_vectors
def test_the_vectors_of_w3c_come_out_as_the_standard_says():
    folder = VECTORS / "rdfc10"
    lines = [json.loads(line) for line in (folder / "manifest.jsonl").read_text().splitlines()]
    wrong = {
        item["id"]
        for item in lines
        if canonical_graph(
            quads((folder / item["action"]).read_text(encoding="utf-8")), WorkBudget(STEPS), item["hash"].lower()
        )
        != (folder / item["result"]).read_text(encoding="utf-8")
    }
    assert len(lines) > 50
    assert set() == wrong


NODES = st.sampled_from(["_:a", "_:b", "_:c", "_:d", "<urn:x>"])
GRAPHS = st.lists(
    st.builds(Quad, NODES, st.sampled_from(["<urn:p>", "<urn:q>"]), NODES, st.sampled_from(["", "_:a", "<urn:g>"])),
    max_size=9,
)


@given(graph=GRAPHS, seed=st.integers(0, 999))
def test_names_and_order_of_statements_do_not_matter(graph, seed):
    chance = random.Random(seed)  # noqa: S311
    names = dict(zip(["_:a", "_:b", "_:c", "_:d"], chance.sample([f"_:n{n}" for n in range(9)], 4), strict=True))
    other = [Quad(*(names.get(term, term) for term in quad)) for quad in graph]
    chance.shuffle(other)
    assert canonical_graph(graph, WorkBudget(STEPS)) == canonical_graph(other, WorkBudget(STEPS))


def everybody_knows_everybody(people):
    return [
        Quad(f"_:b{one}", "<urn:knows>", f"_:b{other}", "")
        for one in range(people)
        for other in range(people)
        if one != other
    ]


def test_work_ends_with_the_budget():
    """A graph of four that all look alike is harmless; a tiny budget shows that the work is counted."""
    assert "_:c14n3" in canonical_graph(everybody_knows_everybody(4), WorkBudget(STEPS))
    with pytest.raises(Undetermined, match="more work"):
        canonical_graph(everybody_knows_everybody(4), WorkBudget(300))


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (1e21, "1e+21"),
        (999999999999999900000.0, "999999999999999900000"),
        (0.000001, "0.000001"),
        (1e-7, "1e-7"),
        (333333333.33333329, "333333333.3333333"),
        (-1.5, "-1.5"),
        (42, "42"),
        (5e-324, "5e-324"),
        (123456.789e3, "123456789"),
    ],
)
def test_numbers_are_written_as_ecmascript_does(number, written):
    """RFC 8785, appendix B, and the borders between the notations of ECMA-262, 6.1.6.1.20."""
    assert written.encode() == canonical_json(number)


def test_keys_are_sorted_by_utf16():
    """RFC 8785, 3.2.3: a character beyond the BMP comes before U+E000."""
    assert '{"😀":1,"\ue000":2}'.encode() == canonical_json({"\ue000": 2, "😀": 1})


def test_a_number_that_readers_would_round_is_refused():
    with pytest.raises(Undetermined):
        canonical_json({"n": 2**53 + 1})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(-(2.0**52), 2.0**52) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(value=JSON)
def test_what_is_written_reads_back_and_is_written_alike(value):
    written = canonical_json(value)
    again = json.loads(written)
    assert again == value
    assert written == canonical_json(again)


def test_no_expensive_graph_is_kept_here():
    """The largest graph in this folder is the one above, of four nodes."""
    assert [] == [path.name for path in Path(__file__).parent.iterdir() if path.suffix in {".nq", ".jsonld"}]
