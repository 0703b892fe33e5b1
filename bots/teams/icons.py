"""The two icons of the app package, drawn here: a seal with a check mark, as PNG without any library."""

from __future__ import annotations

import struct
import zlib
from itertools import pairwise
from math import hypot
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

Point = tuple[float, float]
Pixel = tuple[int, int, int, int]

ACCENT = "#1D3557"
_BLUE, _WHITE = (0x1D, 0x35, 0x57), (255, 255, 255)
_CHECK: tuple[Point, ...] = ((0.29, 0.52), (0.44, 0.67), (0.72, 0.36))  # in parts of the icon's side
_RING_WIDTH, _CHECK_WIDTH = 0.035, 0.05  # half of each


def colour() -> bytes:
    """Return the icon of 192 x 192: white on blue, up to the edges."""

    def pixel(white: float) -> Pixel:
        red, green, blue = (round(low + (high - low) * white) for low, high in zip(_BLUE, _WHITE, strict=True))
        return red, green, blue, 255

    return _png(192, pixel, ring=0.40)


def outline() -> bytes:
    """Return the icon of 32 x 32: white on nothing, up to the edges."""
    return _png(32, lambda white: (*_WHITE, round(255 * white)), ring=0.465)


def _png(side: int, pixel: Callable[[float], Pixel], *, ring: float) -> bytes:
    rows = bytearray()
    for y in range(side):
        rows.append(0)
        for x in range(side):
            inside = side * _inside((x + 0.5) / side, (y + 0.5) / side, ring)
            rows += bytes(pixel(min(1.0, max(0.0, 0.5 + inside))))
    header = struct.pack(">IIBBBBB", side, side, 8, 6, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _inside(x: float, y: float, ring: float) -> float:
    """Return how far inside of what is drawn a point lies; negative outside."""
    in_ring = _RING_WIDTH - abs(hypot(x - 0.5, y - 0.5) - ring)
    return max(in_ring, *(_CHECK_WIDTH - _distance((x, y), start, end) for start, end in pairwise(_CHECK)))


def _distance(point: Point, start: Point, end: Point) -> float:
    """Return how far a point is from a line between two others."""
    along = (end[0] - start[0], end[1] - start[1])
    share = ((point[0] - start[0]) * along[0] + (point[1] - start[1]) * along[1]) / (along[0] ** 2 + along[1] ** 2)
    share = min(1.0, max(0.0, share))
    return hypot(point[0] - start[0] - share * along[0], point[1] - start[1] - share * along[1])
