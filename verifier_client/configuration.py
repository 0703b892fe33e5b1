"""
Reads the registries' TOML into adapters: what is wrong is said with file, registry and key.

msgspec was taken because it checks nested tables strictly, names the place of each fault, and loads in a tenth of
pydantic's time, which a one-shot command in the terminal would wait for.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import ValidationError, convert

from verifier_client.errors import Misconfigured
from verifier_client.id_extraction.identifiers import IdKind
from verifier_client.registries import ByHandRegistry
from verifier_client.registries.presets import preset_names, read_preset
from verifier_client.registries.tables import BadgesTable, ByHandTable, JsonTable, OpenBadgesTable, fault

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verifier_client.clock import Clock
    from verifier_client.policy import Policy
    from verifier_client.registries.tables import Registry
    from verifier_client.transport import Transport


def load(
    config: str | os.PathLike[str] | Mapping[str, object] | None,
    *,
    policy: Policy,
    clock: Clock,
    environ: Mapping[str, str] | None = None,
) -> tuple[list[Registry], Transport]:
    """
    Return the registries of a configuration and the transport that reaches them.

    Args:
        config: A TOML file, a mapping of the same shape, or None for the sandbox.
        policy: Deadlines, limits and lifetimes.
        clock: Wall time and monotonic time, in seconds.
        environ: Where keys of registries are looked up; the process's environment when None.

    Raises:
        Misconfigured: With the file, the registry and the key that are wrong.
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


def key_variables(config: str | os.PathLike[str] | Mapping[str, object]) -> list[str]:
    """
    Return the environment variables in which a configuration wants its registries' keys.

    Args:
        config: A TOML file, or a mapping of the same shape.

    Raises:
        Misconfigured: When the file cannot be read; what is wrong with a single table is not looked at.
    """
    tables = [table for table in _tables(config).values() if isinstance(table, dict)]
    return [str(table["key_env"]) for table in tables if "key_env" in table]


def build(tables: Mapping[str, object], *, environ: Mapping[str, str], sandbox: bool) -> list[Registry]:
    """
    Return an adapter for each table, presets filled in.

    Args:
        tables: Name of the registry to its table.
        environ: Where keys of registries are looked up.
        sandbox: Whether the registries are the sandbox's.

    Raises:
        Misconfigured: When a table is wrong, or two claim the same kind of ID.
    """
    registries = [_one(name, table, environ, sandbox=sandbox) for name, table in tables.items()]
    if not registries:
        raise Misconfigured("The registries' file names no registry: add a [registries.NAME] table.")
    _no_rivals(registries)
    _known_fallbacks(registries)
    return registries


def _tables(config: str | os.PathLike[str] | Mapping[str, object]) -> Mapping[str, object]:
    document: Mapping[str, object]
    if isinstance(config, (str, os.PathLike)):
        import tomllib  # noqa: PLC0415 - who has no file does not wait for it

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
        raise fault(name, "", "must be a table")
    try:
        read = convert({**_preset(name, table), **table}, JsonTable | OpenBadgesTable | BadgesTable | ByHandTable)
    except ValidationError as error:
        what, _, at = str(error).partition(" - at `$")
        named = re.search(r"`(\w+)`$", what) if not at else None
        raise fault(name, at.strip("`.") or (named[1] if named else ""), what) from error
    return read.build(name, environ, sandbox=sandbox)


def _preset(name: str, table: Mapping[str, object]) -> dict[str, Any]:
    preset = table.get("preset")
    if preset is None:
        return {}
    if preset not in preset_names():
        raise fault(name, "preset", f"is none of: {', '.join(preset_names())}")
    return read_preset(str(preset))


def _no_rivals(registries: list[Registry]) -> None:
    owners: dict[str, str] = {}  # by kind of ID; badge links by host
    for about in (registry.about for registry in registries):
        for owned in {*about.ids, *about.own_badge_hosts} - ({IdKind.BADGE} if about.badge_hosts else set()):
            if owned in owners:
                raise fault(about.name, "ids", f"{str(owned)!r} is kept by {owners[owned]!r} already")
            owners[owned] = about.name


def _known_fallbacks(registries: list[Registry]) -> None:
    by_hand = {registry.about.name for registry in registries if isinstance(registry, ByHandRegistry)}
    for about in (registry.about for registry in registries):
        if about.otherwise is not None and about.otherwise not in by_hand:
            raise fault(about.name, "otherwise", "must name a registry of kind by_hand")
