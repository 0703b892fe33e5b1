"""One examination, as the terminal shows it."""

from __future__ import annotations

import json
import logging
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING

from bots.config.settings import Settings, SettingsError
from bots.doctor.context import DoctorContext
from bots.doctor.findings import Finding, Level, fault
from bots.doctor.machine import python, zones
from bots.doctor.table import examine
from bots.runtime.clock import utc_now

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_SET = (
    "Set it in the environment, or name a file by the same variable with _FILE behind it; docs/settings.md lists them."
)


async def run(*, url: str | None, online: bool, as_json: bool, say: Callable[[str], None] = print) -> int:
    """Examine what the environment configures, say what was found, and return the exit code."""
    logging.getLogger("bots").addHandler(logging.NullHandler())  # what would be logged is said below
    try:
        settings = Settings.from_env()
    except SettingsError as error:
        found = [("settings", fault(str(error).removeprefix("The settings: "), _SET))]
        found += [("python", each) for each in await python()]
        found += [("time zones", each) for each in await zones()]
    else:
        found = await examine(DoctorContext(settings, utc_now, online=online, public_url=url))
    counts = Counter(finding.level for _, finding in found)
    say(_as_json(found, counts) if as_json else _as_text(found, counts))
    return 1 if counts[Level.FAULT] else 0


def _as_text(found: Sequence[tuple[str, Finding]], counts: Counter[Level]) -> str:
    lines = [f"{each.level:<8} {name}: {each.says}{f' {each.do}' if each.do else ''}" for name, each in found]
    return "\n".join([*lines, _summary(counts)])


def _summary(counts: Counter[Level]) -> str:
    faults, warnings = counts[Level.FAULT], counts[Level.WARNING]
    if faults:
        return f"{_number(faults, 'fault')} and {_number(warnings, 'warning')}: mend the faults first."
    return f"No fault, {_number(warnings, 'warning')}." if warnings else "All is well."


def _number(many: int, what: str) -> str:
    return f"{many} {what}{'' if many == 1 else 's'}"


def _as_json(found: Sequence[tuple[str, Finding]], counts: Counter[Level]) -> str:
    rows = [{"check": name, **asdict(each)} for name, each in found]
    body = {"faults": counts[Level.FAULT], "warnings": counts[Level.WARNING], "findings": rows}
    return json.dumps(body, indent=2, ensure_ascii=False)
