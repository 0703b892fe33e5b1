"""What is set, and what is only half set; ``Settings`` itself refuses the worst before this is asked."""

from __future__ import annotations

import difflib
import stat
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from bots.app.configured_values import admin_of, canary_certificate_of
from bots.config.settings import PREFIX, SettingsError, named_here, secret_files, setting_fields
from bots.doctor.findings import Finding, fault, ok, warning
from bots.doctor.machine import is_kept
from bots.security.signed_receipts import ReceiptKeyError, Signer
from verifier_client import Misconfigured, key_variables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bots.config.settings import Settings
    from bots.doctor.context import DoctorContext

MOUNTED = (Path("/run/secrets"), Path("/run/credentials"), Path("/var/run/secrets"))
"""Where container platforms and systemd put secrets; who may look there is theirs to say."""
_TRACING = ("opentelemetry", "opentelemetry.sdk", "opentelemetry.exporter", "opentelemetry.exporter.otlp")


async def unknown(_context: DoctorContext) -> Iterable[Finding]:
    """Look for variables with our prefix that mean nothing."""
    known = {f"{PREFIX}{name.upper()}" for name in setting_fields()}
    strays = [name for name in named_here() if name.removesuffix("_FILE") not in known]
    return [_stray(name, known) for name in strays] or [ok("Every CERTDESK_ variable that is set is a setting.")]


def _stray(name: str, known: set[str]) -> Finding:
    near = difflib.get_close_matches(name, sorted(known), 1)
    return warning(
        f"{name} is no setting, and nothing reads it.",
        f"Remove it, or write {near[0]}." if near else "Remove it; docs/settings.md lists them.",
    )


async def surfaces(context: DoctorContext) -> Iterable[Finding]:
    """Say which platforms are configured."""
    settings = context.settings
    ways = []
    if settings.slack_is_on:
        ways.append("Slack")
    if settings.teams_is_on:
        ways.append("Teams")
    if not ways:
        return [
            warning(
                "Neither Slack nor Teams is configured, so `certdesk serve` does not start.",
                "docs/install-slack.md and docs/install-teams.md say how, step by step.",
            )
        ]
    return [ok(f"{' and '.join(ways)}: configured; `certdesk serve` listens on {settings.host}:{settings.port}.")]


async def secrets(context: DoctorContext) -> Iterable[Finding]:
    """Look whether the secrets' files can be read by us, and by us alone."""
    files = secret_files(_key_variables(context.settings.registries))
    if (certificate := context.settings.teams_certificate) is not None:
        files |= {"CERTDESK_TEAMS_CERTIFICATE": certificate}
    found = [finding for name, path in files.items() if (finding := _file(name, path)) is not None]
    return found or [ok(f"{len(files)} secrets come from files that others cannot read." if files
                        else "No secret comes from a file.")]  # fmt: skip


def _key_variables(path: Path | None) -> list[str]:
    """Return the variables in which the registries' file wants keys; a broken file is the registries' finding."""
    try:
        return key_variables(path) if path else []
    except Misconfigured:
        return []


def _file(name: str, path: Path) -> Finding | None:
    try:
        mode = path.stat().st_mode
        path.read_bytes()
    except OSError as error:
        return fault(f"{name}: {path} cannot be read ({error.strerror}).", "Name a file that Certdesk may read.")
    if any(path.is_relative_to(folder) for folder in MOUNTED) or is_kept(path):
        return None
    if mode & stat.S_IWOTH:
        return fault(f"{name}: everybody on this machine can change {path}.", f"chmod 600 {path}")
    if mode & stat.S_IROTH:
        return warning(f"{name}: everybody on this machine can read {path}.", f"chmod 600 {path}")
    return None


async def people(context: DoctorContext) -> Iterable[Finding]:
    """Look whether anybody is told when something does not work."""
    found = [*_refused(admin_of, context.settings, "Type `notify` to the bot; it shows what to set.")]
    found += _refused(canary_certificate_of, context.settings, "Unset it, or set it to an ID that a registry knows.")
    if found:
        return found
    if context.settings.admin is None:
        return [
            warning(
                "Nobody is told in chat when rounds do not run or messages cannot be sent.",
                "Type `notify` to the bot, and set CERTDESK_ADMIN to what it shows.",
            )
        ]
    return [ok("An admin is told when rounds do not run or messages cannot be sent.")]


def _refused(read: Callable[[Settings], object], settings: Settings, do: str) -> list[Finding]:
    try:
        read(settings)
    except SettingsError as error:
        return [fault(str(error), do)]
    return []


async def traces(context: DoctorContext) -> Iterable[Finding]:
    """Look whether traces can be sent, where that is wanted."""
    if context.settings.otlp_url is None:
        return []
    if all(find_spec(name) for name in _TRACING):
        return [ok("Traces are sent over OTLP.")]
    return [fault("CERTDESK_OTLP_URL is set, and what sends traces is not installed.", "Install certdesk[tracing].")]


async def receipts(context: DoctorContext) -> Iterable[Finding]:
    """Look whether receipts can be signed."""
    key = context.settings.receipt_key
    if key is None:
        return [ok("No receipts: CERTDESK_RECEIPT_KEY is not set.")]
    try:
        signer = Signer.from_text(key.get_secret_value())
    except ReceiptKeyError as error:
        return [fault(f"CERTDESK_RECEIPT_KEY {error}", "Set it to what `certdesk receipt key` prints.")]
    return [ok(f"Receipts are signed by the key {signer.fingerprint[:19]}….")]
