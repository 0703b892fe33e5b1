"""The public badge vectors: nearly all are judged right, no forgery is accepted, and nothing is imported early."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.verifier_client.badges.vectors import VECTORS, needs_vectors, vectors
from verifier_client.badges.linked_data.contexts import PINNED, context
from verifier_client.testing import judge_badge

pytestmark = pytest.mark.anyio
ROOT = Path(__file__).parents[3]
REASSURING = {
    "signature": {"holds"},
    "issuer_proven": {"yes"},
    "status": {"active", "none"},
    "dates": {"within", "none"},
}


def allowed(expected):
    return expected if isinstance(expected, list) else [expected]


def wrong(vector, got):
    """Return the fields that are not as expected; an allowed refusal makes the others moot."""
    if got["readable"] == "no" and "no" in allowed(vector.expect["readable"]):
        return []
    return [
        name for name, expected in vector.expect.items() if expected is not None and got[name] not in allowed(expected)
    ]


@needs_vectors
async def test_nearly_all_vectors_are_judged_right_and_no_forgery_is_accepted():
    missed, dangerous = [], []
    all_vectors = vectors()
    for vector in all_vectors:
        got = await judge_badge(vector.data, documents=vector.documents, now=vector.now)
        fields = wrong(vector, got)
        missed += [(vector.file, fields)] if fields else []
        dangerous += [
            (vector.file, name)
            for name in fields
            if got[name] in REASSURING.get(name, ()) and not REASSURING[name] & set(allowed(vector.expect[name]))
        ]
    assert [] == dangerous
    assert len(missed) <= 0.03 * len(all_vectors), missed


@needs_vectors
def test_the_bundled_vocabularies_are_those_that_were_published():
    """White space apart, each is the text whose hash the vectors' index gives."""
    published = {
        item["url"]: json.loads((VECTORS / "contexts" / item["file"]).read_text(encoding="utf-8"))
        for item in json.loads((VECTORS / "contexts" / "index.json").read_text(encoding="utf-8"))
    }
    assert PINNED.keys() >= published.keys() - {"https://www.w3.org/ns/credentials/examples/v2"}
    ours = PINNED.keys() & published.keys()
    assert {url: published[url] for url in ours} == {url: context(url) for url in ours}


def test_every_bundled_vocabulary_is_pinned_and_named_in_the_notice():
    folder = ROOT / "verifier_client" / "badges" / "linked_data" / "contexts"
    assert {pin.file for pin in PINNED.values()} == {path.name for path in folder.glob("*.json")}
    for url in PINNED:
        assert "@context" in context(url)


def test_a_badge_that_never_comes_costs_no_import():
    """Neither PyLD nor cryptography nor expat is loaded with the package."""
    code = "import sys, verifier_client.badges as b; print([m for m in sys.argv[1:] if m in sys.modules])"
    loaded = subprocess.run(
        [sys.executable, "-c", code, "pyld", "cryptography", "jwt", "pyexpat", "lxml"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "[]" == loaded.strip()
