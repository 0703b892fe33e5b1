"""
Reads the registries' TOML into adapters: what is wrong is said with file, registry and key.

msgspec was taken because it checks nested tables strictly, names the place of each fault, and loads in a tenth of
pydantic's time, which a one-shot command in the terminal would wait for.
"""

from __future__ import annotations

import os
import re
import tomllib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal
from urllib.parse import urlsplit

from msgspec import Meta, Struct, ValidationError, convert

from verifier_client.errors import Misconfigured
from verifier_client.identifiers import IdKind
from verifier_client.models import ByHand, Certification, RegistryStatus
from verifier_client.rate_limiter import Rate
from verifier_client.registries import About, AnsweringRegistry, ByHandRegistry
from verifier_client.registries.badges import BadgesRegistry, badge_issuer, held_apart
from verifier_client.registries.json_api import Fields, JsonRegistry
from verifier_client.registries.open_badges import OpenBadgesRegistry
from verifier_client.registries.presets import preset_names, read_preset

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verifier_client.clock import Clock
    from verifier_client.policy import Policy
    from verifier_client.transport import Transport

Registry = AnsweringRegistry | ByHandRegistry | BadgesRegistry
_LIKE = "must be like https://registry.example.org"
_NOT_IN_BASE = re.compile(r"[@{}\s\\]")
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class _Pace(Struct, frozen=True, forbid_unknown_fields=True):
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

    def about(self, name: str, *, sandbox: bool, **more: Any) -> About:
        """Return what is known of the registry."""
        codes = {code.upper(): Certification(code.upper(), title, self.title) for code, title in self.codes.items()}
        return About(name, self.title, frozenset(self.ids), codes, page=self.page, sandbox=sandbox, **more)


class _Asked(_Common, frozen=True, kw_only=True):
    base_url: str
    path: str
    explanations: list[str] = []
    validity_years: dict[str, int] = {}
    otherwise: str | None = None
    rate: _Pace | None = None

    def known(self, name: str, *, sandbox: bool, **more: Any) -> About:
        rate = self.rate
        if rate is not None and rate.burst >= rate.requests:
            raise _fault(name, "rate.burst", "must be smaller than rate.requests")
        return self.about(
            name,
            sandbox=sandbox,
            validity_years={code.upper(): years for code, years in self.validity_years.items()},
            explanations=tuple(self.explanations),
            otherwise=self.otherwise,
            rate=Rate(rate.requests, rate.seconds, rate.burst) if rate else None,
            **more,
        )

    def url(self, name: str) -> str:
        """Return the template to ask, or refuse an address over which a key or an answer could leak."""
        try:
            parts = urlsplit(self.base_url)
            whole = parts.hostname is not None and parts.port != 0
        except ValueError as error:  # no such port, or half a bracket
            raise _fault(name, "base_url", _LIKE) from error
        if not whole or parts.query or parts.fragment or _NOT_IN_BASE.search(self.base_url):
            raise _fault(name, "base_url", _LIKE)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
            raise _fault(name, "base_url", "must start with https:// (http:// only on this machine)")
        if "{id}" not in self.path or not self.path.startswith("/"):
            raise _fault(name, "path", "must begin with / and contain {id}")
        return self.base_url.rstrip("/") + self.path


def _key(name: str, variable: str, environ: Mapping[str, str]) -> str:
    """Return the key from the variable, or from the file that the variable with ``_FILE`` behind it names."""
    key, path = environ.get(variable, "").strip(), environ.get(f"{variable}_FILE", "")
    if key or not path:
        return key
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise _fault(name, "key_env", f"{variable}_FILE names a file that cannot be read") from error


class _Json(_Asked, frozen=True, kw_only=True, tag="json"):
    fields: dict[str, str]
    statuses: dict[str, RegistryStatus]
    dates: Literal["date", "datetime"] = "date"
    not_found: tuple[Literal[404, 410], ...] = (404,)
    key_env: str | None = None
    key_header: Annotated[str, Meta(pattern="^[A-Za-z0-9-]+$")] = "Authorization"
    key_prefix: str = "Bearer "

    def build(self, name: str, environ: Mapping[str, str], *, sandbox: bool) -> JsonRegistry:
        """Return the adapter, with its key from the named environment variable."""
        headers = [("Accept", "application/json")]
        if self.key_env:
            key = _key(name, self.key_env, environ)
            if not key:
                raise _fault(name, "key_env", f"set the environment variable {self.key_env} to the registry's key")
            if not (key.isascii() and key.isprintable()):
                raise _fault(name, "key_env", f"the environment variable {self.key_env} holds no key: odd characters")
            headers.append((self.key_header, self.key_prefix + key))
        try:
            fields = Fields(**self.fields)
        except TypeError as error:
            raise _fault(name, "fields", "needs id and status, and knows only the documented names") from error
        if not (fields.id and fields.status):
            raise _fault(name, "fields", "needs id and status")
        statuses = {word.lower(): status for word, status in self.statuses.items()}
        return JsonRegistry(
            self.known(name, sandbox=sandbox),
            self.url(name),
            fields,
            statuses,
            self.dates,
            frozenset(self.not_found),
            tuple(headers),
        )


class _OpenBadges(_Asked, frozen=True, kw_only=True, tag="open_badges"):
    classes: dict[str, _ClassTable] = {}
    check_scope: bool = True
    link_hosts: list[str] = []

    def build(self, name: str, _environ: Mapping[str, str], *, sandbox: bool) -> OpenBadgesRegistry:
        """Return the adapter; its host is also one whose links are read out of texts."""
        url = self.url(name)
        parts = urlsplit(url)
        known = {parts.hostname or "", parts.netloc.lower(), *(host.lower() for host in self.link_hosts)}
        hosts = frozenset(known) if IdKind.BADGE in self.ids else frozenset[str]()
        about = self.known(name, sandbox=sandbox, badge_hosts=hosts)
        return OpenBadgesRegistry(about, url, _classes(self.classes), self.check_scope)


class _IssuerTable(Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    title: str
    hosts: list[str] = []
    achievements: dict[str, _ClassTable] = {}


class _Badges(_Common, frozen=True, kw_only=True, tag="badges"):
    issuers: list[_IssuerTable]
    ids: list[IdKind] = []

    def build(self, name: str, _environ: Mapping[str, str], *, sandbox: bool) -> BadgesRegistry:
        """Return the table of issuers; each stands there by its full identifier, never by its host alone."""
        issuers = [badge_issuer(one.id, one.title, one.hosts, _classes(one.achievements)) for one in self.issuers]
        try:
            return BadgesRegistry(self.about(name, sandbox=sandbox), held_apart(issuers))
        except ValueError as error:
            raise _fault(name, "issuers", str(error)) from error


class _ByHand(_Common, frozen=True, kw_only=True, tag="by_hand"):
    steps: list[str]
    source: str
    read_on: date

    def build(self, name: str, _environ: Mapping[str, str], *, sandbox: bool) -> ByHandRegistry:
        """Return the registry that only humans can ask."""
        about = self.about(name, sandbox=sandbox)
        how = ByHand(self.title, self.page, tuple(self.steps), self.source, self.read_on, tuple(about.codes))
        return ByHandRegistry(about, how)


def load(
    config: str | os.PathLike[str] | Mapping[str, object] | None,
    *,
    policy: Policy,
    clock: Clock,
    environ: Mapping[str, str] | None = None,
) -> tuple[list[Registry], Transport]:
    """
    Return the registries of a TOML file or mapping with the network, or the sandbox with its own wire when None.

    Raises ``Misconfigured``.
    """
    if config is None:
        from verifier_client.sandbox import SandboxTransport, sandbox_tables  # noqa: PLC0415

        return build(sandbox_tables(), environ={}, sandbox=True), SandboxTransport(clock=clock, policy=policy)
    from verifier_client.transport import HttpxTransport  # noqa: PLC0415 - 200 ms that the sandbox does not need

    environ = os.environ if environ is None else environ  # noqa: TID251 - keys are named by the file
    try:
        return build(_tables(config), environ=environ, sandbox=False), HttpxTransport(policy)
    except Misconfigured as error:
        if isinstance(config, (str, os.PathLike)):
            raise Misconfigured(f"{os.fspath(config)}: {error.what}") from error
        raise


def build(tables: Mapping[str, object], *, environ: Mapping[str, str], sandbox: bool) -> list[Registry]:
    """Return an adapter for each table, presets filled in; refuse two that keep the same kind of ID."""
    registries = [_one(name, table, environ, sandbox=sandbox) for name, table in tables.items()]
    if not registries:
        raise Misconfigured("The registries' file names no registry: add a [registries.NAME] table.")
    _no_rivals(registries)
    _known_fallbacks(registries)
    return registries


def _tables(config: str | os.PathLike[str] | Mapping[str, object]) -> Mapping[str, object]:
    document: Mapping[str, object]
    if isinstance(config, (str, os.PathLike)):
        try:
            document = tomllib.loads(Path(config).read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else error
            raise Misconfigured(f"The registries' file cannot be read: {reason}.") from error
    else:
        document = config
    unknown = sorted(set(document) - {"registries"})
    if unknown:
        raise Misconfigured(f"The registries' file has an unknown table {unknown[0]!r}: only [registries.NAME].")
    tables = document.get("registries", {})
    if not isinstance(tables, dict):
        raise Misconfigured("The registries' file must hold [registries.NAME] tables.")
    return tables


def _one(name: str, table: object, environ: Mapping[str, str], *, sandbox: bool) -> Registry:
    if not isinstance(table, dict):
        raise _fault(name, "", "must be a table")
    try:
        read = convert({**_preset(name, table), **table}, _Json | _OpenBadges | _Badges | _ByHand)
    except ValidationError as error:
        what, _, at = str(error).partition(" - at `$")
        named = re.search(r"`(\w+)`$", what) if not at else None
        raise _fault(name, at.strip("`.") or (named[1] if named else ""), what) from error
    return read.build(name, environ, sandbox=sandbox)


def _preset(name: str, table: Mapping[str, object]) -> dict[str, Any]:
    preset = table.get("preset")
    if preset is None:
        return {}
    if preset not in preset_names():
        raise _fault(name, "preset", f"is none of: {', '.join(preset_names())}")
    return read_preset(str(preset))


def _no_rivals(registries: list[Registry]) -> None:
    keeper: dict[str, str] = {}  # by kind of ID; badge links by host
    for about in (registry.about for registry in registries):
        for kept in {*about.ids, *about.own_badge_hosts} - ({IdKind.BADGE} if about.badge_hosts else set()):
            if kept in keeper:
                raise _fault(about.name, "ids", f"{str(kept)!r} is kept by {keeper[kept]!r} already")
            keeper[kept] = about.name


def _known_fallbacks(registries: list[Registry]) -> None:
    by_hand = {registry.about.name for registry in registries if isinstance(registry, ByHandRegistry)}
    for about in (registry.about for registry in registries):
        if about.otherwise is not None and about.otherwise not in by_hand:
            raise _fault(about.name, "otherwise", "must name a registry of kind by_hand")


def _fault(name: str, key: str, what: str) -> Misconfigured:
    where = f"registries.{name}.{key}" if key else f"registries.{name}"
    return Misconfigured(f"{where}: {what}.")
