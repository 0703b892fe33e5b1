"""Reads TOML files into their shapes; every fault is raised with file, certification (where there is one) and key."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, TypeVar

from msgspec import ValidationError, convert

from role_guide.errors import DataFault

if TYPE_CHECKING:
    from collections.abc import Mapping


T = TypeVar("T")


def read_toml(text: str, *, file: str) -> dict[str, object]:
    """
    Return a parsed TOML text.

    Args:
        text: The file's text.
        file: The name of the data file, for messages.
    """
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # numbers too long to convert, and tables nested too deep, too
        raise DataFault(file, "", "", f"is no TOML: {error}") from error


def check(document: Mapping[str, object], shape: type[T], *, file: str) -> T:
    """
    Return a document in its shape.

    Args:
        document: The parsed document.
        shape: The struct that it must fit.
        file: The name of the data file, for messages.
    """
    try:
        return convert(document, shape)
    except ValidationError as error:
        what, key = fault(error)
        raise DataFault(file, str(document.get("code", "")), key, what) from error


def fault(error: ValidationError) -> tuple[str, str]:
    """Split msgspec's message into what is wrong and the dotted key."""
    what, _, at = str(error).partition(" - at `$")
    at = at.strip("`").lstrip(".")
    named = re.search(r"(?:unknown field|required field) `([^`]+)`", what)
    key = ".".join(part for part in (at, named[1] if named else "") if part)
    return what, key
