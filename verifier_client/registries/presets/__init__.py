"""
Tables for registries that many ask: each is a TOML file here, to be filled in by the operator's own table.

What is read is ``tables.json``, which ``tests/verifier_client/parsed_tables.py`` makes of them.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from msgspec import json

TABLES = Path(__file__).with_name("tables.json")  # importlib.resources would bring zipfile, shutil and tempfile along


def preset_names() -> tuple[str, ...]:
    """Return the names that ``preset`` may take, sorted."""
    return tuple(_tables())


def read_preset(name: str) -> dict[str, Any]:
    """Return the table of a preset, read once for all who use it: it must not be changed."""
    return _tables()[name]


@cache
def _tables() -> dict[str, dict[str, Any]]:
    return json.decode(TABLES.read_bytes(), type=dict[str, dict[str, Any]])
