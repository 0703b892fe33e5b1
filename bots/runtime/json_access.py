"""Reads JSON from outside without trusting its shape: what is missing or of another kind is empty, never an error."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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


def texts_in(
    value: object, names: frozenset[str], *, limit: int, parse: Mapping[str, Callable[[object], object]] | None = None
) -> list[str]:
    """
    Collect the strings of a foreign document in the order in which they stand, each once.

    Args:
        value: the document; nothing is known of its shape or depth.
        names: under which names a string counts.
        limit: after so many characters no further object is looked into.
        parse: what to look into in place of what stands under a name, for what is encoded there.

    Returns:
        The strings, none of which is empty.
    """
    found: dict[str, None] = {}
    waiting, length = [value], 0
    while waiting and length < limit:
        value = waiting.pop()
        if isinstance(value, list):
            waiting.extend(reversed(value))
        elif isinstance(value, Mapping):
            inner = {name: parse[name](each) if parse and name in parse else each for name, each in value.items()}
            texts = [each for name, each in inner.items() if name in names and isinstance(each, str) and each]
            length += sum(len(text) for text in texts if text not in found)
            found |= dict.fromkeys(texts)
            waiting.extend(each for each in reversed(inner.values()) if isinstance(each, list | Mapping))
    return list(found)
