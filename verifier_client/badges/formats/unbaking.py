"""
From a file to the badge in it: PNG and SVG pictures with a baked badge, JSON, and compact JWS.

Open Badges Baking Specification 2.0; Open Badges 3.0, 5.3 (PNG: an ``iTXt`` chunk, SVG: an element of the badge's
namespace). The picture itself is never decoded. Two different badges in one file are none.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from verifier_client.badges.errors import Unreadable
from verifier_client.badges.formats.strict_json import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
MAX_FILE = 64 * 1024 * 1024
MAX_SVG = 16 * 1024 * 1024
_KEYWORDS = frozenset({b"openbadges", b"openbadgecredential"})
_NAMESPACES = {
    "http://openbadges.org": "assertion",
    "https://purl.imsglobal.org/ob/v3p0": "credential",
}


def unbake(data: bytes) -> bytes:
    """
    Return the badge in ``data``: JSON or compact JWS, without white space around it.

    ``data`` is a file as a person has it, at most 64 MiB. Raises ``Unreadable`` when there is no badge in it, or two.
    """
    if len(data) > MAX_FILE:
        raise Unreadable("The file is larger than any badge.")
    if data.startswith(PNG_SIGNATURE):
        return _only(set(_in_png(data)), "picture")
    text = data.removeprefix(b"\xef\xbb\xbf").strip()
    if text.startswith(b"<"):
        return _only(set(_in_svg(text)), "drawing")
    return text


def _only(found: set[bytes], what: str) -> bytes:
    if not found:
        raise Unreadable(f"There is no badge baked into this {what}.")
    if len(found) > 1:
        raise Unreadable(f"There are two different badges in this {what}.")
    return found.pop().strip()


def _in_png(data: bytes) -> Iterator[bytes]:
    position = len(PNG_SIGNATURE)
    kind = b""
    while kind != b"IEND":
        kind, body, position = _chunk(data, position)
        if kind == b"iTXt":
            keyword, _, rest = body.partition(b"\0")
            if keyword in _KEYWORDS:
                yield _international_text(rest)
        elif kind in {b"tEXt", b"zTXt"} and body.partition(b"\0")[0] in _KEYWORDS:
            raise Unreadable("The badge in this picture is an Open Badge 1.x, which is too old to be checked.")


def _chunk(data: bytes, position: int) -> tuple[bytes, bytes, int]:
    """Return a chunk's type, its content where it may hold a badge, and where the next chunk begins."""
    start = position + 8
    end = start + int.from_bytes(data[position : position + 4], "big")
    kind = data[position + 4 : start]
    if end + 4 > len(data):
        raise Unreadable("The picture is cut off.")
    if kind not in {b"iTXt", b"tEXt", b"zTXt"}:
        return kind, b"", end + 4
    if zlib.crc32(data[position + 4 : end]) != int.from_bytes(data[end : end + 4], "big"):
        raise Unreadable("The picture is damaged.")
    return kind, data[start:end], end + 4


def _international_text(rest: bytes) -> bytes:
    """Read what follows an ``iTXt`` chunk's keyword (PNG Specification, 11.3.3.4)."""
    compressed, method = rest[:1], rest[1:2]
    _language, _, after = rest[2:].partition(b"\0")
    _translated, found, text = after.partition(b"\0")
    if not found or compressed not in {b"\0", b"\1"} or method != b"\0":
        raise Unreadable("The badge in this picture is damaged.")
    return text if compressed == b"\0" else inflate(text, zlib.MAX_WBITS, MAX_BYTES)


def inflate(data: bytes, window: int, limit: int) -> bytes:
    """
    Return compressed data inflated.

    Args:
        data: The compressed bytes.
        window: zlib's ``wbits``.
        limit: How many bytes may come out.

    Raises:
        Unreadable: When the data is damaged, cut off or, inflated, larger than the limit.
    """
    stream = zlib.decompressobj(window)
    try:
        text = stream.decompress(data, limit + 1)
    except zlib.error as error:
        raise Unreadable("The compressed data is damaged.") from error
    if len(text) > limit:
        raise Unreadable("The compressed data is larger than allowed.")
    if not stream.eof:
        raise Unreadable("The compressed data is cut off.")
    return text


def _in_svg(text: bytes) -> Iterator[bytes]:
    from xml.parsers import expat  # noqa: PLC0415 - entities are refused below, and nothing external is loaded

    if len(text) > MAX_SVG:
        raise Unreadable("The drawing is larger than any badge.")
    reader = _SvgReader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.characters
    parser.EntityDeclHandler = reader.entity
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    try:
        parser.Parse(text, True)
    except expat.ExpatError as error:
        raise Unreadable("The file looks like a drawing or a page, and cannot be read as a drawing.") from error
    return iter(reader.found)


class _SvgReader:
    """Collects what stands in badge elements: the attribute ``verify`` (a JWS or an address), or the text."""

    def __init__(self) -> None:
        self.found: list[bytes] = []
        self._text: list[str] | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition(" ")
        if _NAMESPACES.get(namespace) == local:
            self._text = [attributes.get("verify", "")]

    def characters(self, text: str) -> None:
        if self._text is not None and len(self._text) < MAX_BYTES:
            self._text.append(text)

    def end(self, name: str) -> None:
        namespace, _, local = name.rpartition(" ")
        if self._text is not None and _NAMESPACES.get(namespace) == local:
            verify, *texts = self._text
            text = "".join(texts).strip() or verify.strip()
            if text:
                self.found.append(text.encode())
            self._text = None

    def entity(self, *_declaration: object) -> None:
        raise Unreadable("The drawing declares entities, which no badge needs.")
