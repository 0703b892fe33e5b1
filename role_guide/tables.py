"""
The shapes of the TOML files, checked strictly: the only file of the role guide that knows msgspec.

Every fault is raised with file, certification (where there is one) and key.
"""

from __future__ import annotations

import re
import tomllib
from datetime import date
from typing import TYPE_CHECKING, Annotated, TypeVar

from msgspec import Meta, Struct, ValidationError, convert

from role_guide.errors import DataFault
from role_guide.model import Basis, Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

Text = Annotated[str, Meta(min_length=1)]
Texts = Annotated[list[Text], Meta(min_length=1)]


class _Strict(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A table that knows its keys."""


class SourceTable(_Strict, frozen=True, kw_only=True):
    """A page of ``sources.toml``."""

    url: Annotated[str, Meta(pattern=r"^https?://[^\s]+$")]
    read_on: date


class StatementTable(_Strict, frozen=True, kw_only=True):
    """What one or more sources say."""

    text: Text
    sources: Texts
    value: float | None = None
    unit: str = ""
    basis: Basis = Basis.ISSUER
    topics: list[Text] = []


class ClaimTable(_Strict, frozen=True, kw_only=True):
    """A claim: a statement, or ``contradicted``, or ``unknown_since`` (with ``unconfirmed`` perhaps)."""

    text: Text | None = None
    sources: list[Text] = []
    value: float | None = None
    unit: str = ""
    basis: Basis = Basis.ISSUER
    topics: list[Text] = []
    contradicted: Annotated[list[StatementTable], Meta(min_length=2)] | None = None
    unknown_since: date | None = None
    unconfirmed: StatementTable | None = None


class NamesakeTable(_Strict, frozen=True, kw_only=True):
    """Something else with the same or nearly the same code."""

    code: Text
    issuer: Text
    kind: Kind | None = None
    text: Text
    sources: Texts
    basis: Basis = Basis.ISSUER


class CertificationTable(_Strict, frozen=True, kw_only=True):
    """One file of ``certifications/``."""

    code: Annotated[str, Meta(pattern=r"^[A-Z]+( [A-Z]+)*$")]
    display: Text
    issuer: Text
    issuer_name: Text
    kind: Kind
    becomes: str | None = None
    name: ClaimTable
    audience: ClaimTable
    evidences: Annotated[list[ClaimTable], Meta(min_length=1)]
    does_not_evidence: Annotated[list[ClaimTable], Meta(min_length=1)]
    assessment: ClaimTable
    pathways: ClaimTable
    retakes: ClaimTable
    validity: ClaimTable
    renewal: ClaimTable
    renewal_effort: ClaimTable
    fee: ClaimTable
    verification: ClaimTable
    accreditation: ClaimTable
    namesakes: list[NamesakeTable] = []


T = TypeVar("T")


def read_toml(text: str, *, file: str) -> dict[str, object]:
    """Parse ``text``, or say which file is no TOML and where."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DataFault(file, "", "", f"is no TOML: {error}") from error


def check(document: Mapping[str, object], shape: type[T], *, file: str) -> T:
    """Give ``document`` in its ``shape``, or name the key that breaks it."""
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
