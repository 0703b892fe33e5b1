"""JSON that every reader reads alike: no key twice, no NaN, UTF-8 only, of sane depth and size (RFC 8259, RFC 7493)."""

from __future__ import annotations

import json
import math
from codecs import BOM_UTF8
from typing import Any

from verifier_client.badges.errors import Unreadable

MAX_BYTES = 4 * 1024 * 1024
MAX_DEPTH = 64
CUT_OFF = "The JSON is cut off before its end: download the badge again."
NO_JSON = "The data is not JSON."
TWO_MEANINGS = "Programs could read this JSON in different ways, so it was not read."
TOO_DEEP = "The JSON is nested deeper than any badge."


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
    except UnicodeDecodeError as error:
        raise Unreadable(NO_JSON) from error
    try:
        value = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        ends_early = error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated")
        raise Unreadable(CUT_OFF if ends_early and text.strip() else NO_JSON) from error
    except RecursionError as error:
        raise Unreadable(TOO_DEEP) from error
    except ValueError as error:
        raise Unreadable(TWO_MEANINGS) from error
    if _too_deep(value):
        raise Unreadable(TOO_DEEP)
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
