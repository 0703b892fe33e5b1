"""Reads JSON from outside without trusting its shape: what is missing or of another kind is empty, never an error."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Payload = Mapping[str, Any]


def text_at(payload: object, *path: str | int) -> str:
    """Return the string at ``path``, or an empty one."""
    value = value_at(payload, *path)
    return value if isinstance(value, str) else ""


def object_at(payload: object, *path: str | int) -> Payload:
    """Return the object at ``path``, or an empty one."""
    value = value_at(payload, *path)
    return value if isinstance(value, Mapping) else {}


def list_at(payload: object, *path: str | int) -> list[Any]:
    """Return the list at ``path``, or an empty one."""
    value = value_at(payload, *path)
    return value if isinstance(value, list) else []


def value_at(payload: object, *path: str | int) -> object:
    """Return whatever is at ``path``, or None."""
    value = payload
    for step in path:
        if isinstance(value, Mapping):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value
