"""Tables for registries that many ask: each is a TOML file here, to be filled in by the operator's own table."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent  # importlib.resources would bring zipfile, shutil and tempfile along


@cache
def preset_names() -> tuple[str, ...]:
    """Return the names that ``preset`` may take, sorted."""
    names = (entry.name for entry in _FOLDER.iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def read_preset(name: str) -> dict[str, Any]:
    """Return the table of a preset, read once for all who use it: it must not be changed."""
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
