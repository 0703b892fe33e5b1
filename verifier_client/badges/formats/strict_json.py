"""JSON that every reader reads alike: no key twice, no NaN, UTF-8 only, of sane depth and size (RFC 8259, RFC 7493)."""

from __future__ import annotations

import json
import math
from codecs import BOM_UTF8
from typing import Any

from verifier_client.badges.errors import Unreadable

MAX_BYTES = 4 * 1024 * 1024
MAX_DEPTH = 64


def parse_json(data: bytes) -> Any:
    """
    Return the value that ``data`` holds.

    Raises ``Unreadable`` when it is not UTF-8, not JSON, larger than 4 MiB, deeper than 64 levels, names a key twice,
    or holds a number or character that cannot be passed on.
    """
    if len(data) > MAX_BYTES:
        raise Unreadable("The data is larger than any badge.")
    try:
        text = data.removeprefix(BOM_UTF8).decode()
        value = _DECODER.decode(text)
    except (ValueError, RecursionError) as error:
        raise Unreadable("The data is not JSON that every reader reads alike.") from error
    if _too_deep(value):
        raise Unreadable("The data is nested deeper than any badge.")
    if "\\u" in text:
        _refuse_halves(value)
    return value


def parse_object(data: bytes) -> dict[str, Any]:
    """Return the JSON object that ``data`` holds, or raise ``Unreadable``."""
    value = parse_json(data)
    if not isinstance(value, dict):
        raise Unreadable("The data is JSON, but not an object.")
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise ValueError("a key stands there twice")
    return fields


def _no_constant(word: str) -> float:
    raise ValueError(word)


def _finite(word: str) -> float:
    number = float(word)
    if not math.isfinite(number):
        raise ValueError(word)
    return number


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_no_constant, parse_float=_finite)


def _too_deep(value: object) -> bool:
    level: list[object] = [value]
    for _depth in range(MAX_DEPTH):
        level = [part for whole in level for part in _parts(whole)]
        if not level:
            return False
    return True


def _parts(value: object) -> list[object]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _refuse_halves(value: object) -> None:
    """Half of a surrogate pair can be neither hashed nor shown."""
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise Unreadable("The data holds half of a character.") from error
