"""The public badge vectors beside the repository; what needs them is skipped with a notice where they are absent."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

VECTORS = Path(__file__).parents[4] / "shared" / "vectors"
needs_vectors = pytest.mark.skipif(not VECTORS.is_dir(), reason="the badge vectors (../shared/vectors) are not here")


@dataclass(frozen=True)
class Vector:
    """One judgement: a file, the documents at hand, the moment, and what is expected."""

    file: str
    data: bytes
    documents: dict
    now: datetime
    expect: dict
    proof: str


def vectors():
    """Return all judgements of the manifest; none where the vectors are absent."""
    manifest = VECTORS / "manifest.jsonl"
    lines = manifest.read_text(encoding="utf-8").splitlines() if manifest.is_file() else []
    return [_vector(json.loads(line)) for line in lines]


def _vector(item):
    return Vector(
        item["file"],
        (VECTORS / item["file"]).read_bytes(),
        {url: (VECTORS / file).read_bytes() for url, file in item["network"].items()},
        datetime.fromisoformat(item["now"]),
        item["expect"],
        item["proof"],
    )
