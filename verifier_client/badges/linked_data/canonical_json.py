"""JSON in its one canonical form (RFC 8785): keys by UTF-16 code units, numbers as ECMAScript writes them."""

from __future__ import annotations

import json
from typing import Any

from verifier_client.badges.errors import Undetermined

_LARGEST_EXACT = 2**53
_WIDEST_PLAIN = 21
_SMALLEST_PLAIN = -6


def canonical_json(value: Any) -> bytes:
    """Return the canonical bytes of ``value``; raise ``Undetermined`` for a number that readers would round."""
    parts: list[str] = []
    _write(value, parts)
    return "".join(parts).encode()


def _write(value: Any, parts: list[str]) -> None:
    if isinstance(value, dict):
        parts.append("{")
        for position, key in enumerate(sorted(value, key=lambda name: name.encode("utf-16-be"))):
            parts.append(f"{',' if position else ''}{_string(key)}:")
            _write(value[key], parts)
        parts.append("}")
    elif isinstance(value, list):
        parts.append("[")
        for position, one in enumerate(value):
            if position:
                parts.append(",")
            _write(one, parts)
        parts.append("]")
    else:
        parts.append(_scalar(value))


def _scalar(value: Any) -> str:
    if isinstance(value, str):
        return _string(value)
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, int) and abs(value) > _LARGEST_EXACT:
        raise Undetermined("The badge holds a number that readers would round.")
    return _number(float(value))


def _string(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _number(value: float) -> str:
    """Lay out the shortest digits that read back as ``value``, as ECMAScript's ``Number::toString`` does."""
    if value == 0:
        return "0"
    digits, _, exponent = repr(abs(value)).partition("e")
    whole, _, fraction = digits.partition(".")
    point = len(whole) + int(exponent or 0)
    significant = (whole + fraction).lstrip("0")
    point -= len(whole + fraction) - len(significant)
    return ("-" if value < 0 else "") + _layout(significant.rstrip("0"), point)


def _layout(digits: str, point: int) -> str:
    """Place the decimal point after ``point`` of ``digits``."""
    if len(digits) <= point <= _WIDEST_PLAIN:
        return digits.ljust(point, "0")
    if 0 < point <= _WIDEST_PLAIN:
        return f"{digits[:point]}.{digits[point:]}"
    if _SMALLEST_PLAIN < point <= 0:
        return f"0.{'0' * -point}{digits}"
    head, tail = digits[0], digits[1:]
    return f"{head}{'.' if tail else ''}{tail}e{point - 1:+d}"
