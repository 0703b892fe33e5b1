"""Time zones as people write them: by their name in the zone table, or by a city."""

from __future__ import annotations

import re
from functools import cache
from zoneinfo import available_timezones

_FILLER = re.compile(r"^(?:in|at)\s+|\s+(?:time(?:\s*zone)?|zeit)$", re.IGNORECASE)


def read_zone(text: str) -> str:
    """
    Return the time zone that somebody named by its name or a city; what is not known comes back as it was written.

    Args:
        text: what stands where a time zone is expected, such as ``Europe/Berlin``, ``Berlin`` or ``Berlin time``.
    """
    named = _FILLER.sub("", " ".join(text.split()))
    return zone_in(named) or named


def zone_in(text: str) -> str:
    """Return the time zone whose name or city a text names, or nothing."""
    named = re.search(r"\b[A-Z][A-Za-z]+/[A-Z][A-Za-z_]+\b", text)
    if named and named[0] in available_timezones():
        return named[0]
    cities = _cities()
    found = {cities[word] for word in re.findall(r"[a-z]+(?: [a-z]+)?|[a-z]+", text.casefold()) if word in cities}
    found |= {cities[word] for word in re.findall(r"[a-z]+", text.casefold()) if word in cities}
    return found.pop() if len(found) == 1 else ""


@cache
def _cities() -> dict[str, str]:
    """Cities of the zone table by their names in lower case; what names two zones names none."""
    found: dict[str, str] = {"utc": "UTC", "gmt": "UTC"}
    twice = set()
    for zone in sorted(available_timezones()):
        area, _, city = zone.partition("/")
        name = city.rpartition("/")[2].replace("_", " ").casefold()
        if not name or area in {"Etc", "US", "SystemV", "posix", "right"} or len(name) < 4:
            continue
        twice |= {name} if name in found else set()
        found[name] = zone
    return {name: zone for name, zone in found.items() if name not in twice}
