"""What this machine brings: Python, and the world's time zones."""

from __future__ import annotations

import platform
import stat
import sys
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bots.doctor.findings import Finding, fault, ok

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from bots.doctor.context import DoctorContext

OLDEST, NEWEST = (3, 11), (3, 13)
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata")


async def python(_context: DoctorContext | None = None) -> Iterable[Finding]:
    """Look whether this Python is one that is tested."""
    version = platform.python_version()
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        return [ok(f"Python {version}.")]
    return [fault(f"This is Python {version}.", "Install Certdesk with Python 3.11 to 3.13.")]


async def zones(_context: DoctorContext | None = None) -> Iterable[Finding]:
    """Look whether working hours can be understood."""
    try:
        for name in ZONES:
            ZoneInfo(name)
    except (ZoneInfoNotFoundError, OSError):
        return [fault("There is no time zone data.", "Install the package tzdata beside Certdesk.")]
    return [ok("Time zone data is there.")]


def is_kept(path: Path) -> bool:
    """Say whether a folder above keeps others on this machine out."""
    return any(not folder.stat().st_mode & stat.S_IXOTH for folder in path.absolute().parents)
