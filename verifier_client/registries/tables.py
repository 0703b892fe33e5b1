"""The tables of the registries' TOML file, one shape for each kind of registry, and the adapters made of them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal
from urllib.parse import urlsplit

from msgspec import Meta, Struct, structs

from verifier_client.errors import Misconfigured
from verifier_client.id_extraction.identifiers import IdKind
from verifier_client.models import ByHand, Certification, RegistryStatus, TrustedIssuer
from verifier_client.pacing.rate_limiter import Rate
from verifier_client.registries import About, ByHandRegistry
from verifier_client.registries.badges import BadgesRegistry, validated_issuers
from verifier_client.registries.json_api import Fields, JsonRegistry
from verifier_client.registries.open_badges import OpenBadgesRegistry

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verifier_client.registries import AnsweringRegistry

    Registry = AnsweringRegistry | ByHandRegistry | BadgesRegistry

_LIKE = "must be like https://registry.example.org"
_NOT_IN_BASE = re.compile(r"[@{}\s\\]")
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class _RateTable(Struct, frozen=True, forbid_unknown_fields=True):
    requests: Annotated[int, Meta(ge=2)]
    seconds: Annotated[float, Meta(gt=0)] = 60.0
    burst: Annotated[int, Meta(ge=1)] = 1


class _ClassTable(Struct, frozen=True, forbid_unknown_fields=True):
    code: str
    title: str
    issuer: str


def _classes(tables: Mapping[str, _ClassTable]) -> dict[str, Certification]:
    return {address: Certification(table.code, table.title, table.issuer) for address, table in tables.items()}


class _Common(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, tag_field="kind"):
    title: str
    ids: list[IdKind]
    page: str | None = None
    codes: dict[str, str] = {}
    preset: str | None = None

    def build(self, name: str, environ: Mapping[str, str], *, sandbox: bool) -> Registry:
        """
        Return the adapter that the table describes.

        Args:
            name: The registry's name in the configuration.
            environ: Where keys of registries are looked up.
            sandbox: Whether the registry is the sandbox's.

        Raises:
            Misconfigured: With the key of the table that is wrong.
        """
        return self._adapter(self._about(name, sandbox=sandbox), environ)

    def _about(self, name: str, *, sandbox: bool) -> About:
        codes = {code.upper(): Certification(code.upper(), title, self.title) for code, title in self.codes.items()}
        return About(name, self.title, frozenset(self.ids), codes, page=self.page, sandbox=sandbox)

    def _adapter(self, about: About, environ: Mapping[str, str]) -> Registry:
        raise NotImplementedError


class _Asked(_Common, frozen=True, kw_only=True):
    base_url: str
    path: str
    explanations: list[str] = []
    validity_years: dict[str, int] = {}
    otherwise: str | None = None
    rate: _RateTable | None = None

    def _about(self, name: str, *, sandbox: bool) -> About:
        rate = self.rate
        if rate is not None and rate.burst >= rate.requests:
            raise fault(name, "rate.burst", "must be smaller than rate.requests")
        return structs.replace(
            super()._about(name, sandbox=sandbox),
            validity_years={code.upper(): years for code, years in self.validity_years.items()},
            explanations=tuple(self.explanations),
            otherwise=self.otherwise,
            rate=Rate(rate.requests, rate.seconds, rate.burst) if rate else None,
        )

    def _url(self, name: str) -> str:
        """Return the template to ask, or refuse an address over which a key or an answer could leak."""
        try:
            parts = urlsplit(self.base_url)
            whole = parts.hostname is not None and parts.port != 0
        except ValueError as error:  # no such port, or half a bracket
            raise fault(name, "base_url", _LIKE) from error
        if not whole or parts.query or parts.fragment or _NOT_IN_BASE.search(self.base_url):
            raise fault(name, "base_url", _LIKE)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
            raise fault(name, "base_url", "must start with https:// (http:// only on this machine)")
        if "{id}" not in self.path or not self.path.startswith("/"):
            raise fault(name, "path", "must begin with / and contain {id}")
        return self.base_url.rstrip("/") + self.path


def _key(name: str, variable: str, environ: Mapping[str, str]) -> str:
    """Return the key from the variable, or from the file that the variable with ``_FILE`` behind it names."""
    key, path = environ.get(variable, "").strip(), environ.get(f"{variable}_FILE", "")
    if key or not path:
        return key
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise fault(name, "key_env", f"{variable}_FILE names a file that cannot be read") from error


class JsonTable(_Asked, frozen=True, kw_only=True, tag="json"):
    """A registry with a JSON lookup by ID."""

    fields: dict[str, str]
    statuses: dict[str, RegistryStatus]
    dates: Literal["date", "datetime"] = "date"
    not_found: tuple[Literal[404, 410], ...] = (404,)
    not_found_types: tuple[Annotated[str, Meta(pattern="^$|^[a-z0-9.+-]+/[a-z0-9.+-]+$")], ...] = ()
    key_env: str | None = None
    key_header: Annotated[str, Meta(pattern="^[A-Za-z0-9-]+$")] = "Authorization"
    key_prefix: str = "Bearer "

    def _adapter(self, about: About, environ: Mapping[str, str]) -> JsonRegistry:
        name = about.name
        headers = [("Accept", "application/json")]
        if self.key_env:
            key = _key(name, self.key_env, environ)
            if not key:
                raise fault(name, "key_env", f"set the environment variable {self.key_env} to the registry's key")
            if not (key.isascii() and key.isprintable()):
                raise fault(name, "key_env", f"the environment variable {self.key_env} holds no key: odd characters")
            headers.append((self.key_header, self.key_prefix + key))
        try:
            fields = Fields(**self.fields)
        except TypeError as error:
            raise fault(name, "fields", "needs id and status, and knows only the documented names") from error
        if not (fields.id and fields.status):
            raise fault(name, "fields", "needs id and status")
        if any("html" in kind for kind in self.not_found_types):
            raise fault(name, "not_found_types", "cannot be a web page: a wrong address is answered with one, too")
        statuses = {word.lower(): status for word, status in self.statuses.items()}
        return JsonRegistry(
            about,
            self._url(name),
            fields,
            statuses,
            self.dates,
            frozenset(self.not_found),
            frozenset(self.not_found_types),
            tuple(headers),
        )


class OpenBadgesTable(_Asked, frozen=True, kw_only=True, tag="open_badges"):
    """A registry of hosted Open Badges 2.0."""

    classes: dict[str, _ClassTable] = {}
    check_scope: bool = True
    link_hosts: list[str] = []

    def _about(self, name: str, *, sandbox: bool) -> About:
        """The registry's host is also one whose links are read out of texts."""
        parts = urlsplit(self._url(name))
        known = {parts.hostname or "", parts.netloc.lower(), *(host.lower() for host in self.link_hosts)}
        hosts = frozenset(known) if IdKind.BADGE in self.ids else frozenset[str]()
        return structs.replace(super()._about(name, sandbox=sandbox), badge_hosts=hosts)

    def _adapter(self, about: About, _environ: Mapping[str, str]) -> OpenBadgesRegistry:
        return OpenBadgesRegistry(about, self._url(about.name), _classes(self.classes), self.check_scope)


class _IssuerTable(Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    title: str
    hosts: list[str] = []
    lists: list[str] = []
    achievements: dict[str, _ClassTable] = {}


class BadgesTable(_Common, frozen=True, kw_only=True, tag="badges"):
    """A list of issuers whose badges are proven from files."""

    issuers: list[_IssuerTable]
    ids: list[IdKind] = []

    def _adapter(self, about: About, _environ: Mapping[str, str]) -> BadgesRegistry:
        """Each issuer stands there by its full identifier, never by its host alone."""
        issuers = [
            TrustedIssuer(
                one.id,
                one.title,
                frozenset(host.lower() for host in one.hosts),
                _classes(one.achievements),
                tuple(one.lists),
            )
            for one in self.issuers
        ]
        try:
            return BadgesRegistry(about, validated_issuers(issuers))
        except ValueError as error:
            raise fault(about.name, "issuers", str(error)) from error


class ByHandTable(_Common, frozen=True, kw_only=True, tag="by_hand"):
    """A registry that only a person can ask."""

    steps: list[str]
    source: str
    read_on: date

    def _adapter(self, about: About, _environ: Mapping[str, str]) -> ByHandRegistry:
        how = ByHand(self.title, self.page, tuple(self.steps), self.source, self.read_on, tuple(about.codes))
        return ByHandRegistry(about, how)


def fault(name: str, key: str, what: str) -> Misconfigured:
    """
    Return the error that names a registry and a key of its table.

    Args:
        name: The registry's name in the configuration.
        key: The key, empty for the table as a whole.
        what: What is wrong, without a subject.
    """
    where = f"registries.{name}.{key}" if key else f"registries.{name}"
    return Misconfigured(f"{where}: {what}.")
