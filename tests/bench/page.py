"""The results as people read them: a line of the terminal, and a table in ``docs/performance.md``."""

import os
import platform
import re
from datetime import UTC, datetime

from tests.bench.builds import ROOT

PAGE = ROOT / "docs/performance.md"
HEADINGS = ("what", "now", "before", "share", "promised")


def shown(result):
    """Return a result's cells: what, now, before, the share of the two, what is promised."""
    line, before = result.line, result.before
    sign = ">=" if line.least else "<="
    promised = [] if line.promised is None else [f"{sign} {_with_unit(line.promised, line.unit)}"]
    if line.share is not None:
        promised.append(f"{sign} {line.share:g}x before")
    return (
        line.what,
        _with_unit(line.value, line.unit),
        "" if before is None else _with_unit(before, line.unit),
        f"{line.value / before:.2f}x" if before else "",
        ", ".join(promised),
    )


def write(name, results):
    """Put a part's table in place of the one that is there, or at the end."""
    page = PAGE.read_text(encoding="utf-8")
    section = f"## {name}\n\n{_machine()}\n\n{_table([shown(result) for result in results])}\n"
    found = re.search(rf"^## {name}\n.*?(?=^## |\Z)", page, flags=re.MULTILINE | re.DOTALL)
    if found:
        page = page[: found.start()] + section + ("\n" + page[found.end() :] if page[found.end() :] else "")
    else:
        page = f"{page.rstrip()}\n\n{section}"
    PAGE.write_text(page, encoding="utf-8")


def _table(rows):
    lines = [f"| {' | '.join(HEADINGS)} |", "|---|---|---|---|---|"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])


def _machine():
    """Say what it was measured on, and how busy that was."""
    gigabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"Measured on {datetime.now(UTC):%-d %B %Y}: {os.cpu_count()} cores ({platform.machine()}), "
        f"{gigabytes:.0f} GB, Python {platform.python_version()}, load {os.getloadavg()[0]:.0f}."
    )


def _with_unit(value, unit):
    number = f"{value:.0f}" if value >= 100 else f"{value:.3g}"
    return f"{number}{unit}" if unit in {"x", "/s", ""} else f"{number} {unit}"
