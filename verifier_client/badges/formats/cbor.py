"""As much of CBOR (RFC 8949) as a proof value needs: whole numbers, bytes, arrays and maps of known length."""

from __future__ import annotations

from typing import Any

from verifier_client.badges.errors import Unreadable

MAX_ITEMS = 4096
_MAX_DEPTH = 4
_NUMBER, _BYTES, _ARRAY, _MAP = 0, 2, 4, 5
_WIDTHS = {24: 1, 25: 2, 26: 4}


def decode(data: bytes) -> Any:
    """Return the one value that ``data`` holds, or raise ``Unreadable``."""
    reader = _Reader(data)
    value = reader.value(_MAX_DEPTH)
    if reader.position != len(data):
        raise Unreadable("The proof's value is longer than what it holds.")
    return value


class _Reader:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self.position = 0

    def value(self, depth: int) -> Any:
        kind, length = self._head()
        if kind == _NUMBER:
            return length
        if kind == _BYTES:
            return self._take(length)
        if length > MAX_ITEMS or depth == 0:
            raise Unreadable("The proof's value holds more than any proof.")
        if kind == _ARRAY:
            return [self.value(depth - 1) for _ in range(length)]
        if kind == _MAP:
            pairs = [(self.value(0), self.value(depth - 1)) for _ in range(length)]
            return dict(pairs)
        raise Unreadable("The proof's value holds something that no proof holds.")

    def _head(self) -> tuple[int, int]:
        first = self._take(1)[0]
        kind, length = first >> 5, first & 31
        if length in _WIDTHS:
            return kind, int.from_bytes(self._take(_WIDTHS[length]), "big")
        if length > max(_WIDTHS):
            raise Unreadable("The proof's value has a length that is not known.")
        return kind, length

    def _take(self, length: int) -> bytes:
        taken = self._data[self.position : self.position + length]
        if len(taken) != length:
            raise Unreadable("The proof's value is cut off.")
        self.position += length
        return taken
