"""Strict reading of a registry's JSON: what is not exactly as agreed is ``Garbled``, never guessed."""

from __future__ import annotations

import json
import re
from codecs import BOM_UTF8
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import msgspec

from verifier_client.errors import Garbled

if TYPE_CHECKING:
    from collections.abc import Collection

    from verifier_client.transport import RegistryResponse

LONGEST_TEXT = 400
_INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u180e\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]"
)
_HALF = re.compile("[\ud800-\udfff]")  # half of a character: can be neither shown nor sent
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _no_number(word: str) -> float:
    raise ValueError(word)


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise ValueError("a name stands there twice, and readers differ in which one they take")
    return fields


# NaN and Infinity are Python's, not JSON's (RFC 8259, 6); of names that stand twice no reader can know which counts.
_JSON = json.JSONDecoder(parse_constant=_no_number, object_pairs_hook=_each_once)


def _decoded(body: bytes) -> Any:
    """
    Return the JSON value that a body is, by msgspec where that says the same as the strict reader and costs a third.

    msgspec takes the last of several values under one name, and then its own text of the value has fewer quotes than
    the body; that count tells nothing where a quote may be part of a text.
    """
    if b"\\" not in body:
        try:
            value = msgspec.json.decode(body)
            if msgspec.json.encode(value).count(b'"') == body.count(b'"'):
                return value
        except (ValueError, OverflowError, RecursionError):
            pass  # the strict reader decides
    return _JSON.decode(body.removeprefix(BOM_UTF8).decode())


def plain_text(value: object) -> str | None:
    """
    Return a text to show, cut at 400 characters and without control or direction marks; None when there is none.

    For words that must not be lost for their form: the first of several, or the text of a language-tagged value.
    """
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("@value")
    if not isinstance(value, str) or _HALF.search(value):
        return None
    return _INVISIBLE.sub("", value)[:LONGEST_TEXT].strip() or None


def is_denial(answer: RegistryResponse, *, also: Collection[str] = ()) -> bool:
    """
    Say whether a 404 or 410 is the registry's own word that it has no such record.

    Only JSON is, and what the registry's table names besides: a page, or an answer that does not say what it is, may
    come from any proxy or wrong address.

    Args:
        answer: The response.
        also: Media types beside JSON in which this registry denies, "" for a response that names none.
    """
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    return kind in also or kind == "application/json" or (kind.startswith("application/") and kind.endswith("+json"))


class Document:
    """One JSON object from a registry, read by dotted path."""

    __slots__ = ("_fields", "_registry")

    def __init__(self, registry: str, answer: RegistryResponse) -> None:
        """
        Create the reader of a response's body.

        Args:
            registry: The registry's name, for messages.
            answer: The response.

        Raises:
            Garbled: Unless the body is one JSON object of sane depth.
        """
        self._registry = registry
        try:
            fields = _decoded(answer.body)
        except (ValueError, RecursionError) as error:
            raise self.broken("something that is not JSON") from error
        if not isinstance(fields, dict):
            raise self.broken("JSON that is not an object")
        self._fields: dict[str, Any] = fields

    def broken(self, what: str) -> Garbled:
        """Return the error that says the registry sent ``what``."""
        return Garbled(f"{self._registry} sent {what}.", registry=self._registry)

    @property
    def fields(self) -> dict[str, Any]:
        """The whole object."""
        return self._fields

    def raw(self, path: str) -> Any:
        """Return whatever stands at ``path``, or None."""
        if "." not in path:
            return self._fields.get(path)
        at: Any = self._fields
        for key in path.split("."):
            at = at.get(key) if isinstance(at, dict) else None
        return at

    def text(self, path: str) -> str | None:
        """Return a string without control or direction marks, or None when absent or empty."""
        value = self.raw(path) if path else None
        if value is None:
            return None
        if not isinstance(value, str) or len(value) > LONGEST_TEXT:
            raise self.broken(f"no readable text as {path!r}")
        if not value.isprintable():
            if _HALF.search(value):
                raise self.broken(f"no readable text as {path!r}")
            value = _INVISIBLE.sub("", value)
        return value.strip() or None

    def link(self, path: str) -> str | None:
        """Return the address of a web page, or None when there is none: people are sent nowhere else."""
        value = self.text(path)
        return value if value and value.startswith(("https://", "http://")) else None

    def required(self, path: str) -> str:
        """Return a string that must be there."""
        value = self.text(path)
        if value is None:
            raise self.broken(f"no {path!r}")
        return value

    def day(self, path: str, form: str) -> date | None:
        """
        Return the day at a path, or None when absent.

        Args:
            path: The keys from the outside in, joined by dots.
            form: ``date`` (YYYY-MM-DD) or ``datetime`` (ISO 8601 with a zone; the day is the one in UTC).
        """
        value = self.text(path)
        if value is None:
            return None
        try:
            if form == "date":
                if not _DAY.fullmatch(value):
                    raise ValueError
                return date.fromisoformat(value)
            moment = datetime.fromisoformat(value)
            if moment.tzinfo is None:
                raise ValueError
            return moment.astimezone(UTC).date()
        except (ValueError, OverflowError) as error:
            raise self.broken(f"a {path!r} that is no {form}") from error

    def flag(self, path: str) -> bool | None:
        """Return a boolean, or None when absent."""
        value = self.raw(path)
        if value is None or isinstance(value, bool):
            return value
        raise self.broken(f"a {path!r} that is neither true nor false")
